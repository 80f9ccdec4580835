"""The pool of worker processes, with real processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from planner.errors import InputError, SolverError
from planner.text import LANGUAGES, has, text
from planner.ui import pool as shared_pool
from planner.ui.pool import EndedError, Pool, Task
from planner.ui.pool import pool as pools
from planner.ui.worker.failures import WorkerFailureError
from tests.ui import labours

ROOT = Path(__file__).parents[2]
SECONDS = 15.0
"""Until which something has to have happened."""
POSIX = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal that kills outright"
)


@pytest.fixture
def make() -> Iterator[Callable[..., Pool]]:
    made: list[Pool] = []

    def build(workers: int = 2, **given: object) -> Pool:
        made.append(Pool(workers, **given))
        return made[-1]

    yield build
    for pool in made:
        pool.close()


class Held:
    """Work that goes on until it is released, or unwanted."""

    def __init__(self, folder: Path, name: str) -> None:
        self.sign = folder / name

    def release(self) -> None:
        self.sign.touch()

    @property
    def begun(self) -> int:
        """How often it has begun."""
        return len(list(self.sign.parent.glob(f"{self.sign.name}.*.begun")))


@pytest.fixture
def hold(tmp_path: Path) -> Callable[[], Held]:
    numbers = count()
    return lambda: Held(tmp_path, f"held{next(numbers)}")


def soon(happened: Callable[[], object]) -> bool:
    until = time.monotonic() + SECONDS
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def ended(task: Task) -> bool:
    return soon(lambda: task.wait(0.05))


def gone(pid: int) -> bool:
    """Whether a process has ended; one that only waits to be buried has."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc").exists():
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def order_of(tasks: dict[str, Task]) -> list[str]:
    """Names of tasks in the order in which they ended."""
    seen: list[str] = []
    for name, task in tasks.items():
        task.then(lambda _, name=name: seen.append(name))
    assert all(ended(task) for task in tasks.values())
    return seen


def test_a_task_returns_what_its_function_does(make):
    pool = make()
    given = {"Харків": (1, 2.5, b"\x00" * 200_000)}
    assert pool.submit("s", "lane", labours.echo, given).result() == given
    assert pool.submit("s", "lane", labours.process).result() != os.getpid()


def test_no_more_processes_than_workers_however_many_tasks(make):
    pool = make(2)
    tasks = [pool.submit(f"s{n}", "lane", labours.process, urgent=True) for n in range(12)]
    assert len({task.result() for task in tasks}) <= 2 >= len(pool.pids)


def test_workers_compute_on_one_thread_each(make):
    pool = make(1)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        assert pool.submit("s", "lane", labours.environment, name).result() == "1"


def test_progress_is_told_while_it_goes_on_and_the_latest_counts(make):
    task = make(1).submit("s", "lane", labours.count, 400)
    seen = []
    while not task.wait(0.01):
        if task.told is not None and task.told not in seen[-1:]:
            seen.append(task.told)
    assert task.result() == 400
    assert seen == sorted(seen) and seen[-1] == 399
    assert 2 <= len(seen) < 100, "not every word is sent"


def test_a_newer_task_of_a_session_and_lane_replaces_the_older(make, hold):
    pool, work = make(1), hold()
    older = pool.submit("s", "lane", labours.until, work.sign, urgent=True)
    assert soon(lambda: work.begun)
    newer = pool.submit("s", "lane", labours.echo, "new", urgent=True)
    assert older.over
    with pytest.raises(EndedError):
        older.result()
    assert newer.result() == "new"


def test_a_replaced_task_that_waits_never_begins(make, hold):
    pool, running, waiting = make(1), hold(), hold()
    pool.submit("a", "lane", labours.until, running.sign, urgent=True)
    older = pool.submit("b", "lane", labours.until, waiting.sign, urgent=True)
    newer = pool.submit("b", "lane", labours.echo, 1, urgent=True)
    running.release()
    assert newer.result() == 1 and older.over and not waiting.begun


def test_other_sessions_and_lanes_are_left_alone(make, hold):
    pool, first, second = make(2), hold(), hold()
    one = pool.submit("a", "x", labours.until, first.sign, urgent=True)
    two = pool.submit("b", "x", labours.until, second.sign, urgent=True)
    pool.submit("a", "y", labours.echo, 1, urgent=True)
    pool.drop("a", "y")
    first.release()
    second.release()
    assert one.result() == two.result() == "found"


def test_a_task_that_is_stopped_gives_what_it_has(make, hold):
    pool, work = make(1), hold()
    task = pool.submit("s", "lane", labours.until, work.sign)
    assert soon(lambda: work.begun)
    task.stop()
    assert ended(task) and task.stopped
    assert task.result() == "unwanted" and task.outcome().cut_short


def test_a_task_that_is_stopped_before_it_begins_ends_at_once(make, hold):
    pool, work = make(1), hold()
    pool.submit("a", "lane", labours.until, work.sign, urgent=True)
    waiting = pool.submit("b", "lane", labours.echo, 1)
    assert not waiting.begun
    waiting.stop()
    assert waiting.over
    with pytest.raises(EndedError):
        waiting.result()


def test_a_task_that_does_not_listen_is_ended_by_force(make, monkeypatch):
    monkeypatch.setattr(pools, "STUCK", 0.2)
    pool = make(1)
    task = pool.submit("s", "lane", labours.deaf)
    assert soon(lambda: task.told == "deaf")
    (before,) = pool.pids
    task.stop()
    assert ended(task)
    with pytest.raises(EndedError):
        task.result()
    assert pool.submit("s", "lane", labours.process).result() != before
    assert gone(before)


def test_urgent_tasks_go_first(make, hold):
    pool, work = make(1), hold()
    pool.submit("z", "lane", labours.until, work.sign, urgent=True)
    tasks = {
        "slow": pool.submit("a", "x", labours.echo, 1),
        "quick": pool.submit("b", "x", labours.echo, 1, urgent=True),
    }
    work.release()
    assert order_of(tasks) == ["quick", "slow"]


def test_sessions_take_turns(make, hold):
    pool, work = make(1), hold()
    pool.submit("z", "lane", labours.until, work.sign, urgent=True)
    asked = ["a1", "a2", "a3", "b1", "c1"]
    tasks = {n: pool.submit(n[0], n, labours.echo, n, urgent=True) for n in asked}
    work.release()
    assert order_of(tasks) == ["a1", "b1", "c1", "a2", "a3"]


def test_background_work_leaves_one_worker_free(make, hold):
    pool, first, second = make(2), hold(), hold()
    pool.submit("a", "settle", labours.until, first.sign)
    pool.submit("b", "settle", labours.until, second.sign)
    assert soon(lambda: first.begun)
    assert pool.submit("c", "quick", labours.echo, 1, urgent=True).result() == 1
    assert (first.begun, second.begun) == (1, 0)
    first.release()
    assert soon(lambda: second.begun)


def test_background_work_makes_way_and_begins_anew(make, hold):
    pool, work = make(1), hold()
    slow = pool.submit("a", "settle", labours.until, work.sign)
    assert soon(lambda: work.begun == 1)
    assert pool.submit("b", "quick", labours.echo, 1, urgent=True).result() == 1
    assert soon(lambda: work.begun == 2) and not slow.over
    work.release()
    assert slow.result() == "found" and not slow.outcome().cut_short


def test_the_last_begun_makes_way(make, hold):
    pool, first, second = make(2), hold(), hold()
    pool.submit("a", "thorough", labours.until, first.sign)
    assert soon(lambda: first.begun)
    pool.submit("b", "settle", labours.until, second.sign)
    assert soon(lambda: second.begun)
    assert pool.submit("c", "quick", labours.echo, 1, urgent=True).result() == 1
    assert soon(lambda: second.begun == 2) and first.begun == 1


def test_a_task_begins_no_sooner_than_asked(make):
    pool = make(1)
    began = time.monotonic()
    assert pool.submit("s", "lane", labours.echo, 1, after=0.5).result() == 1
    assert time.monotonic() - began >= 0.5


def test_work_goes_where_what_it_is_about_is_held(make, hold):
    pool, work = make(2), hold()
    first = pool.submit("s", "quick", labours.process, urgent=True, about="city").result()
    assert {
        pool.submit("s", "quick", labours.process, urgent=True, about="city").result()
        for _ in range(5)
    } == {first}
    second = pool.submit("s", "settle", labours.process, about="city").result()
    assert second != first, "so that both hold it"
    pool.submit("z", "lane", labours.until, work.sign, urgent=True)


def test_tasks_of_equal_keys_share_one_run(make, hold):
    pool, work = make(2), hold()
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


def test_while_urgent_work_waits_each_makes_do_with_its_turn(make, hold):
    pool, works = make(1), [hold() for _ in range(4)]
    tasks = [
        pool.submit(f"s{n}", "lane", labours.until, work.sign, urgent=True, anytime=True)
        for n, work in enumerate(works)
    ]
    assert all(ended(task) for task in tasks[:3])
    assert [task.result() for task in tasks[:3]] == ["unwanted"] * 3
    assert all(task.outcome().cut_short and not task.stopped for task in tasks[:3])
    assert not tasks[3].wait(1.5 * pools.ANSWER), "the last one has nobody to make way for"
    works[3].release()
    assert tasks[3].result() == "found"


def test_a_turn_that_comes_to_nothing_is_followed_by_a_longer_one(make, hold):
    pool, other = make(1), hold()
    task = pool.submit("a", "lane", labours.slow, 1.0, urgent=True, anytime=True)
    later = pool.submit("b", "lane", labours.until, other.sign, urgent=True, anytime=True)
    assert task.result() == "done" and not task.outcome().cut_short
    other.release()
    assert later.result() in ("found", "unwanted")


@POSIX
def test_a_worker_that_dies_is_told_of_and_replaced(make):
    pool = make(1)
    task = pool.submit("s", "lane", labours.die)
    with pytest.raises(SolverError) as raised:
        task.result()
    assert [fault.key for fault in raised.value.faults] == ["worker_lost"]
    assert pool.submit("s", "lane", labours.echo, 1).result() == 1
    (pid,) = pool.pids
    os.kill(pid, signal.SIGKILL)
    assert soon(lambda: gone(pid))
    assert pool.submit("s", "lane", labours.echo, 2).result() == 2, "it died with nothing to do"


@POSIX
def test_work_that_a_dead_worker_had_not_taken_up_is_done_by_the_next(make):
    pool = make(1)
    pool.submit("s", "lane", labours.echo, 1).result()
    (pid,) = pool.pids
    os.kill(pid, signal.SIGSTOP)
    task = pool.submit("s", "lane", labours.echo, 2)
    assert not task.wait(0.2), "it has been sent, and nobody reads it"
    os.kill(pid, signal.SIGKILL)
    assert task.result() == 2


def test_workers_that_cannot_start_are_told_of(make, monkeypatch, tmp_path):
    pool = make(1)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(SolverError) as raised:
        pool.submit("s", "lane", labours.echo, 1).result()
    assert [fault.key for fault in raised.value.faults] == ["worker_start"]
    monkeypatch.undo()
    assert pool.submit("s", "lane", labours.echo, 1).result() == 1


PARENT = """
import sys, time
from pathlib import Path
from planner.ui.pool import Pool
from tests.ui import labours
pool = Pool(2)
pool.submit("a", "x", labours.until, Path(sys.argv[1]), urgent=True)
pool.submit("b", "x", labours.until, Path(sys.argv[1]), urgent=True)
while len(pool.pids) < 2 or not list(Path(sys.argv[1]).parent.glob("*.begun")):
    time.sleep(0.01)
print(*pool.pids, flush=True)
time.sleep(float(sys.argv[2]))
pool.close()
"""


@pytest.mark.parametrize("killed", [pytest.param(True, marks=POSIX), False])
def test_workers_end_with_the_server_however_it_ends(tmp_path, killed):
    server = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "sign"), "60" if killed else "0"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    with server:
        pids = [int(word) for word in server.stdout.readline().split()]
        assert len(pids) == 2
        if killed:
            server.kill()
        else:
            assert server.wait(SECONDS) == 0
        assert soon(lambda: all(gone(pid) for pid in pids))


def test_a_session_whose_tab_has_closed_loses_its_tasks(make, hold, monkeypatch):
    monkeypatch.setattr(pools, "CLOSED", 0.3)
    closed: set[str] = set()
    pool, first, second = make(2, alive=lambda session: session not in closed), hold(), hold()
    left = pool.submit("left", "x", labours.until, first.sign, urgent=True)
    stays = pool.submit("stays", "x", labours.until, second.sign, urgent=True)
    assert soon(lambda: first.begun and second.begun)
    closed.add("left")
    assert soon(lambda: left.over) and not stays.over
    with pytest.raises(EndedError):
        left.result()
    second.release()
    assert stays.result() == "found"


def test_a_connection_that_comes_back_keeps_its_tasks(make, hold, monkeypatch):
    monkeypatch.setattr(pools, "CLOSED", 1.0)
    away = [True, True]
    pool, work = make(1, alive=lambda session: not (away and away.pop())), hold()
    task = pool.submit("s", "x", labours.until, work.sign, urgent=True)
    time.sleep(1.6)
    assert not task.over
    work.release()
    assert task.result() == "found"


def test_a_task_that_nobody_looks_at_ends(make, hold):
    pool, work = make(1), hold()
    task = pool.submit("s", "lane", labours.until, work.sign, patience=0.5)
    while not work.begun:
        assert not task.wait(0.02)
    until = time.monotonic() + 1.2
    while time.monotonic() < until:
        assert not task.wait(0.02)
    assert soon(lambda: task.over)


def test_errors_of_the_planner_come_whole(make):
    with pytest.raises(labours.CarryingError) as raised:
        make(1).submit("s", "lane", labours.refuse).result()
    error = raised.value
    assert [f.key for f in error.faults] == ["budget", "infeasible_more"]
    assert error.faults[0].details == {"n": 1} and error.faults[0].value == "ї"
    assert (error.count, error.extra) == (1, {"rules": ("a", "b")})
    assert "budget" in str(error)


def test_other_errors_say_where_they_happened(make):
    pool = make(1)
    with pytest.raises(ZeroDivisionError) as raised:
        pool.submit("s", "lane", labours.stumble).result()
    assert "in stumble" in "".join(raised.value.__notes__)
    with pytest.raises(WorkerFailureError, match="stubborn"):
        pool.submit("s", "lane", labours.baulk).result()
    with pytest.raises(Exception, match="pickle"):
        pool.submit("s", "lane", labours.hand_back).result()
    assert pool.submit("s", "lane", labours.echo, 1).result() == 1


def test_what_a_library_prints_does_not_get_between_the_words(make):
    assert make(1).submit("s", "lane", labours.loud).result() == "quiet"


def test_no_session_ever_gets_what_is_another_ones(make):
    pool, wrong = make(2), []

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


def test_a_closed_pool_takes_no_more(make):
    pool = make(1)
    pool.close()
    with pytest.raises(EndedError):
        pool.submit("s", "lane", labours.echo, 1).result()
    assert pool.pids == ()


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
        assert has(f"fault.{key}") and text(f"fault.{key}", language)


def test_outside_a_page_there_is_no_session_and_none_is_closed():
    assert shared_pool.here() == ""
    assert shared_pool.is_open("") and shared_pool.is_open("some session")
