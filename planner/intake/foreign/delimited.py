"""CSV of any encoding and separator."""

import csv
import io
import re
from collections import Counter
from typing import Final, Literal

from planner.intake.foreign.encoding import decoded
from planner.intake.foreign.sheet import Book, Grid, Sheet, refuse

_MARKS: Final = ("\t", ";", "|")
"""Separators that do not stand in words; a comma is what is left."""
_STATED: Final = re.compile(r"\s*\"?sep=(,|;|\t|\|)\"?[,;\t|]*\r?\n", re.IGNORECASE)
_END: Final = "\x1e"
"""Stands in no text."""
_SWALLOWED: Final = 2
"""Lines within a cell, from which they may be rows."""
_NEARLY_ALL: Final = 0.95
_PROBED: Final = 80
_EVEN: Final = 0.7
"""Share of lines that a separator cuts into as many cells each."""
_Row = tuple[int, list[str]]


def read_delimited(data: bytes) -> Book:
    """The one sheet of a CSV file."""
    text, encoding, note = decoded(data)
    if "\x00" in text:
        refuse("intake_binary")
    stated = _STATED.match(text)
    body = text[stated.end() :] if stated else text
    mark = stated.group(1) if stated else _separator(body)
    notes: list[str] = [note] if note else []
    rows = _rows(body, mark)
    swallowing = _swallowing(rows, mark) if '"' in body else None
    if swallowing is not None:
        rows = _rows(body, mark, quoting=csv.QUOTE_NONE)
        if not _even([cells for _, cells in rows]):
            refuse("intake_csv_broken", row=swallowing + (1 if stated else 0))
        notes.append("open_quotes")
    grid = Grid()
    for number, (_, cells) in enumerate(rows, start=1 if stated else 0):
        grid.put(number, {i: c.strip() for i, c in enumerate(cells) if c.strip()})
    sheets = [Sheet(name="", rows=grid.rows)]
    return Book(kind="csv", sheets=sheets, encoding=encoding, delimiter=mark, notes=notes)


def _rows(body: str, mark: str, *, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> list[_Row]:
    """(line on which it begins, cells) of each row; after the last one comes a row of a mark of ours, if
    all quotation marks before it are closed."""
    found, begins = list[_Row](), 1
    lines = io.StringIO(body if quoting else f"{body}\n{_END}", newline="")
    reader = csv.reader(lines, delimiter=mark, quoting=quoting)
    try:
        for cells in reader:
            found.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        refuse("intake_csv_broken", row=begins)
    if quoting:
        return [(line, [cell.strip().strip('"') for cell in cells]) for line, cells in found]
    if found[-1][1] == [_END]:
        found.pop()
    return found


def _swallowing(rows: list[_Row], mark: str) -> int | None:
    """The line on which a cell begins that holds other rows, since a quotation mark is not closed."""
    widths = Counter(len(cells) for _, cells in rows)
    width = max(widths, key=lambda n: (widths[n] > 1, n))
    for line, cells in rows:
        for cell in cells:
            if "\n" in cell and _holds_rows(cell, mark, width):
                return line
    return rows[-1][0] if any(_END in cell for cell in rows[-1][1]) else None


def _holds_rows(cell: str, mark: str, width: int) -> bool:
    """Whether most lines of a cell but the first are cut as rows of a table are."""
    inner = cell.splitlines()[1:]
    cut = sum(part.count(mark) >= width - 1 for part in inner)
    return width > 1 and len(inner) >= _SWALLOWED and cut > len(inner) / 2


def _even(rows: list[list[str]]) -> bool:
    """Whether nearly all rows have as many cells."""
    widths = Counter(len(cells) for cells in rows if any(cells))
    return bool(widths) and widths.most_common(1)[0][1] >= _NEARLY_ALL * widths.total()


def _separator(text: str) -> str:
    """A mark that cuts most lines into as many cells; else the comma, which also ends decimals."""
    best, widest = ",", 1
    for mark in _MARKS:
        widths = _widths(text, mark)
        width, lines = Counter(widths).most_common(1)[0] if widths else (1, 0)
        if width > widest and lines >= _EVEN * len(widths):
            best, widest = mark, width
    return best


def _widths(text: str, mark: str) -> list[int]:
    """Cells of the first lines that have any, the widest half of them: titles have one cell."""
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(text[:500_000], newline=""), delimiter=mark):
            if any(cells):
                widths.append(len(cells))
            if len(widths) >= _PROBED:
                break
    except csv.Error:
        return []
    return sorted(widths, reverse=True)[: max(1, (3 * len(widths)) // 4)]
