"""Headings are known in either alphabet, in both at once, spelt in Latin letters, cut to ten."""

import pytest

from planner.intake.headings import likeness

HEADINGS = {
    "Aдреса": "address",  # a Latin A
    "Paйoн": "district",
    "Загальна плoща, м²": "floor_area",
    "ADRESA": "address",
    "POSHKODZHE": "damage",  # as a Shapefile cuts it
    "STUP_POSHK": "damage",
    "PLOSCHA": "area",
    "RAYON": "district",
    "POVERHIV": "storeys",
    "RIK_BUD": "year_built",
    "SHYROTA": "lat",
    "damage-grade": "damage",
    "geo-Latitude": "lat",
    "PARENT_KEY": "parent",
    "Група: адреса/Вулиця": "street",
}


@pytest.mark.parametrize(("heading", "field"), HEADINGS.items())
def test_a_heading_is_known_however_it_is_spelt(heading: str, field: str) -> None:
    found = likeness(heading)
    assert max(found, key=lambda name: found[name]) == field


def test_words_of_other_tables_are_no_headings() -> None:
    assert not any(map(likeness, ("plan", "Confidence", "version", "OSM layer", "park", "str")))
