"""Reading projects.csv."""

from typing import Final

import numpy as np

from planner.errors import Fault
from planner.inventory.columns import PEOPLE_KINDS, PROJECT_KINDS, Projects
from planner.inventory.parts import OPTIONAL as PARTS
from planner.inventory.parts import read_parts
from planner.inventory.qualities import Graded, read_qualities
from planner.inventory.sites import SOURCE, extra_numbers, require_names, with_district
from planner.inventory.wording import NAME, others, plain, read_wording
from planner.reading import ColumnReader, scan_table
from planner.text import NAMED_IN, PLAIN

NOTE: Final = plain("note")
REQUIRED: Final = (
    "id",
    *(NAME[language] for language in NAMED_IN),
    "lat",
    "lon",
    "district",
    "kind",
    "cost_musd_low",
    "cost_musd_likely",
    "cost_musd_high",
    "cost_quality",
    "years_to_build",
    "people",
    "people_kind",
    "capacity_m2",
    "capacity_quality",
    "renewal_index",
    "displaces",
    NOTE[PLAIN],
    SOURCE[PLAIN],
)
OPTIONAL: Final = (*others(NAME, NOTE, SOURCE), "sensitive", *PARTS)
GRADED: Final = (
    Graded("cost", "cost_musd_likely", "cost_quality"),
    Graded("capacity_m2", "capacity_m2", "capacity_quality"),
)
_COSTS = ("cost_musd_low", "cost_musd_likely", "cost_musd_high")
_LARGEST_COST = 1_000_000.0
_LARGEST_AREA = 10_000_000.0
_MOST_PEOPLE = 10_000_000.0
_LONGEST_BUILDING = 15.0


def read_projects(
    data: bytes, label: str, *, outlined: bool = True
) -> tuple[Projects | None, ColumnReader | None, list[Fault]]:
    """Projects as far as readable, the reader of their table, and every fault in it.

    outlined: whether the city has outlines of districts, one of which each project then names.
    """
    required, optional = with_district(REQUIRED, OPTIONAL, outlined)
    table, faults = scan_table(
        data, required=required, optional=optional, extra_numeric=True, label=label
    )
    if table is None:
        return None, None, without_rows_fault(faults)
    reader = ColumnReader(table)
    projects = _projects(reader)
    require_names(reader)
    _require_ordered_costs(reader, projects)
    return projects, reader, [*without_rows_fault(faults), *reader.faults]


def without_rows_fault(faults: list[Fault]) -> list[Fault]:
    """A city may have no projects: a table with a header alone is no fault here."""
    return [fault for fault in faults if fault.key != "table_no_rows"]


def _projects(reader: ColumnReader) -> Projects:
    quality, words = read_qualities(reader, GRADED)
    low, likely, high = (reader.numbers(c, high=_LARGEST_COST, blank=False) for c in _COSTS)
    stated = reader.whole("years_to_build", low=1, high=_LONGEST_BUILDING, blank=False)
    years = np.nan_to_num(stated, nan=1.0).clip(1, _LONGEST_BUILDING).astype(np.int64)
    people = reader.whole("people", low=0, high=_MOST_PEOPLE)
    capacity = reader.numbers("capacity_m2", high=_LARGEST_AREA)
    renewal = reader.numbers("renewal_index", high=100)
    extra = extra_numbers(reader)
    numbers = {"people": people, "capacity_m2": capacity, "renewal_index": renewal, **extra}
    return Projects(
        id=reader.ids("id"),
        name=read_wording(reader, NAME),
        lat=reader.numbers("lat", low=-90, high=90, blank=False),
        lon=reader.numbers("lon", low=-180, high=180, blank=False),
        district=reader.text("district"),
        kind=reader.choice("kind", PROJECT_KINDS),
        cost_musd_low=low,
        cost_musd_likely=likely,
        cost_musd_high=high,
        cost_quality=quality["cost"],
        years_to_build=years,
        people=people,
        people_kind=reader.choice("people_kind", PEOPLE_KINDS),
        capacity_m2=capacity,
        renewal_index=renewal,
        sensitive=reader.flags("sensitive"),
        displaces=reader.lists("displaces"),
        parts=read_parts(reader, years, np.nan_to_num(likely)),
        note=read_wording(reader, NOTE),
        source=read_wording(reader, SOURCE),
        quality=quality,
        quality_word=words,
        numbers=numbers,
        extra=tuple(extra),
    )


def _require_ordered_costs(reader: ColumnReader, projects: Projects) -> None:
    low, likely, high = projects.cost_musd_low, projects.cost_musd_likely, projects.cost_musd_high
    for i in np.flatnonzero((low > likely) | (likely > high)):
        details: dict[str, str | int | float] = {
            "low": f"{low[i]:g}",
            "likely": f"{likely[i]:g}",
            "high": f"{high[i]:g}",
        }
        reader.fault("cost_order", "cost_musd_likely", int(i), details)
