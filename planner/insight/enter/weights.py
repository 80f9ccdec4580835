"""The smallest change of weights that brings a site or project into the plan, or makes it leave.

How much is changed: the part of the weights that moves from some criteria to others (half the sum of all
differences).

*From above.* Cutting planes: the nearest weights at which the best plan known that has it otherwise is ahead
of every plan known that has it as it is; the plan of those weights is solved for, and joins one side or
the other, until it has the subject otherwise. Then both sides are searched until that is proven.
*From below.* The best of all plans that have the subject otherwise is convex in the weights, as the most of
many linear values, and the value of one plan is linear. So the plan in hand is ahead of them, anywhere in a body
of weights, by no less than in proportion to what it is ahead by in the middle and at the corners; each of
these is bounded by whatever bounds it best: prices, or a search of its own. As long as that is above 0 no
change turns anything.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats
from planner.criteria import COST
from planner.insight.forcing import CLOSE, Hand, Told, Unwanted, never, quiet
from planner.insight.sides import State, decided, sides_of
from planner.optimise import Solution
from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.solvers.nearest import nearest_weights
from planner.problem.build import VALUE_DIGITS
from planner.scenario import Loaded

ROUNDS: Final = 8
TERMS: Final = (3e-4, 4.0)
"""Gap and seconds of the plan of weights that are tried."""
MARGIN: Final = 0.01
"""Points by which the wanted plan is to be ahead."""
DECIDING: Final = 4.0
"""Seconds for each of both sides, at the weights that were found."""
RADII: Final = (1.0, 0.5, 0.25, 0.12, 0.06, 0.03, 0.015)
"""Bodies of weights whose corners are bounded, by how much moves to a corner."""
CORNER: Final = (1e-3, 1.0)
SHARPENING: Final = 4.0
"""Seconds in which corners are searched one by one; the worst counts, so few are enough."""
_SLIP: Final = 1e-6
"""Points: more than the sums of the bound err, and values lose by being kept to a billionth."""
_TIDY: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What is known of the smallest change of weights that turns a membership."""

    subject: str
    planned: bool
    """Whether the plan in hand has it."""
    impossible: bool
    """Whether no weights can: no plan has it otherwise."""
    weights: Mapping[str, float] | None
    """Criterion, and cost, -> share at which it is otherwise; None where none were found."""
    moved: float
    """The part of the weights that moves to these; infinite where none were found."""
    state: State
    """Whether it is otherwise in every best plan there (`in`: proven), or as good plans differ."""
    short: float
    """No change that moves less turns it: proven."""


def weight_shift(
    loaded: Loaded,
    start: Solution,
    subject: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Shift:
    """The smallest change found, and what is proven not to suffice. told: the part done, in [0, 1]."""
    hand = Hand.of(loaded)
    planned = hand.holds(start, subject)
    other = hand.locked(subject, "never" if planned else "must")
    turned = other.solve(replace(start, proof=None), CLOSE, unwanted)
    told(0.2)
    if turned is None or turned.status == "infeasible":
        return Shift(
            subject=subject,
            planned=planned,
            impossible=turned is not None,
            weights=None,
            moved=float("inf"),
            state="untold",
            short=1.0 if turned is not None else 0.0,
        )
    asking = _Asking(hand, other, subject, planned, unwanted)
    short = asking.short(start, turned)
    told(0.3)
    weights = asking.found(start, turned, lambda part: told(0.3 + 0.5 * part))
    state: State = "untold"
    if weights is not None:
        state = asking.state(weights, start)
    moved = float("inf") if weights is None else asking.moved(weights)
    told(1.0)
    return Shift(
        subject=subject,
        planned=planned,
        impossible=False,
        weights=None if weights is None else asking.named(weights),
        moved=moved,
        state=state,
        short=min(short, moved),
    )


@dataclass(slots=True)
class _Asking:
    hand: Hand
    other: Hand
    """With the subject held otherwise."""
    subject: str
    planned: bool
    unwanted: Callable[[], bool]
    points: Floats = field(init=False)
    """(n, k) for a whole weight of 1 on each criterion, cost last."""
    now: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.points = self.hand.prepared.points_of_weights()
        shares = self.hand.loaded.scenario.shares
        self.now = np.array([shares[c] for c in self.criteria])

    @property
    def criteria(self) -> tuple[str, ...]:
        return (*self.hand.prepared.table.criteria, COST)

    def named(self, weights: Floats) -> dict[str, float]:
        return dict(zip(self.criteria, weights.tolist(), strict=True))

    def moved(self, weights: Floats) -> float:
        return float(np.abs(weights - self.now).sum() / 2.0)

    def has(self, plan: Solution) -> Floats:
        """(k,) points of a plan for whole weights."""
        return np.asarray(self.points[plan.chosen].sum(axis=0))

    def found(
        self, start: Solution, turned: Solution, told: Callable[[float], None]
    ) -> Floats | None:
        """The nearest weights found whose plan has the subject otherwise."""
        mine, theirs = [self.has(turned)], [self.has(start)]
        best: Floats | None = None
        for k in range(ROUNDS):
            weights = self._nearest(mine, theirs)
            if weights is None or self.unwanted():
                break
            if best is not None and self.moved(weights) >= self.moved(best) - 1e-9:
                break
            plan = self._at(self.hand, weights, start)
            told((k + 1) / ROUNDS)
            if plan is None:
                break
            if self.hand.holds(plan, self.subject) != self.planned:
                best = weights
                break
            theirs.append(self.has(plan))
            better = self._at(self.other, weights, turned)
            if better is not None:
                mine.append(self.has(better))
        return best

    def _nearest(self, mine: list[Floats], theirs: list[Floats]) -> Floats | None:
        """The nearest weights at which some wanted plan is ahead of all others, tidily rounded."""
        nearest = [
            nearest_weights(self.now, np.array([one - other for other in theirs]), MARGIN)
            for one in mine
        ]
        there = [weights for weights in nearest if weights is not None]
        return min(there, key=self.moved, default=None)

    def _exact(self, weights: Floats) -> dict[str, Fraction]:
        tidy = {c: Fraction(w).limit_denominator(_TIDY) for c, w in self.named(weights).items()}
        return tidy

    def _at(self, hand: Hand, weights: Floats, start: Solution) -> Solution | None:
        anew = replace(start, proof=None, chosen=start.chosen[:0])
        found = hand.weighted(self._exact(weights)).solve(anew, TERMS, self.unwanted)
        return None if found is None or found.status == "infeasible" else found

    def state(self, weights: Floats, start: Solution) -> State:
        """Whether every best plan of some weights has the subject otherwise."""
        there = self.hand.weighted(self._exact(weights))
        plan = self._at(self.hand, weights, start)
        if plan is None:
            return "untold"
        known = decided(
            there, self.subject, sides_of(there, self.subject, plan), DECIDING, self.unwanted
        )
        state = known.membership.state
        if state == "untold":
            return "untold"
        return "in" if (state == "in") != self.planned else "out"

    def short(self, start: Solution, turned: Solution) -> float:
        """The largest part of the weights that can move with nothing turned, as far as bounds prove it."""
        lead, bound = self.has(start), self._bound_by(turned)
        ahead = float(lead @ self.now) - _SLIP - min(turned.bound, bound(self.now))
        if ahead <= 0:
            return 0.0
        telling = np.flatnonzero(np.abs(self.points).any(axis=0))
        ways = np.array(
            [
                np.eye(len(self.now))[i] - np.eye(len(self.now))[j]
                for i in telling
                for j in telling
                if i != j
            ]
        ).reshape(-1, len(self.now))

        def margins(radius: float) -> Floats:
            """(n_ways,) by how much the plan is ahead at the corners of a body."""
            corners = self.now + radius * ways
            known = np.array([bound(corner) for corner in corners])
            return np.asarray(corners @ lead - known - _SLIP)

        known = {radius: margins(radius) for radius in RADII}
        shorts = {r: _until(r, ahead, found) for r, found in known.items()}
        best = max(RADII, key=lambda r: shorts[r])
        for radius in (best, min(RADII[0], 2.0 * best)):
            found = known.get(radius)
            shorts[radius] = _until(
                radius,
                ahead,
                self._sharpened(
                    radius, ways, lead, margins(radius) if found is None else found, turned
                ),
            )
        return max(shorts.values())

    def _sharpened(
        self, radius: float, ways: Floats, lead: Floats, margins: Floats, turned: Solution
    ) -> Floats:
        """The same with the corners that count most bounded anew, the worst first."""
        until, margins = time.monotonic() + SHARPENING, margins.copy()
        done: set[int] = set()
        while len(margins) and time.monotonic() < until and not self.unwanted():
            worst = int(np.argmin(margins))
            if worst in done:
                break
            done.add(worst)
            corner = self.now + radius * ways[worst]
            value = np.round(self.points @ corner, VALUE_DIGITS)
            there = replace(self.other, problem=self.other.problem.with_value(value))
            anew = replace(turned, proof=None, chosen=turned.chosen[:0])
            side = there.searched(anew, CORNER, self.unwanted)
            margins[worst] = max(margins[worst], float(corner @ lead) - side.bound - _SLIP)
        return margins

    def _bound_by(self, turned: Solution) -> Callable[[Floats], float]:
        """Weights -> what the prices of a plan prove no plan to be worth more than that has the subject
        otherwise."""
        rows = self.hand.problem.linking
        named = np.array([turned.prices.get(name, 0.0) for name in rows.names])
        prices = lawful_prices(rows, named)
        paid, limits = rows.matrix.T @ prices, float(prices @ rows.rhs)
        allowed, begins = self._allowed(), self.hand.problem.starts()[:-1]

        def bound(weights: Floats) -> float:
            worth = np.where(allowed, self.points @ weights - paid, -np.inf)
            return float(np.maximum.reduceat(worth, begins).sum()) + limits

        return bound

    def _allowed(self) -> Flags:
        """(n,) what plans with the subject held otherwise can have."""
        mine, real = self.hand.members(self.subject), self.hand.prepared.table.real
        return np.asarray(~mine | (~real if self.planned else real))


def _until(radius: float, ahead: float, margins: Floats) -> float:
    """How far weights can move within a body of a radius until a plan may no longer be ahead: it is so by
    `ahead` in the middle and by `margins` at the corners, and in between by no less than in proportion."""
    worst = min(margins, default=ahead)
    return radius if worst > 0 else float(np.nextafter(radius * ahead / (ahead - worst), 0.0))
