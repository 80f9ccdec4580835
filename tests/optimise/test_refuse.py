"""solve refuses what it cannot compute with, by name, and answers all else rightly."""

import math
import random
from fractions import Fraction
from itertools import product

import pytest

from planner.errors import InputError
from planner.optimise import check, solve
from planner.optimise.refuse import LARGEST
from planner.problem import Problem
from planner.text import LANGUAGES, fault_lines
from tests.saying import said


def three_works(use: float = 1.0, points: float = 1.0) -> Problem:
    """Works worth 5, 6 and 7, using 1, 1 and 2 of 2: the best two are worth 11."""
    values = [0, 5 * points, 0, 6 * points, 0, 7 * points]
    uses = [[0.0], [use], [0.0], [use], [0.0], [2 * use]]
    return Problem.from_arrays(values, [0, 0, 1, 1, 2, 2], uses, [2 * use])


@pytest.mark.parametrize("gap", [math.nan, -1.0, -1e-9, math.inf])
def test_a_gap_that_means_nothing_is_refused(gap: float) -> None:
    with pytest.raises(InputError) as caught:
        solve(three_works(), gap=gap)
    assert [(f.key, f.field) for f in caught.value.faults] == [("effort_gap", "gap")]


@pytest.mark.parametrize("seconds", [math.nan, -1.0, -math.inf])
def test_a_time_that_means_nothing_is_refused(seconds: float) -> None:
    with pytest.raises(InputError) as caught:
        solve(three_works(), seconds=seconds)
    assert [(f.key, f.field) for f in caught.value.faults] == [("effort_seconds", "seconds")]


@pytest.mark.parametrize("use", [5e-324, 1e-310, 1e-200, 1e200, 4e307])
def test_uses_of_a_size_that_no_price_can_have_are_refused(use: float) -> None:
    with pytest.raises(InputError) as caught:
        solve(three_works(use))
    found = {(f.key, f.field) for f in caught.value.faults}
    assert found == {("array_out_of_range", "usage"), ("array_out_of_range", "capacity")}


@pytest.mark.parametrize("points", [1e-323, 1e-310, 2e307])
def test_values_of_such_a_size_are_refused(points: float) -> None:
    with pytest.raises(InputError) as caught:
        solve(three_works(points=points))
    assert [(f.key, f.field) for f in caught.value.faults] == [("array_out_of_range", "value")]


@pytest.mark.parametrize("size", [1e-99, 1e-50, 1e-8, 1e8, 1e50, 1e99])
def test_up_to_that_size_the_answer_is_right(size: float) -> None:
    assert solve(three_works(use=size), gap=1e-9).value == 11.0
    assert solve(three_works(points=size), gap=1e-9).value == 5 * size + 6 * size


def test_every_fault_is_told_at_once_in_both_languages() -> None:
    with pytest.raises(InputError) as caught:
        solve(three_works(use=1e-320, points=1e300), gap=math.nan, seconds=-1.0)
    fields = [fault.field for fault in caught.value.faults]
    assert fields == ["value", "usage", "capacity", "gap", "seconds"]
    for language in LANGUAGES:
        assert len(said(language, fault_lines, caught.value)) == len(fields)


@pytest.mark.parametrize("seed", range(60))
def test_numbers_of_all_sizes_in_one_problem_are_answered_rightly(seed: int) -> None:
    draw = random.Random(seed)

    def number() -> float:
        exponent = draw.choice(
            (draw.uniform(-99, 99), draw.uniform(-99, -95), draw.uniform(95, 99))
        )
        return draw.choice((0.0, 10.0**exponent, draw.uniform(0, 10)))

    n = draw.randint(1, 4)
    value = [sign * number() for _ in range(n) for sign in (0, draw.choice((1, -1)))]
    use = [[done * number(), done * number()] for _ in range(n) for done in (0, 1)]
    limit = [number(), number()]
    assert max(map(abs, (*value, *limit))) <= LARGEST
    problem = Problem.from_arrays(value, [g for g in range(n) for _ in (0, 1)], use, limit)
    worth = []
    for choice in product((0, 1), repeat=n):
        chosen = [2 * g + done for g, done in enumerate(choice)]
        used = [sum(Fraction(use[a][r]) for a in chosen) for r in (0, 1)]
        if all(u <= Fraction(most) for u, most in zip(used, limit, strict=True)):
            worth.append(sum(Fraction(value[a]) for a in chosen))
    solution = solve(problem, gap=0.0)
    assert solution.value == pytest.approx(float(max(worth)), rel=1e-9)
    assert check(problem, solution).sound
