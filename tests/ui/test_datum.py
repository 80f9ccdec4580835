"""One building's values on the Data page."""

from math import isnan
from pathlib import Path

import pytest

from planner.scenario import load_scenario
from planner.text import LANGUAGES
from planner.ui.datum import rows_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def inventory():
    return load_scenario(ROOT / "scenarios" / "kharkiv" / "base.yaml").inventory


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_building_and_project_can_be_checked(inventory, language):
    for subject in (*inventory.sites.id, *inventory.projects.id):
        rows = rows_of(inventory, subject, language)
        assert all(field and value for field, value, _ in rows), subject


def test_a_value_stands_with_how_it_is_known(inventory):
    rows = {
        field: (value, quality) for field, value, quality in rows_of(inventory, "derzhprom", "en")
    }
    assert rows["Damage grade"] == ("3 — heavy", "surveyed")
    assert rows["People"] == ("1,500", "estimated")
    assert (
        rows["District"][0]
        == inventory.districts.names[inventory.districts.ids.index(inventory.sites.district[0])][
            "en"
        ]
    )


def test_a_blank_value_says_that_it_is_not_known(inventory):
    years = inventory.sites.year_built.tolist()
    blank = next(at for at, year in enumerate(years) if isnan(year))
    rows = {row[0]: row[1] for row in rows_of(inventory, inventory.sites.id[blank], "uk")}
    assert rows["Рік побудови"] == "не відомо"
