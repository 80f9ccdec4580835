"""A search for a plan, in a worker process: the page waits for it, says how far it is, may stop it.

    search = begin(settings, session=here(), start=last, stage="quick")
    while not search.wait():            # some 0.25 s each; it is also the sign of life
        show(search.standing)           # Standing or None; search.stop() ends it early
    solution = search.solution()        # raises InfeasiblePlanError, InputError, SolverError
    plan = solving.plan_of(settings, solution)

Stages (`solving.limits`):
  quick     within 0.5 %, in large cities mostly 0.1 %, at most 2 s, urgent, from the prices of the
            session's last solution; depends on the way there, so that it is shared with nobody -
            except when it began from nothing.
  settled   within 0.01 %, or as far as a fixed amount of work leads, from nothing, in the background,
            once the session has been quiet for a second; kept for all sessions, and once proven on
            disk.
  thorough  to proof, at most a minute, from nothing, in the background; kept for all sessions.

A new search of a session's desk ends its earlier one, of whichever stage. What is known from an
equal or more thorough search, of any session, is the answer at once.
"""

import copy
import math
import time
from functools import partial
from pathlib import Path
from typing import Final, cast

from planner.desk import engine, pool, solving
from planner.desk.pool import Outcome, Task
from planner.desk.solving import STAGES, Stage, Stamp, Variant
from planner.errors import InfeasiblePlanError, InputError, SolverError
from planner.insight.standing import Standing
from planner.keeping import Kept
from planner.optimise import Solution
from planner.plan import Plan, prepare
from planner.scenario import Loaded

__all__ = ["PlanSearch", "Stage", "begin", "solved"]

PERIOD: Final = 0.25
"""Seconds between two looks of the page at its search."""
FORGOTTEN: Final = 10.0
"""A search that no page has looked at for so long ends: its session has gone or moved on. Not a
settled one, which is short and of use to all."""
QUIET: Final = 1.5
"""Seconds that a session rests before its plan is settled, on a server that is not crowded."""
LATELY: Final = 10.0
"""Seconds for which a session that moved something counts as at work."""
DESK: Final = "desk"
_solved: Final[Kept[tuple[Variant, Stamp, Stage], Outcome]] = Kept(256)
"""Results that depend on settings and files alone."""


_moved: Final[dict[str, float]] = {}
"""Session -> when it last asked for a quick plan."""


def rest() -> float:
    """Seconds that a session rests before its plan is settled.

    They grow with the sessions at work for each worker: settling takes longer than a quick plan,
    and would only be begun in vain, time and again, while all of them go on moving.
    """
    since = time.monotonic() - LATELY
    for session in [session for session, moved in tuple(_moved.items()) if moved < since]:
        _moved.pop(session, None)
    return QUIET * max(1.0, len(_moved) / pool.workers())


class PlanSearch:
    """One search for a plan, as a session sees it."""

    def __init__(self, stage: Stage, wanted: float, task: Task | None, known: Outcome) -> None:
        self.stage = stage
        self.wanted = wanted
        """The gap at which it ends by itself."""
        self._task, self._known = task, known
        self._began = time.monotonic()

    def wait(self, seconds: float = PERIOD) -> bool:
        """Looks at it for so long; whether it is done."""
        return self._task is None or self._task.wait(seconds)

    @property
    def done(self) -> bool:
        """Whether there is an answer."""
        return self._task is None or self._task.over

    @property
    def waiting(self) -> bool:
        """Whether it still waits for a worker to take it up."""
        return self._task is not None and not self._task.begun

    @property
    def standing(self) -> Standing | None:
        """How far it is; None while it waits for a worker, or before the first word from it."""
        said = None if self._task is None else self._task.told
        if said is None:
            return None
        phase, bound, value, gap = cast(tuple[str, float, float, float], said)
        return Standing(phase=phase, bound=bound, value=value, gap=gap)

    def stop(self) -> None:
        """Ends it soon, with the best decisions so far."""
        if self._task is not None:
            self._task.stop()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._task is not None and self._task.stopped

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._began

    @property
    def holds(self) -> bool:
        """Whether its answer, now or later, is one to show; else it has to begin anew."""
        if not self.done:
            return True
        return not isinstance(self._outcome.error, SolverError | OSError)

    @property
    def _outcome(self) -> Outcome:
        return self._known if self._task is None else self._task.outcome()

    def solution(self) -> Solution:
        """What it found; waits for it. Raises what the search raised."""
        outcome = self._outcome
        if outcome.error is not None:
            raise copy.copy(outcome.error)  # each raise adds its way to the exception
        return cast(Solution, outcome.value)


def begin(
    variant: Variant,
    *,
    session: str,
    start: Solution | None = None,
    stage: Stage = "quick",
    lane: str = DESK,
    urgent: bool = False,
) -> PlanSearch:
    """A search for the plan of some settings, begun; see the head of this module.

    start: the session's last solution of the scenario; only the quick stage begins from it. lane:
    what the session searches for besides its desk (a comparison, say): each lane has one search.
    urgent: somebody waits for it, so that it does not wait for the session to be quiet; it still
    makes way for quick searches.
    Raises InputError with every fault of the settings.
    """
    path = Path(variant.path)
    now, sites = solving.stamp(path), len(solving.scenario_of(path).inventory.sites)
    limits = solving.limits(stage, sites)
    others = [f"{lane} {other}" for other in STAGES if other != stage]
    known = _known_of(variant, now, stage)
    if known is not None:
        for name in (*others, f"{lane} {stage}"):
            pool.drop(session, name)
        return PlanSearch(stage, limits.gap, None, known)
    begins = start if stage == "quick" else None
    key = (variant, now, stage) if begins is None else None
    task = pool.submit(
        session,
        f"{lane} {stage}",
        engine.answer,
        variant,
        now,
        limits.gap,
        limits.seconds,
        limits.work,
        begins,
        urgent=stage == "quick",
        key=None if stage == "thorough" else key,
        about=(variant.path, now, variant.settings.rows),
        after=rest() if stage == "settled" and not urgent else 0.0,
        patience=None if stage == "settled" else FORGOTTEN,
        anytime=stage == "quick",
    )
    if key is not None:
        task.then(partial(_keep, key, limits.gap))
    loaded = _checked(variant, session, f"{lane} {stage}")
    for name in others:
        pool.drop(session, name)
    if stage == "quick":
        _moved[session] = time.monotonic()
        prepare(loaded)  # what the plan will need here too, made while the worker searches
    return PlanSearch(stage, limits.gap, task, Outcome())


def _checked(variant: Variant, session: str, lane: str) -> Loaded:
    """The scenario with the settings, made while the worker begins; faulty ones end the search."""
    try:
        return solving.loaded_of(variant)
    except InputError:
        pool.drop(session, lane)
        raise


def solved(variant: Variant, *, session: str, lane: str, stage: Stage = "settled") -> Plan:
    """The plan of some settings, waited for: for comparisons. Raises as `Search.solution` does."""
    search = begin(variant, session=session, stage=stage, lane=lane, urgent=True)
    return solving.plan_of(variant, search.solution())


def forget() -> None:
    """Forgets what is kept for all sessions; for tests."""
    _solved.clear()
    _moved.clear()


def _known_of(variant: Variant, now: Stamp, stage: Stage) -> Outcome | None:
    """The most thorough answer known, if it is thorough enough."""
    for other in reversed(STAGES[STAGES.index(stage) :]):
        found = _solved.find((variant, now, other))
        if found is not None:
            return found
    return None


def _keep(key: tuple[Variant, Stamp, Stage], gap: float, outcome: Outcome) -> None:
    """Keeps what depends on nothing but settings and files: no search that was cut short."""
    if isinstance(outcome.error, InfeasiblePlanError) and not outcome.cut_short:
        _solved.put(key, outcome)
    found = outcome.value.gap if isinstance(outcome.value, Solution) else math.inf
    if outcome.error is None and (found <= gap or not outcome.cut_short):
        _solved.put(key, outcome)
