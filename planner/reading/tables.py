"""Tables: CSV files read as text only, so that nothing in them is guessed or dropped."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import Fault, InputError, listed
from planner.reading.files import decode, read_bytes
from planner.reading.letters import STEERING, code_of
from planner.reading.nearest import nearest, unknown

SIZE_LIMIT = 160_000_000
ROW_LIMIT = 300_000
WIDEST = 2_000
_LONGEST_COLUMN = 80
_HEADER_WITHIN = 1_000_000
_DELIMITERS = {",": ",", ";": ";", "\t": "Tab", "|": "|"}
"""What may separate columns, the usual one first -> how a message names it."""
_STATED_SEPARATOR = re.compile(r"\s*\"?sep=(?:,|;|\t|\|)\"?[,;\t|]*\r?\n", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_WITH_COMMA = re.compile(r"[+-]?\d[\d \u00a0\u202f]*(,\d+)+(\.\d+)?")
_TOO_CLOSE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """Text cells by column, stripped of outer blanks, with the line of every row."""

    label: str
    """The file as faults name it."""
    columns: tuple[str, ...]
    cells: Mapping[str, tuple[str, ...]]
    lines: tuple[int, ...]
    """Line of every row as a spreadsheet counts it; the header is 1."""
    extra: tuple[str, ...] = ()
    """Columns beyond those known, numeric throughout."""
    complete: bool = True
    """False where rows of the file could not be read."""

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The same cells, row by row."""
        return [
            dict(zip(self.columns, values, strict=True))
            for values in zip(*(self.cells[c] for c in self.columns), strict=True)
        ]


def read_table(
    path: Path,
    *,
    required: Collection[str],
    optional: Collection[str] = (),
    extra_numeric: bool = False,
    label: str = "",
) -> CsvTable:
    """Read a CSV file; raises InputError with every fault of its form."""
    name = label or path.name
    data = read_bytes(path, limit=SIZE_LIMIT, label=name)
    table, faults = scan_table(
        data, required=required, optional=optional, extra_numeric=extra_numeric, label=name
    )
    if table is None or faults:
        raise InputError(faults)
    return table


def scan_table(
    data: bytes,
    *,
    required: Collection[str],
    optional: Collection[str],
    extra_numeric: bool,
    label: str,
) -> tuple[CsvTable | None, list[Fault]]:
    """What can be read of a CSV file, and every fault of its form.

    Rows and columns with a fault are left out of the table, so a table that comes with faults
    serves only to look for more of them.
    """
    try:
        text = decode(data, label=label)
    except InputError as error:
        return None, list(error.faults)
    faults = _character_faults(text, label)
    delimiter, wrong = _delimiter(text, {*required, *optional}, label)
    faults += wrong
    records, broken = _records(text, delimiter, label)
    faults += broken
    if not records:
        return None, faults or [Fault(key="table_empty", file=label)]
    header = tuple(name.strip() for name in records[0][1])
    rows, uneven = _even_rows(records[1:], len(header), label)
    faults += uneven
    if not rows and not uneven and not broken:
        faults.append(Fault(key="table_no_rows", file=label))
    cells = _columns(header, rows)
    extra, found = _column_faults(header, cells, (required, optional), extra_numeric, label)
    known = {*required, *optional, *extra}
    table = CsvTable(
        label=label,
        columns=tuple(column for column in cells if column in known),
        cells={column: values for column, values in cells.items() if column in known},
        lines=tuple(line for line, _ in rows),
        extra=extra,
        complete=not broken and not uneven,
    )
    return table, [*faults, *found]


def _column_faults(
    header: Sequence[str],
    cells: Mapping[str, tuple[str, ...]],
    names: tuple[Collection[str], Collection[str]],
    numeric: bool,
    label: str,
) -> tuple[tuple[str, ...], list[Fault]]:
    """Extra columns, and the faults of the columns; `names` are the required and optional ones.

    A required column that an unknown one seems to mean is not called missing as well.
    """
    required, optional = names
    extra, strange = _extra(cells, (*required, *optional), header, numeric, label)
    if not any(cells.values()):
        strange = []  # without rows nothing shows whether a column is numeric
    meant = {str(fault.details["near"]) for fault in strange}
    absent = [column for column in required if column not in meant]
    return extra, [*_header_faults(header, absent, label), *strange]


def is_number(text: str) -> bool:
    """Whether `text` is a plain decimal number: a decimal point, no separators."""
    return _NUMBER.fullmatch(text) is not None


def is_zero(text: str) -> bool:
    """Whether `text` is a number, and that number is 0."""
    return is_number(text) and float(text) == 0.0


def has_decimal_comma(text: str) -> bool:
    """Whether `text` is a number but for a comma in it: decimals to one reader, thousands to
    another."""
    return _WITH_COMMA.fullmatch(text) is not None


def _character_faults(text: str, label: str) -> list[Fault]:
    faults = []
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        faults.append(Fault(key="nul_byte", file=label, row=row))
    for match in STEERING.finditer(text):
        row = text.count("\n", 0, match.start()) + 1
        code = code_of(match.group())
        faults.append(Fault(key="control_character", file=label, row=row, value=code))
        if len(faults) >= 20:
            break
    return faults


def _records(
    text: str, delimiter: str, label: str
) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """(line, fields) of every record that is not blank, up to the first that is malformed."""
    records: list[tuple[int, list[str]]] = []
    line = 0
    try:
        for line, fields in _numbered(text, delimiter):
            if any(field.strip() for field in fields):
                records.append((line, fields))
            limits = (("too_many_rows", line, ROW_LIMIT + 1), ("too_wide", len(fields), WIDEST))
            for key, count, limit in limits:
                if count > limit:  # blank ones count: they take as long to look at
                    details = {"limit": ROW_LIMIT if key == "too_many_rows" else WIDEST}
                    return records, [Fault(key=key, file=label, row=line, details=details)]
    except csv.Error:
        return records, [Fault(key="broken_quotes", file=label, row=line + 1)]
    return records, []


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records by their number, which a spreadsheet shows; the line by which Excel states its
    separator (`sep=,`) is none of the table's."""
    lines = io.StringIO(text, newline="")
    stated = _STATED_SEPARATOR.match(text)
    if stated:
        lines.seek(stated.end())
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    return enumerate(reader, start=2 if stated else 1)


def _delimiter(text: str, known: Collection[str], label: str) -> tuple[str, list[Fault]]:
    """What separates the columns: the mark that makes most of the header known, or most columns.

    Other marks than the comma are a fault, and the table is read all the same: whatever else is
    wrong with it is said at once.
    """
    headers = {mark: _header(text, mark) for mark in _DELIMITERS}
    best = max(
        _DELIMITERS,
        key=lambda mark: (sum(name in known for name in headers[mark]), len(headers[mark])),
    )
    if best == ",":
        return best, []
    return best, [Fault(key="delimiter", file=label, row=1, value=_DELIMITERS[best])]


def _header(text: str, delimiter: str) -> list[str]:
    """The first record that is not blank, as far as it can be read with this delimiter."""
    try:
        records = (fields for _, fields in _numbered(text[:_HEADER_WITHIN], delimiter))
        return [name.strip() for name in next((r for r in records if any(r)), [])]
    except csv.Error:
        return []


def _even_rows(
    records: Sequence[tuple[int, list[str]]], width: int, label: str
) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    even = [record for record in records if len(record[1]) == width]
    faults = [
        Fault(
            key="field_count",
            file=label,
            row=line,
            value=fields[0].strip(),
            details={"found": len(fields), "expected": width},
        )
        for line, fields in records
        if len(fields) != width
    ]
    return even, listed(faults)


def _columns(
    header: Sequence[str], rows: Sequence[tuple[int, list[str]]]
) -> dict[str, tuple[str, ...]]:
    if not rows:
        return dict.fromkeys(header, ())
    by_column = zip(*(fields for _, fields in rows), strict=True)
    named: dict[str, tuple[str, ...]] = {}
    for name, column in zip(header, by_column, strict=True):
        named.setdefault(name, tuple([cell.strip() for cell in column]))
    return named


def _header_faults(header: Sequence[str], required: Collection[str], label: str) -> list[Fault]:
    faults = [
        Fault(key="missing_column", file=label, row=1, field=column)
        for column in required
        if column not in header
    ]
    seen: set[str] = set()
    for position, column in enumerate(header, start=1):
        if not column:
            details = {"position": position}
            faults.append(Fault(key="blank_column", file=label, row=1, details=details))
        elif column in seen:
            faults.append(Fault(key="duplicate_column", file=label, row=1, field=column))
        seen.add(column)
    return faults


def _extra(
    cells: Mapping[str, tuple[str, ...]],
    known: Collection[str],
    header: Sequence[str],
    numeric: bool,
    label: str,
) -> tuple[tuple[str, ...], list[Fault]]:
    """Columns that are not known: accepted where numeric throughout and no slip of the pen."""
    absent = frozenset(known).difference(header)
    extra, faults = [], []
    for column, values in cells.items():
        if column in known or not column:
            continue
        slip = nearest(column, absent, cutoff=_TOO_CLOSE)
        fits = len(column) <= _LONGEST_COLUMN and _numeric_throughout(values)
        if numeric and fits and not slip:
            extra.append(column)
        else:
            faults.append(unknown("column", column, absent, file=label, field=column, row=1))
    return tuple(extra), faults


def _numeric_throughout(values: Sequence[str]) -> bool:
    filled = [value for value in values if value]
    return bool(filled) and all(map(is_number, filled))
