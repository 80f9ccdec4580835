"""Task: one session's claim on a piece of work; Work: what a worker process runs, once for all."""

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from planner.errors import Fault, SolverError

PERIOD: Final = 1.0
"""Seconds between two looks of `result` at its task, which count as somebody's interest."""


MORE: Final = 4.0
"""By how much the turn of a work grows that came to nothing in the last one."""


class Place(Protocol):
    """Where a work runs, as those who wait for it see that."""

    def cancel(self, work: "Work") -> None:
        """Asks its function to end soon."""

    def kill(self) -> None:
        """Ends its process by force."""


class EndedError(SolverError):
    """The work was called off before it came to anything."""

    def __init__(self, faults: tuple[Fault, ...] = (Fault(key="search_ended"),)) -> None:
        super().__init__(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a piece of work ended."""

    value: Any = None
    error: Exception | None = None
    cut_short: bool = False
    """Whether it was told to end early, and heard it."""


class Task:
    """What `submit` returns: somebody waits for it, reads how far it is, and may stop it."""

    def __init__(
        self,
        session: str,
        lane: str,
        *,
        urgent: bool,
        patience: float | None,
        stop: Callable[["Task"], None],
    ) -> None:
        self.session, self.lane, self.urgent = session, lane, urgent
        self.stopped = False
        """Whether `stop` was asked for."""
        self.work: Work | None = None
        self._patience = patience
        self._looked = time.monotonic()
        self._ask_to_stop = stop
        self._future: Future[Outcome] = Future()

    def wait(self, seconds: float) -> bool:
        """Waits no longer than so many seconds; whether it is over."""
        self._looked = time.monotonic()
        return bool(wait([self._future], timeout=seconds).done)

    @property
    def over(self) -> bool:
        """Whether it has ended, one way or another."""
        return self._future.done()

    @property
    def told(self) -> object:
        """The last thing its function told; None before the first."""
        return self.work.told if self.work else None

    @property
    def begun(self) -> bool:
        """Whether a worker has taken it up."""
        return self.over or (self.work is not None and self.work.slot is not None)

    def outcome(self) -> Outcome:
        """How it ended; waits for that."""
        while not self.wait(PERIOD):
            pass
        return self._future.result()

    def result(self) -> Any:
        """What the function returned; waits for it, and raises what the function raised.

        Raises EndedError where the work was called off, and SolverError where its process died.
        """
        outcome = self.outcome()
        if outcome.error is not None:
            raise outcome.error
        return outcome.value

    def stop(self) -> None:
        """Asks the function to end soon; what it then returns is the result.

        Where other sessions wait for the same work it goes on until they have it, or stop too.
        """
        self._ask_to_stop(self)

    def then(self, call: Callable[[Outcome], None]) -> None:
        """Calls when it is over, in whichever thread ends it."""
        self._future.add_done_callback(lambda future: call(future.result()))

    def forgotten(self, now: float) -> bool:
        """Whether nobody has looked at it for longer than its patience."""
        return self._patience is not None and now - self._looked > self._patience

    def end(self, outcome: Outcome) -> None:
        """Called by the pool, once."""
        if not self._future.done():
            self._future.set_result(outcome)


@dataclass(slots=True, eq=False, kw_only=True)
class Work:
    """A function and its arguments on their way through the pool."""

    order: int
    """Of submission."""
    lane: str
    payload: bytes
    key: Hashable | None
    """Works of equal keys are the same: the later one waits for the earlier."""
    about: Hashable | None
    """What a worker has to hold for it, such as a scenario."""
    ready: float
    """When it may begin, by the monotonic clock."""
    claims: list[Task] = field(default_factory=list)
    run: int = 0
    """Number of its present run; each begins with a new one."""
    slot: Place | None = None
    told: object = None
    asked: float | None = None
    """When the function began to ask whether it is wanted: what goes before is preparation."""
    called_off: float | None = None
    """When this run was asked to end."""
    anytime: bool = False
    """Whether what it has when it is asked to end is of use."""
    enough: bool = False
    """Whether this run was asked to end so that others have their turn."""
    patience: float = 1.0
    """Turns that it may take: more, once one did not suffice for anything."""

    @property
    def urgent(self) -> bool:
        """Whether anybody waits for it in front of a page."""
        return any(claim.urgent for claim in self.claims)

    @property
    def wanted(self) -> bool:
        """Whether anybody still wants it to go on."""
        return any(not claim.stopped for claim in self.claims)

    def reset(self) -> None:
        """Back to the queue: as if it had not begun."""
        self.patience *= MORE if self.enough else 1.0
        self.slot, self.told, self.asked, self.called_off = None, None, None, None
        self.enough = False
