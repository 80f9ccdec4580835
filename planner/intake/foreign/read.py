"""What a file is, by what it holds and not by its name, and the reader for it."""

import re
from typing import Final

from planner.intake.foreign.delimited import read_delimited
from planner.intake.foreign.packed import Archive
from planner.intake.foreign.sheet import CELL_LIMIT, FILE_LIMIT, Book, Sheet, refuse

_DOCUMENTS: Final = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "GZIP",
}
"""First bytes of what holds no table that could be read."""
_SHEETS: Final = frozenset(("xl/workbook.xml", "xl/workbook.bin", "content.xml"))
"""By which a workbook is known among archives."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PAGE: Final = re.compile(rb"<[a-z!?]", re.IGNORECASE)


def read_book(data: bytes) -> Book:
    """The sheets of a file. Raises InputError where it is none that is known, or too large."""
    if len(data) > FILE_LIMIT:
        refuse("intake_file_large", limit=FILE_LIMIT // 1_000_000)
    if not data.strip(b"\x00\xff\xfe\xef\xbb\xbf \r\n\t"):
        refuse("intake_empty")
    book = _read(data)
    if sum(len(row) for sheet in book.sheets for row in sheet.rows) > CELL_LIMIT:
        refuse("intake_too_many_cells", limit=CELL_LIMIT)
    if not any(sheet.rows for sheet in book.sheets):
        refuse("intake_empty")
    return book


def _read(data: bytes) -> Book:
    for mark, kind in _DOCUMENTS.items():
        if data.startswith(mark):
            refuse("intake_no_table", kind=kind)
    if data.startswith(b"PK"):
        return _packed(Archive(data))
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            refuse("intake_password")
        from planner.intake.foreign.xls import read_xls  # its library is for these files alone

        return read_xls(data)
    layers = _layers(data)
    if layers is not None:
        return Book(kind="layers", sheets=layers)
    if _PAGE.match(data[:200].lstrip(b"\xef\xbb\xbf \r\n\t")):
        refuse("intake_web_page")
    return read_delimited(data)


def _layers(data: bytes) -> list[Sheet] | None:
    """Layers of a map, if it is such a file. Their readers bring numpy, PROJ or Arrow, for them alone."""
    if data.startswith(b"SQLite format 3\0"):
        from planner.intake.foreign.geopackage import read_geopackage

        return read_geopackage(data)
    if data.startswith(b"PAR1"):
        from planner.intake.foreign.parquet import read_parquet

        return [read_parquet(data)]
    if data.startswith(b"PARE"):
        refuse("intake_password")
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        from planner.intake.foreign.geojson import read_geojson

        return [read_geojson(data, "")]
    return None


def _packed(archive: Archive) -> Book:
    names = archive.names
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        from planner.intake.foreign.xlsx import read_xlsx

        return read_xlsx(archive)
    if "content.xml" in names:
        from planner.intake.foreign.ods import read_ods

        return read_ods(archive)
    if "word/document.xml" in names:
        refuse("intake_no_table", kind="DOCX")
    if any(name.lower().endswith((".shp", ".geojson", ".gpkg")) for name in names):
        from planner.intake.foreign.layers import read_layers

        return read_layers(archive)
    from planner.intake.foreign.layers import read_tables, tables_of

    if tables_of(archive):
        return read_tables(archive, _table)
    refuse("intake_zip_unknown", names=", ".join(names[:5])[:200] or "—")


def _table(data: bytes) -> Book:
    """A table out of an archive, which is no archive of tables itself."""
    if data.startswith(b"PK") and not _SHEETS & set(Archive(data).names):
        refuse("intake_zip_nested")
    return _read(data)
