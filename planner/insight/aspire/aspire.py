"""Targets for figures of a plan: possible or proven impossible, what they cost, which weights they imply.

The planner says what is to be reached ("homes at least 60 %"), each target becomes a row, and the best plan
that keeps them all is solved for from the one in hand. What it loses in score is the price; what it has of
the other figures stands beside. Where no such plan is found the farthest one on the way from the plan in
hand is looked for (reference point: Wierzbicki 1980), and a bound of that proves that the targets cannot
be had together. The prices of the rows tell by how much the weights would have to grow; the plan of these
weights is solved for, too, so that nobody has to believe it: weights alone do not lead to every plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

import numpy as np

from planner.arrays import Floats
from planner.criteria import COST
from planner.insight.forcing import Hand, Interval, Told, Unwanted, never, price, quiet
from planner.insight.near import BACK, CERTIFIED, HOUSED, figures_asked, plan_with
from planner.optimise import Solution
from planner.optimise.near.near import Aim
from planner.optimise.reach.farthest import farthest
from planner.problem.level import Level, base_of, way_to
from planner.scenario import Loaded

FIRST: Final = (1e-2, 6.0)
"""Gap and seconds of the first answer: that targets can be had, and roughly at what price; in a city of
8,000 a second is enough for it."""
QUICK: Final = (2e-3, 6.0)
"""The same of the best plan that comes nearest."""
CLOSE: Final = (2e-4, 8.0)
HUNDREDTHS: Final = 100.0
_ROW: Final = "target"
Outcome = Literal["possible", "impossible", "untold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a figure is to reach."""

    figure: str
    """A criterion, or a figure beside them (insight/near.py)."""
    share: float
    """Of all that is possible of it, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """Weights that lead towards the targets."""

    weights: Mapping[str, float]
    """Criterion, and cost, -> share; they sum to 1."""
    amounts: Mapping[str, float]
    """What the plan of these weights has of every figure."""
    reach: bool
    """Whether it reaches the targets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspired:
    """What is known of some targets."""

    targets: tuple[Target, ...]
    outcome: Outcome
    final: bool
    """False for a first answer, while a closer one is on its way."""
    whole: Mapping[str, float]
    """Figure -> all that is possible."""
    before: Mapping[str, float]
    """Figure -> what the plan in hand has."""
    after: Mapping[str, float]
    """The same of the plan that reaches the targets, or comes nearest of those found."""
    plan: Solution
    points: Interval
    """What that plan loses of the score of the one in hand."""
    share: Interval | None
    """The same as a part of that score; None where it is not above 0."""
    way: float = 1.0
    """How far on the way from the plan in hand to the targets it is, in [0, 1]."""
    most: float = 1.0
    """No plan comes further: proven."""
    by_word: bool = False
    """Whether that is a solver's word alone."""
    implied: Implied | None = None
    """None where the targets cannot be had, or ask for nothing that the plan does not have."""

    def wanted(self, target: Target) -> float:
        """The amount that a target asks for."""
        return target.share * self.whole[target.figure]


def aspire(
    loaded: Loaded,
    start: Solution,
    targets: Sequence[Target],
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Aspired:
    """What some targets come to, from the plan in hand; a first answer is told.

    Raises KeyError for a figure of which nothing can be had in this scenario.
    """
    asking = _Asking.of(loaded, replace(start, proof=None), tuple(targets))
    held = asking.held(np.array([asking.whole[t.figure] * t.share for t in targets]))
    found = held.solve(start, FIRST, unwanted)
    if found is None or found.status == "infeasible":
        return asking.nearest(unwanted)
    first = asking.told(found, "possible")
    told(first)
    closer = held.solve(found, CLOSE, unwanted)
    if closer is not None and closer.status != "infeasible":
        best = closer if closer.value >= found.value else found
        found = replace(best, bound=min(found.bound, closer.bound))
    implied = asking.implied(found, unwanted)
    return replace(asking.told(found, "possible"), final=True, implied=implied)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """One question of one plan."""

    hand: Hand
    start: Solution
    targets: tuple[Target, ...]
    aims: Mapping[str, Aim]

    @classmethod
    def of(cls, loaded: Loaded, start: Solution, targets: tuple[Target, ...]) -> "_Asking":
        hand = Hand.of(loaded)
        aims = {aim.name: aim for aim in figures_asked(hand, start.chosen)}
        for target in targets:
            if target.figure not in aims:
                raise KeyError(target.figure)
        return cls(hand=hand, start=start, targets=targets, aims=aims)

    @property
    def whole(self) -> dict[str, float]:
        return {name: aim.whole for name, aim in self.aims.items()}

    def _amounts(self) -> Floats:
        """(m, n) of each target's figure."""
        return np.array([self.aims[t.figure].amounts for t in self.targets])

    def held(self, least: Floats) -> Hand:
        """With at least so much of each target's figure, (m,)."""
        problem = self.hand.problem
        for k, amounts in enumerate(self._amounts()):
            problem = problem.with_row(f"{_ROW}_{k}", amounts, ">=", float(least[k]))
        return replace(self.hand, problem=problem)

    def figures(self, solution: Solution) -> dict[str, float]:
        return {name: float(aim.amounts[solution.chosen].sum()) for name, aim in self.aims.items()}

    def told(self, found: Solution, outcome: Outcome) -> Aspired:
        """A plan beside the one in hand; found: of rows that hold the targets, so that its bound is
        that of all plans that reach them."""
        ends = price(self.start, found)
        points = Interval(low=max(0.0, ends.low), high=max(0.0, ends.high))
        plan = plan_with(self.hand, self.start, found.chosen)
        return Aspired(
            targets=self.targets,
            outcome=outcome,
            final=False,
            whole=self.whole,
            before=self.figures(self.start),
            after=self.figures(plan),
            plan=plan,
            points=points,
            share=points.over(self.start.value) if self.start.value > 0 else None,
        )

    def nearest(self, unwanted: Unwanted) -> Aspired:
        """The farthest plan on the way, and what none passes."""
        amounts = self._amounts()
        scale = HUNDREDTHS / np.array([self.whole[t.figure] for t in self.targets])
        rows = amounts * scale[:, None]
        goal = np.array([t.share * HUNDREDTHS for t in self.targets])
        now = rows[:, self.start.chosen].sum(axis=1)
        base = np.array([min(base_of(has), asked) for has, asked in zip(now, goal, strict=True)])
        ways = np.array([way_to(b, g) for b, g in zip(base.tolist(), goal.tolist(), strict=True)])
        level = Level.of(self.hand.problem, rows, base, ways)
        far = farthest(level, self.hand.problem.value, self.start, cancelled=unwanted)
        found = replace(self.start, chosen=far.chosen)
        held = replace(self.hand, problem=level.at(far.step, self.hand.problem.value))
        best = held.solve(found, QUICK, unwanted)
        if best is not None and best.status != "infeasible":
            found = best
        outcome: Outcome = "untold" if far.most >= level.steps else "impossible"
        if far.step >= level.steps:
            outcome = "possible"
        told = self.told(found, outcome)
        way, most = far.step / level.steps, far.most / level.steps
        by_word = far.bound_from == "solver"
        return replace(told, final=True, way=way, most=most, by_word=by_word)

    def implied(self, found: Solution, unwanted: Unwanted) -> Implied | None:
        """Each weight, and what the price of its row adds to it: points of all that is possible."""
        shares = self.hand.loaded.scenario.exact_shares
        added: dict[str, Fraction] = {}
        for k, target in enumerate(self.targets):
            paid = -found.prices.get(f"{_ROW}_{k}", 0.0) * self.whole[target.figure] / HUNDREDTHS
            name = self._criterion(target.figure)
            if paid > 0 and name in shares and name != COST:
                added[name] = added.get(name, Fraction(0)) + Fraction(paid)
        if not added:
            return None
        raised = {c: w + added.get(c, Fraction(0)) for c, w in shares.items()}
        total = sum(raised.values(), Fraction(0))
        weights = {c: (w / total).limit_denominator(10_000) for c, w in raised.items()}
        anew = replace(self.start, chosen=self.start.chosen[:0])  # else it would do within the gap
        solved = self.hand.weighted(weights).solve(anew, CLOSE, unwanted)
        if solved is None or solved.status == "infeasible":
            return None
        amounts = self.figures(solved)
        reach = all(amounts[t.figure] >= t.share * self.whole[t.figure] for t in self.targets)
        return Implied(
            weights={c: float(w) for c, w in weights.items()}, amounts=amounts, reach=reach
        )

    def _criterion(self, figure: str) -> str:
        """The criterion whose weight raises a figure."""
        if figure in (BACK, HOUSED, CERTIFIED):
            criteria = self.hand.loaded.scenario.criteria
            return next(c for c in criteria if criteria[c].attribute == "residents_out")
        return figure
