"""Turns a drawn city into the text of its tables, in the schema of the Kharkiv files."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np

from planner.arrays import Integers, Words
from planner.inventory.sites import ADDRESS, EVENTS, HERITAGE_EXTRA, SUMMARY
from planner.inventory.wording import NAME, plain_first
from planner.synthetic.draw import City
from planner.synthetic.projects import Row
from planner.text import Language, in_each, text


def csv_bytes(columns: Mapping[str, Iterable[object]]) -> bytes:
    """Columns of equal length as a UTF-8 table with a header row and \\n line ends."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return buffer.getvalue().encode("utf-8")


def projects_table(rows: Sequence[Row]) -> bytes:
    """The projects' rows as a table."""
    return csv_bytes({column: [row[column] for row in rows] for column in rows[0]})


def sites_table(city: City, seed: int) -> bytes:
    """The sites as a table; fields that are missing are blank, with a blank quality."""
    n = len(city.id)
    residents = city.use == "residential"
    columns: dict[str, Iterable[object]] = {
        "id": city.id,
        **_in_each(NAME, lambda: _names(city)),
        **_in_each(ADDRESS, lambda: _plots(n)),
        "lat": city.lat.tolist(),
        "lon": city.lon.tolist(),
        "location_quality": city.location_quality,
        "district": city.district,
        **_field(city, "year_built", city.year_built),
        "use": city.use,
        "heritage_status": city.heritage_status,
        **_in_each(HERITAGE_EXTRA, partial(_statuses, city)),
        "heritage_status_quality": city.heritage_status_quality,
        "world_heritage_candidate": np.where(city.world_heritage_candidate, "yes", ""),
        **_field(city, "storeys", city.storeys),
        **_field(city, "floor_area_m2", city.floor_area_m2.astype(np.int64)),
        **_field(city, "people", city.people),
        "people_kind": np.where(residents, "residents", "users"),
        **_field(city, "damage_grade", city.damage_grade, city.damage_grade_quality),
        "plot_cleared": np.where(city.plot_cleared, "yes", ""),
        **_date(city),
        **_in_each(EVENTS, lambda: _events(n)),
        **_in_each(SUMMARY, partial(_summaries, city)),
        "source": [f"Synthetic: Vidnova generator, seed {seed}"] * n,
    }
    return csv_bytes(columns)


def _in_each(
    columns: Mapping[Language, str], words: Callable[[], Iterable[object]]
) -> dict[str, Iterable[object]]:
    """Columns of words, the plain one first."""
    said = in_each(lambda: list(words()))
    return {columns[code]: said[code] for code in plain_first(columns)}


def _plots(n: int) -> list[str]:
    return [text("synthetic.plot", number=i) for i in range(1, n + 1)]


def _statuses(city: City) -> Words:
    return np.where(city.heritage_status == "none", "", text("synthetic.status"))


def _events(n: int) -> list[str]:
    return [text("synthetic.event")] * n


def _names(city: City) -> list[str]:
    uses = city.use.tolist()
    return [text(f"synthetic.site.{use}", number=i) for i, use in enumerate(uses, start=1)]


def _field(
    city: City, name: str, values: Integers, quality: Words | None = None
) -> dict[str, Words]:
    """A column and its quality, both blank where the field is missing."""
    missing = city.missing[name]
    if quality is None:
        quality = np.where(city.reported[name], "reported", "estimated")
    return {
        name: np.where(missing, "", values.astype(np.str_)),
        f"{name.removesuffix('_m2')}_quality": np.where(missing, "", quality),
    }


def _date(city: City) -> dict[str, Words]:
    missing = city.missing["damage_date_last"]
    whole = np.char.str_len(city.damage_date_last) == len("2022-02-24")
    quality = np.where(whole, "reported", "estimated")
    return {
        "damage_date_last": np.where(missing, "", city.damage_date_last),
        "damage_date_quality": np.where(missing, "", quality),
    }


def _summaries(city: City) -> Words:
    grades = np.arange(6)
    known = np.array([text("synthetic.summary", grade=int(g)) for g in grades])
    unknown = text("synthetic.summary.unknown")
    return np.where(city.missing["damage_grade"], unknown, known[city.damage_grade])
