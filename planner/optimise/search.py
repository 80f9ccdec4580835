"""Search: what one solve knows so far - the clock, the best plan, the bounds."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from planner.arrays import Floats, Integers
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.exact import Violation, exact_value, violations
from planner.optimise.certify.proof import Proof
from planner.optimise.certify.solution import relative_gap
from planner.optimise.market.market import Market, market_of
from planner.optimise.tuning import PRICE
from planner.problem.problem import Problem

Progress = Callable[[str, float, float, float], None]
"""progress(phase, bound, value, gap): told now and then, never asked."""
Heard = Callable[[Integers], None]
"""heard(positions): told every plan met that keeps the rows, (n_groups,) in group order."""


@dataclass(slots=True, kw_only=True)
class Clock:
    """When to end: time, work, or somebody who asks to."""

    deadline: float
    """In seconds of `time.monotonic`."""
    cancelled: Callable[[], bool] | None = None
    work: int | None = None
    """Ways of rounding and cores that may still be tried, parts that trees may price, nodes that the
    last integer program may branch; None for as many as the time allows. Work is the same on every
    machine, seconds are not."""
    stopped: bool = False
    """Whether `cancelled` was true once."""

    def left(self) -> float:
        """Seconds until the time is up; 0 then, and once the caller has cancelled."""
        if not self.stopped and self.cancelled is not None and self.cancelled():
            self.stopped = True
        return 0.0 if self.stopped else max(0.0, self.deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether time or work is used up."""
        return (self.work is not None and self.work <= 0) or self.left() <= 0

    def worked(self, parts: int) -> None:
        """Counts work done."""
        if self.work is not None:
            self.work -= parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Lawful prices, and the bound that follows from them alone."""

    prices: Mapping[str, float]
    """Linking row -> points per unit of the row."""
    exact: Fraction
    """The bound in exact arithmetic, in points."""
    bound: float
    """The same rounded outward."""


@dataclass(slots=True, kw_only=True)
class Bounds:
    """What no plan is worth more than, in points, by who says so; infinite while nobody does."""

    seen: float = math.inf
    """By the best prices seen so far, in floating point."""
    certificate: Certificate | None = None
    """Of the prices that were settled on."""
    tree: float = math.inf
    proof: Proof | None = None
    """Why the bound of the tree holds."""
    solver: float = math.inf
    """By a solver's word alone."""

    @property
    def prices(self) -> float:
        """By prices: those settled on or, until then, the best seen."""
        return self.seen if self.certificate is None else self.certificate.bound

    @property
    def least(self) -> float:
        """By prices or by a tree."""
        return min(self.prices, self.tree)

    @property
    def best(self) -> float:
        """By anybody."""
        return min(self.least, self.solver)


@dataclass(slots=True, kw_only=True)
class Search:
    """The state of one solve."""

    problem: Problem
    gap: float
    """Relative: how near the bound a plan is good enough."""
    seed: int
    clock: Clock
    progress: Progress | None = None
    tolerance: float = 0.0
    """Absolute, in points: how near the bound a plan is good enough in any case."""
    heard: Heard | None = None
    kinds: int = PRICE.kinds
    """About how many alternatives all kinds of like groups have together (price/kinds.py)."""
    market: Market = field(init=False)
    best: Integers | None = None
    """(n_groups,) the best plan so far, in positions of the alternatives; it keeps every row."""
    value: float = -math.inf
    """What it is worth, in points."""
    bounds: Bounds = field(default_factory=Bounds)
    passes: int = 0
    """Over all alternatives."""
    phase: str = "price"

    def __post_init__(self) -> None:
        self.market = market_of(self.problem)

    def certify(self, prices: Floats) -> None:
        """Settles on lawful prices, (n_rows,): their bound is taken in exact arithmetic. Raises
        ValueError where they are not lawful."""
        named = dict(zip(self.problem.linking.names, prices.tolist(), strict=True))
        exact = exact_bound(self.problem, named)
        near = float(exact)
        bound = math.nextafter(near, math.inf) if Fraction(near) < exact else near
        self.bounds.certificate = Certificate(prices=named, exact=exact, bound=bound)
        self.passed(1)
        self.report()

    def saw(self, bound: float) -> None:
        """Notes a pass at some lawful prices, and what they bound by if that is the least so
        far."""
        self.passed(1)
        if bound < self.bounds.prices:
            self.bounds.seen = bound
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
            bound = self.bounds.best
            known = self.best is not None and bound < math.inf
            gap = relative_gap(self.value, bound) if known else math.inf
            self.progress(self.phase, bound, self.value, gap)

    def offer(self, positions: Integers) -> list[Violation]:
        """Takes a plan that keeps every row if it is the best so far; else what it breaks.

        positions: (n_groups,) of the alternatives, in group order.
        """
        broken = violations(self.problem, positions)
        if not broken:
            if self.heard is not None:
                self.heard(positions)
            value = float(exact_value(self.problem, positions))
            if value > self.value:
                self.best, self.value = positions.copy(), value
                self.report()
        return broken

    @property
    def allowance(self) -> float:
        """How far below the bound a plan may lie that is good enough, in points."""
        bound = self.bounds.prices
        return max(self.tolerance, self.gap * abs(bound) if math.isfinite(bound) else 0.0)

    @property
    def enough(self) -> float:
        """The same below a bound yet to come, which may be closer than that of the prices; in points."""
        known = 0.0 if self.best is None else self.gap * abs(self.value)
        return max(self.tolerance, min(self.allowance, max(known, self.allowance / 2.0)))

    @property
    def priced_enough(self) -> bool:
        """Whether prices alone prove the best plan good enough."""
        return self._within(self.bounds.prices)

    @property
    def spent(self) -> bool:
        """Whether time or work is used up; without a plan time alone, since whether there is one is
        still to be told."""
        return self.clock.over if self.best is not None else self.clock.left() <= 0

    @property
    def met(self) -> bool:
        """Whether the best plan is proven good enough, by one set of prices or by a tree."""
        return self._within(self.bounds.least)

    @property
    def met_by_anybody(self) -> bool:
        """The same, or by a solver's word."""
        return self._within(self.bounds.best)

    def _within(self, bound: float) -> bool:
        if self.best is None:
            return False
        if self.tolerance > 0 and bound - self.value <= self.tolerance:
            return True
        near = relative_gap(self.value, bound) <= self.gap
        return near and (self.gap > 0 or bound <= self.value or bound == self.bounds.tree)
