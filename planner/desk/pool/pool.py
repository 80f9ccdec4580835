"""Pool: worker processes, no more than the cores, shared by all sessions of the server."""

import itertools
import pickle
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

from planner.desk.pool.line import Line
from planner.desk.pool.slot import Slot
from planner.desk.pool.task import EndedError, Outcome, Task, Work

TICK: Final = 0.1
"""Seconds between two looks at what goes on, while anything does."""
CLOSED: Final = 1.5
"""Seconds that a session may be away before its work ends: a dropped connection comes back."""
STUCK: Final = 2.0
"""Seconds after which work that was called off, and has asked before, is ended by force."""
UNASKED: Final = 20.0
"""The same for work that has not asked yet: it still prepares, and what it makes serves the next."""
ANSWER: Final = 1.5
"""Seconds within which all the urgent work that waits is to have had its turn."""
SHORTEST: Final = 0.25
"""Seconds of the shortest turn."""
SPREAD: Final = 2
"""Workers that are to hold what a session works on."""
Function = Callable[..., Any]


class Pool:
    """Runs functions of ours in worker processes.

    workers: how many. modules: imported by each when it starts. alive: whether a session is still
    there; asked now and then, of sessions that have work.
    """

    def __init__(
        self,
        workers: int,
        *,
        modules: Sequence[str] = (),
        alive: Callable[[str], bool] = lambda session: True,
    ) -> None:
        self._changed = threading.Condition()
        self._line = Line(workers)
        self._slots = [Slot(n, modules, self._ended) for n in range(workers)]
        self._orders, self._runs = itertools.count(1), itertools.count(1)
        self._alive = alive
        self._away: dict[str, float] = {}
        """Session with work -> when it was first found to be away."""
        self._closing = False
        threading.Thread(target=self._mind, name="vidnova-pool", daemon=True).start()

    def submit(
        self,
        session: str,
        lane: str,
        function: Function,
        *args: object,
        urgent: bool = False,
        key: Hashable | None = None,
        about: Hashable | None = None,
        after: float = 0.0,
        patience: float | None = None,
        anytime: bool = False,
    ) -> Task:
        """Has `function(*args, told=..., unwanted=...)` run in a worker, as soon as one is free.

        It replaces the session's earlier task of the lane. key: tasks of equal keys share one run,
        whichever session they are of. about: what a worker has to hold for it; one that holds it
        is preferred. after: seconds before which it does not begin. patience: seconds without a
        look at the task after which it ends. anytime: whether what it returns when it is told to end
        early is of use: then, while much urgent work waits, each has a turn of a part of a second.
        """
        payload = pickle.dumps((function, args))
        task = Task(session, lane, urgent=urgent, patience=patience, stop=self._stop)
        with self._changed:
            older = self._claims(lambda claim: (claim.session, claim.lane) == (session, lane))
            work = self._alike(key)
            ready = time.monotonic() + after
            if work is None:
                order = next(self._orders)
                work = Work(
                    order=order,
                    lane=lane,
                    payload=payload,
                    key=key,
                    about=about,
                    ready=ready,
                    anytime=anytime,
                )
                self._line.join(work)
            work.ready = min(work.ready, ready)
            work.claims.append(task)
            task.work = work
            for claim in older:
                self._part(claim)
            closing = self._closing
            self._assign()
            self._changed.notify_all()
        _tell(older if not closing else [*older, task], Outcome(error=EndedError()))
        return task

    def drop(self, session: str, lane: str | None = None) -> None:
        """Ends the tasks of a session, or those of one of its lanes."""
        self._drop(lambda t: t.session == session and lane in (None, t.lane))

    def warm(self) -> None:
        """Starts every worker, so that they are ready when work comes."""
        for slot in self._slots:
            slot.warm()

    def close(self) -> None:
        """Ends all work and all workers; the pool takes no more."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._drop(lambda task: True)
        for slot in self._slots:
            slot.close()
        for slot in self._slots:
            slot.join()

    @property
    def pids(self) -> tuple[int, ...]:
        """Processes of its workers."""
        return tuple(slot.pid for slot in self._slots if slot.pid is not None)

    def _running(self) -> list[Work]:
        return [slot.work for slot in self._slots if slot.work is not None]

    def _claims(self, which: Callable[[Task], bool]) -> list[Task]:
        works = [*self._line, *self._running()]
        return [claim for work in works for claim in work.claims if which(claim)]

    def _alike(self, key: Hashable | None) -> Work | None:
        if key is None:
            return None
        works = (*self._line, *self._running())
        return next((w for w in works if w.key == key and (w.called_off is None or w.wanted)), None)

    def _drop(self, which: Callable[[Task], bool]) -> None:
        with self._changed:
            gone = self._claims(which)
            for claim in gone:
                self._part(claim)
            self._assign()
        _tell(gone, Outcome(error=EndedError()))

    def _part(self, claim: Task) -> None:
        """Takes a claim from its work, which ends where nobody else wants it."""
        work = claim.work
        if work is None or claim not in work.claims:
            return
        work.claims.remove(claim)
        if work.slot is None:
            if not work.claims:
                self._line.leave(work)
        elif not work.wanted:
            self._call_off(work)

    def _stop(self, task: Task) -> None:
        with self._changed:
            task.stopped = True
            work = task.work
            if task.over or work is None or work.wanted:
                return
            if work.slot is not None:
                self._call_off(work)
                return
            gone = list(work.claims)
            work.claims.clear()
            self._line.leave(work)
        _tell(gone, Outcome(error=EndedError()))

    def _call_off(self, work: Work) -> None:
        if work.called_off is None and work.slot is not None:
            work.called_off = time.monotonic()
            work.slot.cancel(work)

    def _ended(self, slot: Slot, work: Work, outcome: Outcome) -> None:
        """Called by a slot: a run has come to its end."""
        with self._changed:
            slot.work = None
            claims = list(work.claims)
            useful = work.enough and outcome.error is None
            if work.wanted and work.called_off is not None and outcome.cut_short and not useful:
                work.reset()  # it had made way
                self._line.join(work)
                claims = []
            self._assign()
        _tell(claims, outcome)

    def _assign(self) -> None:
        """Hands work to workers that have none; background work makes way for what is urgent."""
        if self._closing:
            return
        now = time.monotonic()
        while idle := [slot for slot in self._slots if slot.work is None]:
            work = self._line.first(self._running(), now)
            if work is None:
                return
            self._line.serve(work)
            work.run = next(self._runs)
            self._fitting(idle, work).hand(work)
        running = self._running()
        leaving = sum(work.called_off is not None for work in running)
        yielding = [work for work in running if work.called_off is None and not work.urgent]
        yielding.sort(key=lambda work: -work.run)  # the last begun has least to lose
        for work in yielding[: max(0, self._line.urgent(now) - leaving)]:
            self._call_off(work)

    def _fitting(self, idle: Sequence[Slot], work: Work) -> Slot:
        """The worker for a work: one that holds what it is about.

        Where one alone holds that, background work goes to another, so that soon both do and the
        next urgent work finds either of them ready.
        """
        holding = sum(slot.knows(work.about) for slot in self._slots)
        same = work.urgent or holding >= SPREAD
        return min(idle, key=lambda slot: (slot.knows(work.about) is not same, not slot.started))

    def _mind(self) -> None:
        """Begins what had to wait, ends what nobody waits for any more, and what is stuck."""
        while not self._closing:
            with self._changed:
                self._changed.wait(
                    TICK if self._claims(lambda t: True) or self._running() else None
                )
                now = time.monotonic()
                self._force(now)
                self._assign()
                self._share(now)
            self._drop(lambda task: task.forgotten(now))  # noqa: B023  it is called at once
            for session in self._left(now):
                self.drop(session)

    def _force(self, now: float) -> None:
        """Ends processes that do not listen."""
        for work in self._running():
            limit = STUCK if work.asked is not None else UNASKED
            if work.called_off is not None and now - work.called_off > limit:
                assert work.slot is not None
                work.slot.kill()

    def _share(self, now: float) -> None:
        """While urgent work waits, that which had its turn makes do with what it has found."""
        waiting, running = self._line.urgent(now), self._running()
        if not waiting:
            return
        turn = max(SHORTEST, ANSWER * len(self._slots) / (waiting + len(running)))
        for work in running:
            begun = now if work.asked is None else work.asked
            if work.anytime and work.urgent and now - begun >= turn * work.patience:
                work.enough = work.enough or work.called_off is None
                self._call_off(work)

    def _left(self, now: float) -> list[str]:
        """Sessions with work that have been away for long."""
        with self._changed:
            sessions = {claim.session for claim in self._claims(lambda t: True)}
        away = {s: self._away.get(s, now) for s in sessions if not self._alive(s)}
        self._away = away
        return [session for session, since in away.items() if now - since >= CLOSED]


def _tell(tasks: Sequence[Task], outcome: Outcome) -> None:
    """Ends tasks; outside the lock, since whoever waits for them goes on at once."""
    for task in tasks:
        task.end(outcome)
