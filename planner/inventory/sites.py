"""Reading sites.csv."""

from typing import Final

import numpy as np

from planner.arrays import Floats
from planner.domain import HERITAGE_STATUSES, USES
from planner.errors import Fault
from planner.inventory.columns import HAZARD_LIMIT, PEOPLE_KINDS, Sites
from planner.inventory.qualities import Graded, read_qualities
from planner.inventory.today import FACTS, read_today, told_by
from planner.inventory.today import OPTIONAL as TODAY
from planner.inventory.wording import NAME, others, plain, read_wording, suffixed
from planner.reading import ColumnReader, scan_table
from planner.reading.dates import tomorrow
from planner.text import DEFAULT, NAMED_IN, PLAIN

ADDRESS: Final = suffixed("address")
SOURCE: Final = plain("source")
HERITAGE_EXTRA: Final = plain("heritage_extra")
EVENTS: Final = plain("damage_events")
SUMMARY: Final = plain("damage_summary")
REQUIRED: Final = (
    "id",
    *(NAME[language] for language in NAMED_IN),
    ADDRESS[PLAIN],
    "lat",
    "lon",
    "location_quality",
    "district",
    "year_built",
    "use",
    "heritage_status",
    HERITAGE_EXTRA[PLAIN],
    "storeys",
    "floor_area_m2",
    "floor_area_quality",
    "people",
    "people_kind",
    "people_quality",
    "damage_grade",
    "damage_grade_quality",
    "damage_date_last",
    EVENTS[PLAIN],
    SUMMARY[PLAIN],
    SOURCE[PLAIN],
)
OPTIONAL: Final = (
    *others(NAME, ADDRESS, HERITAGE_EXTRA, EVENTS, SUMMARY, SOURCE),
    "world_heritage_candidate",
    "ensemble",
    "sensitive",
    "plot_cleared",
    "hazard",
    "unusable",
    "community_priority",
    "year_built_quality",
    "storeys_quality",
    "heritage_status_quality",
    "damage_date_quality",
    *TODAY,
)
GRADED: Final = (
    Graded("location", "lat", "location_quality"),
    Graded("floor_area_m2", "floor_area_m2", "floor_area_quality", zero_known=False),
    Graded("people", "people", "people_quality"),
    Graded("damage_grade", "damage_grade", "damage_grade_quality"),
    Graded("year_built", "year_built", "year_built_quality"),
    Graded("storeys", "storeys", "storeys_quality"),
    Graded("heritage_status", "heritage_status", "heritage_status_quality"),
    Graded("damage_date_last", "damage_date_last", "damage_date_quality"),
)
_LARGEST_AREA = 10_000_000.0
_MOST_PEOPLE = 10_000_000.0
_OLDEST = 800.0
_MOST_STOREYS = 200.0
_RESERVED = frozenset({"damaged_area", "residents_out", "users_out", "workers_out", "new_capacity"})
"""Attributes computed for criteria: a column of that name would make them ambiguous."""


def read_sites(
    data: bytes, label: str, *, outlined: bool = True
) -> tuple[Sites | None, ColumnReader | None, list[Fault]]:
    """Sites as far as readable, the reader of their table, and every fault in it.

    outlined: whether the city has outlines of districts, one of which each site then names.
    """
    required, optional = with_district(REQUIRED, OPTIONAL, outlined)
    table, faults = scan_table(
        data, required=required, optional=optional, extra_numeric=True, label=label
    )
    if table is None:
        return None, None, faults
    reader = ColumnReader(table)
    sites = _sites(reader)
    require_names(reader)
    return sites, reader, [*faults, *reader.faults]


def with_district(
    required: tuple[str, ...], optional: tuple[str, ...], outlined: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Columns that must and that may be there: the district may be left out without outlines."""
    if outlined:
        return required, optional
    return tuple(name for name in required if name != "district"), (*optional, "district")


def require_names(reader: ColumnReader) -> None:
    """A row needs a name in at least one language."""
    for row, names in enumerate(zip(*read_wording(reader, NAME).values(), strict=True)):
        if not any(names):
            reader.fault("name_blank", NAME[DEFAULT], row)


def extra_numbers(reader: ColumnReader) -> dict[str, Floats]:
    """Values of the columns that the table adds, each (n,), NaN where blank."""
    for column in reader.table.extra:
        if column in _RESERVED:
            reader.faults.append(
                Fault(key="reserved_column", file=reader.table.label, row=1, field=column)
            )
    return {column: reader.numbers(column) for column in reader.table.extra}


def _require_both(reader: ColumnReader) -> None:
    """A place has both coordinates or none."""
    lat, lon = (np.array(reader.text(column), dtype=str) != "" for column in ("lat", "lon"))
    for column, rows in (("lat", lon & ~lat), ("lon", lat & ~lon)):
        for row in np.flatnonzero(rows).tolist():
            reader.fault("blank", column, row)


def _known_numbers(reader: ColumnReader) -> dict[str, Floats]:
    area = reader.numbers("floor_area_m2", high=_LARGEST_AREA)
    return {
        "floor_area_m2": np.where(area == 0.0, np.nan, area),
        "people": reader.whole("people", low=0, high=_MOST_PEOPLE),
        "damage_grade": reader.whole("damage_grade", low=0, high=5),
        "year_built": reader.whole("year_built", low=_OLDEST, high=tomorrow().year),
        "storeys": reader.numbers("storeys", high=_MOST_STOREYS),
    }


def _sites(reader: ColumnReader) -> Sites:
    facts = (Graded(f, f, told_by(f, "quality")) for f in FACTS if f in reader.table.cells)
    quality, words = read_qualities(reader, (*GRADED, *facts))
    cleared = reader.flags("plot_cleared")
    extra = extra_numbers(reader)
    numbers = {**_known_numbers(reader), **extra}
    grade = numbers["damage_grade"]
    lat = reader.numbers("lat", low=-90, high=90)
    lon = reader.numbers("lon", low=-180, high=180)
    _require_both(reader)
    return Sites(
        id=reader.ids("id"),
        name=read_wording(reader, NAME),
        address=read_wording(reader, ADDRESS),
        lat=lat,
        lon=lon,
        district=reader.text("district"),
        use=reader.choice("use", USES),
        heritage_status=reader.choice("heritage_status", HERITAGE_STATUSES),
        heritage_extra=read_wording(reader, HERITAGE_EXTRA),
        world_heritage_candidate=reader.flags("world_heritage_candidate"),
        ensemble=reader.text("ensemble"),
        sensitive=reader.flags("sensitive"),
        plot_cleared=cleared,
        floor_area_m2=numbers["floor_area_m2"],
        people=numbers["people"],
        people_kind=reader.choice("people_kind", PEOPLE_KINDS),
        damage_grade=np.where(np.isnan(grade), -1, grade).clip(-1, 5).astype(np.int8),
        hazard=reader.numbers("hazard", high=HAZARD_LIMIT),
        unusable=reader.numbers("unusable", high=1.0),
        community_priority=reader.numbers("community_priority"),
        year_built=numbers["year_built"],
        storeys=numbers["storeys"],
        damage_date_last=reader.dates("damage_date_last"),
        events=read_wording(reader, EVENTS),
        summary=read_wording(reader, SUMMARY),
        source=read_wording(reader, SOURCE),
        quality=quality,
        quality_word=words,
        today=read_today(reader, cleared),
        numbers=numbers,
        extra=tuple(extra),
    )
