"""The ledger: every value with the list, row and date it is from, through several lists; plans on either version."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.intake.city.folder import begin_city
from planner.intake.city.terms import Terms
from planner.intake.difference import difference_lines
from planner.intake.importing import bring, taken_of
from planner.intake.ledger import known_of, rows_at
from planner.intake.looking import look_at
from planner.intake.take.ground import NOWHERE
from planner.scenario import load_scenario
from planner.text import speaking
from tests.intake.books import csv_of


@pytest.fixture(autouse=True)
def in_ukrainian() -> Iterator[None]:
    with speaking("uk"):
        yield


FIRST = [
    ["Код", "Адреса", "Загальна площа", "Ступінь EMS", "Дата пошкодження"],
    ["b1", "вул. Сумська, 1", "900", "2", "2022-03-01"],
    ["b2", "вул. Сумська, 2", "500", "3", ""],
]
SECOND = [
    ["Ступінь EMS", "Код", "Адреса", "Загальна площа", "Дата пошкодження"],
    ["5", "b3", "вул. Сумська, 3", "700", ""],
    ["4", "b1", "вул. Сумська, 1", "", "2024-05-06"],
]
THIRD = [["Код", "Адреса", "Загальна площа", "Ступінь EMS"], ["b1", "вул. Сумська, 1", "950", "3"]]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A city after three lists."""
    for month, rows in enumerate((FIRST, SECOND, THIRD), start=9):
        look = look_at(csv_of(rows), f"list-{month}.csv")
        now = datetime(2026, month, 1, 8, tzinfo=UTC)
        brought = bring(look, taken_of(look, NOWHERE), tmp_path, now=now)
    assert brought.version == tmp_path / "sites.2026-11-01.csv"
    return tmp_path


def test_each_value_knows_its_list_row_date_and_what_it_was_before(city: Path) -> None:
    known = {one.column: one for one in known_of(city, "b1")}
    grade, area, struck = (known[c] for c in ("damage_grade", "floor_area_m2", "damage_date_last"))
    assert (grade.value, grade.file, grade.row, grade.read[:10]) == (
        "3",
        "list-11.csv",
        "2",
        "2026-11-01",
    )
    assert [(r["before"], r["after"], r["file"]) for r in grade.earlier] == [
        ("4", "3", "list-11.csv"),
        ("2", "4", "list-10.csv"),
    ]
    assert (area.value, area.quality, area.file) == ("950", "reported", "list-11.csv")
    assert (struck.file, struck.row) == ("list-10.csv", "3")
    untouched = {one.column: one for one in known_of(city, "b2")}
    assert untouched["damage_grade"].file == "list-9.csv" and not untouched["damage_grade"].earlier
    with pytest.raises(InputError):
        known_of(city, "b9")


def test_the_imports_are_counted_and_none_of_their_words_is_lost(city: Path) -> None:
    lines = rows_at(city / "import" / "imports.csv")
    assert [(r["import"], r["added"], r["before"]) for r in lines] == [
        ("1", "2", ""),
        ("2", "1", "sites.2026-10-01.csv"),
        ("3", "0", "sites.2026-11-01.csv"),
    ]
    assert len({r["sha256"] for r in lines}) == 3 and all(r["sha256"] for r in lines)
    for name in ("origin-1.csv", "origin-2.csv", "origin.csv"):
        assert (city / "import" / name).is_file()


def test_a_table_that_was_there_before_any_list_keeps_its_values_as_such(tmp_path: Path) -> None:
    look = look_at(csv_of(FIRST), "list.csv")
    bring(look, taken_of(look, NOWHERE), tmp_path)
    for paper in (tmp_path / "import").iterdir():
        paper.unlink()
    again = look_at(csv_of(THIRD), "later.csv")
    bring(again, taken_of(again, NOWHERE), tmp_path)
    known = {one.column: one.file for one in known_of(tmp_path, "b1")}
    assert (known["damage_grade"], known["damage_date_last"]) == ("later.csv", "")


def test_plans_can_be_made_on_either_version(city: Path) -> None:
    begin_city(city, Terms.said(name={"uk": "Місто", "en": ""}, reference_cost=20_000))
    now = load_scenario(city / "balanced.yaml")
    then = load_scenario(city / "balanced.yaml", sites="sites.2026-10-01.csv")
    assert (len(now.inventory.sites), len(then.inventory.sites)) == (3, 2)
    assert now.inventory.sha256 != then.inventory.sha256 and now.sha256 != then.sha256
    with pytest.raises(InputError) as caught:
        load_scenario(city / "balanced.yaml", sites="../sites.csv")
    assert caught.value.faults[0].key == "inventory_name"


def test_what_a_second_list_changes_is_told_by_kind(tmp_path: Path) -> None:
    for rows in (FIRST, SECOND):
        look = look_at(csv_of(rows), "list.csv")
        update = bring(look, taken_of(look, NOWHERE), tmp_path).update
    assert update is not None
    with speaking("en"):
        lines = difference_lines(update)
    assert lines == [
        "New buildings: 1 (вул. Сумська, 3).",
        "Buildings that the new list does not name: 1 (вул. Сумська, 2); they stay as they were.",
        "New strikes: 1 (вул. Сумська, 1: 1 March 2022 → 6 May 2024).",
        "Damage grade higher than before: 1 (вул. Сумська, 1: 2 → 4).",
    ]
