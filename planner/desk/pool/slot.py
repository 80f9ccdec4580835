"""Slot: a place for one worker process, and the thread of the server that talks with it.

The process is started when first needed and again when it has died; its thread hands it one piece
of work at a time and listens until that ends. Whatever blocks, blocks this thread alone.
"""

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from planner.desk.pool.task import EndedError, Outcome, Work
from planner.desk.worker.frames import Frame, FrameKind, read, write
from planner.errors import Fault, SolverError

STARTS: Final = 3
"""How often in a row a process may fail to start before its work is told so."""
KNOWN: Final = 6
"""How many things (scenarios) a worker is taken to hold ready."""
LEAVE: Final = 2.0
"""Seconds that a process has to end by itself when the server does."""
ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""Each worker keeps to one core; read when numpy is imported."""
_ROOT: Final = str(Path(__file__).parents[3])
Process = subprocess.Popen[bytes]
Done = Callable[["Slot", Work, Outcome], None]


def _started(modules: Sequence[str]) -> Process:
    """A new worker. A program of its own, not a fork or a spawned copy: the server has threads,
    and its `__main__` is the page."""
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "planner.desk.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **ONE_THREAD, "PYTHONPATH": path},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    body = pickle.dumps((_path(), tuple(modules)))
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # it died at once: seen when it is first given work
        write(process.stdin, Frame(FrameKind.HELLO, 0, body))
    return process


def _path() -> list[str]:
    """Where the server imports from, so that a worker finds the same."""
    path = [entry for entry in sys.path if isinstance(entry, str)]
    return path if _ROOT in path else [*path, _ROOT]


def _outcome(frame: Frame) -> Outcome:
    """How a run ended, as its worker tells it."""
    cut, said = pickle.loads(frame.body)
    if frame.kind is FrameKind.ERROR:
        return Outcome(error=said, cut_short=cut)
    return Outcome(value=said, cut_short=cut)


class Slot:
    """One worker process and what it is doing."""

    def __init__(self, number: int, modules: Sequence[str], done: Done) -> None:
        self.work: Work | None = None
        self._modules, self._done = modules, done
        self._known: OrderedDict[Hashable, None] = OrderedDict()
        self._orders: SimpleQueue[Work | None] = SimpleQueue()
        self._sending = threading.Lock()
        self._process: Process | None = None
        self._begun = self._closing = False
        self._thread = threading.Thread(
            target=self._attend, name=f"vidnova-worker-{number}", daemon=True
        )
        self._thread.start()

    @property
    def started(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """Of its process, where there is one."""
        process = self._process
        return process.pid if process else None

    def knows(self, about: Hashable | None) -> bool:
        """Whether the process holds what a work is about."""
        return about is not None and about in self._known

    def hand(self, work: Work) -> None:
        """Gives it work; the pool does so only when it has none."""
        self.work = work
        work.slot = self
        if work.about is not None:
            self._known[work.about] = None
            self._known.move_to_end(work.about)
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)
        self._orders.put(work)

    def warm(self) -> None:
        """Starts the process, so that it has imported everything when work comes.

        Where none can be started the work is told so.
        """
        with self._sending, contextlib.suppress(OSError):
            if not self._closing and self._process is None:
                self._process = _started(self._modules)

    def cancel(self, work: Work) -> None:
        """Tells the process that the run is not wanted any more; never waits for it."""
        if self._sending.acquire(blocking=False):  # else its thread is sending, and tells it after
            try:
                self._call_off(work)
            finally:
                self._sending.release()

    def kill(self) -> None:
        """Ends the process at once; its thread sees that."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """No more work; the process ends when its pipe closes."""
        self._closing = True
        self._orders.put(None)
        with self._sending:
            process = self._process
        if process is None:
            return
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended already
            process.stdin.close()

    def join(self) -> None:
        """Waits until its process has ended."""
        process = self._process
        if process is not None:
            try:
                process.wait(LEAVE)
            except subprocess.TimeoutExpired:
                process.kill()
        self._thread.join(LEAVE)
        self._bury()

    def _attend(self) -> None:
        while (work := self._orders.get()) is not None:
            try:
                outcome = self._perform(work)
            except Exception as error:  # noqa: BLE001  an answer that cannot be read, say
                self._bury()
                outcome = Outcome(error=error)
            self._done(self, work, outcome)
            if self.work is None:
                self.warm()  # where it has died: the next work is not to wait for that

    def _perform(self, work: Work) -> Outcome:
        """Has the work done, in a new process where one died before it had taken the work up."""
        self._begun = False
        for _ in range(STARTS):
            if self._closing:
                break
            try:
                outcome = self._listen(self._sent(work), work)
            except OSError:  # no process could be made, or it was gone before it had its work
                outcome = None
            if outcome is not None:
                return outcome
            self._bury()
            if work.called_off is not None:
                return Outcome(error=EndedError(), cut_short=True)
            if self._begun:
                return Outcome(error=SolverError([Fault(key="worker_lost")]))
        return Outcome(
            error=EndedError() if self._closing else SolverError([Fault(key="worker_start")])
        )

    def _sent(self, work: Work) -> Process:
        """The process, started where there is none, with its work."""
        with self._sending:
            if self._process is not None and self._process.poll() is not None:
                self._bury()
            if self._process is None:
                self._process = _started(self._modules)
            process = self._process
            assert process.stdin is not None
            write(process.stdin, Frame(FrameKind.TASK, work.run, work.payload))
            if work.called_off is not None:
                self._call_off(work)
        return process

    def _call_off(self, work: Work) -> None:
        process = self._process
        if process is not None and process.stdin is not None and not self._closing:
            with contextlib.suppress(OSError):  # it has died, which its thread sees
                write(process.stdin, Frame(FrameKind.CANCEL, work.run))

    def _listen(self, process: Process, work: Work) -> Outcome | None:
        """Hears what the process says of its work; None when it has died."""
        assert process.stdout is not None
        while (frame := read(process.stdout)) is not None:
            if frame.number != work.run:
                continue
            if frame.kind is FrameKind.BEGUN:
                self._begun = True
            elif frame.kind is FrameKind.ASKED:
                work.asked = time.monotonic()
            elif frame.kind is FrameKind.TOLD:
                work.told = pickle.loads(frame.body)
            elif frame.kind in (FrameKind.VALUE, FrameKind.ERROR):
                return _outcome(frame)
        return None

    def _bury(self) -> None:
        """Forgets a process that has died, and what it held."""
        process, self._process = self._process, None
        self._known.clear()
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not sent is lost with it
                    pipe.close()
