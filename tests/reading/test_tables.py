"""Tables are read as text: nothing is guessed, nothing dropped."""

import time
from pathlib import Path

import numpy as np
import pytest

from planner.errors import LISTED, InputError
from planner.reading import ColumnReader, CsvTable, read_table, scan_table, tables
from planner.reading.columns import LARGEST
from planner.reading.tables import ROW_LIMIT, WIDEST


def scan(text: str, *, optional: tuple[str, ...] = (), extra: bool = False) -> CsvTable:
    table, faults = scan_table(
        text.encode(), required=("id", "n"), optional=optional, extra_numeric=extra, label="t.csv"
    )
    assert table is not None
    assert not faults
    return table


def keys(text: str, *, optional: tuple[str, ...] = (), extra: bool = False) -> list[str]:
    _, faults = scan_table(
        text.encode(), required=("id", "n"), optional=optional, extra_numeric=extra, label="t.csv"
    )
    return [fault.key for fault in faults]


def test_cells_stay_text_and_are_stripped() -> None:
    table = scan('id,n\n007, NA \n a ,"\u00a01,250"\n')
    assert table.rows == [{"id": "007", "n": "NA"}, {"id": "a", "n": "1,250"}]


def test_lines_are_those_of_a_spreadsheet() -> None:
    table = scan('id,n\n"a\nb",1\n\nc,2\n,\n')
    assert table.lines == (2, 4)
    assert table.cells["id"] == ("a\nb", "c")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert scan("\ufeffid,n\r\na,1\r\n").rows == [{"id": "a", "n": "1"}]


def test_an_extra_column_of_numbers_is_accepted_where_asked_for() -> None:
    assert scan("id,n,trees\na,1,3\nb,2,\n", extra=True).extra == ("trees",)
    assert keys("id,n,trees\na,1,3\n") == ["unknown_column"]
    assert keys("id,n,trees\na,1,many\n", extra=True) == ["unknown_column"]
    assert keys("id,n,trees\na,1,\n", extra=True) == ["unknown_column"]


def test_a_misspelt_column_of_numbers_is_not_taken_for_a_new_one() -> None:
    assert keys("id,n,hazrd\na,1,3\n", optional=("hazard",), extra=True) == ["unknown_column_near"]


def test_a_renamed_required_column_is_reported_once() -> None:
    assert keys("idd,n\na,1\n") == ["unknown_column_near"]
    assert keys("n\n1\n") == ["missing_column"]


def test_rows_of_another_width_are_all_reported() -> None:
    assert keys("id,n\na\nb,1,2\nc,3\n") == ["field_count", "field_count"]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROW_LIMIT", 1_000)
    assert keys("id,n\n" + "a,1\n" * 1_001) == ["too_many_rows"]


def test_reading_raises_every_fault(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,x\na,1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_table(path, required=("id", "n"))
    assert {fault.key for fault in caught.value.faults} == {"field_count", "missing_column"}
    path.write_text("id,n\na,1\n", encoding="utf-8")
    assert len(read_table(path, required=("id", "n"))) == 1


def test_blank_numbers_are_not_known_and_never_zero() -> None:
    reader = ColumnReader(scan("id,n\na,\nb,0\nc,1e3\nd,.5\n"))
    assert np.array_equal(reader.numbers("n"), [np.nan, 0, 1000, 0.5], equal_nan=True)
    assert not reader.faults


def test_a_column_that_the_table_lacks_is_blank_throughout() -> None:
    reader = ColumnReader(scan("id,n\na,1\n", optional=("x",)))
    assert np.isnan(reader.numbers("x", blank=False)).all()
    assert reader.choice("x", ("yes",)) == ("",)
    assert reader.dates("x") == ("",)
    assert reader.lists("x") == ((),)
    assert not reader.flags("x").any()
    assert not reader.faults


@pytest.mark.parametrize("cell", ["1" * 400, f"{LARGEST:.0f}1", "9e999"])
def test_numbers_out_of_proportion_are_faults(cell: str) -> None:
    reader = ColumnReader(scan(f"id,n\na,{cell}\n"))
    reader.numbers("n")
    assert [fault.key for fault in reader.faults] == ["out_of_range"]


def test_a_flood_of_faults_is_listed_up_to_a_limit_and_counted_beyond() -> None:
    reader = ColumnReader(scan("id,n\n" + "a,-1\n" * 1500))
    reader.numbers("n")
    assert len(reader.faults) == LISTED
    assert InputError(reader.faults).count == 1500


def test_a_column_full_of_strange_words_is_reported_quickly() -> None:
    cells = "".join(f"id,word-{i}\n" for i in range(50_000))
    reader = ColumnReader(scan("id,n\n" + cells))
    reader.choice("n", ("yes", "no"))
    assert len(reader.faults) == LISTED
    assert InputError(reader.faults).count == 50_000
    reader.ids("id")
    assert InputError(reader.faults).count == 99_999


@pytest.mark.parametrize("line", ["sep=,\r\n", "SEP=;\n", '"sep=,"\n', "sep=,,,\r\n"])
def test_the_line_in_which_excel_states_its_separator_is_none_of_the_table(line: str) -> None:
    table = scan(line + "id,n\na,1\n")
    assert table.rows == [{"id": "a", "n": "1"}]
    assert table.lines == (3,)


def test_two_byte_order_marks_change_nothing_either() -> None:
    assert scan("\ufeff\ufeffid,n\na,1\n").rows == [{"id": "a", "n": "1"}]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("id;n\na;1\n", ";"),
        ('"id";"n";"name, street"\na;1;x\n', ";"),
        ('name, of the street;id;n\n"x";a;1\n', ";"),
        ("id\tn\na\t1\n", "Tab"),
        ("id|n\na|1\n", "|"),
    ],
)
def test_another_mark_between_columns_is_named_whatever_stands_in_the_header(
    text: str, mark: str
) -> None:
    _, faults = scan_table(
        text.encode(),
        required=("id", "n"),
        optional=("name, street", "name, of the street"),
        extra_numeric=False,
        label="t.csv",
    )
    assert [(fault.key, fault.value) for fault in faults] == [("delimiter", mark)]


def test_what_else_is_wrong_with_a_table_of_another_mark_is_told_at_once() -> None:
    table, faults = scan_table(
        b"id;n\na;1,5\n", required=("id", "n"), optional=(), extra_numeric=False, label="t.csv"
    )
    assert table is not None and [fault.key for fault in faults] == ["delimiter"]
    reader = ColumnReader(table)
    reader.numbers("n")
    assert [fault.key for fault in reader.faults] == ["decimal_comma"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"PK\x03\x04\x14\x00", "XLSX"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS")],
)
def test_a_workbook_by_the_name_of_a_table_is_recognised(head: bytes, kind: str) -> None:
    _, faults = scan_table(
        head + bytes(200), required=("id",), optional=(), extra_numeric=False, label="t.csv"
    )
    assert [fault.key for fault in faults] == ["workbook"]
    assert kind in faults[0].value


def test_blank_rows_and_columns_count_against_the_limits() -> None:
    assert keys("id,n\na,1\n" + ",\n" * (ROW_LIMIT + 1)) == ["too_many_rows"]
    wide = "," * WIDEST
    assert keys(f"id,n{wide}\na,1{wide}\n")[0] == "too_wide"


def test_time_grows_with_the_file_and_not_with_its_square() -> None:
    def seconds(columns: int) -> float:
        names = ",".join(f"column-{k}" for k in range(columns))
        begun = time.perf_counter()
        keys(f"id,n,{names}\na,1{',x' * columns}\n")
        return time.perf_counter() - begun

    seconds(100)
    assert seconds(1_600) < 100 * max(seconds(100), 0.02)  # 256 times, if it grew with the square


@pytest.mark.parametrize("cell", ["2022", "2022-03", "2022-03-02", ""])
def test_dates_may_lack_day_and_month(cell: str) -> None:
    reader = ColumnReader(scan(f"id,n\na,{cell}\n"))
    assert reader.dates("n") == (cell,)
    assert not reader.faults


@pytest.mark.parametrize(
    "cell", ["22", "2022-3", "2022-13", "2022-02-30", "20220302", "2022/03/02"]
)
def test_dates_that_are_none_are_faults(cell: str) -> None:
    reader = ColumnReader(scan(f"id,n\na,{cell}\n"))
    reader.dates("n")
    assert [fault.key for fault in reader.faults] == ["date"]


def test_ids_that_only_look_alike_are_told_apart() -> None:
    reader = ColumnReader(scan("id,n\na1,1\nа1,2\na1,3\n,4\n"))
    reader.ids("id")
    assert sorted((f.row, f.key) for f in reader.faults) == [
        (3, "id_pattern"),
        (4, "duplicate_id"),
        (5, "blank"),
    ]
