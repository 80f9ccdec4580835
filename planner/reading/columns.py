"""Parsing whole columns of a table, collecting a fault for every cell that cannot be used."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.errors import LISTED, Fault
from planner.reading.dates import date_fault
from planner.reading.nearest import unknown
from planner.reading.tables import CsvTable, has_decimal_comma, is_number

LARGEST: Final = 1e12
"""Upper limit of any number in a table: beyond it sums of floats lose whole units."""
_PLAIN = frozenset("0123456789.")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UNKNOWN_WORDS = frozenset(
    {"nan", "na", "n/a", "#n/a", "null", "none", "-", "–", "—", "?", "unknown", "невідомо", "немає"}
)
_INFINITE_WORDS = frozenset({"inf", "+inf", "-inf", "infinity", "-infinity", "+infinity", "∞"})


class ColumnReader:
    """Reads columns of one table; `faults` gathers what is wrong in any of them.

    A column that the table lacks reads as blank throughout: its absence is reported by the table.
    """

    def __init__(self, table: CsvTable) -> None:
        self.table = table
        self.faults: list[Fault] = []

    def text(self, column: str) -> tuple[str, ...]:
        """Cells as they stand."""
        return self.table.cells.get(column) or ("",) * len(self.table)

    def numbers(
        self, column: str, *, low: float = 0.0, high: float = LARGEST, blank: bool = True
    ) -> Floats:
        """(n,) floats in [low, high]; a blank cell is NaN, or a fault if `blank` is False."""
        cells = self.table.cells.get(column)
        if cells is None:
            return np.full(len(self.table), np.nan)
        values = self._parsed(column, cells)
        if not blank:
            self._report("blank", column, (i for i, c in enumerate(cells) if not c))
        below = np.flatnonzero(values < low)
        above = np.flatnonzero(values > high)
        limits = {"low": f"{low:g}", "high": f"{high:g}"}
        self._report("negative" if low == 0 else "out_of_range", column, below, limits)
        self._report("out_of_range", column, above, limits)
        return values

    def whole(self, column: str, *, low: float, high: float, blank: bool = True) -> Floats:
        """(n,) whole numbers in [low, high] as floats; a blank cell is NaN."""
        values = self.numbers(column, low=low, high=high, blank=blank)
        parts = np.flatnonzero(~np.isnan(values) & (values != np.floor(values)))
        self._report("whole", column, parts)
        return values

    def choice(
        self, column: str, allowed: Collection[str], *, blank: bool = False
    ) -> tuple[str, ...]:
        """Cells that must each be one of `allowed`."""
        cells = self.text(column)
        if column not in self.table.cells:
            return cells
        fitting = {*allowed, ""}
        if not fitting.issuperset(cells):
            self._report_strange(column, allowed, [c not in fitting for c in cells])
        if not blank and "" in cells:
            self._report("blank", column, (i for i, c in enumerate(cells) if not c))
        return cells

    def flags(self, column: str) -> Flags:
        """(n,) True where the cell says yes; a blank or a no is False."""
        return np.array([c == "yes" for c in self.choice(column, ("yes", "no"), blank=True)], bool)

    def ids(self, column: str) -> tuple[str, ...]:
        """Ids: lower-case Latin letters, digits, `-` and `_`, each once."""
        cells = self.text(column)
        if column not in self.table.cells:
            return cells
        self._report("blank", column, (i for i, c in enumerate(cells) if not c))
        strange = [i for i, c in enumerate(cells) if c and not _ID.fullmatch(c)]
        mixed = {i for i in strange if _CYRILLIC.search(cells[i]) and _LATIN.search(cells[i])}
        self._report("mixed_script", column, sorted(mixed))
        self._report("id_pattern", column, (i for i in strange if i not in mixed))
        if len(set(cells)) < len(cells):
            self._report_repeated(column, cells)
        return cells

    def dates(self, column: str) -> tuple[str, ...]:
        """ISO dates, of which the day, or the day and month, may be unknown and left out."""
        cells = self.text(column)
        why = {cell: date_fault(cell) for cell in set(cells) if cell}
        for key in ("date", "date_range"):
            self._report(key, column, (i for i, c in enumerate(cells) if why.get(c) == key))
        return cells

    def lists(self, column: str) -> tuple[tuple[str, ...], ...]:
        """Cells holding words separated by `;`."""
        split = ((word.strip() for word in cell.split(";")) for cell in self.text(column))
        return tuple(tuple(word for word in words if word) for words in split)

    def fault(
        self, key: str, column: str, row: int, details: dict[str, str | int | float] | None = None
    ) -> None:
        """Add a fault at row `row` (0-based) of `column`."""
        self._report(key, column, [row], details)

    def _parsed(self, column: str, cells: tuple[str, ...]) -> Floats:
        """Floats of cells; the quick way where there is nothing but digits and points."""
        if set("".join(cells)) <= _PLAIN:
            try:
                return np.array([float(c) if c else np.nan for c in cells], dtype=np.float64)
            except ValueError:
                pass  # such as 1.2.3: find the culprits below
        wrong: dict[str, list[int]] = {}
        values = np.full(len(cells), np.nan)
        for i, cell in enumerate(cells):
            if is_number(cell):
                values[i] = float(cell)
            elif cell:
                wrong.setdefault(_why_no_number(cell), []).append(i)
        for key, places in wrong.items():
            self._report(key, column, places)
        return values

    def _report(
        self,
        key: str,
        column: str,
        places: Iterable[int] | Integers,
        details: object = None,
    ) -> None:
        named = dict(details) if isinstance(details, dict) else {}
        fault = Fault(key=key, file=self.table.label, field=column, details=named)
        self._report_at(column, [int(i) for i in places], lambda _: fault)

    def _report_strange(self, column: str, allowed: Collection[str], strange: list[bool]) -> None:
        rows = [i for i, is_strange in enumerate(strange) if is_strange]
        fault_of = cache(
            partial(unknown, "choice", known=tuple(allowed), file=self.table.label, field=column)
        )
        self._report_at(column, rows, fault_of)

    def _report_at(
        self, column: str, rows: Sequence[int], fault_of: Callable[[str], Fault]
    ) -> None:
        """One kind of fault at some rows (0-based): the first are listed, all are counted."""
        cells, lines = self.text(column), self.table.lines
        first = [replace(fault_of(cells[i]), row=lines[i], value=cells[i]) for i in rows[:LISTED]]
        if len(rows) > LISTED:
            first[-1] = replace(first[-1], others=len(rows) - LISTED)
        self.faults += first

    def _report_repeated(self, column: str, cells: tuple[str, ...]) -> None:
        first: dict[str, int] = {}
        for i, cell in enumerate(cells):
            first.setdefault(cell, i)
        again = [i for i, cell in enumerate(cells) if cell and first[cell] != i]
        label, lines = self.table.label, self.table.lines

        def repeated(cell: str) -> Fault:
            details = {"first": lines[first[cell]]}
            return Fault(key="duplicate_id", file=label, field=column, details=details)

        self._report_at(column, again, repeated)


def _why_no_number(cell: str) -> str:
    word = cell.casefold()
    if word in _UNKNOWN_WORDS:
        return "number_unknown"
    if has_decimal_comma(cell):
        return "decimal_comma"
    return "number_infinite" if word in _INFINITE_WORDS else "number"
