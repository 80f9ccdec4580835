"""Which one building decides a key figure, among plans that are as good: found by solving.

Two plans within the stated gap of each other are equally good, and still one may bring a thousand
people home whom the other leaves out, because of a single large building. That is told beside the
figure, and proven: there is a plan with it and one without it, and both are within the gap.

Candidates are read off what each site and project brings to the figure and off the prices, which
prove most of them to be decided; a search is made for the few that are left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Final

import numpy as np

from planner.alternatives.gains import counts_of
from planner.arrays import Floats
from planner.insight.fewest import without
from planner.insight.forcing import Hand, Side, Unwanted, never
from planner.optimise import Solution
from planner.plan.figures import Swing
from planner.scenario import Loaded

DECIDES: Final = 0.1
"""Part of a figure from which on one building decides it."""
KEY: Final = ("residents_out", "users_out", "significance")
"""Attributes of the criteria that the sentence of a plan tells of."""
MOST: Final = 3
"""Buildings that are searched for, those that matter most first."""
SECONDS: Final = 3.0
"""For each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """A plan, and what another one must be worth to be as good."""

    hand: Hand
    plan: Solution
    least: float
    counted: Mapping[str, Floats]
    """Criterion -> (n,) what each alternative brings to the key figure."""


def swings(loaded: Loaded, plan: Solution, unwanted: Unwanted = never) -> tuple[Swing, ...]:
    """The key figures of a plan that one site or project decides by more than a tenth, the largest
    part first; none where nothing is known of how good the plan is, or it is proven best."""
    sought = _sought(loaded, plan)
    if sought is None:
        return ()
    subjects = sought.hand.prepared.table.subjects
    told: dict[str, Swing] = {}
    for group in _candidates(sought):
        if unwanted():
            break
        other = _otherwise(sought, group, unwanted)
        if other.solution is None or other.value < sought.least:
            continue
        for criterion, counts in sought.counted.items():
            now, then = (float(counts[p.chosen].sum()) for p in (plan, other.solution))
            if abs(then - now) > DECIDES * now:
                low, high = sorted((round(now), round(then)))
                swing = Swing(criterion=criterion, low=low, high=high, subject=subjects[group])
                told.setdefault(criterion, swing)
    return tuple(sorted(told.values(), key=lambda s: s.low / max(1, s.high)))


def undecided(loaded: Loaded, plan: Solution) -> tuple[str, ...]:
    """Ids of the sites and projects that `swings` would search for: found at once."""
    sought = _sought(loaded, plan)
    if sought is None:
        return ()
    return tuple(sought.hand.prepared.table.subjects[g] for g in _candidates(sought))


def _sought(loaded: Loaded, plan: Solution) -> _Sought | None:
    """None where no other plan can be as good, or nothing is known of how good this one is."""
    if not 0 < plan.gap < 1 or not isfinite(plan.bound):
        return None
    hand = Hand.of(loaded)
    least = plan.value - plan.gap * abs(plan.bound)
    return _Sought(hand=hand, plan=plan, least=least, counted=_counted(hand))


def _counted(hand: Hand) -> Mapping[str, Floats]:
    """Criterion -> (n,) what each alternative brings to the key figure; residents are those who
    are back in their own homes."""
    prepared, criteria = hand.prepared, hand.loaded.scenario.criteria
    table = prepared.table
    counts = counts_of(hand.loaded.scenario, prepared.attributes, table)
    found = {}
    for column, name in enumerate(table.criteria):
        attribute = criteria[name].attribute
        if attribute in KEY:
            own = (table.group < table.n_sites) & ~table.certified
            own |= attribute != "residents_out"
            found[name] = np.where(own, counts[:, column], 0.0)
    return found


def _candidates(sought: _Sought) -> list[int]:
    """Groups that may decide a figure: with an alternative on the other side which brings so much
    more or less and which no price proves to be out of reach; the largest part first."""
    hand, chosen = sought.hand, sought.plan.chosen
    table, group = hand.prepared.table, hand.problem.group
    seen = hand.seen(sought.plan)
    open_ = (table.real != table.real[chosen][group]) & hand.allowed
    open_ &= seen.bound - seen.loss >= sought.least
    most = np.zeros(len(table.subjects))
    for counts in sought.counted.values():
        figure = float(counts[chosen].sum())
        if figure > 0:
            part = np.where(open_, np.abs(counts - counts[chosen][group]), 0.0) / figure
            most = np.maximum(most, np.maximum.reduceat(part, hand.problem.starts()[:-1]))
    largest = np.argsort(-most, kind="stable")[:MOST]
    return [int(g) for g in largest if most[g] > DECIDES]


def _otherwise(sought: _Sought, group: int, unwanted: Unwanted) -> Side:
    """A plan with the other choice about a site or project, searched until it is as good, or none
    can be."""
    hand, plan = sought.hand, sought.plan
    table = hand.prepared.table
    subject = table.subjects[group]
    has = bool(table.real[plan.chosen[group]])
    locked = hand.locked(subject, "never" if has else "must")
    start = (without(locked, plan, subject) if has else None) or plan

    def enough(value: float, bound: float) -> bool:
        return value >= sought.least or bound < sought.least

    return locked.searched(start, (0.0, SECONDS), unwanted, enough)
