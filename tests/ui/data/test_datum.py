"""One building's values on the Data page."""

from dataclasses import replace
from math import isnan

import pytest

from planner.scenario import load_scenario
from planner.text import LANGUAGES, dated, text
from planner.ui.data.datum import rows_of
from tests.places import ROOT
from tests.saying import said


@pytest.fixture(scope="module")
def inventory():
    return load_scenario(ROOT / "scenarios" / "kharkiv" / "base.yaml").inventory


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_building_and_project_can_be_checked(inventory, language):
    for subject in (*inventory.sites.id, *inventory.projects.id):
        rows = said(language, rows_of, inventory, subject)
        assert all(field and value for field, value, _ in rows), subject


def test_a_value_stands_with_how_it_is_known(inventory):
    rows = {
        field: (value, quality)
        for field, value, quality in said("en", rows_of, inventory, "derzhprom")
    }
    assert rows["Damage grade"] == ("3 — heavy", "surveyed")
    assert rows["People"] == ("1,500", "estimated")
    assert (
        rows["District"][0]
        == inventory.districts.names[inventory.districts.ids.index(inventory.sites.district[0])][
            "en"
        ]
    )


def test_each_page_says_it_in_its_own_language(inventory):
    shown = {
        language: {row[0]: row[1] for row in said(language, rows_of, inventory, "derzhprom")}
        for language in LANGUAGES
    }
    at = inventory.sites.id.index("derzhprom")
    for field in ("address", "heritage_extra", "events", "summary"):
        for language, texts in getattr(inventory.sites, field).items():
            told = said(language, dated, texts[at])
            assert shown[language][said(language, text, f"datum.field.{field}")] == told
    project = inventory.projects.id[0]
    rows = {row[0]: row[1] for row in said("uk", rows_of, inventory, project)}
    assert rows[said("uk", text, "datum.field.note")] == inventory.projects.note["uk"][0]


def test_a_text_in_one_language_alone_serves_both(inventory):
    n = len(inventory.sites)
    for blank, words in (("uk", "5 Svobody Square"), ("en", "майдан Свободи, 5")):
        address = {**inventory.sites.address, blank: ("",) * n}
        bare = replace(inventory, sites=replace(inventory.sites, address=address))
        for language in LANGUAGES:
            rows = {row[0]: row[1] for row in said(language, rows_of, bare, "derzhprom")}
            assert rows[said(language, text, "datum.field.address")] == words


def test_a_blank_value_says_that_it_is_not_known(inventory):
    years = inventory.sites.year_built.tolist()
    blank = next(at for at, year in enumerate(years) if isnan(year))
    rows = {row[0]: row[1] for row in said("uk", rows_of, inventory, inventory.sites.id[blank])}
    assert rows["Рік побудови"] == "невідомо"
