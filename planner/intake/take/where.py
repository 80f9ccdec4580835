"""Where buildings are: points in degrees, turned round, projected or missing; and their districts."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from planner.arrays import Flags, Floats
from planner.errors import Fault, InputError
from planner.intake.take.codes import code_of, districts_by_code
from planner.intake.take.ground import Box, Ground, district_key, middle_box
from planner.intake.take.source import Source
from planner.intake.values.distinct import Cells, Distinct
from planner.intake.values.places import degrees_of, inside, pair_of
from planner.reading import nearest

if TYPE_CHECKING:
    from pyproj import Transformer

_LARGEST_LAT, _LARGEST_LON = 90.0, 180.0
_LIKELY: Final = (
    "EPSG:3857",
    *(f"EPSG:326{zone}" for zone in range(34, 38)),
    *(f"EPSG:{code}" for code in range(6381, 6388)),
    *(f"EPSG:{code}" for code in range(5562, 5566)),
    *(f"EPSG:{code}" for code in range(28404, 28408)),
)
"""Where metres of Ukrainian lists come from: the web, UTM, UCS-2000 and the Soviet system of 1942."""
_SHORTEST: Final = 4
"""Letters of an abbreviation that can stand for a district."""
_PARTS: Final = re.compile(r"[(),;/]")
"""Between the names of a district: today's and the former one, or the city before it."""
_FITS: Final = 0.8
"""Share of the points that a projection must bring into the city to be taken."""
_SPELT: Final = 0.84
Points = tuple[Floats, Floats]
"""(n,) latitude and longitude in degrees; NaN where not known."""


def points(source: Source, ground: Ground) -> Points:
    """Points in degrees on WGS 84; whatever was done to them is told."""
    before = _as_written(source)
    lat, lon, in_degrees = _read(source)
    lost = (before != "") & (np.isnan(lat) | np.isnan(lon))
    _forget(lat, lon, lost)
    source.journal.correct("no_point", "point", lost, before, _blank(before))
    zero = (lat == 0) & (lon == 0)
    _forget(lat, lon, zero)
    source.journal.correct("zero_point", "point", zero, before, _blank(before))
    metres = (np.abs(lat) > _LARGEST_LON) | (np.abs(lon) > _LARGEST_LON)
    box = ground.box or middle_box(lat, lon)
    if metres.any():
        told = int((~metres & ~np.isnan(lat)).sum()) >= int(metres.sum())
        _unproject(source, lat, lon, metres, box if told else ground.box, before)
        box = ground.box or middle_box(lat, lon)
    if box is not None:
        _turn(source, lat, lon, box, before)
        _drop_strays(source, lat, lon, box, before)
    degrees = in_degrees & ~np.isnan(lat)
    source.journal.correct("degrees", "point", degrees, before, shown(lat, lon))
    return lat, lon


def _read(source: Source) -> tuple[Floats, Floats, Flags]:
    """Numbers as they stand, and whether they were written in degrees and minutes."""
    if source.has("lat", "lon"):
        lat, dms_lat = _coordinates(source.get("lat"))
        lon, dms_lon = _coordinates(source.get("lon"))
        return lat, lon, dms_lat | dms_lon
    column = Distinct.of(source.get("point"))
    pairs = [(pair_of(w) or (np.nan, np.nan)) if w else (np.nan, np.nan) for w in column.words]
    of_word = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    both = of_word[column.code] if len(pairs) else np.full((source.n, 2), np.nan)
    dms = column.spread(["°" if "°" in w or "'" in w else "" for w in column.words]) != ""
    return both[:, 0].copy(), both[:, 1].copy(), np.asarray(dms, dtype=bool)


def _coordinates(cells: Cells) -> tuple[Floats, Flags]:
    column = Distinct.of(cells)
    read = [degrees_of(w) if w else (np.nan, False) for w in column.words]
    values = np.array([value for value, _ in read], dtype=np.float64)
    dms = np.array([written for _, written in read], dtype=bool)
    return values[column.code], dms[column.code]


def _as_written(source: Source) -> Cells:
    """(n,) the cells of the place, as one text."""
    if source.has("lat", "lon"):
        lat, lon = source.get("lat"), source.get("lon")
        both = lat + np.where((lat != "") & (lon != ""), "; ", "").astype(object) + lon
        return np.asarray(both, dtype=object)
    return source.get("point")


def stated(source: Source) -> Flags:
    """(n,) whether the list says anything of where a building is."""
    found = (_as_written(source) != "") | (source.get("district") != "")
    return np.asarray(found | (source.get("district_code") != ""), dtype=bool)


def shown(lat: Floats, lon: Floats) -> Cells:
    """(n,) points as text, blank where not known."""
    known = ~np.isnan(lat) & ~np.isnan(lon)
    found = np.full(len(lat), "", dtype=object)
    pairs = np.char.add(
        np.char.add(np.char.mod("%.6f", lat[known]), "; "), np.char.mod("%.6f", lon[known])
    )
    found[known] = pairs.astype(object)
    return found


def _blank(cells: Cells) -> Cells:
    return np.full(len(cells), "", dtype=object)


def _forget(lat: Floats, lon: Floats, rows: Flags) -> None:
    lat[rows] = lon[rows] = np.nan


def _within(lat: Floats, lon: Floats, box: Box) -> Flags:
    south, west, north, east = box
    found = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
    return np.asarray(found, dtype=bool)


def _unproject(
    source: Source, lat: Floats, lon: Floats, metres: Flags, box: Box | None, before: Cells
) -> None:
    """Metres to degrees: by the projection that the mapping names, or the one that brings most
    points into the city."""
    stated = source.mapping.crs
    candidates = (stated,) if stated else _LIKELY if box is not None else ()
    best, found = 0.0, None
    for code in candidates:
        for first, second in ((lon[metres], lat[metres]), (lat[metres], lon[metres])):
            there = _transformed(code, first, second)
            share = 1.0 if stated and box is None else _within(*there, box).mean() if box else 0.0
            if share > best:
                best, found = share, (code, there)
    if found is None or (best < _FITS and not stated):
        source.journal.note("crs_unknown", n=int(metres.sum()))
        source.journal.correct("projection_unknown", "point", metres, before, _blank(before))
        _forget(lat, lon, metres)
        return
    code, (north, east) = found
    lat[metres], lon[metres] = north, east
    source.journal.note("crs", crs=code, n=int(metres.sum()))
    source.journal.correct("projected", "point", metres, before, shown(lat, lon))


def _transformed(code: str, easting: Floats, northing: Floats) -> Points:
    """Latitude and longitude of metres. Raises InputError for a system that is not known."""
    from pyproj.exceptions import ProjError  # PROJ, for metres alone

    try:
        transformer = _to_degrees(code)
    except ProjError:
        raise InputError([Fault(key="intake_crs", field="crs", value=code)]) from None
    lon, lat = transformer.transform(easting, northing)
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    wrong = ~np.isfinite(lon) | ~np.isfinite(lat)
    lon[wrong] = lat[wrong] = np.nan
    return lat, lon


@lru_cache(maxsize=64)
def _to_degrees(code: str) -> "Transformer":
    """From metres of a system to degrees, made once: that takes a thousand times as long as its use.
    Raises ProjError for a system that is not known."""
    from pyproj import CRS, Transformer  # PROJ, for metres alone

    return Transformer.from_crs(CRS.from_user_input(code), 4326, always_xy=True)


def _turn(source: Source, lat: Floats, lon: Floats, box: Box, before: Cells) -> None:
    """Latitude and longitude that changed places lie in the city when they change back."""
    turned = ~_within(lat, lon, box) & _within(lon, lat, box)
    lat[turned], lon[turned] = lon[turned], lat[turned]
    source.journal.correct("swapped", "point", turned, before, shown(lat, lon))


def _drop_strays(source: Source, lat: Floats, lon: Floats, box: Box, before: Cells) -> None:
    """A point far from the city is no place of the building: the row keeps its other places."""
    strays = ~np.isnan(lat) & ~_within(lat, lon, box)
    source.journal.correct("outside", "point", strays, before, _blank(before))
    _forget(lat, lon, strays)


def districts(source: Source, ground: Ground, at: Points) -> Cells:
    """(n,) district of each row as the list says it, else by its point; blank where not known."""
    stated = _stated(source, ground)
    if source.has("district_code"):
        coded = districts_by_code(source, ground)
        told = np.asarray((stated == "") & (coded != ""), dtype=bool)
        stated = np.where(told, coded, stated).astype(object)
        source.journal.infer("district_of_code", "district", told)
    if not ground.outlined:
        return stated
    lat, lon = at
    open_ = (stated == "") & ~np.isnan(lat)
    found = stated.copy()
    for district in ground.districts.districts:
        hits = open_ & (found == "")
        rows = np.flatnonzero(hits)
        found[rows[inside(lat[rows], lon[rows], district.rings)]] = district.id
    told = open_ & (found != "")
    source.journal.infer("district_of_point", "district", told)
    beyond = open_ & (found == "")
    if beyond.any():
        source.journal.note("beyond_districts", n=int(beyond.sum()))
    return found


def _stated(source: Source, ground: Ground) -> Cells:
    """(n,) district as the list or the heading above a row says it."""
    cells = source.get("district").copy()
    sections = np.array(source.table.section, dtype=object)
    if len(sections) and not source.has("district"):
        cells = sections
    if not ground.outlined:
        return cells if source.has("district") else _blank(cells)
    column = Distinct.of(cells)
    read = [_district(word, source, ground) if word else ("", "") for word in column.words]
    found = column.spread([district for district, _ in read])
    kinds = column.spread([kind for _, kind in read])
    if source.has("district"):
        for kind in ("old_district", "spelling", "unknown_district"):
            source.journal.correct(kind, "district", kinds == kind, cells, found)
    elif (found != "").any():
        source.journal.infer("district_of_heading", "district", np.asarray(found != "", dtype=bool))
    return found


def _district(word: str, source: Source, ground: Ground) -> tuple[str, str]:
    """(id, what was done to find it)."""
    said = source.mapping.words.get("district", {}).get(word)
    if said is not None:
        return said, ""
    if code_of(word) in ground.by_code:
        return ground.by_code[code_of(word)], ""
    keys = [district_key(part) for part in (word, *_PARTS.split(word))]
    for key in filter(None, keys):
        if key in ground.by_name:
            return ground.by_name[key], ""
    for key in filter(None, keys):
        if key in ground.by_former_name:
            return ground.by_former_name[key], "old_district"
    key = keys[0]
    begun = {
        i for name, i in ground.by_name.items() if len(key) >= _SHORTEST and name.startswith(key)
    }
    if len(begun) == 1:
        return begun.pop(), "spelling"
    close = nearest(key, tuple(ground.by_name), cutoff=_SPELT)
    if close:
        return ground.by_name[close], "spelling"
    return "", "unknown_district"
