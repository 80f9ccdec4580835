"""What the pool of worker processes brings back, with real processes."""

import os

import pytest

from planner.desk import pool as shared_pool
from planner.desk.worker.failures import WorkerFailureError
from planner.errors import InputError
from planner.text import LANGUAGES, has, text
from tests.desk import labours
from tests.saying import said


def test_a_task_returns_what_its_function_does(make_pool):
    pool = make_pool()
    given = {"Харків": (1, 2.5, b"\x00" * 200_000)}
    assert pool.submit("s", "lane", labours.echo, given).result() == given
    assert pool.submit("s", "lane", labours.process).result() != os.getpid()


def test_no_more_processes_than_workers_however_many_tasks(make_pool):
    pool = make_pool(2)
    tasks = [pool.submit(f"s{n}", "lane", labours.process, urgent=True) for n in range(12)]
    assert len({task.result() for task in tasks}) <= 2 >= len(pool.pids)


def test_workers_compute_on_one_thread_each(make_pool):
    pool = make_pool(1)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        assert pool.submit("s", "lane", labours.environment, name).result() == "1"


def test_progress_is_told_while_it_goes_on_and_the_latest_counts(make_pool):
    task = make_pool(1).submit("s", "lane", labours.count, 400)
    seen: list[int] = []
    while not task.wait(0.01):
        if task.told is not None and task.told not in seen[-1:]:
            seen.append(task.told)
    assert task.result() == 400
    assert seen == sorted(seen) and seen[-1] == 399
    assert 2 <= len(seen) < 100, "not every word is sent"


def test_errors_of_the_planner_come_whole(make_pool):
    with pytest.raises(labours.CarryingError) as raised:
        make_pool(1).submit("s", "lane", labours.refuse).result()
    error = raised.value
    assert [f.key for f in error.faults] == ["budget", "infeasible_more"]
    assert error.faults[0].details == {"n": 1} and error.faults[0].value == "ї"
    assert (error.count, error.extra) == (1, {"rules": ("a", "b")})
    assert "budget" in str(error)


def test_other_errors_say_where_they_happened(make_pool):
    pool = make_pool(1)
    with pytest.raises(ZeroDivisionError) as raised:
        pool.submit("s", "lane", labours.stumble).result()
    assert "in stumble" in "".join(raised.value.__notes__)
    with pytest.raises(WorkerFailureError, match="stubborn"):
        pool.submit("s", "lane", labours.baulk).result()
    with pytest.raises(Exception, match="pickle"):
        pool.submit("s", "lane", labours.hand_back).result()
    assert pool.submit("s", "lane", labours.echo, 1).result() == 1


def test_what_a_library_prints_does_not_get_between_the_words(make_pool):
    assert make_pool(1).submit("s", "lane", labours.loud).result() == "quiet"


def test_the_number_of_workers_is_that_of_the_cores_unless_stated(monkeypatch):
    monkeypatch.delenv("VIDNOVA_WORKERS", raising=False)
    assert 1 <= shared_pool.workers() <= (os.cpu_count() or 1)
    monkeypatch.setenv("VIDNOVA_WORKERS", "3")
    assert shared_pool.workers() == 3
    for wrong in ("0", "-1", "two", "1e3", "65"):
        monkeypatch.setenv("VIDNOVA_WORKERS", wrong)
        with pytest.raises(InputError):
            shared_pool.workers()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_go_wrong_has_words(language):
    for key in ("worker_lost", "worker_start", "search_ended", "files_changed", "workers_count"):
        assert has(f"fault.{key}") and said(language, text, f"fault.{key}")
