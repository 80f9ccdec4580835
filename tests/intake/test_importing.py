"""A list is brought into a city's folder, and next month's brings the table up to date."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.errors import InputError
from planner.intake.importing import bring, taken_of
from planner.intake.looking import Look, look_at, with_answers
from planner.intake.meaning.mapping import Mapping, read_mapping
from planner.intake.questions import MOST, questions
from planner.intake.take.ground import NOWHERE
from planner.text import speaking
from tests.intake.books import TOWN, csv_of, xlsx_of

FIRST = [
    ["Код", "Адреса", "Площа", "Пошкоджено", "Дата"],
    ["b1", "вул. Сумська, 1", "1 200,5", "так", "01.03.2022"],
    ["b2", "вул. Сумська, 2", "800", "так", "02.03.2022"],
    ["b3", "вул. Сумська, 3", "900", "ні", ""],
]
SECOND = [
    FIRST[0],
    ["b1", "вул. Сумська, 1", "1 200,5", "так", "05.06.2023"],
    ["b3", "вул. Сумська, 3", "", "так", "05.06.2023"],
    ["b4", "вул. Сумська, 4", "100", "так", "05.06.2023"],
]


@pytest.fixture(autouse=True)
def _ukrainian():
    with speaking("uk"):
        yield


def look(rows: list[list[str]], said: Mapping | None = None) -> Look:
    return look_at(csv_of(rows, encoding="cp1251"), "list.csv", said)


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_papers_say_where_each_site_is_from_and_what_became_of_each_row(tmp_path: Path) -> None:
    seen = look(FIRST)
    brought = bring(seen, taken_of(seen, NOWHERE), tmp_path)
    assert brought.update is None
    assert rows_of(tmp_path / "import" / "origin.csv")["b1"]["Площа"] == "1 200,5"
    assert rows_of(tmp_path / "import" / "origin.csv")["b1"]["row"] == "2"
    sheets = load_workbook(tmp_path / "import" / "report.xlsx")
    assert [row[1].value for row in list(sheets["Рядки"].rows)[1:]] == [
        "взято з виправленням",
        *["взято як є"] * 2,
    ]


def test_the_mapping_that_was_kept_reads_next_months_list_the_same_way(tmp_path: Path) -> None:
    answers = {"assume.damaged": "4", "area": "floor", "source": "Департамент"}
    seen = look(FIRST, with_answers(Mapping(), answers))
    bring(seen, taken_of(seen, NOWHERE), tmp_path)
    kept = read_mapping(tmp_path / "import" / "mapping.yml")
    assert kept.assume.damaged == 4 and kept.columns["area"] == "Площа"
    again = look(SECOND, kept)
    assert taken_of(again, NOWHERE).columns["damage_grade"].tolist() == ["4", "4", "4"]


def test_a_second_list_updates_by_id_and_tells_what_changed(tmp_path: Path) -> None:
    seen = look(FIRST)
    bring(seen, taken_of(seen, NOWHERE), tmp_path)
    again = look(SECOND)
    update = bring(again, taken_of(again, NOWHERE), tmp_path).update
    assert update is not None
    assert (update.added, update.untouched) == (("b4",), ("b2",))
    told = {(c.site, c.column, c.before, c.after) for c in update.changed}
    assert ("b1", "damage_date_last", "2022-03-01", "2023-06-05") in told
    assert ("b3", "damage_grade", "0", "3") in told
    after = rows_of(tmp_path / "sites.csv")
    assert list(after) == ["b1", "b2", "b3", "b4"]
    assert after["b3"]["floor_area_m2"] == "900"  # what the new list leaves blank stays


def test_what_the_new_list_does_not_say_of_a_known_building_stays(tmp_path: Path) -> None:
    first = [
        ["Код", "Назва", "Адреса", "Тип", "Учні"],
        ["b1", "Ліцей", "вул. Сумська, 1", "школа", "300"],
    ]
    seen = look(first, with_answers(Mapping(), {"source": "Департамент"}))
    bring(seen, taken_of(seen, NOWHERE), tmp_path)
    again = look([["Код", "Адреса", "Ступінь"], ["b1", "вул. Сумська, 1", "4"]])
    bring(again, taken_of(again, NOWHERE), tmp_path)
    row = rows_of(tmp_path / "sites.csv")["b1"]
    expected = {"name_uk": "Ліцей", "use": "education", "people": "300", "people_kind": "pupils"}
    assert expected.items() <= row.items()
    assert (row["damage_grade"], row["source"]) == ("4", "Департамент; list.csv")


def test_a_mapping_with_faults_tells_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yml"
    path.write_text("format: 1\ncolumns: {nonsense: A}\nscale: richter\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_mapping(path)
    assert {fault.field for fault in caught.value.faults} == {"columns.nonsense", "scale"}
    path.write_text("format: 1\ncolumns: &a {}\nwords: *a\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_mapping(path)


def test_what_a_list_leaves_open_is_asked_and_no_more_than_that() -> None:
    bare = [
        ["адреса", "площа забудови", "дата"],
        ["a", "100", "06/01/22"],
        ["b", "200", "05/02/22"],
    ]
    asked = {question.key for question in questions(look(bare), TOWN)}
    assert {"assume.damage", "assume.storeys", "dates"} <= asked and len(asked) <= MOST
    clear = [["адреса", "загальна площа", "ступінь EMS"], ["a", "100", "3"]]
    assert {question.key for question in questions(look(clear), TOWN)} == {"quality"}


def test_the_sheet_that_looks_like_a_list_is_read_and_the_others_are_offered() -> None:
    data = xlsx_of({"Інструкція": [["Як заповнювати"], ["так"]], "Дані": FIRST})
    seen = look_at(data, "list.xlsx")
    assert (seen.table.sheet, seen.sheets) == ("Дані", ["Інструкція", "Дані"])
    with pytest.raises(InputError) as caught:
        look_at(data, "list.xlsx", Mapping(sheet="Нема"))
    assert caught.value.faults[0].key == "intake_sheet"


def test_a_file_whose_letters_are_lost_or_of_which_no_row_is_left_is_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(InputError) as caught:
        look([["??????", "???????? ?????", "??"], ["???. ?????, 1", "100", "3"]])
    assert caught.value.faults[0].key == "intake_letters_lost"
    seen = look([["alpha", "beta"], ["x", "1"], ["y", "2"]])
    with pytest.raises(InputError) as caught:
        bring(seen, taken_of(seen, NOWHERE), tmp_path)
    assert caught.value.faults[0].key == "intake_nothing_taken" and not list(tmp_path.glob("*.csv"))


def test_columns_that_nobody_named_are_known_by_what_stands_in_them() -> None:
    rows = [
        ["Де", "Висновок", "Що це", "Позначка", "Кв.м"],
        ["вул. Сумська, 1", "вибиті вікна", "школа", "50.01, 36.23", "900"],
        ["вул. Сумська, 2", "повністю зруйновано", "житловий будинок", "50.02, 36.24", "700"],
        ["вул. Сумська, 3", "часткове руйнування", "лікарня", "50.03, 36.25", "800"],
    ]
    columns = look(rows).mapping.columns
    told = {"use": "Що це", "point": "Позначка"}
    assert told.items() <= columns.items() and columns["damage"] == "Висновок"


def test_words_of_damage_on_no_scale_are_asked_one_by_one_and_those_of_another_are_told() -> None:
    damage = ["легкі", "значні", "аварійний", "бита цегла", "бита цегла", "№ 4.2"]
    rows = [[f"b{n}", f"вул. Сумська, {n}", "90", word] for n, word in enumerate(damage * 3)]
    seen = look([["Код", "Адреса", "Площа", "Пошкодження"], *rows])
    asked = {q.key: q for q in questions(seen, NOWHERE) if q.key.startswith("damage.")}
    assert set(asked) == {"damage.бита цегла", "damage.№ 4.2"}
    assert "бита цегла" in asked["damage.бита цегла"].words
    said = with_answers(seen.mapping, {"damage.бита цегла": "3", "damage.№ 4.2": "4"})
    answered = look([["Код", "Адреса", "Площа", "Пошкодження"], *rows], said)
    grades = taken_of(answered, NOWHERE).columns["damage_grade"].tolist()
    assert grades[2:6] == ["4", "3", "3", "4"]
    told = dict(taken_of(answered, NOWHERE).journal.notes)["scale_beside"]
    assert told["words"] == "аварійний → 4"
