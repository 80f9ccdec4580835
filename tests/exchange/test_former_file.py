"""A plan saved as JSON is read again as what was decided; anything else is refused in words."""

import json

import pytest

from planner.errors import InputError
from planner.exchange import release, to_json
from planner.exchange.former_file import read_former
from planner.insight.replan.former import Former
from planner.text import speaking


def _faults(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read_former(data, "old.json")
    return [(fault.key, fault.field) for fault in caught.value.faults]


def test_what_was_saved_for_the_office_is_read_as_it_was_decided(repair_first):
    with speaking("uk"):
        saved = to_json(release(repair_first, "internal")).encode()
    assert read_former(saved, "old.json") == Former.of(repair_first)


def test_a_plan_for_others_has_no_years_and_is_refused(repair_first):
    with speaking("uk"):
        saved = to_json(release(repair_first, "public")).encode()
    assert _faults(saved) == [("former_public", "")]


def test_every_fault_is_told_with_its_place():
    assert _faults(b"[") == [("former_json", "")]
    assert _faults(b"[]") == [("former_shape", "")]
    entry = {"id": "a", "group": "planned", "steps": [{"works": "paint", "start": 3}], "cost": -1}
    rest = {
        "format": 2,
        "currency": "UAH",
        "scenario": {"name": {"uk": "А", "en": "A"}, "shares": {}},
    }
    plan = {**rest, "figures": {"money_total": 1}, "plan": [entry]}
    assert _faults(json.dumps(plan).encode()) == [
        ("former_shape", "plan[0].steps[0].works"),
        ("former_shape", "plan[0].steps[0].start"),
        ("former_shape", "plan[0].cost"),
    ]
    twice = {**entry, "steps": [], "cost": 0}
    assert _faults(json.dumps({**plan, "plan": [twice, twice]}).encode()) == [
        ("former_repeated", "")
    ]
