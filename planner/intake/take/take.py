"""Taking a list over: from a table and what its columns mean to rows of sites.csv, each accounted for."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from planner.arrays import Flags
from planner.intake.layout import Table
from planner.intake.meaning.mapping import Mapping
from planner.intake.take import identity, sizes, what, where
from planner.intake.take.ground import Ground
from planner.intake.take.journal import Journal
from planner.intake.take.measures import written
from planner.intake.take.source import Source, source_of
from planner.intake.take.what import INFERRED
from planner.intake.values.distinct import Cells, cyrillic
from planner.inventory.sites import ADDRESS, SUMMARY
from planner.inventory.sites import SOURCE as SOURCE_COLUMNS
from planner.inventory.wording import NAME
from planner.text import in_each, text

UNKNOWN_LISTED: Final = (
    "point",
    "damage_grade",
    "floor_area_m2",
    "people",
    "storeys",
    "year_built",
)
"""What buildings may lack, in the order in which the report counts it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taken:
    """n rows of a list as columns of sites.csv, and the journal of how they came about."""

    source: Source
    columns: dict[str, Cells]
    """Column of sites.csv -> (n,) text, for rows that are set aside too."""
    journal: Journal

    @property
    def table(self) -> Table:
        """The list."""
        return self.source.table

    @property
    def missing(self) -> dict[str, int]:
        """What buildings lack -> how many of those taken."""
        taken = self.journal.taken
        columns = {"point": self.columns["lat"], **self.columns}
        return {name: int((columns[name][taken] == "").sum()) for name in UNKNOWN_LISTED}


def take(table: Table, mapping: Mapping, ground: Ground, *, label: str) -> Taken:
    """Take a list over; label: what the source is called where the mapping does not say it."""
    source = source_of(table, mapping)
    identity.leave_repeated(source)
    at = where.points(source, ground)
    district = where.districts(source, ground, at)
    address = identity.joined_address(source)
    name_uk, name_en = identity.names(source)
    name = np.where(name_uk != "", name_uk, name_en).astype(object)
    placed = identity.placed(source, at, district, address, name)
    source.journal.leave("place_useless", ~placed & where.stated(source))
    source.journal.leave("no_place", ~placed)
    columns = {
        "id": identity.ids(source, name, address, at),
        **_places(source, at, district),
        **_words(ADDRESS, address),
        **_facts(source),
    }
    columns["new_use"] = np.full(source.n, "", dtype=object)  # none is named: no adapting
    columns |= _named(name_uk, name_en, address, columns["id"])
    columns |= {code: _filled(source.n, label, mapping.source) for code in SOURCE_COLUMNS.values()}
    return Taken(source=source, columns=columns, journal=source.journal)


def _filled(n: int, label: str, stated: str) -> Cells:
    return np.full(n, stated or label, dtype=object)


def _places(source: Source, at: where.Points, district: Cells) -> dict[str, Cells]:
    lat, lon = at
    quality = np.full(source.n, "", dtype=object)
    quality[~np.isnan(lat)] = source.mapping.quality
    return {
        "lat": written(lat, 6),
        "lon": written(lon, 6),
        "location_quality": quality,
        "district": district,
    }


def _words(columns: dict[str, str], cells: Cells) -> dict[str, Cells]:
    """Words in the column of the language that their letters are of."""
    own = cyrillic(cells)
    return {
        columns["uk"]: np.where(own, cells, "").astype(object),
        columns["en"]: np.where(own, "", cells).astype(object),
    }


def _named(uk: Cells, en: Cells, address: Cells, ids: Cells) -> dict[str, Cells]:
    """Names; a building without one goes by its address, and without that by its id. One that is called
    as others are, «School» say, goes by its name and address."""
    nameless = np.asarray((uk == "") & (en == ""), dtype=bool)
    by_address = nameless & (address != "")
    found = {"uk": _with_address(uk, address), "en": _with_address(en, address)}
    found["uk"][by_address] = address[by_address]
    by_id = nameless & ~by_address
    said = in_each(lambda: text("intake.building"))
    for language, cells in found.items():
        cells[by_id] = said[language] + " " + ids[by_id]
    return {NAME[language]: cells for language, cells in found.items()}


def _with_address(names: Cells, address: Cells) -> Cells:
    """(n,) names, with the address where several rows have one name."""
    shared = pd.Series(names).duplicated(keep=False).to_numpy() & (names != "") & (address != "")
    return np.where(shared, names + ", " + address, names).astype(object)


def _facts(source: Source) -> dict[str, Cells]:
    """What buildings are, how large, how damaged."""
    use = what.uses(source)
    levels = sizes.storeys(source)
    floor = sizes.floors(source, levels)
    heads, heads_quality, kind = sizes.people(source, use, floor)
    grade, grade_quality = what.grades(source)
    struck = what.strikes(source)
    year = sizes.years(source)
    own = source.mapping.quality
    columns = {
        "use": use,
        "heritage_status": what.listings(source),
        "storeys": written(levels[0], 1),
        "storeys_quality": levels[1],
        "floor_area_m2": written(floor[0], 1),
        "floor_area_quality": floor[1],
        "people": written(heads, 0),
        "people_quality": heads_quality,
        "people_kind": kind,
        "damage_grade": grade,
        "damage_grade_quality": grade_quality,
        "year_built": year,
        "year_built_quality": _quality(year, own),
        "damage_date_last": struck,
        "damage_date_quality": _quality(struck, own),
        **_words(SUMMARY, source.get("summary")),
    }
    listed = source.has("heritage_status")
    checked = np.asarray(columns["heritage_status"] != "not_checked", dtype=bool)
    columns["heritage_status_quality"] = _by(checked, own if listed else INFERRED, INFERRED)
    owner = what.owners(source)
    if (owner != "").any():
        columns |= {"owner": owner, "owner_quality": _quality(owner, own)}
    share = sizes.damaged_shares(source, floor[0])
    if (share != "").any():
        columns |= {"damaged_share": share, "damaged_share_quality": _quality(share, own)}
    return columns


def _quality(cells: Cells, word: str) -> Cells:
    return _by(np.asarray(cells != "", dtype=bool), word, "")


def _by(mask: Flags, yes: str, no: str) -> Cells:
    return np.where(mask, yes, no).astype(object)
