"""Foreign files as they are met: read as text, seen whole, refused where they are made to break."""

import base64
import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.intake.foreign import apart
from planner.intake.foreign.apart import read_apart
from planner.intake.foreign.encoding import decoded
from planner.intake.foreign.read import read_book
from planner.intake.foreign.sheet import COLUMN_LIMIT, FILE_LIMIT, ROW_LIMIT
from tests.intake.books import csv_of, ods_of, xlsx_of, zipped

LIST = [
    ["Адреса", "Площа забудови, м²", "Ступінь"],
    ["вул. Григорія Сковороди, 5", "1 200,5", "III"],
    ["майдан Свободи, 7", "800", "I"],
]
ENCODINGS = ("utf-8", "utf-8-sig", "cp1251", "koi8-u", "utf-16", "utf-16-le", "cp1125", "iso8859-5")


XLS = (
    "eNrtWF1IVEEU/mZ21rtuuj+2Shpuq5CViaj9EJleNUsCFSvoj6A0JcLQWCIoqCzzMYh6KnoR7KEXq5dKyqi3oMCo"
    "hyAItOipp6CgB/V25uysrVbgQgnG/ZY598yZc86cO2f+9r4aC48P3iuYwBzUwoNpJxMZKTJBJTNZCYHaHUezyaeP"
    "iuNiUSHTR4nM8OJR9ktL51DnewISd9UzosAHKgdxAq29PV2xBUQDx9AudAw1RAVukiSAfI4qh+kRpkuZ3mHNx0zr"
    "WHKZaQ3pjosDGLNbSzeZWbxPFnNbANrvA7Z5x5JK5OK5nsXnr4iErhf18WPtxxdZQ1RlYQiU0Kaunq64rgdxC36g"
    "sbG8paV8P2EcEUr2EL45MeBrclU/jbnyhZULkPz7bLn1B7mPkjhXfk0qoA/OYV4kA8jDUaVbLLFCbVB1VKrVHrVZ"
    "TeIUL+5EESG1nhvrVYXygnSrVa3aQRULokg1qK3KJrMa1awURITkDVSCEFXUUq3KKYgi4raQfTM5r1BlJKmk0yFF"
    "oZA8VlGTXx8bvM2EZm0z2bz8soh2Ish8mBdhiN5z8vaX1y0dbfYhlvTx0aLnt8BK/b5wcEFbZJ1le4mrS4J8PEEG"
    "WFPN0FL2sJbpRe5lOfMFTCO0YuhZ0pZrmO39rHOJW0uo33WMN/aqFH418QOfdz6MDny01xA/3DRxJjL81h5EMQ1B"
    "J8cp0I8yUSZuXNcYsZNPYTav90zzf9nIfDJkYnfMqRvElF66hDDTRE2PlpipSTN2iZqHah7jS/zGl2BfenRGsYxj"
    "DePFbotogDfXjSOS7LW1ZG+zrSVbezmLhSZvHlZwjKKFqEBUnyvSx+nRoWp3Hg41oRUjd09o8Dzmxc5JP/HaGVni"
    "E4cpjeNamYP7ul/a23/CDxcuXLhw4cKFCxfpQvCNDHzP0hdCr7mcW+a7zhSVafczyX+LXeil30n6u7YNPfSM43Ra"
    "8ycPXpH0JeZpk/xeqLGXeo+jGx0cR3fa85f+TInU95m3YejvLaF0+59OJ85/3P8PxcbguA=="
)
"""A small workbook of Excel 97, deflated: a date, a merged cell, a hidden row and a hidden column."""


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_book(data)
    (fault,) = caught.value.faults
    return fault.key


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_csv_is_read_whatever_its_encoding_and_separator(encoding: str, mark: str) -> None:
    rows = [[cell.replace(",", "") for cell in row] for row in LIST] if mark == "," else LIST
    if encoding != "utf-8":
        rows = [[cell.replace("²", "2") for cell in row] for row in rows]
    (sheet,) = read_book(csv_of(rows, mark=mark, encoding=encoding)).sheets
    assert sheet.rows == rows


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "вулиця",
                "Сумська",
                "будинок",
                "зруйновано",
                "школа",
                "лікарня",
                "площа",
                "їхній",
                "ґанок",
                "п’ять",
            ]
        ),
        min_size=3,
        unique=True,
    ),
    st.sampled_from(["cp1251", "koi8-u"]),
)
def test_short_ukrainian_texts_show_their_encoding(words: list[str], encoding: str) -> None:
    text = " ".join(words).replace("’", "'")
    assert decoded(text.encode(encoding))[:2] == (text, encoding)


def test_text_that_a_program_mangled_before_is_put_right() -> None:
    text = "Адреса;вул. Сумська\n"
    found, _, mended = decoded(text.encode().decode("cp1251").encode())
    assert mended and found == text


def test_a_workbook_shows_errors_dates_and_formulas_without_results() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Перелік")
        sheet.merge_range(0, 0, 0, 2, "Група")
        sheet.write_row(1, 0, ["a", 50.25, 7])
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 1, "=B2+1", None, "")
        sheet.write_datetime(
            2, 2, datetime(2022, 3, 1), book.add_format({"num_format": "dd.mm.yyyy"})
        )
        sheet.write_number(3, 0, 0.25, book.add_format({"num_format": "0%"}))
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
    (found,) = read_book(stream.getvalue()).sheets
    assert found.rows == [
        ["Група"],
        ["a", "50.25", "7"],
        ["#DIV/0!", "=B2+1", "2022-03-01"],
        ["25%"],
    ]
    assert (found.hidden_rows, found.hidden_columns, found.merged) == ([3], [1], [(0, 0, 0, 2)])


def test_opendocument_is_read_with_its_repeats_and_hidden_rows() -> None:
    cell = '<table:table-cell office:value-type="{}" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    rows = (
        f"<table:table-row>{cell.format('string', '', 'Адреса')}{cell.format('string', '', 'Площа')}</table:table-row>"
        f'<table:table-row table:visibility="filter">{cell.format("string", "", "Сумська")}{cell.format("float", "12.0", "12")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (found,) = read_book(ods_of(rows)).sheets
    assert (found.name, found.rows) == ("Перелік", [["Адреса", "Площа"], ["Сумська", "12"]])
    assert found.hidden_rows == [1]


def test_a_workbook_of_excel_97_is_read_like_a_newer_one() -> None:
    (found,) = read_book(zlib.decompress(base64.b64decode(XLS))).sheets
    assert found.rows[:2] == [
        ["Адреса", "Площа", "Ступінь", "Дата"],
        ["вул. Сумська, 1", "1200.5", "3", "2022-03-01"],
    ]
    assert (found.hidden_rows, found.hidden_columns, found.merged) == ([3], [2], [(2, 3, 0, 0)])


def test_what_is_no_table_is_named() -> None:
    assert refused(b"%PDF-1.7 ...") == "intake_no_table"
    assert refused(b"<html><table></table></html>") == "intake_web_page"
    assert refused(b"  \n") == "intake_empty"
    assert refused(zipped({"a.jpg": b"x"})) == "intake_zip_unknown"
    assert refused(zipped({"a.csv": zipped({"b.csv": b"x,y"})})) == "intake_zip_nested"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == "intake_xls_broken"
    assert refused(b"a table, of words\n" * 9 + b"\x00,c") == "intake_binary"


def test_a_bomb_of_two_cells_is_refused_at_once() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    assert refused(workbook_of(sheet)) == "intake_too_many_rows"
    assert refused(workbook_of(sheet.replace("1048576", "2"))) == "intake_too_wide"
    assert ROW_LIMIT >= 250_000 and COLUMN_LIMIT >= 256


def test_archives_that_unpack_without_end_and_xml_that_defines_entities_are_refused() -> None:
    assert refused(zipped({"xl/workbook.xml": b"0" * 60_000_000})) == "intake_zip_bomb"
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert refused(workbook_of(laughs)) == "intake_xml_entities"


def test_an_archive_that_is_not_what_was_packed_is_refused() -> None:
    data = bytearray(xlsx_of({"Перелік": LIST}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    begin = sheet.header_offset + 30 + len(sheet.filename)
    data[begin + 5 : begin + 25] = b"\xff" * 20
    assert refused(bytes(data)) == "intake_zip_broken"


def test_tables_of_an_archive_are_sheets_without_their_twins() -> None:
    files = {
        "form.csv": csv_of(LIST),
        "form-units.csv": csv_of(LIST),
        "b.xlsx": xlsx_of({"A": LIST}),
    }
    book = read_book(zipped({**files, "__MACOSX/._form.csv": b"\x00\x05", "photo.jpg": b"\xff"}))
    assert [sheet.name for sheet in book.sheets] == ["form", "form-units", "b / A"]
    assert all(sheet.rows == LIST for sheet in book.sheets)


def test_the_reading_process_has_no_more_memory_and_time_than_it_needs_and_writes_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("resource", reason="Windows has no such limits")
    tried = (
        "from planner.intake.foreign.__main__ import _limit\n_limit()\n"
        "try: bytearray(5_000_000_000)\nexcept MemoryError: print('memory')\n"
        "try: open('x', 'wb', buffering=0).write(b'x')\nexcept OSError: print('file')\n"
    )
    command = [sys.executable, "-c", f"import signal; signal.signal(signal.SIGXFSZ, 1)\n{tried}"]
    path = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    run = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=path, check=False
    )
    assert run.stdout.split() == ["memory", "file"]
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(InputError) as caught:
        read_apart(csv_of(LIST), "list.csv")
    assert caught.value.faults[0].key == "intake_slow"


def test_no_library_reads_layers_that_could_follow_them_to_other_files_or_the_network() -> None:
    readers = re.compile(
        r"^\s*(?:from|import) (?:pyogrio|osgeo|fiona|geopandas|rasterio)\b", re.MULTILINE
    )
    rooms = Path(__file__).parents[3] / "planner"
    assert not [f for f in rooms.rglob("*.py") if readers.search(f.read_text(encoding="utf-8"))]


def test_a_file_is_read_in_a_process_of_its_own_and_its_faults_come_back() -> None:
    book = read_apart(xlsx_of({"Перелік": LIST}), "list.xlsx")
    assert book.sheets[0].rows == LIST
    with pytest.raises(InputError) as caught:
        read_apart(b"%PDF", "list.pdf")
    assert caught.value.faults[0].file == "list.pdf"
    with pytest.raises(InputError) as caught:
        read_apart(b"x" * (FILE_LIMIT + 1), "big.csv")
    assert caught.value.faults[0].key == "file_too_large"


def workbook_of(sheet: str) -> bytes:
    """A workbook whose one sheet is this XML."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns:r="{relations}"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet.encode(),
        }
    )
