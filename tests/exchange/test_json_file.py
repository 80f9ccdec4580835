"""JSON: everything, exact, and never NaN."""

import json
from dataclasses import replace
from typing import Any, cast

import pytest

from planner.exchange import to_dict, to_json
from planner.plan import IN_PLAN, Plan
from tests.altered import claiming, with_entries
from tests.releasing import ours


def refuse(word: str) -> None:
    raise ValueError(word)


def parsed(plan: Plan) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(to_json(ours(plan)), parse_constant=refuse))


def test_the_answer_and_its_proof_stand_at_the_top(masterplan):
    report = parsed(masterplan)
    assert report["value"] == masterplan.value
    assert report["bound"] == masterplan.bound
    assert report["gap"] == masterplan.gap
    assert report["proven"] is masterplan.proven
    assert report["status"] == masterplan.solution.status
    assert report["provenance"]["scenario_sha256"] == masterplan.provenance.scenario_sha256


def test_money_is_exact_in_minor_units(masterplan):
    report = parsed(masterplan)
    assert report["currency"] == "UAH" and report["minor_units"] == 100
    planned = [entry for entry in report["plan"] if entry["group"] in IN_PLAN]
    assert all(isinstance(entry["cost"], int) for entry in report["plan"])
    assert sum(entry["cost"] for entry in planned) == report["figures"]["spent"]
    assert sum(row["spent"] for row in report["spending"]) == report["figures"]["spent"]
    assert sum(report["figures"]["spent_by_class"].values()) == report["figures"]["spent"]


def test_the_whole_list_is_there_in_order(masterplan):
    report = parsed(masterplan)
    assert [e["id"] for e in report["plan"]] == [e.id for e in masterplan.entries]
    for written, entry in zip(report["plan"], masterplan.entries, strict=True):
        assert [step["works"] for step in written["steps"]] == [s.works for s in entry.steps]
        assert {int(y): m for y, m in written["money"].items()} == dict(entry.money)


def test_losses_are_named(masterplan):
    report = parsed(masterplan)
    assert [x["name"] for x in report["losses"]] == [dict(x.name) for x in masterplan.losses]


def test_reasons_are_told_in_both_languages(masterplan):
    reasons = [e["reason"] for e in parsed(masterplan)["plan"] if e["group"] not in IN_PLAN]
    assert reasons and all(reason["uk"] and reason["en"] for reason in reasons)


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_number_that_is_not_finite_is_null(masterplan, number):
    entry = replace(masterplan.entries[0], margin=number, counts={"heritage": number})
    plan = with_entries(claiming(masterplan, bound=number, gap=number), (entry,))
    report = parsed(plan)
    assert report["bound"] is None and report["gap"] is None
    assert report["plan"][0]["margin"] is None
    assert report["plan"][0]["counts"]["heritage"] is None
    assert report["provenance"]["bound"] is None


def test_keys_do_not_depend_on_the_plan(masterplan, repair_first):
    assert list(to_dict(ours(masterplan))) == list(to_dict(ours(repair_first)))
    assert {tuple(e) for e in to_dict(ours(masterplan))["plan"]} == {
        tuple(e) for e in to_dict(ours(repair_first))["plan"]
    }
