"""No stated bound lies below what the best plan is worth, to the last digit of exact sums.

VIDNOVA_EXAMPLES sets how many problems are tried; 700 were.
"""

import math
import os
from collections import Counter
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.optimise import check, solve
from planner.optimise.certify.solution import SAME, relative_gap
from planner.optimise.prove.core import core_of, outward
from planner.problem import Problem

EXAMPLES = int(os.environ.get("VIDNOVA_EXAMPLES", "100"))
TENTHS = st.integers(-30, 90).map(lambda n: n / 10)
"""Sums of tenths differ from one another in their last digits alone."""
VALUES = st.one_of(
    TENTHS, TENTHS, st.integers(-5, 20).map(float), st.floats(-9, 9).map(lambda x: x + 1e-9)
)


@st.composite
def problems(draw: Any) -> Problem:
    """Up to six works of one or two sorts, and a budget in tenths; nothing else is in the way."""
    sizes = draw(st.lists(st.integers(2, 3), min_size=1, max_size=6))
    group = [g for g, size in enumerate(sizes) for _ in range(size)]
    first = [k == 0 or group[k] != group[k - 1] for k in range(len(group))]
    value = [0.0 if f else draw(VALUES) for f in first]
    use = [[0.0] if f else [draw(st.integers(0, 40)) / 10] for f in first]
    limit = draw(st.integers(0, 120)) / 10
    return Problem.from_arrays(value, group, use, [limit])


def best_of(problem: Problem) -> Fraction:
    """By trying every choice, in rational numbers."""
    starts = problem.starts().tolist()
    use = [Fraction(float(u)) for u in problem.linking.matrix.toarray()[0]]
    value = [Fraction(float(v)) for v in problem.value]
    limit = Fraction(float(problem.linking.rhs[0]))
    choices = product(*(range(b, e) for b, e in pairwise(starts)))
    kept = (c for c in choices if sum(use[a] for a in c) <= limit)
    return max(sum((value[a] for a in c), Fraction(0)) for c in kept)


@given(problems())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="VIDNOVA_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
def test_no_stated_bound_lies_below_the_best_plan(problem: Problem) -> None:
    best = best_of(problem)
    solution = solve(problem, gap=0.0)
    assert Fraction(solution.bound) >= best
    assert abs(Fraction(solution.value) - best) <= abs(best) / 10**12
    assert solution.proven and solution.gap == 0
    assert check(problem, solution).sound


def tenths() -> Problem:
    """0.1 and 0.2 together are worth more than 0.3 by the last digit, and one sum is the limit."""
    value = [0, 0.1, 0, 0.2, 0, 0.3]
    return Problem.from_arrays(value, [0, 0, 1, 1, 2, 2], [[0], [1], [0], [1], [0], [2]], [2])


def test_a_sum_that_beats_another_by_its_last_digit_is_bounded() -> None:
    assert Fraction(solve(tenths(), gap=0.0).bound) >= Fraction(0.1) + Fraction(0.2)


def test_whole_values_have_whole_bounds() -> None:
    problem = Problem.from_arrays([0, 5, 0, 7], [0, 0, 1, 1], [[0], [2], [0], [3]], [4])
    solution = solve(problem, gap=0.0)
    assert (solution.value, solution.bound) == (7.0, 7.0)


@pytest.mark.parametrize("fixed", [0.0, 0.3, 1e9 + 0.1, -7.7])
def test_what_a_solver_may_have_lost_is_added(fixed: float) -> None:
    """A bound that lies below by HiGHS's tolerance, and by the rounding of what stands fixed."""
    value = np.array([0.0, 1.1, 0.0, 2.3, fixed])
    use = [[0], [1], [0], [1], [0]]
    problem = Problem.from_arrays(value, [0, 0, 1, 1, 2], use, [1])
    core = core_of(problem, np.ones(5, dtype=bool), "outward")
    said = 2.3 * core.scale - 0.9e-6
    exact = Fraction(2.3) + Fraction(fixed)
    for known in (-math.inf, 0.0, float(exact)):
        assert Fraction(outward(core, said, known)) >= exact
    stated = outward(core, said, float(exact))
    assert relative_gap(float(exact), stated) == 0
    assert stated - float(exact) <= 2 * SAME * abs(float(exact))


@pytest.mark.parametrize("bound", [math.inf, -math.inf])
def test_a_solver_that_says_nothing_is_left_at_that(bound: float) -> None:
    core = core_of(tenths(), np.ones(6, dtype=bool), "outward")
    assert outward(core, bound, 1.0) == bound


def test_the_solvers_own_bound_is_stated_often_enough_to_be_tried() -> None:
    """Else the claim above would be one about prices."""
    counts: Counter[str] = Counter()
    for limit in range(2, 9):
        for points in ((0.7, 1.1, 1.3, 0.9), (2.3, 2.2, 1.9, 3.1), (1.7, 0.4, 0.9, 1.2)):
            value = [v for p in points for v in (0.0, p)]
            use = [[u] for w in (3, 4, 5, 3) for u in (0, w)]
            group = [g for g in range(4) for _ in (0, 1)]
            problem = Problem.from_arrays(value, group, use, [limit])
            solution = solve(problem, gap=0.0)
            counts[solution.bound_from] += 1
            assert Fraction(solution.bound) >= best_of(problem)
    assert counts["solver"] >= 2
