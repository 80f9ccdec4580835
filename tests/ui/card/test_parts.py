"""A card says what a project is a part of, what it restores, and what it brings, by whom."""

from dataclasses import replace

import pytest

from planner.insight.brings import brought, restored_by, whole_of
from planner.plan import make_plan
from planner.text import LANGUAGES, name_of, text
from planner.ui.card.parts import parts
from tests.made_city import city_of
from tests.made_inventory import project_of, site_of
from tests.saying import said


@pytest.fixture(scope="module")
def pilot():
    rows = [
        project_of("first", part_of="art", phase=1, restores=("house",)),
        project_of(
            "second", part_of="art", phase=2, gains={"homes": 30.0, "renewal": (7.0, "judgement")}
        ),
    ]
    loaded = city_of(
        [site_of("house")],
        rows,
        works={"repair": {}, "build": {}},
        weights={"homes": 1, "renewal": 1},
    )
    whole = {code: ("The arts",) * 2 for code in LANGUAGES}
    projects = loaded.inventory.projects
    named = replace(projects, parts=replace(projects.parts, whole=whole))
    doubting = loaded.scenario.model_copy(update={"gains_counted": {"stated": 0.5}})
    return make_plan(
        replace(loaded, inventory=replace(loaded.inventory, projects=named), scenario=doubting)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phase_names_its_whole_what_it_waits_for_and_what_it_brings(pilot, language):
    shown = str(said(language, parts, pilot, pilot.entry("second")))
    assert "The arts" in shown and name_of(pilot.names("first")) in shown
    for quality in ("stated", "judgement"):
        assert text(f"choice.gain_quality.{quality}") in shown
    assert "50" in shown  # of what its authors state the scenario counts half
    assert [gain.counted for gain in brought(pilot, "second")] == [0.5, 1.0]
    assert whole_of(pilot, "second").before == ("first",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_of_a_restoration_are_named(pilot, language):
    house, first = name_of(pilot.names("house")), name_of(pilot.names("first"))
    assert house in str(said(language, parts, pilot, pilot.entry("first")))
    assert first in str(said(language, parts, pilot, pilot.entry("house")))
    assert restored_by(pilot, "house") == ("first",)
