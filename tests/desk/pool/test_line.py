"""Whose turn it is in the pool: the urgent first, each session in turn, then what can wait."""

import time
from functools import partial

from planner.desk.pool import Outcome, Task
from planner.desk.pool import pool as pools
from tests.desk import labours
from tests.desk.waiting import ended, soon


def _note(seen: list[str], name: str, _: Outcome) -> None:
    seen.append(name)


def order_of(tasks: dict[str, Task]) -> list[str]:
    """Names of tasks in the order in which they ended."""
    seen: list[str] = []
    for name, task in tasks.items():
        task.then(partial(_note, seen, name))
    assert all(ended(task) for task in tasks.values())
    return seen


def test_urgent_tasks_go_first(make_pool, hold):
    pool, work = make_pool(1), hold()
    pool.submit("z", "lane", labours.until, work.sign, urgent=True)
    tasks = {
        "slow": pool.submit("a", "x", labours.echo, 1),
        "quick": pool.submit("b", "x", labours.echo, 1, urgent=True),
    }
    work.release()
    assert order_of(tasks) == ["quick", "slow"]


def test_sessions_take_turns(make_pool, hold):
    pool, work = make_pool(1), hold()
    pool.submit("z", "lane", labours.until, work.sign, urgent=True)
    asked = ["a1", "a2", "a3", "b1", "c1"]
    tasks = {n: pool.submit(n[0], n, labours.echo, n, urgent=True) for n in asked}
    work.release()
    assert order_of(tasks) == ["a1", "b1", "c1", "a2", "a3"]


def test_background_work_leaves_one_worker_free(make_pool, hold):
    pool, first, second = make_pool(2), hold(), hold()
    pool.submit("a", "settle", labours.until, first.sign)
    pool.submit("b", "settle", labours.until, second.sign)
    assert soon(lambda: first.begun)
    assert pool.submit("c", "quick", labours.echo, 1, urgent=True).result() == 1
    assert (first.begun, second.begun) == (1, 0)
    first.release()
    assert soon(lambda: second.begun)


def test_background_work_makes_way_and_begins_anew(make_pool, hold):
    pool, work = make_pool(1), hold()
    slow = pool.submit("a", "settle", labours.until, work.sign)
    assert soon(lambda: work.begun == 1)
    assert pool.submit("b", "quick", labours.echo, 1, urgent=True).result() == 1
    assert soon(lambda: work.begun == 2) and not slow.over
    work.release()
    assert slow.result() == "found" and not slow.outcome().cut_short


def test_the_last_begun_makes_way(make_pool, hold):
    pool, first, second = make_pool(2), hold(), hold()
    pool.submit("a", "thorough", labours.until, first.sign)
    assert soon(lambda: first.begun)
    pool.submit("b", "settle", labours.until, second.sign)
    assert soon(lambda: second.begun)
    assert pool.submit("c", "quick", labours.echo, 1, urgent=True).result() == 1
    assert soon(lambda: second.begun == 2) and first.begun == 1


def test_a_task_begins_no_sooner_than_asked(make_pool):
    pool = make_pool(1)
    began = time.monotonic()
    assert pool.submit("s", "lane", labours.echo, 1, after=0.5).result() == 1
    assert time.monotonic() - began >= 0.5


def test_work_goes_where_what_it_is_about_is_held(make_pool, hold):
    pool, work = make_pool(2), hold()
    first = pool.submit("s", "quick", labours.process, urgent=True, about="city").result()
    assert {
        pool.submit("s", "quick", labours.process, urgent=True, about="city").result()
        for _ in range(5)
    } == {first}
    second = pool.submit("s", "settle", labours.process, about="city").result()
    assert second != first, "so that both hold it"
    pool.submit("z", "lane", labours.until, work.sign, urgent=True)


def test_while_urgent_work_waits_each_makes_do_with_its_turn(make_pool, hold):
    pool, works = make_pool(1), [hold() for _ in range(4)]
    tasks = [
        pool.submit(f"s{n}", "lane", labours.until, work.sign, urgent=True, anytime=True)
        for n, work in enumerate(works)
    ]
    assert all(ended(task) for task in tasks[:3])
    assert [task.result() for task in tasks[:3]] == ["unwanted"] * 3
    assert all(task.outcome().cut_short and not task.stopped for task in tasks[:3])
    assert not tasks[3].wait(1.5 * pools.ANSWER), "the last one has nobody to make_pool way for"
    works[3].release()
    assert tasks[3].result() == "found"


def test_a_turn_that_comes_to_nothing_is_followed_by_a_longer_one(make_pool, hold):
    pool, other = make_pool(1), hold()
    task = pool.submit("a", "lane", labours.slow, 1.0, urgent=True, anytime=True)
    later = pool.submit("b", "lane", labours.until, other.sign, urgent=True, anytime=True)
    assert task.result() == "done" and not task.outcome().cut_short
    other.release()
    assert later.result() in ("found", "unwanted")
