"""The schema of a plan holds for every plan and profile, and for nothing that has other keys."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planner.exchange import to_dict
from planner.exchange.gate import release
from planner.exchange.plan_schema import plan_schema
from planner.plan import Plan
from planner.profiles import PROFILES, Profile
from tests.saying import said


def faults(data: Any) -> list[str]:
    schema = json.loads(plan_schema())
    Draft202012Validator.check_schema(schema)
    found = Draft202012Validator(schema).iter_errors(data)
    return [f"{list(error.path)}: {error.message}" for error in found]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_plan_keeps_it_whoever_it_is_for(masterplan: Plan, profile: Profile) -> None:
    assert faults(said("uk", to_dict, release(masterplan, profile))) == []


def test_another_key_or_kind_of_value_breaks_it(masterplan: Plan) -> None:
    data = said("uk", to_dict, release(masterplan, "internal"))
    for wrong in (
        {**data, "secret": 1},
        {**data, "currency": "hryvnia"},
        {**data, "plan": [{**data["plan"][0], "lat": 50.0}]},
        {**data, "plan": [{**data["plan"][0], "cost": 1.5}]},
        {key: value for key, value in data.items() if key != "figures"},
    ):
        assert len(faults(wrong)) == 1
