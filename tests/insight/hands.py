"""Plans that tests take from a hand."""

import math
from itertools import product

import numpy as np

from planner.arrays import Integers
from planner.insight.forcing import Hand
from planner.optimise import Solution
from planner.optimise.certify.exact import exact_value, violations


def solved(
    hand: Hand, start: Solution | None = None, limits: tuple[float, float] = (0.0, 10.0)
) -> Solution:
    """Its plan, which is there in time."""
    found = hand.solve(start, limits)
    assert found is not None
    return found


def every_plan(hand: Hand) -> list[tuple[float, Integers]]:
    """Value and choices of each plan that keeps every row, tried one by one in exact arithmetic."""
    problem = hand.problem
    groups = [np.flatnonzero(problem.group == g) for g in range(problem.n_groups)]
    plans = (np.array(choice) for choice in product(*groups))
    return [
        (float(exact_value(problem, plan)), plan) for plan in plans if not violations(problem, plan)
    ]


def best_of(hand: Hand, subject: str, *, has: bool) -> float:
    """Value of the best plan with, or without, a site or project; -inf where there is none."""
    group = hand.prepared.table.subjects.index(subject)
    real = hand.prepared.table.real
    return max((v for v, plan in every_plan(hand) if real[plan[group]] == has), default=-math.inf)
