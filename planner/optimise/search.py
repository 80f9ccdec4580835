"""Search: what one solve knows so far - the clock, the prices, the best plan, the bounds."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.exact import Violation, exact_value, violations
from planner.optimise.certify.proof import Proof
from planner.optimise.certify.solution import relative_gap
from planner.optimise.market.market import Market, View
from planner.problem.problem import Problem

Progress = Callable[[str, float, float, float], None]
"""progress(phase, bound, value, gap): told now and then, never asked."""


@dataclass(slots=True)
class Search:
    """The state of one solve."""

    problem: Problem
    market: Market
    gap: float
    seed: int
    deadline: float
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    work: int | None = None
    """Parts that trees may still price, and nodes that the last integer program may branch; None
    for as many as the time allows. Work is the same on every machine, seconds are not."""
    best: Integers | None = None
    value: float = -math.inf
    solver_bound: float = math.inf
    tree_bound: float = math.inf
    proof: Proof | None = None
    """Why the bound of the tree holds."""
    view: View | None = None
    """The view with the least bound so far."""
    certified: float = math.inf
    """Its bound in exact arithmetic, rounded outward."""
    exact_bound: Fraction = Fraction(0)
    usual: Floats = field(default_factory=lambda: np.empty(0))
    """(n_rows,) the size of price at which each row weighs in the plan."""
    shares: Floats | None = None
    """(n,) of the alternatives, by which whole choices keep the rows on average, where known."""
    rough: bool = False
    """Whether the prices are only as good as a loose gap needs."""
    warm: bool = False
    """Whether they follow from those of an earlier solution."""
    passes: int = 0
    phase: str = "price"
    stopped: bool = field(default=False)

    def left(self) -> float:
        """Seconds until the time is up; 0 once the caller has cancelled."""
        if not self.stopped and self.cancelled is not None and self.cancelled():
            self.stopped = True
        return 0.0 if self.stopped else self.deadline - time.monotonic()

    @property
    def over(self) -> bool:
        """Whether time or work is used up."""
        return (self.work is not None and self.work <= 0) or self.left() <= 0

    def worked(self, parts: int) -> None:
        """Counts work done."""
        if self.work is not None:
            self.work -= parts

    @property
    def bound(self) -> float:
        """The least bound from prices so far."""
        if self.certified < math.inf:
            return self.certified
        return math.inf if self.view is None else self.view.bound

    @property
    def settled(self) -> View:
        """The view whose prices hold from now on."""
        assert self.view is not None
        return self.view

    @property
    def prices(self) -> dict[str, float]:
        """Its prices by the names of the rows."""
        return dict(zip(self.problem.linking.names, self.settled.prices.tolist(), strict=True))

    def certify(self, view: View) -> None:
        """Settles on the prices of a view; their bound is taken in exact arithmetic."""
        self.view = view
        self.exact_bound = exact_bound(self.problem, self.prices)
        near = float(self.exact_bound)
        below = Fraction(near) < self.exact_bound
        self.certified = math.nextafter(near, math.inf) if below else near
        self.passed(1)
        self.report()

    def saw(self, view: View) -> None:
        """Keeps the view if it bounds closer than the best so far."""
        self.passed(1)
        if view.bound < self.bound:
            self.view = view
            self.report()

    def passed(self, passes: int) -> None:
        """Counts passes over all alternatives."""
        self.passes += passes

    def enter(self, phase: str) -> None:
        """A new phase: price, round, improve or prove."""
        self.phase = phase
        self.report()

    def report(self) -> None:
        """Tells the caller how things stand."""
        if self.progress is not None:
            bound = min(self.least, self.solver_bound)
            known = self.best is not None and bound < math.inf
            gap = relative_gap(self.value, bound) if known else math.inf
            self.progress(self.phase, bound, self.value, gap)

    def offer(self, positions: Integers) -> list[Violation]:
        """Takes a plan that keeps every row if it is the best so far; else what it breaks."""
        broken = violations(self.problem, positions)
        if not broken:
            value = float(exact_value(self.problem, positions))
            if value > self.value:
                self.best, self.value = positions.copy(), value
                self.report()
        return broken

    @property
    def allowance(self) -> float:
        """How far below the bound a plan may lie that is good enough, in value."""
        return self.gap * abs(self.bound) if math.isfinite(self.bound) else 0.0

    @property
    def least(self) -> float:
        """What no plan is worth more than, by prices or by a tree."""
        return min(self.bound, self.tree_bound)

    @property
    def priced_enough(self) -> bool:
        """Whether prices alone prove the best plan good enough."""
        return self._within(self.bound)

    @property
    def met(self) -> bool:
        """Whether the best plan is proven good enough, by one set of prices or by a tree."""
        return self._within(self.least)

    def _within(self, bound: float) -> bool:
        near = self.best is not None and relative_gap(self.value, bound) <= self.gap
        return near and (self.gap > 0 or bound <= self.value or bound == self.tree_bound)
