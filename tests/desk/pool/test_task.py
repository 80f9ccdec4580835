"""What sessions have of the pool: each its own tasks, and none that nobody wants any more."""

import threading
import time

import pytest

from planner.desk.pool import EndedError
from planner.desk.pool import pool as pools
from planner.ui.session.tab import here, is_open
from tests.desk import labours
from tests.desk.waiting import soon


def test_a_newer_task_of_a_session_and_lane_replaces_the_older(make_pool, hold):
    pool, work = make_pool(1), hold()
    older = pool.submit("s", "lane", labours.until, work.sign, urgent=True)
    assert soon(lambda: work.begun)
    newer = pool.submit("s", "lane", labours.echo, "new", urgent=True)
    assert older.over
    with pytest.raises(EndedError):
        older.result()
    assert newer.result() == "new"


def test_a_replaced_task_that_waits_never_begins(make_pool, hold):
    pool, running, waiting = make_pool(1), hold(), hold()
    pool.submit("a", "lane", labours.until, running.sign, urgent=True)
    older = pool.submit("b", "lane", labours.until, waiting.sign, urgent=True)
    newer = pool.submit("b", "lane", labours.echo, 1, urgent=True)
    running.release()
    assert newer.result() == 1 and older.over and not waiting.begun


def test_other_sessions_and_lanes_are_left_alone(make_pool, hold):
    pool, first, second = make_pool(2), hold(), hold()
    one = pool.submit("a", "x", labours.until, first.sign, urgent=True)
    two = pool.submit("b", "x", labours.until, second.sign, urgent=True)
    pool.submit("a", "y", labours.echo, 1, urgent=True)
    pool.drop("a", "y")
    first.release()
    second.release()
    assert one.result() == two.result() == "found"


def test_tasks_of_equal_keys_share_one_run(make_pool, hold):
    pool, work = make_pool(2), hold()
    tasks = [
        pool.submit(f"s{n}", "lane", labours.until, work.sign, urgent=True, key="k")
        for n in range(3)
    ]
    assert soon(lambda: work.begun)
    tasks[0].stop()
    pool.drop("s1")
    assert not tasks[0].over, "another session still waits for it"
    work.release()
    assert tasks[0].result() == tasks[2].result() == "found"
    with pytest.raises(EndedError):
        tasks[1].result()
    assert work.begun == 1


def test_a_session_whose_tab_has_closed_loses_its_tasks(make_pool, hold, monkeypatch):
    monkeypatch.setattr(pools, "CLOSED", 0.3)
    closed: set[str] = set()
    pool, first, second = make_pool(2, alive=lambda session: session not in closed), hold(), hold()
    left = pool.submit("left", "x", labours.until, first.sign, urgent=True)
    stays = pool.submit("stays", "x", labours.until, second.sign, urgent=True)
    assert soon(lambda: first.begun and second.begun)
    closed.add("left")
    assert soon(lambda: left.over) and not stays.over
    with pytest.raises(EndedError):
        left.result()
    second.release()
    assert stays.result() == "found"


def test_a_connection_that_comes_back_keeps_its_tasks(make_pool, hold, monkeypatch):
    monkeypatch.setattr(pools, "CLOSED", 1.0)
    away = [True, True]
    pool, work = make_pool(1, alive=lambda session: not (away and away.pop())), hold()
    task = pool.submit("s", "x", labours.until, work.sign, urgent=True)
    time.sleep(1.6)
    assert not task.over
    work.release()
    assert task.result() == "found"


def test_a_task_that_nobody_looks_at_ends(make_pool, hold):
    pool, work = make_pool(1), hold()
    task = pool.submit("s", "lane", labours.until, work.sign, patience=0.5)
    while not work.begun:
        assert not task.wait(0.02)
    until = time.monotonic() + 1.2
    while time.monotonic() < until:
        assert not task.wait(0.02)
    assert soon(lambda: task.over)


def test_no_session_ever_gets_what_is_another_ones(make_pool):
    pool, wrong = make_pool(2), []

    def ask(session: str) -> None:
        for n in range(100):
            marker = f"{session}:{n}"
            task = pool.submit(session, "lane", labours.echo, marker, urgent=bool(n % 3))
            if n % 7 == 0:
                marker = f"{session}:{n}:again"
                task = pool.submit(session, "lane", labours.echo, marker, urgent=True)
            if task.result() != marker:
                wrong.append(marker)

    threads = [threading.Thread(target=ask, args=(f"s{n}",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == [] and not any(thread.is_alive() for thread in threads)


def test_outside_a_page_there_is_no_session_and_none_is_closed():
    assert here() == ""
    assert is_open("") and is_open("some session")
