"""Of plans that are as good as the best one known, the one that changes least of the plan in hand.

A search is free to shuffle works that hardly matter; a planner who asks what one building
displaces wants to see what has to change for it, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from planner.alternatives import CODES, Alternatives
from planner.arrays import Flags, Integers
from planner.insight.forcing import Hand, Unwanted, never
from planner.optimise import Solution
from planner.optimise.certify.exact import exact_value, violations
from planner.optimise.certify.solution import relative_gap

AS_GOOD: Final = 2e-4
"""What a plan may be worth less than the best one known, as a part of it."""
FAVOURS: Final = (1e-2, 1e-3, 3e-4, 1e-4)
"""What each thing left as it is counts for, as a part of the plan's value: the most first, since
what is nearly the plan in hand is found at once, and is often better than what a wide search found."""
TERMS: Final = (1e-4, 2.0)
"""Gap and seconds of each search."""
NOTHING: Final = -1
DOWN: Final = -2


def kinds_of(table: Alternatives) -> Integers:
    """(n,) what becomes of a site or project: NOTHING, DOWN (taken down, for whatever reason), or
    the code of its last works; years do not count."""
    down = table.make_way | (table.real & (table.last == CODES.index("clear")))
    return np.where(down, DOWN, np.where(table.real, table.last, NOTHING))


def unchanged(hand: Hand, shown: Solution) -> Flags:
    """(n,) alternatives that leave a site or project as it is in the plan shown; what made way for
    a project is not left as it is by being taken down for nothing."""
    table, group = hand.prepared.table, hand.problem.group
    kinds, way = kinds_of(table), table.make_way
    same_way = way == way[shown.chosen][group]
    return np.asarray((kinds == kinds[shown.chosen][group]) & same_way)


def changed(hand: Hand, shown: Solution, other: Solution) -> Integers:
    """Groups of which something else becomes in the other plan."""
    kinds = kinds_of(hand.prepared.table)
    return np.flatnonzero(kinds[shown.chosen] != kinds[other.chosen])


def nearer(
    hand: Hand,
    shown: Solution,
    known: Sequence[Solution],
    favours: Sequence[float] = FAVOURS,
    unwanted: Unwanted = never,
) -> tuple[Solution, ...]:
    """The plans known of the hand's rows, and what a search for fewer changes adds to them.

    It ends with the first that is as good as the best one known. Values and bounds are those of
    the hand's problem.
    """
    found = tuple(known)
    kept = unchanged(hand, shown)
    for favour in favours:
        best = best_of(found)
        if unwanted() or len(changed(hand, shown, fewest(hand, shown, found))) <= 1:
            break
        other = _favouring(hand, kept, favour * abs(best.value), best, unwanted)
        if other is None:
            continue
        found = (*found, other)
        if _as_good(other, best_of(found)):
            break
    return found


def without(hand: Hand, shown: Solution, subject: str) -> Solution | None:
    """The plan shown with nothing done to one site or project; none where that breaks a row."""
    table = hand.prepared.table
    group = table.subjects.index(subject)
    chosen = shown.chosen.copy()
    chosen[group] = np.searchsorted(hand.problem.group, group)  # nothing stands first
    positions = hand.problem.positions(chosen)
    if violations(hand.problem, positions):
        return None
    value = float(exact_value(hand.problem, positions))
    return replace(shown, chosen=chosen, value=value, bound=max(value, shown.bound))


def best_of(found: Sequence[Solution]) -> Solution:
    """The plan of the highest value, with the least bound known of any."""
    best = max(found, key=lambda plan: plan.value)
    bound = max(best.value, min(plan.bound for plan in found))
    gap = relative_gap(best.value, bound)
    return replace(best, bound=bound, gap=gap, proven=gap <= AS_GOOD)


def fewest(hand: Hand, shown: Solution, found: Sequence[Solution]) -> Solution:
    """Of the plans that are as good as the best one found the one with the fewest changes against
    `shown`. Nothing that changes fewer is known, which is no proof that nothing does."""
    best = best_of(found)
    good = [plan for plan in found if _as_good(plan, best)]
    return min(good, key=lambda plan: (len(changed(hand, shown, plan)), -plan.value))


def _as_good(found: Solution, best: Solution) -> bool:
    return found.value >= best.value - AS_GOOD * abs(best.value)


def _favouring(
    hand: Hand, kept: Flags, points: float, best: Solution, unwanted: Unwanted
) -> Solution | None:
    """The best plan where each thing kept counts for so many points more, at its own value."""
    found = hand.favouring(kept, points).solve(best, TERMS, unwanted)
    if found is None or found.status == "infeasible":
        return None
    value = float(exact_value(hand.problem, hand.problem.positions(found.chosen)))
    bound = max(value, best.bound)
    gap = relative_gap(value, bound)
    return replace(
        best, chosen=found.chosen, value=value, bound=bound, gap=gap, proven=gap <= AS_GOOD
    )
