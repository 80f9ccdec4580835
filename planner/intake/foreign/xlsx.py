"""XLSX: read event by event, so that hidden parts, merged cells, errors and formulas without a
result are seen, and a bomb of two cells a million rows apart costs nothing."""

import re
from collections.abc import Callable, Sequence
from posixpath import normpath
from typing import Final, TypeVar

from planner.intake.foreign.numbers import Style, style_of, written
from planner.intake.foreign.packed import Archive
from planner.intake.foreign.sheet import (
    CELL_LIMIT,
    COLUMN_LIMIT,
    SHEET_LIMIT,
    UNCALCULATED,
    Book,
    Grid,
    Sheet,
    Span,
    refuse,
)
from planner.intake.foreign.xml import Attributes, named, parse

_DIGITS: Final = "0123456789"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_WORKBOOK: Final = "xl/workbook.xml"
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE: Final = frozenset({"1", "true"})


def read_xlsx(archive: Archive) -> Book:
    """All worksheets of a workbook."""
    if "xl/workbook.bin" in archive.names:
        refuse("intake_xlsb")
    names, targets, since_1904 = _workbook(archive)
    strings, styles = _strings(archive), _styles(archive)
    sheets = []
    for name, target, hidden in names:
        path = targets.get(target, "")
        if "worksheets/" not in path:
            continue  # a chart has a sheet of its own
        reader = _SheetReader(strings, styles, since_1904)
        with archive.open(path) as stream:
            parse(stream, reader.start, reader.end, reader.data)
        sheets.append(reader.sheet(name, hidden=hidden))
    return Book(kind="xlsx", sheets=sheets)


def _parse(archive: Archive, name: str, start: Callable[[str, Attributes], None]) -> None:
    with archive.open(name) as stream:
        parse(stream, start, lambda _: None, lambda _: None)


def _workbook(archive: Archive) -> tuple[list[tuple[str, str, bool]], dict[str, str], bool]:
    """(name, relation, hidden) of the sheets; path by relation; whether days count from 1904."""
    names: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}
    since_1904 = False

    def sheet(name: str, attributes: Attributes) -> None:
        nonlocal since_1904
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            names.append((attributes.get("name", ""), named(attributes, "id"), hidden))
        elif name == "workbookPr":
            since_1904 = attributes.get("date1904", "") in _TRUE

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else normpath(f"xl/{target}")
            targets[attributes.get("Id", "")] = path

    _parse(archive, _WORKBOOK, sheet)
    _parse(archive, "xl/_rels/workbook.xml.rels", relation)
    if len(names) > SHEET_LIMIT:
        refuse("intake_too_many_sheets", limit=SHEET_LIMIT)
    return names, targets, since_1904


def _strings(archive: Archive) -> list[str]:
    """Texts that cells name by number."""
    reader = _StringReader()
    if "xl/sharedStrings.xml" in archive.names:
        with archive.open("xl/sharedStrings.xml") as stream:
            parse(stream, reader.start, reader.end, reader.data)
    return reader.found


class _StringReader:
    """Takes the events of the shared texts; what says how to pronounce them is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside = self._spoken = False

    def start(self, name: str, _: Attributes) -> None:
        """An element begins."""
        if name == "si":
            self._parts.clear()
        elif name == "rPh":
            self._spoken = True
        elif name == "t":
            self._inside = not self._spoken

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append(_unescaped("".join(self._parts)))
            if len(self.found) > CELL_LIMIT:
                refuse("intake_too_many_cells", limit=CELL_LIMIT)

    def data(self, text: str) -> None:
        """Letters of the element that is open."""
        if self._inside:
            self._parts.append(text)


def _unescaped(text: str) -> str:
    """`_x000D_` is how a workbook writes what XML cannot hold."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return " ".join(text.split()) if "\n" in text or "\r" in text else text.strip()


def _styles(archive: Archive) -> list[Style]:
    """What the number format of each cell style shows."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    within = ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal within
        if name == "numFmt":
            codes[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs"):
            within = name
        elif name == "xf" and within == "cellXfs":
            numbers.append(_whole(attributes.get("numFmtId", "")))

    if "xl/styles.xml" in archive.names:
        _parse(archive, "xl/styles.xml", start)
    return [style_of(number, codes.get(number, "")) for number in numbers]


def _whole(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 9 else 0


def _column(letters: str, known: dict[str, int]) -> int:
    """A -> 0, AA -> 26."""
    found = known.get(letters)
    if found is None:
        found = 0
        for letter in letters:
            found = 26 * found + ord(letter) - 64
        found = known[letters] = found - 1
    return found


class _SheetReader:
    """Takes the events of one worksheet."""

    def __init__(self, strings: list[str], styles: list[Style], since_1904: bool) -> None:
        self._strings, self._styles, self._since_1904 = strings, styles, since_1904
        self._grid = Grid()
        self._row, self._next = -1, 0
        self._cells: dict[int, str] = {}
        self._kind = self._style = self._formula = ""
        self._at = 0
        self._text: list[str] = []
        self._taking = False
        self._letters: dict[str, int] = {}
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[int] = []
        self._merged: list[Span] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == "c":
            reference = attributes.get("r", "").rstrip(_DIGITS)
            self._at = _column(reference, self._letters) if reference else self._next
            self._next = self._at + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._formula = ""
            self._text.clear()
        elif name in ("v", "t"):
            self._taking = True
        elif name == "f":
            self._formula = UNCALCULATED
            self._taking = True
        elif name == "row":
            number = _whole(attributes.get("r", ""))
            self._row = number - 1 if number else self._row + 1
            self._next = 0
            self._cells = {}
            if attributes.get("hidden", "") in _TRUE:
                self._hidden_rows.append(self._row)
        elif name == "col" and attributes.get("hidden", "") in _TRUE:
            first, last = _whole(attributes.get("min", "")), _whole(attributes.get("max", ""))
            self._hidden_columns += range(max(first - 1, 0), min(last, COLUMN_LIMIT))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def data(self, text: str) -> None:
        """Letters of the element that is open."""
        if self._taking:
            self._text.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            value = self._value("".join(self._text))
            if value:
                self._cells[self._at] = value
        elif name in ("v", "t"):
            self._taking = False
        elif name == "f":
            self._formula = UNCALCULATED + "".join(self._text)
            self._text.clear()
            self._taking = False
        elif name == "row":
            self._grid.put(self._row, self._cells)
            self._cells = {}

    def _value(self, stored: str) -> str:
        if not stored:
            return self._formula if self._kind not in ("s", "inlineStr", "str") else ""
        if self._kind == "n":
            style = _at(self._styles, self._style) if self._style else "plain"
            return written(stored, style, since_1904=self._since_1904)
        if self._kind == "s":
            return _at(self._strings, stored)
        if self._kind == "b":
            return "TRUE" if stored in _TRUE else "FALSE"
        return _unescaped(stored)

    def _merge(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match is None or match.group(3) is None or len(self._merged) >= CELL_LIMIT // 100:
            return
        first, last = (_column(match.group(i), self._letters) for i in (1, 3))
        if last < COLUMN_LIMIT:
            self._merged.append((int(match.group(2)) - 1, int(match.group(4)) - 1, first, last))

    def sheet(self, name: str, *, hidden: bool) -> Sheet:
        """All that was read of it."""
        rows = len(self._grid.rows)
        return Sheet(
            name=name,
            rows=self._grid.rows,
            hidden=hidden,
            hidden_rows=[row for row in self._hidden_rows if row < rows],
            hidden_columns=self._hidden_columns,
            merged=[span for span in self._merged if span[0] < rows],
        )


_T = TypeVar("_T")


def _at(shared: Sequence[_T], place: str) -> _T:
    """What all sheets share, by its place; a place that there is not shows that the book is torn."""
    number = int(place) if place.isdecimal() and len(place) < 10 else len(shared)
    if number >= len(shared):
        refuse("intake_xml_broken")
    return shared[number]
