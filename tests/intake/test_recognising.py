"""Buildings of a list without ids are known again next month, however many stand at one address."""

import csv
from pathlib import Path

import pytest

from planner.intake.difference import difference_lines
from planner.intake.importing import Brought, bring, taken_of
from planner.intake.looking import look_at
from planner.intake.take.ground import NOWHERE
from planner.text import speaking
from tests.intake.books import csv_of

HEADS = ["Адреса", "Площа", "Поверхів", "Ступінь пошкодження", "Дата"]
BLOCK = ["вул. Сумська, 1", "1200", "5", "2", "01.03.2022"]
ANNEX = ["вул. Сумська, 1", "300", "1", "3", "01.03.2022"]
OTHER = ["вул. Сумська, 2", "900", "4", "1", "02.03.2022"]
BARE = ["вул. Сумська, 1", "", "", "2", ""]


@pytest.fixture(autouse=True)
def _ukrainian():
    with speaking("uk"):
        yield


def struck(row: list[str], grade: str = "4") -> list[str]:
    return [*row[:3], grade, "06.05.2024"]


def month(folder: Path, *rows: list[str], heads: list[str] = HEADS) -> Brought:
    look = look_at(csv_of([heads, *rows]), "list.csv")
    return bring(look, taken_of(look, NOWHERE, folder), folder)


def areas(folder: Path) -> dict[str, str]:
    with (folder / "sites.csv").open(encoding="utf-8", newline="") as file:
        return {row["floor_area_m2"]: row["id"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    "later",
    [
        (struck(BLOCK), ANNEX, OTHER),
        (ANNEX, struck(BLOCK), OTHER),
        (OTHER, struck(ANNEX), struck(BLOCK)),
        (struck(ANNEX),),
    ],
    ids=["changed", "turned", "both", "one-left"],
)
def test_two_buildings_at_one_address_keep_their_ids_whatever_is_said_of_them(tmp_path, later):
    month(tmp_path, BLOCK, ANNEX, OTHER)
    before = areas(tmp_path)
    update = month(tmp_path, *later).update
    assert update is not None and update.added == () and areas(tmp_path) == before
    assert len(update.untouched) == 3 - len(later)
    assert {c.site for c in update.changed} == {
        before[row[1]] for row in later if row not in (BLOCK, ANNEX, OTHER)
    }


@pytest.mark.parametrize("twice", [BLOCK, BARE], ids=["sized", "bare"])
def test_a_building_that_stands_twice_is_no_new_one_when_one_of_its_rows_changes(tmp_path, twice):
    month(tmp_path, twice, twice, OTHER)
    brought = month(tmp_path, twice, struck(twice), OTHER)
    assert brought.update is not None and brought.update.added == ()
    journal = brought.taken.journal
    assert journal.reason.tolist() == ["", "conflict", ""] and journal.other[1] == 0
    again = month(tmp_path, twice, struck(twice), OTHER)  # and so it stays
    assert again.update is not None and again.update.added == ()


def test_one_building_more_at_an_address_is_a_new_one_with_an_id_of_its_own(tmp_path):
    month(tmp_path, BARE, OTHER)
    update = month(tmp_path, BARE, struck(BARE), OTHER).update
    assert update is not None and len(update.added) == 1 and update.untouched == ()


def test_a_building_that_has_a_place_alone_is_known_again_after_a_new_strike(tmp_path):
    heads = ["Широта", "Довгота", *HEADS[1:]]
    month(tmp_path, ["50.01", "36.25", *BLOCK[1:]], heads=heads)
    update = month(tmp_path, ["50.01", "36.25", *struck(BLOCK)[1:]], heads=heads).update
    assert update is not None and update.added == () and len(update.changed) == 2


def test_the_update_is_told_by_names_and_dates_in_the_language_spoken(tmp_path):
    month(tmp_path, BLOCK, OTHER)
    update = month(tmp_path, struck(BLOCK), OTHER).update
    assert update is not None
    assert difference_lines(update) == [
        "Нових ударів: 1 (вул. Сумська, 1: 1 березня 2022 р. → 6 травня 2024 р.).",
        "Ступінь пошкодження вищий, ніж був: 1 (вул. Сумська, 1: 2 → 4).",
    ]
