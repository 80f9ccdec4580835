"""Multiple-choice multidimensional knapsacks made as the published test instances are.

Khan, Li, Manning & Akbar (2002), "Solving the knapsack problem for adaptive multimedia systems":
whole uses of 0-9 of each resource, values that grow with them plus noise, and capacities about
half of what the dearest choice would use. Optima here come from enumeration or from dynamic
programming over what is left of every resource.
"""

import random
from itertools import product
from pathlib import Path

import pytest

from planner.optimise import check, solve
from planner.problem import Problem
from tests.benchmarks.multiple_choice import khan as drawn
from tests.benchmarks.multiple_choice import read

Instance = tuple[list[list[int]], list[list[tuple[int, ...]]], tuple[int, ...]]


def khan(seed: int, groups: int, items: int, resources: int) -> Instance:
    """(values by group, uses by group, capacities)."""
    draw = random.Random(seed)
    uses = [
        [tuple(draw.randrange(10) for _ in range(resources)) for _ in range(items)]
        for _ in range(groups)
    ]
    prices = [draw.randint(1, 10) for _ in range(resources)]
    values = [
        [sum(p * u for p, u in zip(prices, use, strict=True)) + draw.randrange(30) for use in group]
        for group in uses
    ]
    capacity = tuple(
        sum(max(use[r] for use in group) for group in uses) // 2 for r in range(resources)
    )
    return values, uses, capacity


def as_problem(instance: Instance) -> Problem:
    values, uses, capacity = instance
    return Problem.from_arrays(
        value=[v for group in values for v in group],
        group=[g for g, group in enumerate(values) for _ in group],
        usage=[use for group in uses for use in group],
        capacity=capacity,
    )


def best_by_enumeration(instance: Instance) -> int | None:
    values, uses, capacity = instance
    found = [
        sum(values[g][k] for g, k in enumerate(choice))
        for choice in product(*(range(len(group)) for group in values))
        if all(
            sum(uses[g][k][r] for g, k in enumerate(choice)) <= limit
            for r, limit in enumerate(capacity)
        )
    ]
    return max(found, default=None)


def best_by_dynamic_programming(instance: Instance) -> int | None:
    """Best value for every remainder of the resources, group after group."""
    values, uses, capacity = instance
    best = {capacity: 0}
    for group_values, group_uses in zip(values, uses, strict=True):
        after: dict[tuple[int, ...], int] = {}
        for left, value in best.items():
            for gained, use in zip(group_values, group_uses, strict=True):
                rest = tuple(have - take for have, take in zip(left, use, strict=True))
                if min(rest) >= 0 and value + gained > after.get(rest, -1):
                    after[rest] = value + gained
        best = after
    return max(best.values(), default=None)


@pytest.mark.parametrize("seed", range(12))
def test_tiny_instances_are_solved_as_by_enumeration(seed: int) -> None:
    instance = khan(seed, groups=5, items=4, resources=5)
    problem = as_problem(instance)
    expected = best_by_enumeration(instance)
    solution = solve(problem, gap=0.0)
    if expected is None:
        assert solution.status == "infeasible"
    else:
        assert solution.value == expected
        assert solution.proven and check(problem, solution).sound


@pytest.mark.parametrize(("seed", "resources"), [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)])
def test_larger_instances_are_solved_as_by_dynamic_programming(seed: int, resources: int) -> None:
    groups = {1: 60, 2: 25, 3: 10}[resources]
    instance = khan(seed, groups=groups, items=6, resources=resources)
    problem = as_problem(instance)
    expected = best_by_dynamic_programming(instance)
    solution = solve(problem, gap=0.0, seconds=60)
    assert solution.value == expected
    assert solution.bound == pytest.approx(expected, rel=1e-9)
    assert check(problem, solution).sound


def test_both_ways_of_finding_the_optimum_agree() -> None:
    for seed in range(20):
        instance = khan(seed, groups=4, items=3, resources=2)
        assert best_by_enumeration(instance) == best_by_dynamic_programming(instance)


KHAN = """2 2 3
5 6 7
1
10 1 2 3
20 4 5 6
2
30.5 0 0 1
4 1 1 1
"""
WITH_SIZES = """2 3
5 6 7
2
10 1 2 3
20 4 5 6
2
30.5 0 0 1
4 1 1 1
"""
FORMATS = {"khan": KHAN, "sizes": WITH_SIZES, "hiremath_hill": f"1 {KHAN}\n2\t{KHAN}"}


@pytest.mark.parametrize("name", FORMATS)
def test_published_formats_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FORMATS[name], "utf-8")
    instances = read(path)
    assert len(instances) == (2 if name == "hiremath_hill" else 1)
    for instance in instances:
        assert instance.value == ((10, 20), (30.5, 4))
        assert instance.use == (((1, 2, 3), (4, 5, 6)), ((0, 0, 1), (1, 1, 1)))
        assert instance.capacity == (5, 6, 7)
        assert solve(instance.problem(), gap=0.0).value == 50.5


@pytest.mark.parametrize("correlated", [True, False])
def test_drawn_instances_always_have_a_plan(correlated: bool) -> None:
    for seed in range(5):
        instance = drawn(seed, 5, 4, 5, correlated)
        expected = best_by_enumeration(
            (
                [[int(v) for v in group] for group in instance.value],
                [[tuple(map(int, use)) for use in group] for group in instance.use],
                tuple(map(int, instance.capacity)),
            )
        )
        assert expected is not None
        assert solve(instance.problem(), gap=0.0).value == expected
