"""Journal: what became of every row, and of every value that did not stay as it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from planner.arrays import Flags, Integers
from planner.intake.values.distinct import Cells

QUIET: Final = 0.5
"""Share of a column above which a way of writing is the column's own, and no correction of a row."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One kind of correction of one field: the rows, what stood there and what was made of it."""

    kind: str
    field: str
    rows: Integers
    before: Cells
    after: Cells


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inferred:
    """Values that the list does not state, and what they follow from."""

    kind: str
    field: str
    rows: Integers


@dataclass(slots=True, eq=False)
class Journal:
    """Of n rows."""

    n: int
    reason: Cells = field(init=False)
    """(n,) why a row is set aside; blank where it is taken."""
    other: Integers = field(init=False)
    """(n,) the row that it repeats or is in conflict with; -1 where there is none."""
    changes: list[Change] = field(default_factory=list)
    inferred: list[Inferred] = field(default_factory=list)
    notes: list[tuple[str, dict[str, str | int | float]]] = field(default_factory=list)
    """What holds for the whole list: key of a message, and its values."""

    def __post_init__(self) -> None:
        self.reason = np.full(self.n, "", dtype=object)
        self.other = np.full(self.n, -1, dtype=np.int64)

    def correct(self, kind: str, name: str, rows: Flags, before: Cells, after: Cells) -> None:
        """Cells that are not what stood there; rows: (n,) where."""
        at = np.flatnonzero(rows)
        if len(at):
            change = Change(kind=kind, field=name, rows=at, before=before[at], after=after[at])
            self.changes.append(change)

    def infer(self, kind: str, name: str, rows: Flags) -> None:
        """Values that follow from others; rows: (n,) where."""
        at = np.flatnonzero(rows)
        if len(at):
            self.inferred.append(Inferred(kind=kind, field=name, rows=at))

    def note(self, key: str, **details: str | float) -> None:
        """Something about the whole list."""
        self.notes.append((key, details))

    def leave(self, reason: str, rows: Flags, other: Integers | None = None) -> None:
        """Set rows aside that are not yet."""
        mine = rows & (self.reason == "")
        self.reason[mine] = reason
        if other is not None:
            self.other[mine] = other[mine]

    @property
    def taken(self) -> Flags:
        """(n,) rows that are not set aside."""
        return np.asarray(self.reason == "", dtype=bool)

    @property
    def corrected(self) -> Flags:
        """(n,) rows that are taken with a value put right."""
        touched = np.zeros(self.n, dtype=bool)
        for change in self.changes:
            touched[change.rows] = True
        return touched & self.taken


def where(mask: Flags, values: Sequence[str] | Cells, blank: str = "") -> Cells:
    """(n,) values where the mask holds, else blank."""
    found = np.full(len(mask), blank, dtype=object)
    found[mask] = np.asarray(values, dtype=object)[mask]
    return found
