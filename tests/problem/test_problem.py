"""Problems from arrays, and names that stay apart."""

from typing import Any

import numpy as np
import pytest

from planner.errors import InputError
from planner.optimise import solve
from planner.plan import make_plan, problem_of
from planner.problem import Problem
from tests.optimise.drawn import drawn

LOCK = {"reason": "r", "author": "a"}


def test_groups_may_come_in_any_order() -> None:
    problem = Problem.from_arrays([1, 5, 3, 0], [1, 0, 1, 0], [[1], [9], [2], [0]], [3])
    solution = solve(problem, gap=0.0)
    assert solution.chosen.tolist() == [3, 2]
    assert solution.value == 3
    assert problem.numbers(problem.positions([3, 2])).tolist() == [3, 2]


def test_a_problem_without_resources_takes_the_best_of_every_group() -> None:
    problem = Problem.from_arrays([1, 4, 2, 3], [0, 0, 1, 1], np.zeros((4, 0)), [])
    assert solve(problem, gap=0.0).value == 7


@pytest.mark.parametrize(
    ("changes", "key", "field"),
    [
        ({"group": [0, 0, 1]}, "array_length", "group"),
        ({"group": [0.0, 0.5]}, "array_not_whole", "group"),
        ({"group": [0, 2]}, "array_groups", "group"),
        ({"group": [-1, 0]}, "array_groups", "group"),
        ({"capacity": [1, 2]}, "array_length", "usage"),
        ({"usage": [[1, 2]]}, "array_length", "usage"),
        ({"usage": [1, 2, 3]}, "array_length", "usage"),
        ({"value": [1.0, float("nan")]}, "array_not_finite", "value"),
        ({"usage": [[1], [float("inf")]]}, "array_not_finite", "usage"),
        ({"capacity": [float("inf")]}, "array_not_finite", "capacity"),
    ],
)
def test_arrays_that_do_not_fit_are_named(changes: dict[str, Any], key: str, field: str) -> None:
    good = {"value": [1.0, 2.0], "group": [0, 0], "usage": [[1], [2]], "capacity": [2]}
    with pytest.raises(InputError) as caught:
        Problem.from_arrays(**{**good, **changes})
    assert (key, field) in {(fault.key, fault.field) for fault in caught.value.faults}


def test_ids_that_a_model_would_spell_alike_stay_apart(site: Any, city: Any) -> None:
    funds = {
        name: {"amount": {2027: 1}, "eligible": {"use": [use]}}
        for name, use in (("a_b", "residential"), ("a-b", "education"), ("a", "health"))
    }
    town = city(
        [site("s-1"), site("s_1", use="education"), site("s-1-", use="health")], funds=funds
    )
    plan = make_plan(town)
    assert plan.proven and plan.figures.sites_planned == 3


def test_funds_whose_names_join_alike_stay_apart(site: Any, city: Any) -> None:
    uses = {"a_b": ["residential"], "a": ["education"], "b": ["education"]}
    funds = {f: {"amount": {2027: 1}, "eligible": {"use": use}} for f, use in uses.items()}
    sites = [site("x"), site("y", use="education"), site("z", use="education")]
    town = city(sites, funds=funds)
    names = problem_of(town).linking.names
    assert len(set(names)) == len(names)
    assert make_plan(town).figures.sites_planned == 3


def test_a_rule_stated_twice_counts_once(site: Any, city: Any) -> None:
    order = {"start": "b", "after": "a"}
    rules = {
        "requires": [order, order],
        "district_floor": [
            {"criterion": "homes", "at_least": "0.1"},
            {"criterion": "homes", "at_least": "0.2"},
        ],
        "must": [{"site": "a", **LOCK}, {"site": "a", **LOCK}],
    }
    plan = make_plan(city([site("a"), site("b")], rules=rules))
    steps = {entry.id: entry.steps[0].start for entry in plan.in_plan}
    assert steps == {"a": 2027, "b": 2028}


def test_a_problem_over_some_of_its_alternatives_has_the_plans_that_use_no_other() -> None:
    instance = drawn(9)
    problem = instance.problem()
    keep = np.ones(len(problem.value), dtype=bool)
    sizes = np.diff(problem.starts())
    keep[problem.starts()[:-1][sizes > 1]] = False
    part, columns = problem.restricted(keep), np.flatnonzero(keep)
    assert np.array_equal(part.value, problem.value[columns])
    chosen = part.starts()[:-1]
    uses = part.linking.matrix[:, chosen].sum(axis=1)
    assert np.array_equal(uses, problem.linking.matrix[:, columns[chosen]].sum(axis=1))
    keep[problem.group == 0] = False
    with pytest.raises(ValueError, match="no alternative"):
        problem.restricted(keep)


def test_one_more_row_holds_beside_all_others() -> None:
    problem = drawn(9).problem()
    best = solve(problem, gap=0.0)
    half = problem.with_row("half", problem.value, "<=", best.value / 2)
    assert half.linking.names == (*problem.linking.names, "half")
    assert solve(half, gap=0.0).value <= best.value / 2
