"""What a row of projects may add: of which whole it is a part, in which phase, what it restores."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.arrays import Floats, Integers
from planner.inventory.wording import Texts, Wording, plain, read_wording
from planner.reading import ColumnReader
from planner.reading.tables import is_number
from planner.text import LANGUAGES

ORIGINS: Final = ("published", "announced", "hypothetical")
"""A published scheme, something the city has announced, or the scenario's authors' own example."""
WHOLE: Final = plain("whole")
OPTIONAL: Final = (
    "part_of",
    "phase",
    "origin",
    "cost_by_year",
    "restores",
    *WHOLE.values(),
)
_MOST_PHASES: Final = 20
_SUM: Final = 1e-6
"""Relative: costs by year add up to the likely cost."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """What the table of n projects adds; a blank, 0 and an empty list mean not stated."""

    part_of: Texts
    """Key of the whole whose parts are chosen one by one."""
    whole: Wording
    """What the whole is called."""
    phase: Integers
    """(n,) from 1: it starts once every part of the phase before is finished; 0 for no order."""
    origin: Texts
    """One of `ORIGINS`."""
    shares: tuple[tuple[float, ...], ...]
    """Of the cost by year of building; empty where it falls due evenly."""
    restores: tuple[Texts, ...]
    """Ids of sites that are restored, repaired or adapted by the time it is finished; what that
    costs and brings stands with them, so that nothing is counted twice."""

    def __post_init__(self) -> None:
        self.phase.setflags(write=False)

    @classmethod
    def untold(cls, n: int) -> "Parts":
        """Of n projects whose table adds nothing."""
        blank = ("",) * n
        return cls(
            part_of=blank,
            whole=dict.fromkeys(LANGUAGES, blank),
            phase=np.zeros(n, dtype=np.int64),
            origin=blank,
            shares=((),) * n,
            restores=((),) * n,
        )

    @property
    def waits(self) -> tuple[tuple[int, int], ...]:
        """Pairs of rows: one, and a part of the phase before that it waits for."""
        phased = [(self.part_of[row], int(n), row) for row, n in enumerate(self.phase) if n]
        return tuple(
            (row, before)
            for whole, n, row in phased
            for other, m, before in phased
            if whole == other and m == n - 1
        )

    def whole_of(self, row: int) -> tuple[int, ...]:
        """Rows of the whole that a row is a part of, in the order of their phases; itself alone
        where it is none."""
        if not self.part_of[row]:
            return (row,)
        rows = [k for k, whole in enumerate(self.part_of) if whole == self.part_of[row]]
        return tuple(sorted(rows, key=lambda k: (self.phase[k], k)))

    def shares_of(self, years: Integers) -> Floats:
        """(n, longest) shares of the cost by year, 0 after the last; NaN where they are even."""
        table = np.full((len(self.part_of), int(years.max(initial=1))), np.nan)
        for row, shares in enumerate(self.shares):
            if shares:
                table[row] = 0.0
                table[row, : len(shares)] = shares
        return table


def read_parts(reader: ColumnReader, years: Integers, likely: Floats) -> Parts:
    """The columns as they stand; adds every fault in them to the reader's.

    years, likely (n,): how long each takes to build and what it costs.
    """
    phase = reader.whole("phase", low=1, high=_MOST_PHASES)
    parts = Parts(
        part_of=reader.text("part_of"),
        whole=read_wording(reader, WHOLE),
        phase=np.nan_to_num(phase).astype(np.int64),
        origin=reader.choice("origin", ORIGINS, blank=True),
        shares=_shares(reader, years, likely),
        restores=reader.lists("restores"),
    )
    _require_wholes(reader, parts)
    _require_apart(reader, parts)
    return parts


def _shares(reader: ColumnReader, years: Integers, likely: Floats) -> tuple[tuple[float, ...], ...]:
    """Costs by year as shares of their sum: a figure for each year of building, adding up to the
    likely cost."""
    found: list[tuple[float, ...]] = []
    for row, cells in enumerate(reader.lists("cost_by_year")):
        amounts = [float(cell) for cell in cells if is_number(cell)]
        details: dict[str, str | int | float] = {"n": len(cells), "years": int(years[row])}
        if len(amounts) < len(cells) or any(amount < 0 for amount in amounts):
            reader.fault("by_year_number", "cost_by_year", row)
        elif cells and len(cells) != years[row]:
            reader.fault("by_year_length", "cost_by_year", row, details)
        elif cells and abs(sum(amounts) - likely[row]) > _SUM * max(1.0, likely[row]):
            details = {"sum": f"{sum(amounts):g}", "likely": f"{likely[row]:g}"}
            reader.fault("by_year_sum", "cost_by_year", row, details)
        elif sum(amounts) > 0:
            found.append(tuple(amount / sum(amounts) for amount in amounts))
            continue
        found.append(())
    return tuple(found)


def _require_wholes(reader: ColumnReader, parts: Parts) -> None:
    """A phase is one of a whole, phases follow each other from 1, a whole has one name."""
    first: dict[str, int] = {}
    phases: dict[str, set[int]] = {}
    for row, whole in enumerate(parts.part_of):
        if parts.phase[row] and not whole:
            reader.fault("phase_of_nothing", "phase", row)
        if whole:
            phases.setdefault(whole, set()).add(int(parts.phase[row]))
            start = first.setdefault(whole, row)
            called = [{code: names[k] for code, names in parts.whole.items()} for k in (start, row)]
            if not any(called[1].values()):
                reader.fault("whole_blank", "whole", row)
            elif called[0] != called[1]:
                reader.fault("whole_differs", "whole", row, {"first": reader.table.lines[start]})
        elif any(names[row] for names in parts.whole.values()):
            reader.fault("whole_of_nothing", "part_of", row)
    for row, whole in enumerate(parts.part_of):
        number = int(parts.phase[row])
        if whole and number > 1 and number - 1 not in phases[whole]:
            reader.fault("phase_missing", "phase", row, {"before": number - 1})


def _require_apart(reader: ColumnReader, parts: Parts) -> None:
    """What a project restores it does not displace, and it names it once."""
    for row, (restored, displaced) in enumerate(
        zip(parts.restores, reader.lists("displaces"), strict=True)
    ):
        for site in dict.fromkeys(restored):
            if site in displaced:
                reader.fault("restores_displaced", "restores", row, {"site": site})
            if restored.count(site) > 1:
                reader.fault("restores_twice", "restores", row, {"site": site})
