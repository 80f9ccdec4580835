"""What a site or project displaces: the plan with it forced in or barred, beside the plan in hand.

Nothing here is guessed: what leaves and what enters is the difference of two plans that were both
solved and checked, and what it costs is an interval as wide as both are uncertain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from planner.insight.fewest import (
    DOWN,
    FAVOURS,
    NOTHING,
    best_of,
    fewest,
    kinds_of,
    nearer,
    without,
)
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
from planner.insight.shared import SECONDS, shared
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
    residents_certified: int
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
    priced: bool = False
    """Whether the price stays as it is, also while it is looked into which changes are certain."""
    points: Interval | None = None
    """What the lock takes from the plan's score; negative for one that is released."""
    share: Interval | None = None
    """The same as a share of the score of the plan in hand; None where that is not above 0."""
    entered: tuple[str, ...] = ()
    """With works after it and none before, in table order."""
    left: tuple[str, ...] = ()
    """With works before it and none after; those that are cleared instead stand in `cleared`."""
    changed: tuple[str, ...] = ()
    """With other works; other years do not count."""
    cleared: tuple[str, ...] = ()
    """Taken down after it and not before, for a project or on their own account."""
    spared: tuple[str, ...] = ()
    """Taken down before it and not after, and not worked on."""
    unsure: tuple[str, ...] = ()
    """Of all these, those that other plans as good may do without; all of them until it is final."""
    apart: float = 0.0
    """By how much such another plan can be better than this one, as a share of its score."""
    before: Buys | None = None
    after: Buys | None = None

    @property
    def changes(self) -> tuple[str, ...]:
        """All that is named, the subject left out."""
        lists = (self.left, self.entered, self.cleared, self.spared, self.changed)
        return tuple(i for ids in lists for i in ids if i != self.subject)


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
    works: str | None = None,
    naming: float = SECONDS,
) -> Swap:
    """What the plan `start` of a scenario becomes when one lock is set or released.

    works: those alone that are forced in (their last step); none for any.

    A first answer is told after seconds. Then both plans are searched on until they are close to
    the best; of plans as good as the best one found that with the fewest changes is told, with the
    price as it stays; and at last which of its changes every best plan makes. naming: seconds for
    that. Raises KeyError for an unknown id.
    """
    hand = Hand.of(loaded)
    locked = hand.locked(subject, way, works)
    kept = without(locked, start, subject) if way == "never" else None
    before, after = start, locked.solve(kept or start, QUICK, unwanted)
    if after is None or after.status == "infeasible":
        return _without_plan(subject, way, after)
    told(_of_a_lock(swap(hand, start, before, after, subject, way)))
    found = nearer(locked, start, [after], FAVOURS[:1], unwanted)
    before = closer(hand, before, unwanted)
    found = (*found, closer(locked, best_of(found), unwanted))
    found = nearer(locked, start, found, FAVOURS[1:], unwanted)
    near = fewest(locked, start, found)
    if way != "free":  # a lock only takes plans away
        found = tuple(replace(plan, bound=_within(plan, before.bound)) for plan in found)
    points = price(before, best_of(found))
    named = replace(
        swap(hand, start, before, near, subject, way),
        points=points,
        share=points.over(before.value) if before.value > 0 else None,
        priced=True,
    )
    told(_of_a_lock(named))
    known = shared(locked, start, near, found, unwanted, naming)
    unsure = tuple(i for i in named.changes if i not in known.sure)
    return _of_a_lock(replace(named, unsure=unsure, apart=known.apart, final=True))


def _within(plan: Solution, bound: float) -> float:
    return max(plan.value, min(plan.bound, bound))


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
    return Swap(subject=subject, way=way, outcome=outcome, final=True, priced=True)


def swap(
    hand: Hand, shown: Solution, before: Solution, after: Solution, subject: str, way: Way
) -> Swap:
    """Two plans of one scenario as a difference.

    shown: the plan on the screen, which the lists and figures are held against; before: the same
    searched further, if it was, for the price. Which changes other plans share is not looked at.
    """
    points = price(before, after)
    named = _changes(hand, shown, after)
    return Swap(
        subject=subject,
        way=way,
        outcome="found",
        final=False,
        points=points,
        share=points.over(before.value) if before.value > 0 else None,
        entered=named["entered"],
        left=named["left"],
        changed=named["changed"],
        cleared=named["cleared"],
        spared=named["spared"],
        unsure=tuple(i for ids in named.values() for i in ids if i != subject),
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


def _changes(hand: Hand, shown: Solution, after: Solution) -> dict[str, tuple[str, ...]]:
    """Each site and project of which something else becomes, once, by what that is."""
    kinds, subjects = kinds_of(hand.prepared.table), hand.prepared.table.subjects
    old, new = kinds[shown.chosen], kinds[after.chosen]
    other = old != new
    members = {
        "entered": (old < 0) & (new >= 0),
        "left": (old >= 0) & (new == NOTHING),
        "changed": (old >= 0) & (new >= 0),
        "cleared": new == DOWN,
        "spared": (old == DOWN) & (new == NOTHING),
    }
    return {
        name: tuple(subjects[g] for g in np.flatnonzero(other & mine).tolist())
        for name, mine in members.items()
    }


def buys(hand: Hand, solution: Solution) -> Buys:
    """What a plan amounts to."""
    figures = figures_of(hand.prepared, solution.chosen)
    losses = losses_of(hand.prepared, solution.chosen)
    return Buys(
        spent=figures.spent,
        residents_back=figures.residents_back,
        residents_in_new=figures.residents_in_new,
        residents_certified=figures.residents_certified,
        counts={c: figure.count for c, figure in figures.by_criterion.items()},
        lost={loss.id: loss.lost for loss in losses},
        cleared=frozenset(loss.id for loss in losses if loss.kind == "clearing"),
    )
