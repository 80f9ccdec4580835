"""What is said of the formats is what the readers take."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from planner.exchange.formats import (
    formats_text,
    gain_columns,
    project_columns,
    scenario_keys,
    scenario_schema,
    site_columns,
)
from planner.inventory.sites import OPTIONAL, REQUIRED
from planner.text import LANGUAGES, Language
from tests.places import KHARKIV
from tests.saying import said


def test_every_column_is_named_with_what_may_stand_there() -> None:
    entries = {entry.name: entry for entry in said("en", site_columns)}
    assert set(entries) == {*REQUIRED, *OPTIONAL}
    assert {name for name, entry in entries.items() if entry.required} == set(REQUIRED)
    assert entries["use"].allowed.startswith("administration, commerce, culture")
    assert entries["damage_grade"].allowed == "whole number 0 … 5"
    assert entries["lat"].allowed == "number -90 … 90"
    assert entries["plot_cleared"].allowed == "no, yes"
    assert "year-month" in entries["damage_date_last"].allowed
    kinds = {entry.name: entry.allowed for entry in said("en", project_columns)}
    assert kinds["origin"] == "announced, hypothetical, published"
    brings = {entry.name: entry.allowed for entry in said("en", gain_columns)}
    assert brings["quality"] == "illustrative, judgement, reported, stated"
    assert "housing" in kinds["kind"] and kinds["years_to_build"] == "whole number 1 … 15"


def test_every_key_that_a_scenario_has_is_named() -> None:
    known = {entry.name for entry in said("en", scenario_keys)}
    base = yaml.safe_load((KHARKIV / "base.yaml").read_text("utf-8"))
    assert {"format", "weights.*", "money.funds.*.amount.*", "works.*.unit_cost.*.likely"} <= known
    assert {f"horizon.{key}" for key in base["horizon"] if key != "basis"} <= known
    assert {f"money.{key}" for key in ("currency", "unit", "price_year", "round_to")} <= known
    assert json.loads(scenario_schema())["title"] == "Scenario"


def test_every_scenario_file_keeps_the_schema_and_a_wrong_one_does_not() -> None:
    schema = json.loads(scenario_schema())
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(schema)
    for path in (p for p in KHARKIV.glob("*.yaml") if p.name != "about.yaml"):
        stated = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
        assert [*valid.iter_errors(stated)] == [], path.name
    part = {"format": 1, "extends": "base.yaml", "name": {"uk": "а", "en": "a"}}
    assert valid.is_valid(part | {"weights": {"homes": 1}})
    assert not valid.is_valid(part | {"wieghts": {"homes": 1}})
    assert not valid.is_valid({k: v for k, v in part.items() if k != "extends"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_either_language(language: Language) -> None:
    words = said(language, formats_text)
    assert words.count("\n## ") == 3 and "`floor_area_m2`" in words
