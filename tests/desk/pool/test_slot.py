"""How tasks and workers of the pool end: stopped, by force, dead, and with the server."""

import os
import signal
import subprocess
import sys

import pytest

from planner.desk.pool import EndedError
from planner.desk.pool import pool as pools
from planner.errors import SolverError
from tests.desk import labours
from tests.desk.waiting import POSIX, SECONDS, ended, ending, gone, soon
from tests.places import ROOT

PARENT = """
import sys, time
from pathlib import Path
from planner.desk.pool import Pool
from tests.desk import labours
pool = Pool(2)
pool.submit("a", "x", labours.until, Path(sys.argv[1]), urgent=True)
pool.submit("b", "x", labours.until, Path(sys.argv[1]), urgent=True)
while len(pool.pids) < 2 or not list(Path(sys.argv[1]).parent.glob("*.begun")):
    time.sleep(0.01)
print(*pool.pids, flush=True)
time.sleep(float(sys.argv[2]))
pool.close()
"""
"""A server with two workers at work, which ends when it has slept."""


def test_a_task_that_is_stopped_gives_what_it_has(make_pool, hold):
    pool, work = make_pool(1), hold()
    task = pool.submit("s", "lane", labours.until, work.sign)
    assert soon(lambda: work.begun)
    task.stop()
    assert ended(task) and task.stopped
    assert task.result() == "unwanted" and task.outcome().cut_short


def test_a_task_that_is_stopped_before_it_begins_ends_at_once(make_pool, hold):
    pool, work = make_pool(1), hold()
    pool.submit("a", "lane", labours.until, work.sign, urgent=True)
    waiting = pool.submit("b", "lane", labours.echo, 1)
    assert not waiting.begun
    waiting.stop()
    assert waiting.over
    with pytest.raises(EndedError):
        waiting.result()


def test_a_task_that_does_not_listen_is_ended_by_force(make_pool, monkeypatch):
    monkeypatch.setattr(pools, "STUCK", 0.2)
    pool = make_pool(1)
    task = pool.submit("s", "lane", labours.deaf)
    assert soon(lambda: task.told == "deaf")
    (before,) = pool.pids
    task.stop()
    assert ended(task)
    with pytest.raises(EndedError):
        task.result()
    assert pool.submit("s", "lane", labours.process).result() != before
    assert gone(before)


@POSIX
def test_a_worker_that_dies_is_told_of_and_replaced(make_pool):
    pool = make_pool(1)
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
def test_work_that_a_dead_worker_had_not_taken_up_is_done_by_the_next(make_pool):
    pool = make_pool(1)
    pool.submit("s", "lane", labours.echo, 1).result()
    (pid,) = pool.pids
    os.kill(pid, signal.SIGSTOP)
    task = pool.submit("s", "lane", labours.echo, 2)
    assert not task.wait(0.2), "it has been sent, and nobody reads it"
    os.kill(pid, signal.SIGKILL)
    assert task.result() == 2


def test_workers_that_cannot_start_are_told_of(make_pool, monkeypatch, tmp_path):
    pool = make_pool(1)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(SolverError) as raised:
        pool.submit("s", "lane", labours.echo, 1).result()
    assert [fault.key for fault in raised.value.faults] == ["worker_start"]
    monkeypatch.undo()
    assert pool.submit("s", "lane", labours.echo, 1).result() == 1


@pytest.mark.parametrize("killed", [pytest.param(True, marks=POSIX), False])
def test_workers_end_with_the_server_however_it_ends(tmp_path, killed):
    server = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "sign"), "60" if killed else "0"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    with server, ending(server):
        assert server.stdout is not None
        pids = [int(word) for word in server.stdout.readline().split()]
        assert len(pids) == 2
        if killed:
            server.kill()
        else:
            assert server.wait(SECONDS) == 0
        assert soon(lambda: all(gone(pid) for pid in pids))


def test_a_closed_pool_takes_no_more(make_pool):
    pool = make_pool(1)
    pool.close()
    with pytest.raises(EndedError):
        pool.submit("s", "lane", labours.echo, 1).result()
    assert pool.pids == ()
