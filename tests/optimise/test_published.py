"""Multiple-choice multidimensional knapsacks made as the published test instances are.

Khan, Li, Manning & Akbar (2002), "Solving the knapsack problem for adaptive multimedia systems":
whole uses of 0-9 of each resource, values that grow with them plus noise, and capacities about
half of what the dearest choice would use. Optima here come from enumeration or from dynamic
programming over what is left of every resource.
"""

import random
from itertools import product

import pytest

from planner.optimise import check, solve
from planner.problem import Problem

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
