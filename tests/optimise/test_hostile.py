"""Degenerate and hostile input gets an answer or one clear error, and never hangs."""

import json
import math
import os
import subprocess
import sys
import time
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from planner.errors import InputError, PlannerError, SolverError
from planner.optimise import Solution, check, solve
from planner.problem import Problem, Rows
from tests.benchmarks.instances import City, city
from tests.places import ROOT

LATE = 0.5
"""Seconds that an answer may come after it was due."""


def plain(
    value: list[float], group: list[int], use: list[float] | None, limit: float = 0.0
) -> Problem:
    """A problem with one resource, or with none."""
    if use is None:
        return Problem.from_arrays(value, group, np.empty((len(value), 0)), [])
    return Problem.from_arrays(value, group, [[u] for u in use], [limit])


def answered(problem: Problem, **given: Any) -> tuple[Solution | SolverError, float]:
    """The solution or the error, and the seconds it took; waiting for a processor counts not."""
    began, worked = time.monotonic(), time.process_time()
    try:
        answer: Solution | SolverError = solve(problem, **given)
    except SolverError as error:
        answer = error
    return answer, min(time.monotonic() - began, time.process_time() - worked)


def assert_sound_or_no_plan(problem: Problem, answer: Solution | SolverError) -> None:
    if isinstance(answer, SolverError):
        assert [fault.key for fault in answer.faults] == ["no_plan_in_time"]
    else:
        assert answer.status in ("optimal", "stopped")
        assert check(problem, answer).sound


def assert_best(problem: Problem, value: float) -> Solution:
    solution = solve(problem, gap=0.0)
    assert solution.status == "optimal" and solution.value == value
    assert solution.bound >= value and solution.price_bound >= value
    assert check(problem, solution).sound
    return solution


@pytest.fixture(scope="module")
def small_city() -> City:
    return city(2000)


def test_a_problem_without_groups_has_the_empty_plan() -> None:
    assert len(assert_best(plain([], [], []), 0.0).chosen) == 0
    assert len(assert_best(plain([], [], None), 0.0).chosen) == 0


def test_a_problem_without_groups_may_still_be_infeasible() -> None:
    assert solve(plain([], [], [], -1.0)).status == "infeasible"


def test_one_group_gets_its_best_alternative_that_fits() -> None:
    assert assert_best(plain([1, 5, 9], [0, 0, 0], [0, 3, 4], 3), 5.0).chosen.tolist() == [1]


def test_without_resources_every_group_gets_its_best() -> None:
    assert assert_best(plain([1, 5, 9, -2, -1], [0, 1, 1, 2, 2], None), 9.0).prices == {}


def test_groups_with_one_alternative_leave_nothing_to_decide() -> None:
    assert_best(plain([3, 4, -5], [0, 1, 2], [1, 1, 1], 3), 2.0)
    assert solve(plain([3, 4, -5], [0, 1, 2], [1, 1, 1], 2.999)).status == "infeasible"


def test_a_forced_choice_among_losses_takes_the_smallest() -> None:
    assert_best(plain([-7, -3, -5, -4], [0, 0, 1, 1], [0, 1, 0, 1], 1), -8.0)


def test_values_that_are_all_zero_are_optimal_at_zero() -> None:
    assert_best(plain([0] * 6, [0, 0, 1, 1, 2, 2], [1, 2] * 3, 4), 0.0)


def test_everything_locked_gives_the_one_plan() -> None:
    value, group = np.arange(12.0), np.repeat(np.arange(4), 3)
    kept = [2, 3, 7, 9]
    locks = Rows.of(
        [f"C6_must_{k}_g{k}" for k in range(4)],
        [np.arange(12) == a for a in kept],
        "=",
        np.ones(4),
        n=12,
    )
    names = tuple("abcd")
    problem = Problem(value=value, group=group, linking=locks, group_names=names)
    assert assert_best(problem, 21.0).chosen.tolist() == kept


def test_no_money_at_all_buys_what_costs_nothing() -> None:
    assert_best(plain([0, 8, 1, 0, 6], [0, 0, 0, 1, 1], [0, 10**12, 0, 0, 1], 0), 1.0)


def test_a_budget_short_of_a_kopeck_is_infeasible() -> None:
    needed = [10**12 + 1, 3 * 10**11 + 7, 5]
    values, groups = [1.0, 1.0, 1.0], [0, 1, 2]
    uses = [float(n) for n in needed]
    assert_best(plain(values, groups, uses, sum(needed)), 3.0)
    assert solve(plain(values, groups, uses, sum(needed) - 1)).status == "infeasible"


def test_capacities_of_a_trillion_stand_beside_those_of_a_thousandth() -> None:
    use = [[0.0, 0.0], [1e12, 1e-3], [1e12 - 1, 5e-4], [0.0, 0.0], [1.0, 5e-4], [2.0, 5e-4]]
    problem = Problem.from_arrays([0, 9, 5, 0, 2, 3], [0, 0, 0, 1, 1, 1], use, [1e12, 1e-3])
    assert_best(problem, 9.0)


@pytest.mark.parametrize("limit", [20_000, pytest.param(19_999, marks=pytest.mark.slow)])
def test_a_million_ties_are_seen_through(limit: int) -> None:
    ones = np.ones(1_000_000)
    problem = Problem.from_arrays(ones, np.repeat(np.arange(20_000), 50), ones[:, None], [limit])
    answer, seconds = answered(problem, seconds=10)
    assert seconds < 20
    if limit < 20_000:
        assert isinstance(answer, SolverError) or answer.status == "infeasible"
    else:
        assert isinstance(answer, Solution) and answer.status == "optimal"
        assert answer.value == 20_000.0 and check(problem, answer).sound


@pytest.mark.slow
def test_a_million_alternatives_worth_just_what_they_cost_fill_the_budget() -> None:
    worth = np.tile(np.arange(50.0), 20_000)
    group = np.repeat(np.arange(20_000), 50)
    problem = Problem.from_arrays(worth, group, worth[:, None], [400_001])
    answer, seconds = answered(problem, seconds=10)
    assert seconds < 20
    assert isinstance(answer, Solution) and answer.status == "optimal"
    assert 400_001 >= answer.value >= 400_001 * (1 - 1e-4)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("where", ["value", "usage", "capacity"])
def test_a_number_that_is_none_is_refused_by_name(where: str, bad: float) -> None:
    arrays: dict[str, Any] = {
        "value": [1.0, 2.0],
        "group": [0, 0],
        "usage": [[1.0], [2.0]],
        "capacity": [2.0],
    }
    arrays[where] = np.full(np.shape(arrays[where]), bad)
    with pytest.raises(InputError) as caught:
        Problem.from_arrays(**arrays)
    assert [(f.key, f.field) for f in caught.value.faults] == [("array_not_finite", where)]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_values_that_are_no_numbers_are_refused_by_solve_too(bad: float) -> None:
    problem = plain([1, 2, 3], [0, 0, 1], [1, 1, 1], 2)
    with pytest.raises(PlannerError):
        solve(problem.with_value(np.array([1.0, bad, 3.0])))


@pytest.mark.parametrize("seconds", [0.0, 0.001, 1.0])
def test_time_limits_are_kept(small_city: City, seconds: float) -> None:
    answer, taken = answered(small_city.problem, gap=0.0, seconds=seconds)
    assert taken <= seconds + LATE
    assert_sound_or_no_plan(small_city.problem, answer)


@pytest.mark.parametrize("after", [0.0, 0.3])
def test_a_cancelled_solve_returns_at_once_with_what_it_has(small_city: City, after: float) -> None:
    began = time.monotonic()
    answer, taken = answered(
        small_city.problem, gap=0.0, seconds=60, cancelled=lambda: time.monotonic() >= began + after
    )
    assert taken <= after + LATE
    assert_sound_or_no_plan(small_city.problem, answer)


def test_progress_tells_of_a_bound_that_falls_and_a_value_that_rises(small_city: City) -> None:
    told: list[tuple[str, float, float, float]] = []

    def progress(phase: str, bound: float, value: float, gap: float) -> None:
        told.append((phase, bound, value, gap))

    solution = solve(small_city.problem, gap=1e-3, seconds=20, progress=progress)
    assert told and all(isinstance(phase, str) and phase for phase, *_ in told)
    bounds, values = [b for _, b, _, _ in told], [v for _, _, v, _ in told]
    assert values == sorted(values)
    assert all(later <= before * (1 + 1e-9) for before, later in pairwise(bounds))
    assert not any(map(math.isnan, (*bounds, *values)))
    assert bounds[-1] >= solution.value >= values[-1]


PRINTED = """
import json, sys
from planner.optimise import solve
from tests.benchmarks.instances import city
s = solve(city(1000).problem, gap=2e-3, seconds=60, seed=int(sys.argv[1]))
figures = [s.value.hex(), s.bound.hex(), s.price_bound.hex(), s.status]
print(json.dumps([s.chosen.tolist(), figures, {k: p.hex() for k, p in s.prices.items()}]))
"""


def run_apart(threads: int, seed: int = 7) -> Any:
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(names, str(threads))}
    command = [sys.executable, "-c", PRINTED, str(seed)]
    root = ROOT
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, check=True)
    return json.loads(done.stdout)


def same(one: Solution, other: Solution) -> bool:
    def figures(s: Solution) -> tuple[Any, ...]:
        return s.chosen.tolist(), s.value, s.bound, s.price_bound, dict(s.prices), s.status

    return figures(one) == figures(other)


def test_the_same_seed_gives_the_same_answer() -> None:
    problem = city(1000).problem
    first, second = (solve(problem, gap=2e-3, seconds=60, seed=7) for _ in range(2))
    assert first.status == "optimal" and same(first, second)


@pytest.mark.slow
def test_the_number_of_threads_and_the_process_change_no_answer() -> None:
    assert run_apart(threads=1) == run_apart(threads=2)
