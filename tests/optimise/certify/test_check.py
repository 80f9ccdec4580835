"""The check accepts what solve finds, and refuses every corrupted copy of it."""

import math
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimise import Solution, check, solve
from planner.optimise.certify.solution import relative_gap
from planner.plan import problem_of
from planner.problem import Problem, Rows
from tests.optimise.lies import Change, honest_swaps, lies

EXAMPLES = int(os.environ.get("VIDNOVA_EXAMPLES", "30"))
TRIALS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize="VIDNOVA_EXAMPLES" not in os.environ
)
LIED_ABOUT = max(4, EXAMPLES // 50)
"""Problems of which every lie is told, hundreds about each."""
CORRUPT: dict[str, Callable[[Solution], dict[str, Any]]] = {
    "value one millionth higher": lambda s: {"value": s.value * (1 + 1e-6), "bound": s.bound * 2},
    "value one millionth lower": lambda s: {"value": s.value * (1 - 1e-6)},
    "value not a number": lambda s: {"value": math.nan},
    "value infinite": lambda s: {"value": math.inf},
    "bound below the value": lambda s: {"bound": s.value * (1 - 1e-6)},
    "bound not a number": lambda s: {"bound": math.nan},
    "bound above what the prices prove": lambda s: {"bound": s.price_bound * (1 + 1e-6)},
    "price bound too low": lambda s: {"price_bound": s.price_bound * (1 - 1e-6)},
    "price bound not a number": lambda s: {"price_bound": math.nan},
    "prices missing": lambda s: {"prices": {}},
    "prices negated": lambda s: {"prices": {name: -p for name, p in s.prices.items()}},
    "prices not numbers": lambda s: {"prices": dict.fromkeys(s.prices, math.nan)},
    "prices infinite": lambda s: {"prices": dict.fromkeys(s.prices, math.inf)},
    "money cheaper at its source": lambda s: {
        "prices": {n: p / 2 if n.startswith("C2_fund") else p for n, p in s.prices.items()}
    },
    "one decision short": lambda s: {"chosen": s.chosen[:-1]},
    "one decision too many": lambda s: {"chosen": np.append(s.chosen, 0)},
    "decisions in another order": lambda s: {"chosen": s.chosen[::-1]},
    "decisions of another group": lambda s: {"chosen": np.full_like(s.chosen, s.chosen[0])},
    "decisions as floats": lambda s: {"chosen": s.chosen.astype(np.float64)},
    "decisions not numbers": lambda s: {"chosen": np.full(len(s.chosen), np.nan)},
    "decisions as words": lambda s: {"chosen": s.chosen.astype(str)},
    "decisions in a table": lambda s: {"chosen": s.chosen[:, None]},
    "decisions out of range": lambda s: {"chosen": s.chosen + 10**6},
    "decisions negative": lambda s: {"chosen": s.chosen - 10**6},
}


@pytest.fixture(scope="module")
def problem(site: Any, city: Any) -> Problem:
    """Three buildings at 1, 1 and 2 million; money for 2.5 in two years and two funds."""
    return problem_of(
        city(
            [site("a"), site("b", people=30.0), site("c", area=2000.0, people=90.0)],
            funds={
                "main": {"amount": {2027: 1, 2028: 1}},
                "homes": {"amount": {2027: "0.5"}, "eligible": {"use": ["residential"]}},
            },
            labour={"builders": "0.7"},
            crews={"builders": {2027: 10, 2028: 10}},
        )
    )


@pytest.fixture(scope="module")
def solution(problem: Problem) -> Solution:
    found = solve(problem, gap=0.0)
    assert check(problem, found).sound
    assert any(price > 0 for price in found.prices.values())
    assert found.value > 0
    return found


@pytest.mark.parametrize("corruption", CORRUPT)
def test_a_corrupted_solution_is_refused(
    problem: Problem, solution: Solution, corruption: str
) -> None:
    corrupted = replace(solution, **CORRUPT[corruption](solution))
    assert not check(problem, corrupted).sound


def test_a_bound_that_the_prices_do_not_prove_is_refused(
    problem: Problem, solution: Solution
) -> None:
    gap = relative_gap(solution.value, solution.price_bound)
    proven = replace(solution, bound=solution.price_bound, gap=gap, bound_from="prices")
    assert check(problem, proven).sound
    assert solution.bound < solution.price_bound
    assert not check(problem, replace(proven, bound=solution.value, gap=0.0)).sound


def test_one_kopeck_too_much_is_refused() -> None:
    cost = 12_345_678_901_234
    plain: dict[str, Any] = {"value": [5.0, 0.0], "group": [0, 0], "usage": [[cost], [0]]}
    affordable = Problem.from_arrays(**plain, capacity=[cost])
    solution = solve(affordable, gap=0.0)
    assert solution.value == 5.0
    assert check(affordable, solution).sound
    one_less = Problem.from_arrays(**plain, capacity=[cost - 1])
    assert any("exceeded by 1" in fault for fault in check(one_less, solution).faults)
    assert solve(one_less, gap=0.0).value == 0.0


@pytest.mark.parametrize("fund", ["C2_fund_main_2027", "C2_fund_main_2028", "C2_fund_homes_2027"])
def test_a_kopeck_less_in_any_fund_that_is_used_up_is_noticed(
    site: Any, city: Any, fund: str
) -> None:
    exact = problem_of(
        city(
            [site("a"), site("b", area=1500.0)],
            money_years=1,
            funds={
                "main": {"amount": {2027: "1.5", 2028: "0.5"}},
                "homes": {"amount": {2027: "0.5"}, "carry_over": False},
            },
            duration=[{"years": 2}],
        )
    )
    solution = solve(exact, gap=0.0)
    assert solution.value == pytest.approx(100)
    assert check(exact, solution).sound
    rhs = exact.linking.rhs.copy()
    rhs[exact.linking.names.index(fund)] -= 1
    tighter = replace(exact, linking=replace(exact.linking, rhs=rhs))
    faults = check(tighter, solution).faults
    assert any("C2_money" in fault and "exceeded by 1" in fault for fault in faults)


@TRIALS
@given(
    costs=st.lists(st.integers(1, 10**9), min_size=2, max_size=6),
    points=st.lists(st.integers(1, 100), min_size=6, max_size=6),
    share=st.integers(10, 90),
    swapped=st.integers(0, 5),
)
def test_every_swapped_alternative_is_noticed(
    costs: list[int], points: list[int], share: int, swapped: int
) -> None:
    n = len(costs)
    problem = Problem.from_arrays(
        value=[*map(float, points[:n]), *[0.0] * n],
        group=[*range(n), *range(n)],
        usage=[[float(c)] for c in (*costs, *[0] * n)],
        capacity=[sum(costs) * share // 100],
    )
    solution = solve(problem, gap=0.0)
    assert check(problem, solution).sound
    chosen = solution.chosen.copy()
    k = swapped % n
    chosen[k] = k + n if chosen[k] == k else k
    assert not check(problem, replace(solution, chosen=chosen)).sound


def test_equalities_and_floors_are_checked_on_both_sides() -> None:
    rows = Rows.of(["exact", "floor"], [[0, 1, 2], [0, 3, 1]], ["=", ">="], [1, 3], n=3)
    problem = Problem(
        value=np.array([0.0, 1.0, 2.0]),
        group=np.zeros(3, dtype=np.int64),
        linking=rows,
        group_names=("g",),
    )
    solution = solve(problem, gap=0.0)
    assert solution.chosen.tolist() == [1]
    assert check(problem, solution).sound
    for other, broken in ((0, ("exact", "floor")), (2, ("exact", "floor"))):
        faults = check(problem, replace(solution, chosen=np.array([other]))).faults
        assert all(any(name in fault for fault in faults) for name in broken)


def _drawn(seed: int) -> Problem:
    """Five groups of up to four alternatives, the first of them idle, under rows of every kind:
    two funds that pay two kinds of demands, a crew, a floor and an equality."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 5, 5)
    group, n = np.repeat(np.arange(5), sizes), int(sizes.sum())
    works = np.append(-1, group[:-1]) == group
    kind, cost = rng.integers(0, 2, n), rng.integers(1, 9, n) * 10**11 * works
    hours, homes = rng.integers(0, 30, n) / 10 * works, rng.integers(0, 5, n) * works
    nothing, funds = np.zeros(n), cost.sum() // rng.integers(3, 9, 2)
    rows = Rows.of(
        ["fund_a", "fund_b", "need_a", "need_b", "crew", "floor", "twins"],
        [nothing, nothing, cost * kind, cost * (1 - kind), hours, homes, (group < 2) * works],
        ["<=", "<=", "<=", "<=", "<=", ">=", "="],
        [*funds, 0, 0, round(hours.sum() / 3, 1), homes.sum() // 6, 1],
        n=n,
        arcs=[(0, 2), (0, 3), (1, 3)],
    )
    return Problem(
        value=rng.integers(1, 99, n) / 7 * works,
        group=group,
        linking=rows,
        group_names=tuple("abcde"),
    )


def _refused(problem: Problem, solution: Solution) -> list[Change]:
    """The lies about a solution, all of which the check has to refuse."""
    told = lies(problem, solution)
    assert [lie for lie in told if check(problem, replace(solution, **lie)).sound] == []
    return told


def test_every_lie_about_drawn_problems_is_refused() -> None:
    problems = [_drawn(seed) for seed in range(LIED_ABOUT)]
    solved = [(problem, solve(problem, gap=0.0)) for problem in problems]
    sound = [(problem, s) for problem, s in solved if s.status != "infeasible"]
    told = 0
    for problem, solution in sound:
        assert check(problem, solution).faults == ()
        told += len(_refused(problem, solution))
        gap = relative_gap(solution.value, solution.price_bound)
        loose = replace(solution, bound=solution.price_bound, gap=gap)
        assert check(problem, loose).sound
        told += len(_refused(problem, loose))
    assert len(sound) >= LIED_ABOUT * 3 / 4 and told >= LIED_ABOUT * 375


def test_every_lie_about_a_city_is_refused(problem: Problem, solution: Solution) -> None:
    assert len(_refused(problem, solution)) >= 200


def test_every_lie_about_a_city_with_a_project_is_refused(
    site: Any, project: Any, city: Any
) -> None:
    problem = problem_of(
        city(
            [site("a"), site("b", people=30.0), site("c", area=2000.0, people=90.0, grade=5)],
            [project("p", displaces=("b",))],
            funds={"main": {"amount": {2027: 1, 2028: 2}}},
        )
    )
    solution = solve(problem, gap=0.0)
    assert solution.value > 0 and check(problem, solution).faults == ()
    assert len(_refused(problem, solution)) >= 200


def test_another_plan_that_keeps_the_rows_is_sound_with_its_own_figures() -> None:
    accepted = 0
    for seed in range(8):
        problem = _drawn(seed)
        solution = solve(problem, gap=0.0)
        if solution.status != "infeasible":
            for change, keeps in honest_swaps(problem, solution):
                assert check(problem, replace(solution, **change)).sound == keeps
                accepted += keeps
    assert accepted >= 20


def test_a_solution_that_says_there_is_no_plan_is_not_called_sound() -> None:
    problem = Problem.from_arrays([1.0, 2.0], [0, 0], [[3.0], [4.0]], [2.0])
    solution = solve(problem)
    assert solution.status == "infeasible" and not check(problem, solution).sound


def test_nothing_is_proven_by_an_infinite_gap() -> None:
    problem = Problem.from_arrays([0.0, -1.0], [0, 0], [[5.0], [0.0]], [1.0])
    zero: dict[str, Any] = {
        "prices": {"resource_0": 0.0},
        "bound": 0.0,
        "price_bound": 0.0,
        "gap": math.inf,
    }
    stopped = replace(solve(problem), **zero, bound_from="prices", proven=False, status="stopped")
    assert check(problem, stopped).sound
    proven = replace(stopped, proven=True, status="optimal")
    assert check(problem, proven).faults == ("proven",)
