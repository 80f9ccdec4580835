"""Files made to break or to mislead a reader: each is refused in words of both languages, or read as what it says."""

import io
import json
import sqlite3
import stat
import struct
import zipfile
from collections.abc import Callable
from contextlib import closing

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from planner.errors import InputError
from planner.intake.foreign.delimited import read_delimited
from planner.intake.foreign.read import read_book
from planner.intake.importing import taken_of
from planner.intake.looking import look_at
from planner.intake.take.ground import NOWHERE
from planner.text import fault_sentence, speaking
from tests.intake.books import csv_of, ods_of, xlsx_of, zipped

HEADS = ["Адреса", "Площа", "Ступінь пошкодження"]
LIST = csv_of([HEADS, *(["вул. Сумська, 1", "1200", "2"] for _ in range(5))])
BOOK = xlsx_of({"Лист": [HEADS, ["вул. Сумська, 1", 100, 2]]})
SHEET = "xl/worksheets/sheet1.xml"


def patched(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book:
        return zipped({n: (change if n == name else bytes)(book.read(n)) for n in book.namelist()})


def swapped(old: bytes, new: bytes) -> bytes:
    return patched(SHEET, lambda part: part.replace(old, new))


def overlapping() -> bytes:
    """An archive all of whose names point to one content."""
    data = bytearray(zipped({f"{k}.csv": LIST * 9 for k in range(50)}))
    at = struct.unpack_from("<I", data, data.rfind(b"PK\5\6") + 16)[0]
    while data[at : at + 4] == b"PK\1\2":
        sizes = struct.unpack_from("<HHH", data, at + 28)
        struct.pack_into("<I", data, at + 42, 0)
        at += 46 + sum(sizes)
    return bytes(data)


def understated() -> bytes:
    """An archive that says that little comes out of it."""
    data = bytearray(zipped({"a.csv": b"0" * 30_000_000}))
    at = struct.unpack_from("<I", data, data.rfind(b"PK\5\6") + 16)[0]
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


def linked() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("a.csv")
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


def geopackage(script: str, geometries: str = "") -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(
            (geometries or "CREATE TABLE gpkg_geometry_columns(table_name, column_name, srs_id);")
            + "CREATE TABLE gpkg_spatial_ref_sys(srs_id, organization, organization_coordsys_id, "
            "definition); INSERT INTO gpkg_spatial_ref_sys VALUES(4326, 'EPSG', 4326, ''), "
            "(77, 'NONE', 77, '+init=/etc/passwd:1');" + script
        )
        base.commit()
        return base.serialize()


def layer(shape: str = "NULL", srs: int = 4326) -> str:
    return (
        f"CREATE TABLE t(id, geom); INSERT INTO t VALUES(1, {shape}); "
        f"INSERT INTO gpkg_geometry_columns VALUES('t', 'geom', {srs});"
    )


def parquet(geo: bytes) -> bytes:
    table = pa.table({"адреса": ["вул. Сумська, 1"], "geometry": [b"\1"]})
    stream = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({b"geo": geo}), stream)
    return stream.getvalue()


def point(crs: object) -> bytes:
    feature = {"type": "Feature", "properties": {"a": 1}}
    feature |= {"geometry": {"type": "Point", "coordinates": [36, 50]}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}).encode()


ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT "
WKB = "X'4750000100000000010300000001000000{}'"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "line of 10 MB": ("csv_broken", lambda: LIST + b"x" * 10_000_000),
    "NUL in a table": ("binary", lambda: LIST + b"a\0b;1;2\n"),
    "a program": ("binary", lambda: b"MZ" + bytes(1000)),
    "VRT": ("web_page", lambda: b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>"),
    "KML with entities": ("web_page", lambda: DOCTYPE + b"<kml>&a;</kml>"),
    "GML": ("web_page", lambda: b"<gml:FeatureCollection/>"),
    "nested archives": ("zip_unknown", lambda: zipped({"a.zip": zipped({"b.csv": LIST})})),
    "a thousandfold": ("zip_bomb", lambda: zipped({"a.csv": b"0" * 30_000_000})),
    "one content by many names": ("zip_broken", overlapping),
    "understated size": ("zip_broken", understated),
    "link": ("zip_link", linked),
    "entities in a sheet": ("xml_entities", lambda: patched(SHEET, lambda part: DOCTYPE + part[55:])),
    "entities in styles": ("xml_entities", lambda: patched("xl/styles.xml", lambda _: DOCTYPE)),
    "no such word": ("xml_broken", lambda: swapped(b"<v>0</v>", b"<v>99999</v>")),
    "a word from the end": ("xml_broken", lambda: swapped(b"<v>0</v>", b"<v>-1</v>")),
    "no such style": ("xml_broken", lambda: swapped(b'r="B2"', b'r="B2" s="9999"')),
    "nested elements": ("xml_broken", lambda: swapped(b"<sheetData>", b"<a>" * 100_000)),
    "far column": ("too_wide", lambda: swapped(b'r="B2"', b'r="ZZZZZZ2"')),
    "sheet elsewhere": (
        "empty",
        lambda: patched(
            "xl/_rels/workbook.xml.rels",
            lambda part: part.replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd"),
        ),
    ),
    "repeated without end": (
        "too_wide",
        lambda: ods_of(
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
            'table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
    ),
    "nested JSON": ("json_broken", lambda: b'{"features":' + b"[" * 100_000),
    "number of 5,000 digits": ("json_broken", lambda: b'{"a":' + b"9" * 5000 + b"}"),
    "system by address": ("crs_unknown", lambda: point({"properties": {"href": "http://127.0.0.1"}})),
    "system by path": ("crs_unknown", lambda: point({"properties": {"name": "/etc/passwd"}})),
    "endless view": (
        "empty",
        lambda: geopackage(
            f"CREATE VIEW v AS {ENDLESS} x, x AS geom FROM c; "
            "INSERT INTO gpkg_geometry_columns VALUES('v', 'geom', 4326);"
        ),
    ),
    "points beyond the blob": ("geometry", lambda: geopackage(layer(WKB.format("FFFFFF7F")))),
    "projection by path": ("crs_unknown", lambda: geopackage(layer(srs=77))),
    "torn GeoPackage": ("gpkg_broken", lambda: geopackage(layer())[:5000]),
    "no JSON in a footer": ("parquet_broken", lambda: parquet(b"{" * 1000)),
    "nested footer": ("parquet_broken", lambda: parquet(b"[" * 100_000)),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_made_to_break_a_reader_is_refused_by_its_name(kind: str) -> None:
    key, made = REFUSED[kind]
    with pytest.raises(InputError) as caught:
        read_book(made())
    (fault,) = caught.value.faults
    assert fault.key == f"intake_{key}"
    for language in ("uk", "en"):
        with speaking(language):
            assert len(fault_sentence(fault)) > 20


def test_a_table_of_layers_without_end_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr("planner.intake.foreign.geopackage._MOST_STEPS", 10)
    view = f"CREATE VIEW gpkg_geometry_columns AS {ENDLESS} 't' AS table_name, 'g' AS column_name, 4326 AS srs_id FROM c;"
    with pytest.raises(InputError) as caught:
        read_book(geopackage("CREATE TABLE t(a);", view))
    assert caught.value.faults[0].key == "intake_gpkg_broken"


def test_a_name_of_a_table_is_no_statement_and_a_trigger_is_not_run() -> None:
    name = '"t""; DROP TABLE t; --"'
    data = geopackage(
        f"CREATE TABLE {name}(id, addr, geom); INSERT INTO {name} VALUES(1, 'вул. Сумська, 1', NULL); "
        "INSERT INTO gpkg_geometry_columns VALUES('t\"; DROP TABLE t; --', 'geom', 4326); "
        f"CREATE TRIGGER a AFTER INSERT ON {name} BEGIN DELETE FROM {name}; END;"
    )
    assert read_book(data).sheets[0].rows[1][:2] == ["1", "вул. Сумська, 1"]


def test_names_in_an_archive_lead_nowhere(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("../../x.csv", "/etc/x.csv", "C:\\con.csv", "CON.csv", "a/./b.csv", "nul.csv.csv")
    book = read_book(zipped(dict.fromkeys(names, LIST)))
    assert len(book.sheets) == len(names) and list(tmp_path.iterdir()) == []


OPEN = csv_of([HEADS, *([f"вул. Сумська, {k}", "1200", "2"] for k in range(9))]).decode() + "\n"


@pytest.mark.parametrize("marks", ["2", "27"], ids=["to the end", "to the next"])
def test_a_quotation_mark_that_is_not_closed_swallows_no_row(marks: str) -> None:
    text = OPEN
    for row in marks:
        text = text.replace(f"вул. Сумська, {row}", f'"вул. Сумська, {row}')
    book = read_delimited(text.encode())
    assert len(book.sheets[0].rows) == 10 and book.notes == ["open_quotes"]
    assert book.sheets[0].rows[3] == ["вул. Сумська, 2", "1200", "2"]


def test_where_rows_cannot_be_told_apart_either_way_the_line_is_named() -> None:
    uneven = '"a\nb";1;2\n' * 3
    with pytest.raises(InputError) as caught:
        read_delimited(f'{OPEN}{uneven}"вул. Наукова, 5;1;2\nвул. Наукова, 6;1;2\n'.encode())
    assert caught.value.faults[0].details["row"] == 17
    assert len(read_delimited(f"{OPEN}{uneven}".encode()).sheets[0].rows) == 13


@pytest.mark.parametrize(("most", "other"), [("cp1251", "utf-8"), ("utf-8", "cp1251")])
def test_lines_of_another_encoding_keep_their_letters(most: str, other: str) -> None:
    data = OPEN.encode(most) + "вул. Їжакевича, 7;300;1\n".encode(other)
    book = read_delimited(data)
    assert book.sheets[0].rows[0] == HEADS and book.notes == ["mixed_encodings"]
    assert book.sheets[0].rows[-1][0] == "вул. Їжакевича, 7"
    with speaking("uk"):
        look = look_at(data, "list.csv")
        assert ("mixed_encodings", {}) in taken_of(look, NOWHERE).journal.notes


EVIL = (
    '=HYPERLINK("http://a","x")', "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "\t=1+1",
    "＝1+1", "'=1+1", " =1+1", "a;=1+1", 'a; "+1', "=" * 5000,
)  # fmt: skip


def test_no_cell_of_the_table_can_run_whatever_column_it_came_by() -> None:
    fields = ["Назва", "Адреса", "Район", "Призначення", "Опис", "Джерело", "Форма власності"]
    fields += ["Охоронний статус", "Код", "Дата удару", "Площа", "Ступінь пошкодження"]
    rows = [["Вулиця", *fields], *([f"вул. {k}", *[w] * len(fields)] for k, w in enumerate(EVIL))]
    data = "\n".join(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)
    with speaking("uk"):
        taken = taken_of(look_at(data.encode(), "list.csv"), NOWHERE)
    cells = [str(c) for column in taken.columns.values() for c in column[taken.journal.taken]]
    assert taken.journal.taken.any()
    starts = [part.strip(" '\"") for cell in cells for part in cell.split(";")]
    assert [s for s in starts if s.startswith(("=", "+", "@", "-", "＝", "\t"))] == []
