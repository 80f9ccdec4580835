"""XLS: workbooks of Excel 97 to 2003."""

import io
import struct
from typing import Final

import xlrd

from planner.intake.foreign.numbers import written
from planner.intake.foreign.sheet import SHEET_LIMIT, Book, Grid, Sheet, refuse

_TEXT, _NUMBER, _DATE, _FLAG, _ERROR = 1, 2, 3, 4, 5
_REFUSED: Final = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    ValueError,
    AssertionError,
    LookupError,
)
"""What the library raises of files that are none, or broken."""


def read_xls(data: bytes) -> Book:
    """All worksheets of a workbook."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except _REFUSED as error:
        refuse("intake_password" if "ncrypt" in str(error) else "intake_xls_broken")
    if book.nsheets > SHEET_LIMIT:
        refuse("intake_too_many_sheets", limit=SHEET_LIMIT)
    return Book(kind="xls", sheets=[_sheet(sheet, book.datemode == 1) for sheet in book.sheets()])


def _sheet(sheet: xlrd.sheet.Sheet, since_1904: bool) -> Sheet:
    grid = Grid()
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        cells = (_cell(kind, value, since_1904) for kind, value in zip(kinds, values, strict=True))
        grid.put(row, {column: cell for column, cell in enumerate(cells) if cell})
    rows = len(grid.rows)
    merged = [(top, bottom - 1, left, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return Sheet(
        name=sheet.name,
        rows=grid.rows,
        hidden=sheet.visibility != 0,
        hidden_rows=[row for row, info in sheet.rowinfo_map.items() if info.hidden and row < rows],
        hidden_columns=[column for column, info in sheet.colinfo_map.items() if info.hidden],
        merged=[span for span in merged if span[0] < rows],
    )


def _cell(kind: int, value: object, since_1904: bool) -> str:
    if kind == _TEXT:
        return " ".join(str(value).split())
    if kind == _NUMBER:
        return written(repr(value), "plain")
    if kind == _DATE:
        return written(repr(value), "date", since_1904=since_1904)
    if kind == _FLAG:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR and isinstance(value, int):
        return str(xlrd.error_text_from_code.get(value, "#ERROR!"))
    return ""
