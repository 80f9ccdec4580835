"""What is prepared once is shared by all moves that do not touch it, and by all threads."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from planner.plan import Prepared, make_plan, plan_of, prepare, solve_scenario
from planner.scenario import Loaded, load_scenario, with_settings
from tests.places import KHARKIV


@pytest.fixture(scope="module")
def kharkiv() -> Loaded:
    return load_scenario(KHARKIV / "masterplan.yaml")


def with_part(loaded: Loaded, part: str) -> Loaded:
    """The scenario with a part of its money."""
    funds = loaded.scenario.money.funds
    budget = {key: {y: a * Decimal(part) for y, a in f.amount.items()} for key, f in funds.items()}
    return with_settings(loaded, budget=budget)


@pytest.fixture(scope="module")
def poorer(kharkiv: Loaded) -> Loaded:
    return with_part(kharkiv, "0.9")


def test_weights_change_nothing_that_is_prepared(kharkiv: Loaded) -> None:
    other = with_settings(kharkiv, weights={**kharkiv.scenario.weights, "heritage": Decimal(77)})
    assert prepare(other) is prepare(kharkiv)


def test_a_move_of_the_budget_keeps_the_alternatives(kharkiv: Loaded) -> None:
    before, after = (prepare(with_part(kharkiv, part)) for part in ("0.81", "0.82"))
    assert after is not before and after.table is before.table
    assert (after.problem.linking.rhs != before.problem.linking.rhs).any()
    assert np.array_equal(after.attainable, before.attainable)
    assert after.all_money == before.all_money


@pytest.mark.parametrize(
    "given",
    [
        {"works": ("repair", "restore")},
        {"round_to": "0.5"},
        {"money_years": 3},
        {"appraisal_years": 9},
        {"duration": [{"years": 2}]},
        {"funds": {"main": {"amount": {2027: 1, 2028: 1, 2031: 1}}}},
        {"rules": {"status_lifted": [{"site": "hall", "reason": "r", "author": "a"}]}},
    ],
)
def test_what_alternatives_depend_on_makes_them_anew(
    site: Any, city: Any, given: dict[str, Any]
) -> None:
    sites = [site("hall", status="national", grade=4), site("flat")]
    usual = {"works": ("repair",), "weights": {"homes": 1}}
    before, after = prepare(city(sites, **usual)), prepare(city(sites, **(usual | given)))
    assert after.table is not before.table


@pytest.mark.slow
def test_a_plan_does_not_hold_on_to_what_is_prepared(kharkiv: Loaded) -> None:
    """Prepared, a large city takes tens of megabytes; plans are kept by the dozen."""
    plan = make_plan(kharkiv, gap=0.02)
    seen = set[int]()
    waiting: list[object] = [plan]
    while waiting:
        thing = waiting.pop()
        assert not isinstance(thing, Prepared) and thing is not prepare(kharkiv).table
        slots = [s for kind in type(thing).__mro__ for s in getattr(kind, "__slots__", ())]
        inside = [getattr(thing, s) for s in slots if hasattr(thing, s)]
        inside += list(getattr(thing, "__dict__", {}).values())
        inside += list(thing.values()) if isinstance(thing, dict) else []
        inside += list(thing) if isinstance(thing, tuple | list) else []
        waiting += [x for x in inside if id(x) not in seen and not isinstance(x, str | int | float)]
        seen |= set(map(id, inside))


def test_a_search_may_start_from_any_earlier_solution(
    kharkiv: Loaded, poorer: Loaded, site: Any, city: Any
) -> None:
    first = solve_scenario(kharkiv, gap=0.01)
    for start in (first, solve_scenario(city([site("alone")]))):
        solution = solve_scenario(poorer, gap=0.01, start=start)
        assert solution.proven and plan_of(poorer, solution).value == solution.value


def test_a_search_that_starts_from_the_answer_keeps_it(kharkiv: Loaded) -> None:
    first = solve_scenario(kharkiv, gap=0.01)
    again = solve_scenario(kharkiv, gap=max(first.gap, 1e-9) * 1.01, start=first)
    assert again.value >= first.value
    assert plan_of(kharkiv, again).figures.spent <= plan_of(kharkiv, first).figures.money_total


def test_a_new_lock_does_not_throw_the_prices_away(site: Any, city: Any) -> None:
    sites = [site(f"s{k}", people=10.0 + k) for k in range(30)]
    free = city(sites)
    lock = {"never": [{"site": "s29", "reason": "r", "author": "a"}]}
    barred = city(sites, rules=lock)
    before = plan_of(free, solve_scenario(free))
    after = plan_of(barred, solve_scenario(barred, start=before.solution))
    assert before.entry("s29").group == "planned" and after.entry("s29").group == "deferred"
    assert after.entry("s29").forced == "never" and after.solution.proven
