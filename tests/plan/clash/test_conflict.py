"""Rules that cannot hold together are named, all of them and no other."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from planner.errors import Fault, InfeasiblePlanError
from planner.optimise import solve
from planner.plan import make_plan, problem_of
from planner.scenario.files.loading import Loaded
from planner.text import LANGUAGES, fault_lines
from tests.saying import said

LOCK = {"reason": "a reason", "author": "an author"}
MUST_A, MUST_B = {"site": "a", **LOCK}, {"site": "b", **LOCK}
NEVER_A = {"site": "a", "works": "repair", **LOCK}
BEGUN = {"start": 2027, **LOCK}
PROMISE_A = {"site": "a", "works": "repair", **BEGUN}


def people(at_least: int, who: str = "residents", by: int = 2027) -> dict[str, Any]:
    return {"who": who, "at_least": at_least, "by": by}


CASES: dict[str, tuple[set[str], dict[str, Any]]] = {
    "two locks and the money": (
        {"rules.must[0]", "rules.must[1]", "money.funds"},
        {
            "works": ("repair", "build"),
            "funds": {"main": {"amount": {2027: "1.3", 2028: "0.2"}}},
            "rules": {"must": [MUST_A, MUST_B]},
        },
    ),
    "a lock that nothing lawful satisfies": (
        {"rules.must[0]"},
        {"rules": {"must": [{"site": "monument", "works": "clear", **LOCK}, MUST_B]}},
    ),
    "must and never": (
        {"rules.must[1]", "rules.never[0]"},
        {
            "works": ("repair", "build"),
            "funds": {"main": {"amount": {2027: 9}}},
            "rules": {"must": [MUST_B, MUST_A], "never": [NEVER_A]},
        },
    ),
    "a crew": (
        {"rules.must[0]", "crews.builders.capacity"},
        {
            "labour": {"builders": 1},
            "crews": {"builders": {2027: "0.05", 2028: "0.05"}},
            "rules": {"must": [{**MUST_A, "works": "repair"}]},
        },
    ),
    "an order that takes too long": (
        {"rules.must[0]", "rules.requires[0]"},
        {
            "money_years": 1,
            "appraisal_years": 3,
            "rules": {"must": [MUST_A], "requires": [{"start": "a", "after": "b"}]},
        },
    ),
    "a share": (
        {"rules.must[0]", "rules.share.conservation.at_least"},
        {
            "funds": {"main": {"amount": {2027: 1, 2028: 9}, "eligible": {"use": ["residential"]}}},
            "rules": {
                "must": [MUST_A],
                "share": {"conservation": {"at_least": "0.99"}},
            },
        },
    ),
    "an upper share": (
        {"rules.must[0]", "rules.share.new.at_most"},
        {
            "rules": {
                "must": [{"project": "hall", **LOCK}],
                "share": {"new": {"at_most": "0.01"}},
            }
        },
    ),
    "a floor and the money": (
        {"rules.district_floor[0]", "money.funds"},
        {"rules": {"district_floor": [{"criterion": "homes", "at_least": "0.9"}]}},
    ),
    "a promise that nothing lawful keeps": (
        {"rules.promises[1]"},
        {"rules": {"promises": [PROMISE_A, {"site": "monument", "works": "clear", **BEGUN}]}},
    ),
    "two promises and the money": (
        {"rules.promises[0]", "rules.promises[1]", "money.funds"},
        {"rules": {"promises": [PROMISE_A, {"site": "b", "works": "repair", **BEGUN}]}},
    ),
    "a promise and a lock": (
        {"rules.promises[0]", "rules.never[0]"},
        {"rules": {"promises": [PROMISE_A], "never": [NEVER_A]}},
    ),
    "people and the money": (
        {"rules.targets.people_back[0]", "money.funds"},
        {"rules": {"targets": {"people_back": [people(31), people(3, "users")]}}},
    ),
    "more people than there are": (
        {"rules.targets.people_back[1]"},
        {"rules": {"targets": {"people_back": [people(3, "users"), people(36)]}}},
    ),
    "users whom nothing serves by then": (
        {"rules.targets.people_back[0]"},
        {"rules": {"targets": {"people_back": [people(8, "users")]}}},
    ),
    "promises and the sites at work": (
        {"rules.promises[0]", "rules.must[0]", "rules.targets.sites_at_work"},
        {
            "money_years": 1,
            "appraisal_years": 3,
            "rules": {
                "promises": [PROMISE_A],
                "must": [{"site": "monument", "works": "stabilise", **LOCK}],
                "targets": {"sites_at_work": {"at_most": 1}},
            },
            "funds": {"main": {"amount": {2027: 9}}},
        },
    ),
}


@pytest.fixture(scope="module")
def town(site: Any, project: Any, city: Any) -> Any:
    """Repairs cost 1.2 million each, and 1.2 million are there."""

    def build(changes: Mapping[str, Any]) -> Loaded:
        given = {
            "works": ("stabilise", "repair", "clear", "build"),
            "funds": {"main": {"amount": {2027: "1.2"}}},
            "weights": {"homes": 3, "services": 1, "heritage": 1},
            **changes,
        }
        loaded: Loaded = city(
            [
                site("a", area=1200.0, grade=2, people=50.0),
                site("b", area=1200.0, people=30.0),
                site("monument", status="national", use="culture", people=0.0),
                site("clinic", use="health", area=100.0, grade=3, people=14.0, people_kind="users"),
            ],
            [project("hall")],
            **given,
        )
        return loaded

    return build


def faults_of(loaded: Loaded) -> tuple[Fault, ...]:
    with pytest.raises(InfeasiblePlanError) as caught:
        make_plan(loaded)
    for language in LANGUAGES:
        for line in said(language, fault_lines, caught.value):
            assert "{" not in line
    return caught.value.faults


def without(changes: Mapping[str, Any], field: str) -> dict[str, Any]:
    """The same settings less one rule; money and crews become plentiful instead."""
    if field == "money.funds":
        return {**changes, "funds": {"main": {"amount": {2027: 99, 2028: 99}}}}
    if field.startswith("crews"):
        return {**changes, "crews": {"builders": {2027: 99, 2028: 99}}}
    section, *rest = field.removeprefix("rules.").replace("]", "").replace("[", ".").split(".")
    rules = dict(changes["rules"])
    if section == "targets":
        field, *position = rest
        targets = dict(rules["targets"])
        kept = [t for k, t in enumerate(targets.pop(field)) if [str(k)] != position]
        rules["targets"] = {**targets, **({field: kept} if position else {})}
    elif section == "share":
        rules["share"] = {k: v for k, v in rules["share"].items() if k != rest[0]}
    else:
        rules[section] = [r for k, r in enumerate(rules[section]) if k != int(rest[0])]
    return {**changes, "rules": rules}


@pytest.mark.parametrize("case", CASES)
def test_the_rules_that_clash_are_named(town: Any, case: str) -> None:
    expected, changes = CASES[case]
    assert {fault.field for fault in faults_of(town(changes))} == expected


@pytest.mark.parametrize("case", CASES)
def test_no_rule_is_named_that_could_stay(town: Any, case: str) -> None:
    _, changes = CASES[case]
    for fault in faults_of(town(changes)):
        assert not infeasible(town(without(changes, fault.field)))


def infeasible(loaded: Loaded) -> bool:
    return solve(problem_of(loaded), gap=0.0).status == "infeasible"


def test_the_money_that_is_short_is_stated(town: Any) -> None:
    changes = {"works": ("repair", "build"), "rules": {"must": [MUST_A, MUST_B]}}
    money = next(f for f in faults_of(town(changes)) if f.field == "money.funds")
    assert money.details["extra_en"] == "UAH 1.2 m"
    enough = {"main": {"amount": {2027: Decimal("2.4")}}}
    assert not infeasible(town({**changes, "funds": enough}))


def test_the_fund_and_year_to_add_to_are_named(town: Any) -> None:
    """Of 2.4 million for two repairs 1.3 are there in 2027, and 0.2 too late."""
    money = next(
        f for f in faults_of(town(CASES["two locks and the money"][1])) if "funds" in f.field
    )
    assert (money.details["fund_en"], money.details["year"]) == ("Fund", "2027")
    assert money.details["extra_en"] == "UAH 0.9 m"
    enough = {"main": {"amount": {2027: Decimal("2.2"), 2028: Decimal("0.2")}}}
    short = {"main": {"amount": {2027: Decimal("2.19"), 2028: Decimal("0.2")}}}
    changes = CASES["two locks and the money"][1]
    assert not infeasible(town({**changes, "funds": enough}))
    assert infeasible(town({**changes, "funds": short}))


@pytest.mark.parametrize("case", ["a share", "an upper share"])
def test_the_share_within_reach_is_stated_and_holds(town: Any, case: str) -> None:
    changes = CASES[case][1]
    (fault,) = (f for f in faults_of(town(changes)) if "share" in f.field)
    _, _, group, bound = fault.field.split(".")
    possible = Decimal(str(fault.details["possible"])) / 100
    rules = {**changes["rules"], "share": {group: {bound: str(possible)}}}
    assert not infeasible(town({**changes, "rules": rules}))


def test_conflicts_with_no_rule_in_common_are_listed_one_after_the_other(town: Any) -> None:
    rules = {"must": [MUST_A], "never": [NEVER_A], "targets": {"people_back": [people(36)]}}
    changes = {"works": ("repair", "build"), "rules": rules}
    faults = faults_of(town(changes))
    heads = [k for k, fault in enumerate(faults) if fault.key == "infeasible_conflict"]
    assert len(heads) == 2
    named = [
        {fault.field for fault in faults[begin:end] if not fault.note}
        for begin, end in zip(heads, [*heads[1:], None], strict=True)
    ]
    assert {"rules.must[0]", "rules.never[0]"} in named
    assert {"rules.targets.people_back[0]"} in named
    with pytest.raises(InfeasiblePlanError) as caught:
        make_plan(town(changes))
    assert caught.value.count == 3


def test_how_far_a_floor_can_be_met_is_stated(town: Any) -> None:
    """Of 50 x 0.1 = 5 and 30 residents in the north only one side can be repaired."""
    changes = CASES["a floor and the money"][1]
    floor = next(f for f in faults_of(town(changes)) if "floor" in f.field)
    assert floor.details["possible"] == pytest.approx(100 * 30 / 35, abs=0.1)


def detail(town: Any, rules: dict[str, Any], field: str) -> Mapping[str, Any]:
    return next(f for f in faults_of(town({"rules": rules})) if f.field == field).details


def test_how_many_people_can_be_back_is_stated(town: Any) -> None:
    """The money repairs one of two buildings, of 5 and of 30 residents."""
    found = detail(town, {"targets": {"people_back": [people(31)]}}, "rules.targets.people_back[0]")
    assert (found["possible"], found["year"]) == (30, 2027)


def test_people_who_are_back_in_part_are_not_rounded_up(town: Any) -> None:
    found = detail(
        town,
        {"targets": {"people_back": [people(8, "users")]}},
        "rules.targets.people_back[0]",
    )
    assert found["possible"] == 7


def test_how_many_sites_must_be_at_work_is_stated(town: Any) -> None:
    changes = CASES["promises and the sites at work"][1]
    (fault,) = (f for f in faults_of(town(changes)) if "sites_at_work" in f.field)
    assert (fault.details["needed"], fault.details["years"]) == (2, "2027")


def test_a_promise_that_can_never_be_kept_says_so(town: Any) -> None:
    alone, clash = CASES["a promise that nothing lawful keeps"], CASES["a promise and a lock"]
    assert [fault.key for fault in faults_of(town(alone[1]))] == ["infeasible_promise_alone"]
    assert "infeasible_promise" in {fault.key for fault in faults_of(town(clash[1]))}
