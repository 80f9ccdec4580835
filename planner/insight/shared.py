"""Which changes every best plan shares: each is held against the plans that do not make it.

A plan shows its changes, and so do others that are as good. A change is in all of them where no
plan without it can be worth as much as one that is known: first by the prices, which tell it of all
changes at once, then by a search of its own for as long as there is time.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats
from planner.insight.fewest import DOWN, NOTHING, best_of, changed, kinds_of
from planner.insight.forcing import Hand, Side, Unwanted, never
from planner.insight.sides import Sides, ahead
from planner.optimise import Solution
from planner.optimise.prove.beyond import beyond

SECONDS: Final = 30.0
"""For all changes of an answer, whose price is told by then; the rest of them is said not to be told."""
EACH: Final = 15.0
"""For one change, at most."""
TIE: Final = 1e-9
"""Relative: plans this close are as good as each other."""
QUICK: Final = 0.1
"""Of that, to look for better plans with it and without it, before an integer program is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is known of the changes that a plan makes."""

    sure: frozenset[str]
    """Those that every best plan makes: ids of sites and projects."""
    apart: float
    """By how much a plan that does not make one of the others can be better than the plan, as a
    part of its value; 0 where there are no others."""


def shared(
    hand: Hand,
    shown: Solution,
    plan: Solution,
    found: Sequence[Solution],
    unwanted: Unwanted = never,
    seconds: float = SECONDS,
) -> Shared:
    """Which of the changes from `shown` to `plan` every best plan of the hand's rows makes.

    found: all plans known of these rows, `plan` among them; seconds: for all of them.
    """
    made = _changes(hand, shown, plan)
    best = best_of(found)
    most = _bounds_without(hand, best, made)
    until = time.monotonic() + seconds
    pool, sure, apart = list(found), set[str](), 0.0

    def over() -> bool:
        return unwanted() or time.monotonic() > until

    for left, (subject, members) in zip(range(len(made), 0, -1), made.items(), strict=True):
        has = [other for other in pool if members[other.chosen].any()]
        others = [other for other in pool if not members[other.chosen].any()]
        known = Sides(
            with_it=_side(best_of(has), best.bound),
            without=_side(best_of(others), most[subject]) if others else Side(bound=most[subject]),
        )
        if known.without.value < known.with_it.value and not over():
            share = min(EACH * seconds / SECONDS, (until - time.monotonic()) / left)
            known = _searched(hand, subject, members, known, share, best.prices, over)
            for side in (known.with_it, known.without):
                if side.solution is not None:
                    pool.append(replace(best, chosen=side.solution.chosen, value=side.value))
        if known.membership.state == "in":
            sure.add(subject)
        else:
            apart = max(apart, known.without.bound - plan.value)
    return Shared(sure=frozenset(sure), apart=apart / abs(plan.value) if plan.value else apart)


def _side(plan: Solution, bound: float) -> Side:
    return Side(value=plan.value, bound=max(plan.value, bound), solution=plan)


def _searched(
    hand: Hand,
    subject: str,
    members: Flags,
    known: Sides,
    seconds: float,
    prices: Mapping[str, float],
    unwanted: Unwanted,
) -> Sides:
    """Plans with the change and plans without it, searched until it is told which are better: both
    for a while, then an integer program says whether any without it is as good."""
    mine = hand.members(subject)

    def side(has: bool) -> Hand:
        return hand.barring(subject, mine & ~members if has else mine & members)

    known = ahead(side, known, QUICK * seconds, unwanted)
    if known.membership.state != "untold" or known.without.value >= known.with_it.value:
        return known
    floor = known.with_it.value - TIE * abs(known.with_it.value)
    bound = beyond(side(False).problem, prices, floor, seconds, unwanted)
    without = replace(
        known.without, bound=max(known.without.value, min(known.without.bound, bound))
    )
    return replace(known, without=without)


def _changes(hand: Hand, shown: Solution, plan: Solution) -> Mapping[str, Flags]:
    """Id -> the alternatives, (n,), that make the change of its site or project: to be worked on
    or not, to be taken down or not, or to have just these works. What a lock leaves no choice is
    left out."""
    table, free = hand.prepared.table, hand.allowed
    kinds, group = kinds_of(table), hand.problem.group
    made: dict[str, Flags] = {}
    for g in changed(hand, shown, plan).tolist():
        old, new = int(kinds[shown.chosen[g]]), int(kinds[plan.chosen[g]])
        if new == DOWN:
            same = kinds == DOWN
        elif old == DOWN and new == NOTHING:
            same = kinds != DOWN
        elif new == NOTHING:
            same = kinds < 0
        elif old < 0:
            same = kinds >= 0
        else:
            same = kinds == new
        if (free & (group == g) & ~same).any():
            made[table.subjects[g]] = np.asarray((group == g) & same)
    return made


def _bounds_without(hand: Hand, best: Solution, made: Mapping[str, Flags]) -> dict[str, float]:
    """Id -> what the prices of the best plan prove no plan without the change to be worth more than."""
    seen = hand.seen(best)
    loss: Floats = seen.loss
    bounds = {}
    for subject, members in made.items():
        others = hand.members(subject) & ~members
        least = float(loss[others].min()) if others.any() else np.inf
        bounds[subject] = min(best.bound, seen.bound - least)
    return bounds
