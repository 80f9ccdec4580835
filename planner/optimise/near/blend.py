"""The most of a figure among near-best plans of a large city, by values blended with the figure.

For every lambda >= 0 the best plan of f + lambda v is a near-best one if lambda is large enough, and its
prices bound f over all of them: with -lambda for the price of the row v >= T they are lawful prices of the
problem with that row, whose value is f. What a blend loses of v falls as 1 / lambda^2, which tells the
next lambda; trust-region steps on the row's problem then take lambda with the other prices to the
least bound, and a solve of that problem from there fills up what blends, which see corners alone, leave.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from planner.arrays import Floats
from planner.errors import SolverError
from planner.optimise.certify.near import ROW, Ceiling, Window
from planner.optimise.certify.proof import Node, Proof
from planner.optimise.certify.solution import Solution
from planner.optimise.near.archive import Archive
from planner.optimise.near.extreme import searching
from planner.optimise.price.dual import Pricer
from planner.optimise.price.prices import Prices
from planner.optimise.prove.tree import HAIR
from planner.optimise.search import Clock
from planner.optimise.solve import solve
from planner.optimise.tuning import NEAR
from planner.problem.problem import Problem


class Blender:
    """The search for ends of ranges, one after the other."""

    def __init__(
        self, window: Window, plan: Solution, archive: Archive, clock: Clock, seed: int
    ) -> None:
        self.window, self.archive, self.clock, self.seed = window, archive, clock, seed
        self.part = window.problem.restricted(window.keep)
        """The problem over what is possible, without the row v >= T."""
        self.place = window.keep.cumsum() - 1
        self.plan = replace(plan, chosen=self.place[window.problem.positions(plan.chosen)])
        self.room = max(plan.value - window.least, 1e-12)
        """How much of its value a plan may lose."""

    def most(self, figure: Floats, whole: float) -> Ceiling:
        """The most of a figure, (n,); whole: all that is possible."""
        problem = self.window.figure(figure)
        named = self._blended(problem.value, whole)
        search = searching(problem, self.window.columns, self.archive, self.clock, self.seed)
        pricer = Pricer(search)
        view = pricer.view(np.array([named[name] for name in problem.linking.names]))
        sharp = pricer.sharpened(Prices(view=view, usual=pricer.usual), NEAR.precision)
        search.certify(sharp.view.prices)
        certificate = search.bounds.certificate
        assert certificate is not None
        self._filled(problem, certificate.prices, figure, whole)
        node, bound = Node(prices=sharp.view.prices), certificate.bound
        return Ceiling(proof=Proof(nodes=(node,), target=bound + HAIR * abs(bound)))

    def _blended(self, figure: Floats, whole: float) -> dict[str, float]:
        """Row -> price, by the blend whose bound is least; figure: (k,) of what is possible."""
        weight, low, high = NEAR.blend * whole / 100.0, 0.0, math.inf
        prices, least, start = (
            dict.fromkeys(self.plan.prices, 0.0) | {ROW: 0.0},
            math.inf,
            self.plan,
        )
        for _ in range(NEAR.blends):
            blend = self.part.with_value(self.part.value + figure / weight)
            found = self._solved(blend, start, gap=NEAR.blend_gap)
            if found is None:
                break
            start, bound = found, weight * (found.price_bound - self.window.least)
            if bound < least:
                least = bound
                prices = {name: weight * price for name, price in found.prices.items()}
                prices[ROW] = -weight
            worth = math.fsum(self.part.value[found.chosen].tolist())
            lost = max(self.plan.value - worth, 1e-3 * self.room)
            low, high = (weight, high) if lost > self.room else (low, weight)
            change = math.sqrt(lost / (NEAR.fill * self.room))
            if abs(change - 1.0) <= NEAR.same:
                break
            wanted = weight * min(max(change, 1.0 / NEAR.stride), NEAR.stride)
            weight = wanted if low < wanted < high else _between(low, high)
        return prices

    def _filled(
        self, problem: Problem, prices: Mapping[str, float], figure: Floats, whole: float
    ) -> None:
        """Looks for more than blends see, from the best plan that is known."""
        chosen = self.place[self.archive.most(figure)]
        start = replace(self.plan, chosen=chosen, prices=prices)
        self._solved(problem, start, gap=NEAR.blend_gap, tolerance=NEAR.point * whole / 2.0)

    def _solved(
        self, problem: Problem, start: Solution, gap: float = 0.0, tolerance: float = 0.0
    ) -> Solution | None:
        """A solve whose plans the archive is told; None where there is no time for one."""
        try:
            return solve(
                problem,
                gap=gap,
                tolerance=tolerance,
                seconds=max(min(self.clock.left(), NEAR.blend_seconds), 0.05),
                seed=self.seed,
                start=start,
                cancelled=lambda: self.clock.left() <= 0,
                work=NEAR.blend_work,
                on_plan=self.archive.hearing(self.window.columns),
            )
        except SolverError:
            return None


def _between(low: float, high: float) -> float:
    """A weight within a bracket that may be open on one side."""
    if math.isinf(high):
        return NEAR.stride * low
    return math.sqrt(low * high) if low > 0 else high / NEAR.stride
