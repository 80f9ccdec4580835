"""Beyond: whether any plan is worth more than a floor, by one integer program over what it could be.

At lawful prices a plan with an alternative of loss l is worth at most L - l (certify/lawful.py), so
that plans above the floor are made of those that lose at most L - floor (reduced-cost fixing; Balas &
Zemel 1980). Over these the solver's bound falls until it passes the floor, or a plan above it is found.
"""

import math
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from planner.optimise.certify.lawful import lawful_prices, priced
from planner.optimise.prove.core import core_of, outward
from planner.optimise.solvers.integer import Effort, run
from planner.optimise.solvers.program import build_model
from planner.problem.problem import Problem

MOST: Final = 60_000
"""Alternatives of an integer program; over more it only takes time."""


def beyond(
    problem: Problem,
    prices: Mapping[str, float],
    floor: float,
    seconds: float,
    unwanted: Callable[[], bool],
) -> float:
    """What no plan of the problem is worth more than: the floor, where that was proven in time.

    prices: linking row -> points per unit; 0 for rows that are not named.
    """
    linking = problem.linking
    stated = np.array([prices.get(name, 0.0) for name in linking.names])
    seen = priced(problem, lawful_prices(linking, stated))
    keep = seen.loss <= seen.bound - floor
    if seen.bound <= floor or len(np.unique(problem.group[keep])) < problem.n_groups:
        return floor
    core = core_of(problem, keep, "outward")
    if not core.part.n_groups or np.count_nonzero(keep) > MOST:
        return seen.bound

    def enough(value: float, bound: float) -> bool:
        """In the model's scale: a plan above the floor, none, or no more time."""
        found = core.fixed_value + value / core.scale
        return unwanted() or found > floor or outward(core, bound, -math.inf) <= floor

    model = build_model(core.part, value_scale=core.scale)
    answer = run(model, Effort(seconds=seconds, stop=enough))
    if answer.infeasible:
        return floor
    return min(seen.bound, max(floor, outward(core, answer.bound, -math.inf)))
