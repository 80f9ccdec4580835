"""A problem whose value is how far several amounts are brought at once: the one that lags behind counts.

    max { t : sum_a amount_ka x_a >= base_k + t way_k  for every k,  x keeps every row,  t in {0, 1, .. n} / n }

The level t is one more group with an alternative for each step (the least part reached is what Wierzbicki 1980
calls an achievement). So the same search finds it and the same prices bound it: that no plan comes
further than 83 of 100 steps is proven like any other bound.
"""

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Self

import numpy as np
from scipy.sparse import csc_array, hstack

from planner.arrays import Floats, Integers
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.problem import Problem

NAME: Final = "level"
"""Of the group; names of its rows begin with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The problem, and how its plans are those of the one that it was made from."""

    problem: Problem
    """Its value is the number of steps."""
    steps: int
    origin: Problem
    """The one that it was made from."""
    amounts: Floats
    """(m, n)"""
    base: Floats
    way: Floats
    """(m,) each"""

    @classmethod
    def of(
        cls, problem: Problem, amounts: Floats, base: Floats, way: Floats, steps: int = 100
    ) -> Self:
        """amounts (m, n) of each alternative, base (m,) at no step, way (m,) from there to the last.

        The alternatives of the problem have to stand in the order of their numbers.
        """
        n, m = len(problem.value), len(base)
        numbers = np.arange(steps + 1, dtype=np.float64)
        ids = [RowId(f"{NAME}_{k}", Rule("", NAME, k)) for k in range(m)]
        asked = Rows.of(ids, list(amounts), ">=", base, n=n)
        rows = Rows.stack([problem.linking, asked], n=n)
        up = np.zeros((len(rows), steps + 1))
        up[len(problem.linking) :] = -np.outer(way, numbers / steps)
        linking = Rows(
            ids=rows.ids,
            matrix=csc_array(hstack([rows.matrix, csc_array(up)])),
            sense=rows.sense,
            rhs=rows.rhs,
            arcs=rows.arcs,
        )
        wide = Problem(
            value=np.concatenate([np.zeros(n), numbers]),
            group=np.concatenate([problem.group, np.full(steps + 1, problem.n_groups)]),
            linking=linking,
            group_names=(*problem.group_names, NAME),
        )
        return cls(problem=wide, steps=steps, origin=problem, amounts=amounts, base=base, way=way)

    def at(self, step: int, value: Floats) -> Problem:
        """The problem that it was made from, (n,) with a value, held to a step."""
        n = len(self.origin.value)
        up = self.base + self.way * (step / self.steps)
        asked = Rows.of(self.problem.linking.ids[-len(up) :], list(self.amounts), ">=", up, n=n)
        rows = Rows.stack([self.origin.linking, asked], n=n)
        return replace(self.origin, value=value, linking=rows)

    def lifted(self, chosen: Integers, step: int = 0) -> Integers:
        """(n_groups + 1,) a plan of that problem, (n_groups,), at a step."""
        return np.append(chosen, len(self.origin.value) + step)

    def plan(self, chosen: Integers) -> Integers:
        """(n_groups,) the plan behind one of this problem."""
        return np.asarray(chosen[:-1])


def base_of(amount: float) -> float:
    """What a plan that was found to have an amount, summed in floats, surely has."""
    return amount - 1e-12 * abs(amount)


def way_to(base: float, target: float) -> float:
    """From a base to a target, never beyond it by a rounding."""
    way = target - base
    return math.nextafter(way, -math.inf) if Fraction(base) + Fraction(way) > target else way
