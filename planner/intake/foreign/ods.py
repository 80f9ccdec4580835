"""ODS: tables of LibreOffice and of others that write OpenDocument."""

from typing import Final

from planner.intake.foreign.numbers import tidy, written
from planner.intake.foreign.packed import Archive
from planner.intake.foreign.sheet import (
    COLUMN_LIMIT,
    ROW_LIMIT,
    SHEET_LIMIT,
    UNCALCULATED,
    Book,
    Grid,
    Sheet,
    Span,
    refuse,
)
from planner.intake.foreign.xml import Attributes, named, parse

_HIDDEN: Final = frozenset({"collapse", "filter"})
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_SKIPPED: Final = frozenset({"annotation", "shapes", "tracked-changes", "forms"})


def read_ods(archive: Archive) -> Book:
    """All tables of a document."""
    reader = _Reader()
    with archive.open("content.xml") as stream:
        parse(stream, reader.start, reader.end, reader.data)
    return Book(kind="ods", sheets=reader.sheets)


def _times(attributes: Attributes, name: str) -> int:
    stated = named(attributes, name)
    return max(int(stated), 1) if stated.isdigit() and len(stated) < 9 else 1


class _Reader:
    """Takes the events of a document. A cell or a row that is repeated is written once, with how
    often; blank ones are, up to the last row and column that there can be."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._skipping = 0
        self._cell: Attributes = {}
        self._words: list[str] = []
        self._within_cell = False
        self._grid, self._cells = Grid(), dict[int, str]()
        self._sheet = Sheet(name="", rows=self._grid.rows)
        self._row = self._columns = self._column = 0
        self._repeats = 1

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif name in _CELLS:
            self._cell, self._within_cell = attributes, True
            self._words.clear()
        elif (name == "p" and self._within_cell and self._words) or (
            name == "s" and self._within_cell
        ):
            self._words.append(" ")
        elif name == "table":
            self._begin(named(attributes, "name"))
        elif name == "table-row":
            self._repeats = _times(attributes, "number-rows-repeated")
            self._cells = {}
            self._column = 0
            if named(attributes, "visibility") in _HIDDEN:
                last = min(self._row + self._repeats, ROW_LIMIT)
                self._sheet.hidden_rows += range(self._row, last)
        elif name == "table-column":
            last = self._columns + _times(attributes, "number-columns-repeated")
            if named(attributes, "visibility") in _HIDDEN:
                self._sheet.hidden_columns += range(self._columns, min(last, COLUMN_LIMIT))
            self._columns = last

    def _begin(self, name: str) -> None:
        if len(self.sheets) >= SHEET_LIMIT:
            refuse("intake_too_many_sheets", limit=SHEET_LIMIT)
        self._grid = Grid()
        self._sheet = Sheet(name=name, rows=self._grid.rows)
        self._row = self._columns = 0

    def data(self, text: str) -> None:
        """Letters of the element that is open."""
        if self._within_cell and not self._skipping:
            self._words.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
        elif name in _CELLS:
            self._take()
        elif name == "table-row":
            self._put()
        elif name == "table":
            rows = len(self._grid.rows)
            self._sheet.hidden_rows = [row for row in self._sheet.hidden_rows if row < rows]
            self.sheets.append(self._sheet)

    def _take(self) -> None:
        self._within_cell = False
        times = _times(self._cell, "number-columns-repeated")
        value = self._value()
        if value:
            if times > COLUMN_LIMIT:
                refuse("intake_too_wide", limit=COLUMN_LIMIT, column=times, row=self._row + 1)
            self._cells.update(dict.fromkeys(range(self._column, self._column + times), value))
        down = _times(self._cell, "number-rows-spanned")
        across = _times(self._cell, "number-columns-spanned")
        if down > 1 or across > 1:
            span: Span = (self._row, self._row + down - 1, self._column, self._column + across - 1)
            self._sheet.merged.append(span)
        self._column += times

    def _value(self) -> str:
        kind = named(self._cell, "value-type")
        shown = " ".join("".join(self._words).split())
        if kind in ("float", "currency") and not shown.startswith("#"):
            return tidy(named(self._cell, "value"))
        if kind == "percentage":
            return written(named(self._cell, "value") or "0", "percent")
        if kind == "date":
            return named(self._cell, "date-value").replace("T", " ").removesuffix(" 00:00:00")
        if not shown and named(self._cell, "formula"):
            return UNCALCULATED + named(self._cell, "formula").partition("=")[2]
        return shown

    def _put(self) -> None:
        if self._cells:
            if self._row + self._repeats > ROW_LIMIT:
                refuse("intake_too_many_rows", limit=ROW_LIMIT, row=self._row + self._repeats)
            for row in range(self._row, self._row + self._repeats):
                self._grid.put(row, self._cells)
        self._row += self._repeats
