"""Shares that only a plan without spending keeps are named as clashing; other idle plans stand."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from planner.errors import Fault, InfeasiblePlanError
from planner.plan import make_plan
from planner.scenario.files.loading import Loaded
from planner.text import LANGUAGES, fault_lines, text
from tests.saying import said

Town = Callable[..., Loaded]


@pytest.fixture(scope="module")
def town(site: Any, project: Any, city: Any) -> Town:
    """A monument, a home and a hall to build, a million each and worth it; two millions are there.

    town(share=..., heritage=False, **given): without heritage the monument is a home, too.
    """

    def build(
        share: Mapping[str, Any], heritage: bool = True, cost: float = 1.0, **given: Any
    ) -> Loaded:
        loaded: Loaded = city(
            [site("old", status="local" if heritage else "none"), site("home")],
            [project("hall", cost=cost)],
            works=("repair", "build"),
            weights={"homes": 2, "renewal": 1, "heritage": 1},
            rules={"share": share},
            **given,
        )
        return loaded

    return build


def faults_of(loaded: Loaded) -> tuple[Fault, ...]:
    with pytest.raises(InfeasiblePlanError) as caught:
        make_plan(loaded)
    return caught.value.faults


CLASHES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "two floors above the whole": (
        {"conservation": {"at_least": "0.7"}, "new": {"at_least": "0.5"}},
        {},
    ),
    "three floors above the whole, any two of which fit": (
        {
            "conservation": {"at_least": "0.4"},
            "repair": {"at_least": "0.4"},
            "new": {"at_least": "0.4"},
        },
        {"funds": {"main": {"amount": {2027: 9, 2028: 9}}}},
    ),
    "caps below the whole": (
        {
            "conservation": {"at_most": "0.3"},
            "repair": {"at_most": "0.3"},
            "new": {"at_most": "0.3"},
        },
        {},
    ),
    "a floor for heritage where there is none": (
        {"conservation": {"at_least": "0.1"}},
        {"heritage": False},
    ),
    "a floor and a cap of one class": ({"new": {"at_least": "0.6", "at_most": "0.5"}}, {}),
}


def rules_in(share: Mapping[str, Any]) -> set[str]:
    return {f"rules.share.{group}.{bound}" for group, rule in share.items() for bound in rule}


@pytest.mark.parametrize("case", CLASHES)
def test_shares_that_only_idleness_keeps_are_named_and_no_others(town: Town, case: str) -> None:
    share, given = CLASHES[case]
    faults = faults_of(town(share, **given))
    assert faults[0].key == "infeasible_but_idle" and faults[0].note
    assert {fault.field for fault in faults if fault.field} == rules_in(share)


@pytest.mark.parametrize("case", CLASHES)
def test_each_of_them_says_how_far_it_has_to_give_and_that_is_enough(town: Town, case: str) -> None:
    share, given = CLASHES[case]
    for fault in faults_of(town(share, **given)):
        if fault.field:
            _, _, group, bound = fault.field.split(".")
            possible = float(fault.details["possible"]) / 100.0
            eased = {**share, group: {**share[group], bound: f"{possible:.6f}"}}
            assert make_plan(town(eased, **given)).value > 0


def test_a_floor_that_the_only_project_is_too_dear_for_is_named_beside_the_money(
    town: Town,
) -> None:
    """The hall costs three of two millions, so that nothing new can be built."""
    faults = faults_of(town({"new": {"at_least": "0.5"}}, cost=3.0))
    assert {f.field for f in faults if f.field} == {"rules.share.new.at_least", "money.funds"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_that_only_spending_nothing_keeps_them(town: Town, language: Any) -> None:
    with pytest.raises(InfeasiblePlanError) as caught:
        make_plan(town(CLASHES["two floors above the whole"][0]))
    lines = said(language, fault_lines, caught.value)
    assert lines[0] == said(language, text, "fault.infeasible_but_idle")
    assert caught.value.count == 2


def test_shares_that_some_spending_keeps_are_answered(town: Town) -> None:
    plan = make_plan(town({"conservation": {"at_least": "0.5"}, "new": {"at_least": "0.5"}}))
    assert plan.value > 0


def test_no_money_is_no_clash_of_shares(town: Town) -> None:
    share = CLASHES["two floors above the whole"][0]
    plan = make_plan(town(share, funds={"main": {"amount": {2027: 0}}}))
    assert plan.value == 0 and plan.proven


def test_where_nothing_is_worth_its_money_spending_nothing_is_the_plan(
    site: Any, project: Any, city: Any
) -> None:
    share = {"conservation": {"at_least": "0.7"}, "new": {"at_least": "0.5"}}
    loaded = city(
        [site("old", status="local", people=0.0)],
        [project("hall", capacity=0.0)],
        works=("repair", "build"),
        weights={"homes": 1},
        rules={"share": share},
    )
    plan = make_plan(loaded)
    assert plan.value == 0 and plan.proven


def test_where_the_shares_allow_only_what_is_not_worth_it_spending_nothing_is_the_plan(
    site: Any, project: Any, city: Any
) -> None:
    """Half has to go into a hall that gains nothing, and money has a weight."""
    loaded = city(
        [site("home", people=1.0), site("other", people=4000.0)],
        [project("hall", capacity=0.0, cost=1.0)],
        works=("repair", "build"),
        weights={"homes": 1, "cost": 30},
        rules={
            "share": {"new": {"at_least": "0.9"}},
            "never": [{"site": "other", "reason": "r", "author": "a"}],
        },
        funds={"main": {"amount": {2027: 2}}},
    )
    plan = make_plan(loaded)
    assert plan.value == 0 and plan.proven
