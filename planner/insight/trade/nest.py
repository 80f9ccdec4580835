r"""Stable phases: what a smaller budget chose stays when more money comes.

Sums of money rise, all funds and years in proportion. The best plan of the smallest sum is found first; that of
each larger one keeps the works that the one before ends with (the years may move, more works may follow), and is
the best of those:

    N_k = max { v(x) : x keeps every row with the k-th sum, and has the works of N_{k-1} wherever that has any }

The plan of a smaller sum keeps every row of a larger one, so that there always is one. What nesting costs is the
value that the best plan of the same sum without it has more; it is never below nothing, since a nested plan is
one of these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from planner.alternatives import Alternatives
from planner.alternatives.table import NOTHING, last_works
from planner.arrays import Flags, Integers
from planner.insight.forcing import Hand, Interval, Told, Unwanted, never, quiet
from planner.insight.near import figures_asked
from planner.optimise import Solution
from planner.scenario import Loaded

STEPS: Final = tuple(Fraction(n, 100) for n in (60, 80, 100, 120))
"""Of all money."""
TERMS: Final = (5e-4, 15.0)
"""Gap and seconds of each plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One sum of money, with and without nesting."""

    factor: Fraction
    """Of all money."""
    money: float
    """Minor units."""
    free: Solution
    """The best plan of this sum alone that was found; its bound holds for every plan of the sum."""
    nested: Solution
    """The best found of those that keep what the sum before chose."""
    price: Interval
    """Points that nesting costs."""
    free_amounts: Mapping[str, float]
    """Figure -> what the plan has of it."""
    nested_amounts: Mapping[str, float]
    added: tuple[str, ...]
    """Ids that come in with this sum, in the nested plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nest:
    """The phases that are known, from the smallest sum up."""

    phases: tuple[Phase, ...]
    final: bool
    whole: Mapping[str, float]
    """Figure -> all that is possible."""


def nest(
    loaded: Loaded,
    start: Solution,
    steps: Sequence[Fraction] = STEPS,
    told: Told = quiet,
    unwanted: Unwanted = never,
    terms: tuple[float, float] = TERMS,
) -> Nest:
    """Nested plans of rising sums; start: a plan of the scenario. What is known is told."""
    asking = _Asking(Hand.of(loaded), replace(start, proof=None), terms, unwanted)
    phases: list[Phase] = []
    for factor in sorted(set(steps)):
        if unwanted():
            break
        phase = asking.phase(factor, phases[-1] if phases else None)
        if phase is None:
            break
        phases.append(phase)
        told(Nest(phases=tuple(phases), final=False, whole=asking.whole))
    return Nest(phases=tuple(phases), final=True, whole=asking.whole)


def keeping(table: Alternatives, chosen: Integers) -> Flags:
    """(n,) the alternatives that have what a plan, (n_groups,) chosen, ends with, whatever comes before or
    after it: what was only propped may be repaired as well. A plot that is cleared for a project stays so."""
    last, way = last_works(table.first, table.second)[chosen], table.make_way
    wanted = last[table.group]
    has = (table.first == wanted) | ((table.second == wanted) & (wanted != NOTHING))
    return np.asarray((last == NOTHING)[table.group] | (has & (way == way[chosen][table.group])))


class _Asking:
    def __init__(
        self, hand: Hand, start: Solution, terms: tuple[float, float], unwanted: Unwanted
    ) -> None:
        self.hand, self.start, self.terms, self.unwanted = hand, start, terms, unwanted
        self.aims = {aim.name: aim for aim in figures_asked(hand, start.chosen)}

    @property
    def whole(self) -> dict[str, float]:
        return {name: aim.whole for name, aim in self.aims.items()}

    def phase(self, factor: Fraction, before: Phase | None) -> Phase | None:
        """The plans of one sum; None where none is found in time."""
        hand = self.hand.funded(factor)
        warm = self.start if before is None else before.free
        free = hand.solve(warm, self.terms, self.unwanted)
        if free is None or free.status == "infeasible":
            return None
        free = replace(free, proof=None)
        nested = free if before is None else self._nested(hand, before.nested)
        if nested is None:
            return None
        if nested.value > free.value:  # it keeps the rows of this sum, too
            free = replace(nested, bound=free.bound)
        nested = replace(nested, bound=max(nested.value, min(nested.bound, free.bound)))
        worked = hand.worked(nested) | hand.cleared(nested)
        known = frozenset() if before is None else self._touched(hand, before.nested)
        return Phase(
            factor=factor,
            money=float(factor * self.hand.loaded.scenario.money.minor),
            free=free,
            nested=nested,
            price=Interval(
                low=max(0.0, free.value - nested.bound), high=max(0.0, free.bound - nested.value)
            )
            if before is not None
            else Interval(low=0.0, high=0.0),
            free_amounts=self._amounts(free),
            nested_amounts=self._amounts(nested),
            added=tuple(sorted(worked - known)),
        )

    def _touched(self, hand: Hand, plan: Solution) -> frozenset[str]:
        return hand.worked(plan) | hand.cleared(plan)

    def _amounts(self, plan: Solution) -> dict[str, float]:
        return {name: float(aim.amounts[plan.chosen].sum()) for name, aim in self.aims.items()}

    def _nested(self, hand: Hand, before: Solution) -> Solution | None:
        """The best plan of a hand that keeps what another one works on; that one is one of these."""
        keep = keeping(self.hand.prepared.table, before.chosen)
        columns = np.flatnonzero(keep)
        place = keep.cumsum() - 1
        smaller = replace(hand, problem=hand.problem.restricted(keep))
        start = replace(before, chosen=place[before.chosen])
        found = smaller.solve(start, self.terms, self.unwanted)
        if found is None or found.status == "infeasible":
            return None
        return replace(found, chosen=columns[found.chosen], proof=None)
