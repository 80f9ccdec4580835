"""The farthest step of a level: the most that one plan brings of several amounts at once.

What is found counts once it keeps every row; what is proven follows from prices of the level's problem, whose
only value is the step, or is a solver's word, and told to be one. In a large city nothing but steps tells
too little of one site from another: the plan's own value is blended in to search with.
"""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.arrays import Floats, Integers
from planner.errors import SolverError
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.exact import violations
from planner.optimise.certify.solution import BoundFrom, Solution
from planner.optimise.price.dual import Pricer
from planner.optimise.price.prices import Prices
from planner.optimise.prove.core import integer_program
from planner.optimise.prove.reduce import survivors, undominated
from planner.optimise.search import Clock, Search
from planner.optimise.solve import solve
from planner.optimise.tuning import NEAR, PRICE
from planner.problem.level import Level
from planner.problem.problem import Problem

SEARCHED: Final = 0.1
"""Steps that a point of the plan's value is worth to the search."""
ROUGH: Final = 1e-4
"""Relative, of the prices of a large city."""
WEIGHTY: Final = 6.0
"""Points of value that a step is worth where prices of both are found: with fewer the value blurs how far
steps go, with more nothing tells like sites apart."""
BACK: Final = (2, 6, 15, 35)
"""Steps short of the bound at which a plan is looked for there, one after the other."""
GAP: Final = 2e-3
_WHOLE: Final = 1.0 - 1e-9
"""A bound that is less than a step above what was found says that there is no further one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Farthest:
    """What is known of the steps that can be reached."""

    step: int
    """The farthest at which a plan was found."""
    chosen: Integers
    """(n_groups,) that plan, of the problem that the level was made from."""
    most: int
    """No plan comes further."""
    bound_from: BoundFrom
    prices: dict[str, float]
    """Of the level's problem: where the bound is from prices, anyone can add it up from them."""


def farthest(
    level: Level,
    value: Floats,
    plan: Solution,
    seconds: float = 6.0,
    cancelled: Callable[[], bool] | None = None,
) -> Farthest:
    """value (n,): of the problem that the level was made from, to search with; plan: one of its plans,
    which keeps every row at step 0. Raises ValueError where it does not."""
    begin = level.lifted(plan.chosen)
    if violations(level.problem, begin):
        raise ValueError("the plan does not keep every row at step 0")
    search = _Search(level, value, plan, seconds, cancelled)
    if len(value) <= NEAR.small:
        return search.outright()
    return search.by_prices()


class _Search:
    def __init__(
        self,
        level: Level,
        value: Floats,
        plan: Solution,
        seconds: float,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.level, self.plan, self.seconds, self.cancelled = level, plan, seconds, cancelled
        self.blend = np.append(value, np.zeros(level.steps + 1))
        self.value = value
        self.best = level.lifted(plan.chosen)

    @property
    def step(self) -> int:
        """The farthest found."""
        return int(self.level.problem.value[self.best[-1]])

    def outright(self) -> Farthest:
        """Of a small city: one integer program over all that can come further; where that does not end
        in half of the time, a search with the plan's own value blended in."""
        pure = self.level.problem
        search = Search(problem=pure, gap=0.0, seed=0, clock=self._clock(self.seconds / 2.0))
        search.offer(self.best)
        prices = Pricer(search).find(None, PRICE.precision)
        search.certify(prices.view.prices)
        seen = search.bounds.prices
        named = dict(zip(pure.linking.names, prices.view.prices.tolist(), strict=True))
        if seen - self.step < _WHOLE:
            return self._told(seen, "prices", named)
        market = search.market
        keep = survivors(market, prices.view, pure.value, seen - self.step)
        keep = undominated(market, pure.value, keep)
        keep[search.best] = True
        told = integer_program(search, keep, search.clock.left(), tolerance=_WHOLE)
        assert search.best is not None
        self.best = search.best
        if min(seen, told.bound) - self.step >= _WHOLE:
            self._blended()
        by_word = told.bound < math.floor(seen)
        return self._told(min(seen, told.bound), "solver" if by_word else "prices", named)

    def _blended(self) -> None:
        """Looks for plans that come further where nothing but steps says too little."""
        pure = self.level.problem
        problem = pure.with_value(pure.value + SEARCHED * self.blend)
        start = replace(self.plan, chosen=self.best, prices={}, proof=None)
        with suppress(SolverError):
            solve(
                problem,
                gap=0.0,
                tolerance=_WHOLE,
                seconds=self.seconds / 2.0,
                start=start,
                cancelled=self.cancelled,
                on_plan=self._heard,
            )

    def _heard(self, positions: Integers) -> None:
        """Keeps what comes further."""
        if self.level.problem.value[positions[-1]] > self.step:
            self.best = positions.copy()

    def by_prices(self) -> Farthest:
        """Of a large city: prices, and plans looked for a few steps short of what they allow."""
        pure = self.level.problem
        rough = self._priced(pure.with_value(WEIGHTY * pure.value + self.blend))
        sharp = self._sharp(rough)
        prices = dict(zip(pure.linking.names, sharp.view.prices.tolist(), strict=True))
        bound = float(np.nextafter(float(exact_bound(pure, prices)), np.inf))
        dear = dict(zip(pure.linking.names, rough.view.prices.tolist(), strict=True))
        for back in BACK:
            step = min(self.level.steps, int(bound)) - back
            if step <= self.step or (self.cancelled is not None and self.cancelled()):
                break
            if self._at(step, dear):
                break
        return self._told(bound, "prices", prices)

    def _clock(self, seconds: float) -> Clock:
        return Clock(deadline=time.monotonic() + seconds, cancelled=self.cancelled)

    def _priced(self, problem: Problem) -> Prices:
        search = Search(problem=problem, gap=0.0, seed=0, clock=self._clock(self.seconds))
        return Pricer(search).find(None, ROUGH)

    def _sharp(self, rough: Prices) -> Prices:
        """Prices of the level alone, from those of the blend."""
        problem = self.level.problem
        search = Search(problem=problem, gap=0.0, seed=0, clock=self._clock(self.seconds))
        pricer = Pricer(search)
        view = pricer.view(rough.view.prices / WEIGHTY)
        return pricer.sharpened(Prices(view=view, usual=pricer.usual), ROUGH)

    def _at(self, step: int, prices: dict[str, float]) -> bool:
        """Whether a plan is found at a step, by the problem that the level was made from."""
        held = self.level.at(step, self.value)
        try:
            found = solve(
                held,
                gap=GAP,
                seconds=self.seconds,
                start=replace(self.plan, prices=prices, proof=None),
                cancelled=self.cancelled,
            )
        except SolverError:
            return False
        if found.status == "infeasible":
            return False
        self.best = self.level.lifted(found.chosen, step)
        return True

    def _told(self, bound: float, bound_from: BoundFrom, prices: dict[str, float]) -> Farthest:
        most = min(self.level.steps, max(self.step, int(bound + 1e-9)))
        return Farthest(
            step=self.step,
            chosen=self.level.plan(self.best),
            most=most,
            bound_from=bound_from,
            prices=prices,
        )
