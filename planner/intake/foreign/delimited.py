"""CSV of any encoding and separator."""

import csv
import io
import re
from collections import Counter
from typing import Final

from planner.intake.foreign.encoding import decoded
from planner.intake.foreign.sheet import Book, Grid, Sheet, refuse

_MARKS: Final = ("\t", ";", "|")
"""Separators that do not stand in words; a comma is what is left."""
_STATED: Final = re.compile(r"\s*\"?sep=(,|;|\t|\|)\"?[,;\t|]*\r?\n", re.IGNORECASE)
_PROBED: Final = 80
_EVEN: Final = 0.7
"""Share of lines that a separator cuts into as many cells each."""


def read_delimited(data: bytes) -> Book:
    """The one sheet of a CSV file."""
    text, encoding, mended = decoded(data)
    if "\x00" in text:
        refuse("intake_binary")
    stated = _STATED.match(text)
    body = text[stated.end() :] if stated else text
    mark = stated.group(1) if stated else _separator(body)
    grid = Grid()
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=mark)
    try:
        for number, cells in enumerate(reader, start=1 if stated else 0):
            grid.put(number, {i: c.strip() for i, c in enumerate(cells) if c.strip()})
    except csv.Error:
        refuse("intake_csv_broken", row=reader.line_num)
    return Book(
        kind="csv",
        sheets=[Sheet(name="", rows=grid.rows)],
        encoding=encoding,
        delimiter=mark,
        notes=["mangled"] if mended else [],
    )


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
