"""The list is found in a sheet, with its titles, headings of two rows, totals and notes."""

from planner.intake.foreign.sheet import Sheet
from planner.intake.layout import Table, table_of

TITLED = [
    ["Перелік пошкоджених будівель"],
    [],
    ["№ з/п", "Адреса", "", "Координати", "", "Загальна площа, кв. м"],
    ["", "вулиця", "будинок", "широта", "довгота", ""],
    ["1", "2", "3", "4", "5", "6"],
    ["Північний район"],
    ["1", "Сумська", "5", "50,0", "36,2", "1200"],
    [],
    ["2", "Сумська", "7", "50,0", "36,2", "800"],
    ["Разом", "", "", "", "", "2000"],
    ["Начальник відділу ____"],
]


def reasons(table: Table) -> dict[int, str]:
    return {row.line: row.reason for row in table.aside}


def test_headings_of_two_rows_are_joined_and_rows_that_are_no_buildings_are_told() -> None:
    table = table_of(Sheet(name="", rows=TITLED))
    assert table.columns[1:5] == [
        "Адреса / вулиця",
        "Адреса / будинок",
        "Координати / широта",
        "Координати / довгота",
    ]
    assert table.line.tolist() == [7, 9]
    assert set(table.section) == {"Північний район"}
    assert reasons(table) == {5: "numbering", 6: "single", 8: "blank", 10: "total", 11: "single"}


def test_merged_headings_and_words_merged_over_rows_hold_for_all_that_they_cover() -> None:
    rows = [["Адреса", "Координати", ""], ["", "lat", "lon"], ["a", "1.5", "2"], ["", "1.5", "3"]]
    merged = [(0, 1, 0, 0), (0, 0, 1, 2), (2, 3, 0, 0), (2, 3, 1, 1)]
    table = table_of(Sheet(name="", rows=rows, merged=merged))
    assert table.columns == ["Адреса", "Координати / lat", "Координати / lon"]
    assert table.cells["Адреса"].tolist() == ["a", "a"]


def test_numbers_merged_over_rows_are_not_counted_twice() -> None:
    rows = [["name", "people"], ["a", "40"], ["b", ""]]
    table = table_of(Sheet(name="", rows=rows * 20, merged=[(41, 42, 1, 1)]))
    assert table.cells["people"].tolist()[-1] == ""


def test_a_list_without_headings_and_headings_named_alike_keep_all_columns() -> None:
    bare = table_of(Sheet(name="", rows=[["50.0", "36.2", "7"], ["50.1", "36.3", "8"]]))
    assert (bare.header, bare.columns, len(bare)) == (0, ["#1", "#2", "#3"], 2)
    twice = table_of(Sheet(name="", rows=[["name", "area", "area"], ["x", "1", "2"]]))
    assert twice.columns == ["name", "area", "area (2)"]


def test_a_building_whose_name_begins_like_a_total_stays() -> None:
    rows = [["назва", "адреса", "площа"], ["Всесвіт", "Сумська", "1"], ["Total Fitness", "b", "2"]]
    assert len(table_of(Sheet(name="", rows=rows))) == 2
