"""A search in a thread of its own: the page waits for it, shows how far it is, and may stop it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Final, Self

from planner.errors import SolverError
from planner.insight.standing import Standing
from planner.plan import Plan

PERIOD: Final = 0.25
"""Seconds between two looks of the page at its search."""
FORGOTTEN: Final = 10.0
"""A search that no page has looked at for so long ends: its session has gone or moved on."""


class StoppedError(Exception):
    """Carries the best plan of a search that was stopped; a cache keeps no exceptions."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("stopped")
        self.plan = plan


class Search:
    """One search for a plan: what it tells, and whether anybody still wants it."""

    def __init__(self, wanted: float) -> None:
        self.wanted = wanted
        """The gap at which it ends by itself."""
        self.standing: Standing | None = None
        self._stop = threading.Event()
        self._forgotten = False
        self._began = self._looked = time.monotonic()
        self._future: Future[Plan] = Future()

    def begin(self, work: Callable[[Self], Plan]) -> Self:
        """Starts the work, which hands `told` and `unwanted` on to the engine."""
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vidnova-search")
        self._future = executor.submit(work, self)
        executor.shutdown(wait=False)
        return self

    def told(self, phase: str, bound: float, value: float, gap: float) -> None:
        """Called by the engine."""
        self.standing = Standing(phase=phase, bound=bound, value=value, gap=gap)

    def unwanted(self) -> bool:
        """Asked by the engine: whether to end soon with the best plan so far."""
        if time.monotonic() - self._looked > FORGOTTEN:
            self._forgotten = True
        return self.cut_short

    def stop(self) -> None:
        """Ends it soon, with the best plan so far."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    @property
    def cut_short(self) -> bool:
        """Whether it was stopped, or nobody waited for it any more."""
        return self.stopped or self._forgotten

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._began

    @property
    def holds(self) -> bool:
        """Whether its answer, now or later, is one to show; else it has to begin anew."""
        if self._forgotten:
            return False
        return not (
            self._future.done() and isinstance(self._future.exception(), SolverError | OSError)
        )

    def wait(self) -> bool:
        """Looks at it for a moment; whether it is done."""
        self._looked = time.monotonic()
        return bool(wait([self._future], timeout=PERIOD).done)

    def plan(self) -> Plan:
        """What it found, once done. Raises what the search raised."""
        try:
            return self._future.result()
        except StoppedError as stopped:
            return stopped.plan
