"""What a row of sites may add: whose the building is, how it stands today, what is known of its cost,
whether it has a shelter, what it is worth as heritage whatever the law says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats
from planner.domain import OWNERS, READINESS, SHELTERS, STATES, USES, WORKS
from planner.inventory.wording import Texts, Wording, plain, read_wording
from planner.reading import ColumnReader
from planner.text import LANGUAGES

FACTS: Final = (
    "owner",
    "state_today",
    "readiness",
    "damaged_share",
    "cost_known",
    "new_use",
    "shelter",
    "significance",
)
"""Columns that a table may add; each with quality, date and source of its own."""
COST_WORKS: Final = "cost_known_works"
READY_WORKS: Final = "readiness_works"
_PREFIX: Final = {"state_today": "state"}
"""Facts whose columns of quality, date and source begin otherwise than with their own name."""
VALUES: Final = ("age", "rarity", "architecture", "history", "community")
"""What significance may be judged by, each 0-20, after the values that the Burra Charter and EN 16883
name; they add up to it."""
_MOST_VALUE: Final = 20.0
_SUM: Final = 1e-6
_LEAST_SHARE: Final = 0.001
_OF_BUILDING: Final = "survey"
"""Readiness that is of a building and so of all works on it."""
_LEAST_COST: Final = 0.001


def told_by(fact: str, what: str) -> str:
    """The column that says how a fact is known, since when or from whom: `owner_source`."""
    return f"{_PREFIX.get(fact, fact)}_{what}"


OPTIONAL: Final = (
    *FACTS,
    COST_WORKS,
    READY_WORKS,
    *(told_by("significance", value) for value in VALUES),
    *(told_by(fact, what) for fact in FACTS for what in ("quality", "date")),
    *(name for fact in FACTS for name in plain(told_by(fact, "source")).values()),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Today:
    """State of n sites as their table tells it; a blank and NaN mean not stated."""

    stated: frozenset[str]
    """Which of `FACTS` the table has a column for; of the others nothing is missing."""
    owner: Texts
    state_today: Texts
    readiness: Texts
    readiness_works: Texts
    """The kind of works that this readiness is of; blank where it is of all."""
    damaged_share: Floats
    """Part of the floor that the damage touches, (0, 1]."""
    cost_known: Floats
    """Of a contract or a tender, in the scenario's money unit."""
    cost_known_works: Texts
    """The kind of works that this cost is of."""
    new_use: Texts
    """What the building is to be adapted to, one of `USES`."""
    shelter: Texts
    """One of `SHELTERS`; blank where nobody says."""
    significance: Floats
    """Heritage value before the damage, 0-100; NaN where the scenario's default by status applies."""
    values: Mapping[str, Floats]
    """By one of `VALUES`: the part of the significance that it is, 0-20."""
    plot_waits: Flags
    """The plot is cleared and may be built on again."""
    date: Mapping[str, Texts]
    """By fact: the day of the report, ISO, or only its year or year and month."""
    source: Mapping[str, Wording]
    """By fact: who reports it."""

    def __post_init__(self) -> None:
        owned = (self.damaged_share, self.cost_known, self.plot_waits, self.significance)
        for array in (*owned, *self.values.values()):
            array.setflags(write=False)

    @classmethod
    def untold(cls, n: int) -> "Today":
        """Of n sites whose table adds nothing."""
        blank = ("",) * n
        return cls(
            stated=frozenset(),
            owner=blank,
            state_today=blank,
            readiness=blank,
            readiness_works=blank,
            damaged_share=np.full(n, np.nan),
            cost_known=np.full(n, np.nan),
            cost_known_works=blank,
            new_use=blank,
            shelter=blank,
            significance=np.full(n, np.nan),
            values={value: np.full(n, np.nan) for value in VALUES},
            plot_waits=np.zeros(n, dtype=bool),
            date=dict.fromkeys(FACTS, blank),
            source={fact: dict.fromkeys(LANGUAGES, blank) for fact in FACTS},
        )

    @property
    def part(self) -> Floats:
        """(n,) part of the floor that works speak of: all of it where the table does not say."""
        return np.where(np.isnan(self.damaged_share), 1.0, self.damaged_share)

    @property
    def settled(self) -> Flags:
        """(n,) whether nothing is left to be done: repaired already, or pulled down and the plot
        does not wait for rebuilding."""
        return self.has_state("done") | (self.has_state("demolished") & ~self.plot_waits)

    def has_state(self, state: str) -> Flags:
        """(n,) whether a building is in this state."""
        return np.asarray(np.asarray(self.state_today, dtype=object) == state, dtype=bool)

    def ready_for(self, works: str) -> Texts:
        """How far each site is prepared for a kind of works, as the table has it. Readiness for other
        works is worth a survey and no more: that is of the building, a design or a tender is of its works."""
        survey = READINESS.index(_OF_BUILDING)
        return tuple(
            _OF_BUILDING if of not in ("", works) and READINESS.index(ready) > survey else ready
            for ready, of in zip(self.readiness, self.readiness_works, strict=True)
        )

    def judged_by(self, row: int) -> dict[str, float]:
        """The values that the significance of one site is made of; empty where it is stated whole."""
        parts = {value: float(column[row]) for value, column in self.values.items()}
        return {value: part for value, part in parts.items() if not np.isnan(part)}

    def value(self, fact: str, row: int) -> float | str | None:
        """What is stated of one site; None where nothing is."""
        column = getattr(self, fact)
        if isinstance(column, np.ndarray):
            return None if np.isnan(column[row]) else float(column[row])
        return str(column[row]) or None


def read_today(reader: ColumnReader, plot_cleared: Flags) -> Today:
    """The columns as they stand; adds every fault in them to the reader's."""
    today = Today(
        stated=frozenset(fact for fact in FACTS if fact in reader.table.cells),
        owner=reader.choice("owner", OWNERS, blank=True),
        state_today=reader.choice("state_today", STATES, blank=True),
        readiness=reader.choice("readiness", READINESS, blank=True),
        readiness_works=reader.choice(READY_WORKS, WORKS, blank=True),
        damaged_share=reader.numbers("damaged_share", low=_LEAST_SHARE, high=1.0),
        cost_known=reader.numbers("cost_known", low=_LEAST_COST),
        cost_known_works=reader.choice(COST_WORKS, WORKS, blank=True),
        new_use=reader.choice("new_use", USES, blank=True),
        shelter=reader.choice("shelter", SHELTERS, blank=True),
        significance=reader.numbers("significance", high=100.0),
        values={
            value: reader.numbers(told_by("significance", value), high=_MOST_VALUE)
            for value in VALUES
        },
        plot_waits=plot_cleared,
        date={fact: reader.dates(told_by(fact, "date")) for fact in FACTS},
        source={fact: read_wording(reader, plain(told_by(fact, "source"))) for fact in FACTS},
    )
    _require_whole_costs(reader, today)
    _require_prepared(reader, today)
    _require_values(reader)
    _require_gone(reader, today)
    _require_sums(reader, today)
    return today


def _require_whole_costs(reader: ColumnReader, today: Today) -> None:
    """A cost says of which works it is, and works that a cost is known of have one."""
    for row, (cost, works) in enumerate(zip(today.cost_known, today.cost_known_works, strict=True)):
        if np.isnan(cost) and works and not reader.text("cost_known")[row]:
            reader.fault("known_works_alone", COST_WORKS, row)
        elif not np.isnan(cost) and not works:
            reader.fault("known_cost_alone", COST_WORKS, row)


def _require_prepared(reader: ColumnReader, today: Today) -> None:
    """Works that something is ready for need something that is."""
    for row, (ready, works) in enumerate(zip(today.readiness, today.readiness_works, strict=True)):
        if (
            works
            and ready in ("", READINESS[0])
            and not (ready == "" and reader.text("readiness")[row])
        ):
            reader.fault("ready_works_alone", READY_WORKS, row)


def _require_values(reader: ColumnReader) -> None:
    """How, when or by whom something is told needs something that is told."""
    for fact in FACTS:
        values = reader.text(fact)
        for what in ("quality", "date", "source"):
            column = told_by(fact, what)
            for row, (value, said) in enumerate(zip(values, reader.text(column), strict=True)):
                if said and not value:
                    reader.fault("fact_blank", column, row, {"column": fact})


def _require_gone(reader: ColumnReader, today: Today) -> None:
    """A plot that is cleared holds no building that stands, is worked on or is repaired."""
    gone = today.has_state("demolished") | today.has_state("")
    for row in np.flatnonzero(today.plot_waits & ~gone).tolist():
        reader.fault("standing_and_cleared", "state_today", row)


def _require_sums(reader: ColumnReader, today: Today) -> None:
    """The values that significance is judged by add up to it."""
    stated = np.array(list(today.values.values()))
    judged, sums = ~np.isnan(stated).all(axis=0), np.nansum(stated, axis=0)
    for row in np.flatnonzero(judged & ~(np.abs(sums - today.significance) <= _SUM)).tolist():
        reader.fault("values_sum", "significance", row, {"sum": f"{sums[row]:g}"})
