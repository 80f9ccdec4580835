"""What a site or project displaces: the plan with it forced in or barred, beside the plan in hand.

Nothing here is guessed: what leaves and what enters is the difference of two plans that were both
solved and checked, and what it costs is an interval as wide as both are uncertain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from planner.insight.forcing import (
    CLOSE,
    QUICK,
    Hand,
    Interval,
    Told,
    Unwanted,
    never,
    price,
    quiet,
)
from planner.optimise import Solution
from planner.plan.accounts import figures_of, losses_of
from planner.scenario import Loaded, Way

Outcome = Literal["found", "impossible", "none_in_time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Buys:
    """What a plan amounts to, in natural units."""

    spent: int
    """Minor units."""
    residents_back: int
    residents_in_new: int
    counts: Mapping[str, float]
    """Criterion -> plain count in its own unit."""
    lost: Mapping[str, float]
    """Id of a site of heritage value -> points of significance that the plan gives up."""
    cleared: frozenset[str]
    """Those of them that are cleared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """The plan with one lock set or released, beside the plan in hand."""

    subject: str
    way: Way
    outcome: Outcome
    final: bool
    """False for a first answer, while a closer one is on its way."""
    points: Interval | None = None
    """What the lock takes from the plan's score; negative for one that is released."""
    share: Interval | None = None
    """The same as a share of the score of the plan in hand; None where that is not above 0."""
    entered: tuple[str, ...] = ()
    """With works after it and none before, in table order; of equally good plans one is shown."""
    left: tuple[str, ...] = ()
    """With works before it and none after; those that are cleared instead stand in `cleared`."""
    changed: tuple[str, ...] = ()
    """With other works; other years do not count."""
    cleared: tuple[str, ...] = ()
    """Taken down after it and not before, for a project or on their own account."""
    spared: tuple[str, ...] = ()
    """Taken down before it and not after."""
    before: Buys | None = None
    after: Buys | None = None


def way_for(planned: bool, locked: bool) -> Way:
    """Which question a site asks: what if it were released, barred, or forced in?"""
    if locked:
        return "free"
    return "never" if planned else "must"


def displacement(
    loaded: Loaded,
    start: Solution,
    subject: str,
    way: Way,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Swap:
    """What the plan `start` of a scenario becomes when one lock is set or released.

    A first answer is told after seconds, then both plans are searched on until they are close to
    the best; a city of thousands of sites is close from the start. Raises KeyError for an unknown
    id.
    """
    hand = Hand.of(loaded)
    locked = hand.locked(subject, way)
    before, after = start, locked.solve(start, QUICK, unwanted)
    if after is None or after.status == "infeasible":
        return _without_plan(subject, way, after)
    first = _of_a_lock(swap(hand, start, before, after, subject, way))
    if _close(before) and _close(after):
        return replace(first, final=True)
    told(first)
    before = closer(hand, before, unwanted)
    after = closer(locked, after, unwanted)
    return replace(_of_a_lock(swap(hand, start, before, after, subject, way)), final=True)


def _close(solution: Solution) -> bool:
    return solution.gap <= CLOSE[0]


def closer(hand: Hand, solution: Solution, unwanted: Unwanted = never) -> Solution:
    """The same plan or a better one, with the least bound known of it."""
    if _close(solution):
        return solution
    found = hand.solve(solution, CLOSE, unwanted)
    if found is None or found.status == "infeasible":
        return solution
    best = found if found.value >= solution.value else solution
    return replace(best, bound=min(found.bound, solution.bound))


def _without_plan(subject: str, way: Way, after: Solution | None) -> Swap:
    outcome: Outcome = "none_in_time" if after is None else "impossible"
    return Swap(subject=subject, way=way, outcome=outcome, final=True)


def swap(
    hand: Hand, shown: Solution, before: Solution, after: Solution, subject: str, way: Way
) -> Swap:
    """Two plans of one scenario as a difference.

    shown: the plan on the screen, which the lists and figures are held against; before: the same
    searched further, if it was, for the price.
    """
    points = price(before, after)
    subjects = hand.prepared.table.subjects
    old, new = hand.worked(shown), hand.worked(after)
    gone, going = hand.cleared(shown), hand.cleared(after)
    return Swap(
        subject=subject,
        way=way,
        outcome="found",
        final=False,
        points=points,
        share=points.over(before.value) if before.value > 0 else None,
        entered=tuple(s for s in subjects if s in new and s not in old),
        left=tuple(s for s in subjects if s in old and s not in new and s not in going),
        changed=_changed(hand, shown, after),
        cleared=tuple(s for s in subjects if s in going and s not in gone),
        spared=tuple(s for s in subjects if s in gone and s not in going),
        before=buys(hand, shown),
        after=buys(hand, after),
    )


def _of_a_lock(found: Swap) -> Swap:
    """A lock takes nothing below 0, and its release brings nothing below 0, whatever was found."""
    if found.points is None:
        return found

    def held(ends: Interval) -> Interval:
        keep = min if found.way == "free" else max
        return replace(ends, low=keep(ends.low, 0.0), high=keep(ends.high, 0.0))

    return replace(found, points=held(found.points), share=found.share and held(found.share))


def _changed(hand: Hand, old: Solution, new: Solution) -> tuple[str, ...]:
    table = hand.prepared.table
    a, b = old.chosen, new.chosen
    other = table.real[a] & table.real[b] & (table.last[a] != table.last[b])
    return tuple(table.subjects[g] for g in np.flatnonzero(other))


def buys(hand: Hand, solution: Solution) -> Buys:
    """What a plan amounts to."""
    figures = figures_of(hand.prepared, solution.chosen)
    losses = losses_of(hand.prepared, solution.chosen)
    return Buys(
        spent=figures.spent,
        residents_back=figures.residents_back,
        residents_in_new=figures.residents_in_new,
        counts={c: figure.count for c, figure in figures.by_criterion.items()},
        lost={loss.id: loss.lost for loss in losses},
        cleared=frozenset(loss.id for loss in losses if loss.kind == "clearing"),
    )
