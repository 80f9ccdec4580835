"""The figures behind a card: each with how it is known, since when, and from whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from planner.inventory.columns import Projects, Quality, Sites
from planner.inventory.today import Today
from planner.inventory.wording import words_at
from planner.text import Language

Column = Literal[
    "damage_grade",
    "floor_area_m2",
    "people",
    "heritage_status",
    "location",
    "owner",
    "state_today",
    "readiness",
    "damaged_share",
    "cost_known",
    "new_use",
    "shelter",
    "significance",
    "cost",
    "capacity_m2",
]
SITE_COLUMNS: Final[tuple[Column, ...]] = (
    "damage_grade",
    "floor_area_m2",
    "people",
    "heritage_status",
    "location",
)
TODAY_COLUMNS: Final[tuple[Column, ...]] = (
    "state_today",
    "owner",
    "readiness",
    "damaged_share",
    "cost_known",
    "new_use",
    "shelter",
    "significance",
)
"""What a table may add; shown where it says something."""
PROJECT_COLUMNS: Final[tuple[Column, ...]] = ("cost", "capacity_m2")
ROUGH_PLACES: Final = frozenset({"street", "district"})
"""Qualities of a location that do not find the building."""
UNSEEN: Final = frozenset({"press", "judgement", "inferred", "unconfirmed"})
"""Words of a source that has not seen the building as an engineer does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One figure behind the card, and how it is known."""

    column: Column
    value: float | str | None
    """None where it is missing."""
    quality: Quality
    word: str
    """The quality as the table words it."""
    date: str = ""
    """Of the event that it speaks of, or of the report; blank where there is none."""
    source: Mapping[Language, str] = field(default_factory=dict)
    """Who reports it, where the table says so of this figure alone."""
    works: str = ""
    """The kind of works that a known cost or a readiness is of; blank where it is of all."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """Of a significance: by value, how much of it that is."""
    words: Mapping[Language, str] = field(default_factory=dict)
    """Of a text, in the languages in which the table gives it."""
    kind: str = ""
    """Of a number of people: who they are."""


def data_of_site(sites: Sites, row: int) -> tuple[Datum, ...]:
    """The figures behind the card of a site."""
    grade, address = int(sites.damage_grade[row]), words_at(sites.address, row)
    placed = not np.isnan(sites.lat[row])
    place = f"{sites.lat[row]:.5f}, {sites.lon[row]:.5f}" if placed else None
    values: dict[Column, float | str | None] = {
        "damage_grade": None if grade < 0 else grade,
        "floor_area_m2": _known(sites.floor_area_m2[row]),
        "people": _known(sites.people[row]),
        "heritage_status": sites.heritage_status[row],
        "location": next(filter(None, address.values()), place),
    }
    known = tuple(
        Datum(
            column=column,
            value=values[column],
            quality=Quality(sites.quality[column][row]),
            word=sites.quality_word[column][row],
            date=sites.damage_date_last[row] if column == "damage_grade" else "",
            words=address if column == "location" else {},
            kind=sites.people_kind[row] if column == "people" else "",
        )
        for column in SITE_COLUMNS
    )
    return (*known, *_of_today(sites, row))


def _of_today(sites: Sites, row: int) -> Iterator[Datum]:
    """What the table adds of a site, each with the day of its report and its source."""
    today = sites.today
    for column in TODAY_COLUMNS:
        value = today.value(column, row)
        if column in sites.quality and sites.quality[column][row] != Quality.MISSING:
            yield Datum(
                column=column,
                value=value,
                quality=Quality(sites.quality[column][row]),
                word=sites.quality_word[column][row],
                date=today.date[column][row],
                source=words_at(today.source[column], row),
                works=_of_works(today, column, row),
                parts=today.judged_by(row) if column == "significance" else {},
            )


def _of_works(today: Today, column: Column, row: int) -> str:
    """The kind of works that a fact is of."""
    of = {"cost_known": today.cost_known_works, "readiness": today.readiness_works}
    return of[column][row] if column in of else ""


def data_of_project(projects: Projects, row: int) -> tuple[Datum, ...]:
    """Those behind the card of a project."""
    values: dict[Column, float | None] = {
        "cost": _known(projects.cost_musd_likely[row]),
        "capacity_m2": _known(projects.capacity_m2[row]),
    }
    return tuple(
        Datum(
            column=column,
            value=values[column],
            quality=Quality(projects.quality[column][row]),
            word=projects.quality_word[column][row],
        )
        for column in PROJECT_COLUMNS
    )


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def unsure(data: tuple[Datum, ...]) -> tuple[Column, ...]:
    """What is missing first, then what no survey stands behind."""
    missing = [datum.column for datum in data if datum.quality == Quality.MISSING]
    rough = [
        datum.column
        for datum in data
        if datum.column not in missing
        and (
            (datum.column == "location" and datum.word in ROUGH_PLACES)
            or (datum.column == "damage_grade" and datum.word in UNSEEN)
            or (datum.column == "heritage_status" and datum.word == "unconfirmed")
        )
    ]
    return (*missing, *rough)
