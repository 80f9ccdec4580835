"""Rows in whole numbers, the fallback solver, and answers when time is short."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import SolverError
from planner.optimise import check, solve
from planner.optimise.solvers.integer import run
from planner.optimise.solvers.program import build_model
from planner.optimise.solvers.whole import divided, whole_rows
from planner.optimise.tuning import WHOLE
from planner.problem import Problem, Rows


def knapsack(groups: int, items: int, resources: int, seed: int = 1) -> Problem:
    draw = np.random.default_rng(seed)
    usage = draw.integers(0, 10**11, (groups * items, resources)).astype(float)
    usage[::items] = 0.0
    value = usage.sum(axis=1) * draw.uniform(0.9, 1.1, groups * items) / 10**10
    return Problem.from_arrays(
        value, np.repeat(np.arange(groups), items), usage, usage.sum(axis=0) / items / 2
    )


@given(
    coefficients=st.lists(st.integers(-(10**14), 10**14), min_size=2, max_size=6),
    limit=st.integers(-(10**14), 10**14),
    sense=st.sampled_from(("<=", ">=")),
    chosen=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_rounding_outward_loses_nothing_and_inward_allows_nothing_wrong(
    coefficients: list[int], limit: int, sense: str, chosen: list[bool]
) -> None:
    n = len(coefficients)
    rows = Rows.of(["row"], [coefficients], sense, [limit], n=n)  # type: ignore[arg-type]

    def keeps(some: Rows) -> bool:
        dense = some.matrix.toarray()[0]
        total = sum(Fraction(dense[a]) for a in range(n) if chosen[a])
        least = Fraction(some.rhs[0])
        return total <= least if sense == "<=" else total >= least

    outward, inward = whole_rows(rows, "outward").rows, whole_rows(rows, "inward").rows
    assert keeps(outward) or not keeps(rows)
    assert keeps(rows) or not keeps(inward)
    assert np.abs(outward.matrix.data).max(initial=0) <= WHOLE.largest_kept


@given(
    coefficients=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6),
    limit=st.integers(0, 10**9),
    factor=st.sampled_from((1, 7, 1_000_000, 25_000_000)),
)
def test_divided_rows_multiply_back_exactly(
    coefficients: list[int], limit: int, factor: int
) -> None:
    numbers = [c * factor for c in coefficients]
    rows = Rows.of(["row"], [numbers], "<=", [limit * factor], n=len(numbers))
    small, factors = divided(rows)
    assert (small.matrix.toarray() * factors[:, None] == rows.matrix.toarray()).all()
    assert (small.rhs * factors == rows.rhs).all()
    assert all(map(float.is_integer, [*small.matrix.data.tolist(), *small.rhs.tolist()]))


def test_rows_that_are_not_whole_are_not_divided() -> None:
    rows = Rows.of(["row"], [[2_000_000.5, 4_000_001.0]], "<=", [2_000_000.5], n=2)
    assert divided(rows)[1].tolist() == [1.0]


def test_the_fallback_solver_finds_the_same_optimum() -> None:
    problem = knapsack(8, 4, 2)
    expected = solve(problem, gap=0.0)
    whole = whole_rows(problem.linking, "inward").rows
    part = Problem(
        value=problem.value, group=problem.group, linking=whole, group_names=problem.group_names
    )
    answers = [run(build_model(part), use_cbc=cbc) for cbc in (False, True)]
    for answer in answers:
        assert answer.x is not None and answer.finished
        assert float(problem.value @ np.rint(answer.x)) == pytest.approx(expected.value, rel=1e-6)


def test_the_fallback_solver_says_what_is_infeasible() -> None:
    problem = Problem.from_arrays([1.0], [0], [[2.0]], [1.0])
    answer = run(build_model(problem), use_cbc=True)
    assert answer.infeasible and answer.x is None


@pytest.mark.parametrize("seconds", [0.0, 0.2, 1.0])
def test_an_answer_in_a_hurry_is_honest_about_its_bound(seconds: float) -> None:
    problem = knapsack(200, 20, 8)
    try:
        solution = solve(problem, gap=0.0, seconds=seconds)
    except SolverError as error:
        assert [fault.key for fault in error.faults] == ["no_plan_in_time"]
        return
    assert solution.seconds < seconds + 20
    assert check(problem, solution).sound
    assert solution.bound >= solution.value
    assert solution.proven == (solution.gap <= 0.0)
    assert solution.status == ("optimal" if solution.proven else "stopped")


def test_an_empty_problem_is_solved() -> None:
    nothing = Problem.from_arrays([], np.array([], dtype=int), np.zeros((0, 1)), [1.0])
    solution = solve(nothing)
    assert solution.value == 0 and len(solution.chosen) == 0
