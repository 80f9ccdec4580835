"""Frontiers: value against all money, and one figure against another, each point a plan of its own.

*Money.* All funds and years in proportion, a plan for each sum. A plan for less money keeps the rows for
more, so that what was found for less is found for more, and what bounds more bounds less: value never
falls along the curve, by what is told and not by luck. What the next million is worth follows from the
prices of the money rows.

*Figures.* The most of one figure for at least so much of another (epsilon-constraint: Haimes, Lasdon &
Wismer 1971). The plan's value decides among equals, blended in so lightly that the bound of the figure
alone, added up from the same prices, stays close.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from planner.arrays import Floats
from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.insight.near import figures_asked, plan_with
from planner.optimise import Solution
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.near.near import Aim
from planner.problem.level import base_of
from planner.scenario import Loaded

FACTORS: Final = tuple(Fraction(n, 100) for n in (50, 70, 85, 95, 100, 105, 115, 130, 150, 200))
"""Of all money."""
POINTS: Final = 7
"""Of one figure against another."""
TERMS: Final = (2e-3, 8.0)
"""Gap and seconds of a point."""
LIGHT: Final = 0.02
"""Hundredths of the figure that a point of the plan's value is worth to the search."""
MONEY: Final = "money"
VALUE: Final = "value"
_ROW: Final = "at_least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One plan of a frontier."""

    at: float
    """Minor units of all money, or the amount of the first figure that the plan has."""
    found: float
    """Points of value, or the amount of the second figure."""
    most: float
    """No plan there has more: proven."""
    worth: float
    """Points that the next minor unit of money brings, by the prices; 0 where figures are traded."""
    amounts: Mapping[str, float]
    """What it has of every figure."""
    plan: Solution
    """Of the rows in hand; where money is varied, of those with that money."""
    factor: Fraction = Fraction(1)
    """Of all money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """The points that are known, from the least to the most of what is varied."""

    first: str
    """`money`, or the figure of which at least so much is asked for."""
    second: str
    """`value`, or the figure of which the most is sought."""
    points: tuple[Point, ...]
    final: bool
    whole: Mapping[str, float]


def traded(
    loaded: Loaded,
    start: Solution,
    first: str,
    second: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Frontier:
    """One frontier or the other, by what is varied."""
    if first == MONEY:
        return money_frontier(loaded, start, told, unwanted)
    return figure_frontier(loaded, start, first, second, told, unwanted)


def money_frontier(
    loaded: Loaded, start: Solution, told: Told = quiet, unwanted: Unwanted = never
) -> Frontier:
    """Value against all money; the curve as far as it is known is told."""
    asking = _Asking.of(loaded, replace(start, proof=None))
    total = loaded.scenario.money.minor
    points: dict[Fraction, Point] = {}

    def known(*, final: bool) -> Frontier:
        return asking.frontier(MONEY, VALUE, _lawful(points), final=final)

    for factor in _outward(FACTORS):
        if unwanted():
            break
        hand = asking.hand.funded(factor)
        nearest = min(points, key=lambda f: abs(f - factor), default=None)
        warm = asking.start if nearest is None else points[nearest].plan
        found = asking.start if factor == 1 else hand.solve(warm, TERMS, unwanted)
        if found is not None and found.status != "infeasible":
            points[factor] = Point(
                at=float(factor * total),
                found=found.value,
                most=found.bound,
                worth=_worth(hand, found, float(factor * total)),
                amounts=asking.amounts(found),
                plan=replace(found, proof=None),
                factor=factor,
            )
            told(known(final=False))
    return known(final=True)


def _outward(factors: tuple[Fraction, ...]) -> list[Fraction]:
    """From the money in hand, nearest first: neighbours start from each other."""
    return sorted(factors, key=lambda factor: abs(factor - 1))


def _lawful(points: Mapping[Fraction, Point]) -> tuple[Point, ...]:
    """Rising; a plan found for less money stands for more where none better was found, and what bounds
    more bounds less."""
    rising: list[Point] = []
    for factor in sorted(points):
        point = points[factor]
        if rising and rising[-1].found > point.found:
            point = replace(
                point, found=rising[-1].found, plan=rising[-1].plan, amounts=rising[-1].amounts
            )
        rising.append(point)
    least = float("inf")
    for k in reversed(range(len(rising))):
        least = min(least, rising[k].most)
        rising[k] = replace(rising[k], most=max(least, rising[k].found))
    return tuple(rising)


def _worth(hand: Hand, found: Solution, total: float) -> float:
    """Points of one minor unit more, all funds and years in proportion."""
    rows = hand.problem.linking
    paid = sum(
        found.prices.get(row.name, 0.0) * limit
        for row, limit in zip(rows.ids, rows.rhs.tolist(), strict=True)
        if row.money == "given"
    )
    return max(0.0, paid) / total if total else 0.0


def figure_frontier(
    loaded: Loaded,
    start: Solution,
    first: str,
    second: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Frontier:
    """The most of a second figure for at least so much of the first; what is known is told.

    Raises KeyError for a figure of which nothing can be had.
    """
    asking = _Asking.of(loaded, replace(start, proof=None))
    one, other = asking.aims[first], asking.aims[second]
    points: list[Point] = []

    def put(point: Point | None) -> None:
        if point is not None:
            points.append(point)
            told(known(final=False))

    def known(*, final: bool) -> Frontier:
        return asking.frontier(first, second, _efficient(points), final=final)

    put(asking.point(one, other, None, start, unwanted))
    put(asking.extreme(one, other, start, unwanted))
    if len(points) == 2:
        low, high = points[0].at, points[1].at
        for k in range(1, POINTS - 1):
            if unwanted() or high <= low:
                break
            least = low + (high - low) * k / (POINTS - 1)
            near = min(points, key=lambda p: (p.at < least, abs(p.at - least)))
            put(asking.point(one, other, least, near.plan, unwanted))
    return known(final=True)


def _efficient(points: list[Point]) -> tuple[Point, ...]:
    """Those that no other one beats in both figures, rising in the first; of plans with more of the
    first the most of the second bounds nothing, of those with less it does."""
    kept = [
        p
        for p in points
        if not any(
            q.at >= p.at and q.found >= p.found and (q.at, q.found) != (p.at, p.found)
            for q in points
        )
    ]
    rising = sorted({(p.at, p.found): p for p in kept}.values(), key=lambda p: p.at)
    most, lawful = float("inf"), []
    for point in rising:
        most = min(most, point.most)
        lawful.append(replace(point, most=max(most, point.found)))
    return tuple(lawful)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """One plan, asked about its frontiers."""

    hand: Hand
    start: Solution
    aims: Mapping[str, Aim]

    @classmethod
    def of(cls, loaded: Loaded, start: Solution) -> "_Asking":
        hand = Hand.of(loaded)
        aims = {aim.name: aim for aim in figures_asked(hand, start.chosen)}
        return cls(hand=hand, start=start, aims=aims)

    def amounts(self, found: Solution) -> dict[str, float]:
        return {name: float(aim.amounts[found.chosen].sum()) for name, aim in self.aims.items()}

    def frontier(
        self, first: str, second: str, points: tuple[Point, ...], *, final: bool
    ) -> Frontier:
        whole = {name: aim.whole for name, aim in self.aims.items()}
        return Frontier(first=first, second=second, points=points, final=final, whole=whole)

    def point(
        self,
        one: Aim,
        other: Aim,
        least: float | None,
        warm: Solution,
        unwanted: Callable[[], bool],
    ) -> Point | None:
        """The most of the other figure for at least so much of the one."""
        hundredths: Floats = 100.0 / other.whole * other.amounts
        problem = self.hand.problem.with_value(
            np.round(hundredths + LIGHT * self.hand.problem.value, 9)
        )
        if least is not None:
            problem = problem.with_row(
                _ROW, 100.0 / one.whole * one.amounts, ">=", base_of(100.0 / one.whole * least)
            )
        begin = replace(warm, prices={})
        found = replace(self.hand, problem=problem).solve(begin, TERMS, unwanted)
        if found is None or found.status == "infeasible":
            return None
        alone = exact_bound(problem.with_value(hundredths), dict(found.prices))
        amounts = self.amounts(found)
        return Point(
            at=amounts[one.name],
            found=amounts[other.name],
            most=max(amounts[other.name], float(alone) * other.whole / 100.0),
            worth=0.0,
            amounts=amounts,
            plan=plan_with(self.hand, self.start, found.chosen),
        )

    def extreme(
        self, one: Aim, other: Aim, start: Solution, unwanted: Callable[[], bool]
    ) -> Point | None:
        """The most of the one figure, and of plans with as much of it the most of the other."""
        most = self.point(other, one, None, start, unwanted)
        if most is None:
            return None
        return self.point(one, other, most.found, most.plan, unwanted)
