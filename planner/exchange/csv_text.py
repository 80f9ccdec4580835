"""Tables as CSV that no spreadsheet runs: cells as text, formulas neutralised."""

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from planner.exchange.gate.gate import Gate
from planner.exchange.sheet import Cell, Table

_FORMULA_START: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\x00"
_IGNORED_BEFORE: Final = "\\s\u00ad\u200b-\u200f\u2060\ufeff\"'`«»“”„‟‘’‚‛\uff02\uff07"
_RISKY: Final = re.compile(f"[{_FORMULA_START}]")
_STARTS_FORMULA: Final = re.compile(f"[{_IGNORED_BEFORE}]*[{_FORMULA_START}]")
_INNER_FORMULA: Final = re.compile(
    f"([;\\t\\r\\n\\v\\f])(?=[{_IGNORED_BEFORE}]*[{_FORMULA_START}])"
)


def neutral(words: str) -> str:
    """Text that no spreadsheet runs as a formula.

    An apostrophe goes before = + - @ TAB CR NUL and their full-width variants at the start, after
    blanks and quotation marks too, and after a semicolon, TAB or line break inside: where the
    list separator is a semicolon, a spreadsheet may split the cell there.
    """
    if not _RISKY.search(words):
        return words
    guarded = _INNER_FORMULA.sub(r"\1'", words)
    return f"'{guarded}" if _STARTS_FORMULA.match(guarded) else guarded


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return repr(value)


def csv_of(table: Table, source: Mapping[str, Cell], gate: Gate, prefix: str = "") -> bytes:
    """A table whose rows each end with where it comes from, in columns whose names begin with
    `prefix`; of both what may leave by the gate."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    table, source = gate.table(table), gate.facts("stamp", source)
    writer.writerow([*(c.key for c in table.columns), *(f"{prefix}{key}" for key in source)])
    repeated = [_cell(value) for value in source.values()]
    for row in table.rows:
        writer.writerow([*map(_cell, row), *repeated])
    return lines.getvalue().encode("utf-8-sig")
