"""What plans and bounds found at other values of a sweep say of this one, before anything is solved.

Let z(s) be the worth of the best plan, of those with a site or project or of those without it.

- Another weight: rows stay, so that every plan found is a plan at every s, worth a sum that is linear in s; between
  two values z lies below the chord of its bounds (`chords`).
- More money: rows only widen. A plan at less money is one at more, and no plan at less is worth more
  than the bound at more. The same holds of the plans with a project that becomes cheaper.
- The prices of any earlier solution bound any problem with the same rows (Geoffrion 1974).
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from planner.arrays import Flags, Floats
from planner.insight.chords import under
from planner.insight.forcing import Hand, Side
from planner.insight.sides import Sides, State
from planner.optimise import Solution
from planner.optimise.certify.lawful import priced

Kind = Literal["weights", "money", "cost"]
MOST_PLANS: Final = 40
"""Plans that are kept of a sweep."""
MOST_PRICES: Final = 3
"""Solutions, the nearest ones, whose prices are tried at a value."""
_DUST: Final = 1e-8
"""Points by which values of one plan at several weights may depart from a line: each is kept to a billionth."""
_ROUNDING: Final = 1e-11
"""Of a sum of values, relative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A plan, at which value of the sweep it was found, and whether it has the subject."""

    at: Fraction
    has: bool
    solution: Solution


@dataclass(slots=True, kw_only=True)
class Recalled:
    """All that a sweep has come to know; `at` rises with weight, money or the cut of a cost."""

    kind: Kind
    subject: str
    grows: bool = True
    """Whether money grows with `at`; False where it is how much less there is."""
    plans: list[Found] = field(default_factory=list)
    bounds: dict[Fraction, tuple[float, float]] = field(default_factory=dict)
    """At a value: no plan without it, and none with it, is worth more."""
    values: dict[Fraction, Floats] = field(default_factory=dict)
    """The worth of every alternative at a value; of weights alone."""

    def of(self, hand: Hand, subject: str) -> "Recalled":
        """The same for another subject, of the same scenario and the same sweep: a plan has it or has
        not, and none of either kind is worth more than the best of all."""
        return Recalled(
            kind=self.kind,
            subject=subject,
            grows=self.grows,
            plans=[replace(plan, has=hand.holds(plan.solution, subject)) for plan in self.plans],
            bounds={at: (max(bounds), max(bounds)) for at, bounds in self.bounds.items()},
            values=dict(self.values),
        )

    def learn(self, at: Fraction, hand: Hand, sides: Sides) -> None:
        """Keeps what was found at a value."""
        before = self.bounds.get(at, (math.inf, math.inf))
        now = (sides.without.bound, sides.with_it.bound)
        self.bounds[at] = (min(before[0], now[0]), min(before[1], now[1]))
        if self.kind == "weights":
            self.values[at] = hand.problem.value
        for has in (False, True):
            found = sides.of(has).solution
            if found is not None and not any(found is plan.solution for plan in self.plans):
                self.plans.append(Found(at=at, has=has, solution=found))
        del self.plans[:-MOST_PLANS]

    def sides(self, at: Fraction, hand: Hand) -> Sides:
        """What follows at a value, without a search."""
        without, with_it = (self._side(at, hand, has) for has in (False, True))
        known = Sides(with_it=with_it, without=without)
        if known.membership.state != "untold":
            return known
        for bounds in self._by_prices(at, hand):
            known = Sides(
                with_it=known.with_it.better(Side(bound=bounds[1])),
                without=known.without.better(Side(bound=bounds[0])),
            )
        return known

    def _side(self, at: Fraction, hand: Hand, has: bool) -> Side:
        best = Side(bound=self._bound(at, has))
        for plan in self.plans:
            if plan.has == has and self._holds(plan, at):
                worth = _worth(hand.problem.value, plan.solution)
                best = best.better(Side(value=worth, solution=plan.solution))
        return best

    def _holds(self, plan: Found, at: Fraction) -> bool:
        """Whether a plan keeps the rows at a value, too, and is worth what it says there."""
        if self.kind == "weights" or plan.at == at:
            return True
        if self.kind == "cost" and not plan.has:
            return True
        return (plan.at < at) == self.grows

    def _bound(self, at: Fraction, has: bool) -> float:
        """The least that earlier bounds prove at a value."""
        known = {k: bounds[has] for k, bounds in self.bounds.items()}
        if self.kind == "weights":
            place, bound = (np.array([float(k) for k in of]) for of in (known, known.values()))
            return min(known.get(at, math.inf), under(float(at), place, bound))
        if self.kind == "cost" and not has:
            return min(known.values(), default=math.inf)
        over = (b for k, b in known.items() if k == at or (k > at) == self.grows)
        return min(over, default=math.inf)

    def _by_prices(self, at: Fraction, hand: Hand) -> Iterator[tuple[float, float]]:
        """By the prices of the nearest solutions: what bounds both kinds of plans."""
        names = hand.problem.linking.names
        mine, real = hand.members(self.subject), hand.prepared.table.real
        nearest = sorted(self.plans, key=lambda plan: abs(plan.at - at))[:MOST_PRICES]
        for plan in nearest:
            prices = np.array([plan.solution.prices.get(name, 0.0) for name in names])
            seen = priced(hand.problem, prices)

            def over(some: Flags, bound: float = seen.bound, loss: Floats = seen.loss) -> float:
                return float(bound - loss[some].min()) if some.any() else -math.inf

            yield over(mine & ~real), over(mine & real)

    def throughout(self, low: Fraction, high: Fraction, state: State) -> bool:
        """Whether the state is proven for every weight from `low` to `high`: one plan of the side
        that is ahead is worth more at both ends than the bound of the other side, which is convex."""
        if state == "untold" or self.kind != "weights":
            return False
        has = state == "in"
        ends = (low, high)
        bounds = [self._bound(end, not has) for end in ends]
        return any(
            all(
                _worth(self.values[end], plan.solution) > bound + _DUST
                for end, bound in zip(ends, bounds, strict=True)
            )
            for plan in self.plans
            if plan.has == has
        )


def _worth(value: Floats, solution: Solution) -> float:
    """Of a plan whose alternatives are worth so much, rounded down."""
    total = math.fsum(value[solution.chosen].tolist())
    return total - _ROUNDING * abs(total)


def widest(
    points: list[Fraction], settled: Callable[[Fraction, Fraction], bool]
) -> tuple[Fraction, Fraction] | None:
    """The widest of neighbours between which something is open; None where nothing is."""
    open_ = [pair for pair in pairwise(sorted(points)) if not settled(*pair)]
    return max(open_, key=lambda pair: pair[1] - pair[0], default=None)
