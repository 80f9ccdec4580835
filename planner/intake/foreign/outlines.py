"""Geometries of layers: a point in degrees and a footprint in square metres for each feature.

Coordinates of all features lie in one array, rings one after the other, so that thousands of
outlines are projected and measured at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from planner.arrays import Floats, Integers
from planner.intake.foreign.sheet import CELL_LIMIT, refuse

NAMES: Final = ("geometry lat", "geometry lon", "geometry footprint")
"""Columns that a layer's features get."""
_OF_FILES: Final = re.compile(r"\b(?:init|\w*grids|file)\s*=|PARAMETERFILE", re.IGNORECASE)
"""What a system of coordinates says that rests on another file."""
_EQUATOR_M, _FLATTENING = 6_378_137.0, 1 / 298.257223563
_DEGREES: Final = 180.0


@dataclass(slots=True)
class Outlines:
    """Rings and points of n features, gathered one by one."""

    coordinates: list[tuple[float, float]] = field(default_factory=list)
    """x, y of all rings and points."""
    start: list[int] = field(default_factory=list)
    """Where each ring begins."""
    feature: list[int] = field(default_factory=list)
    """The feature that each ring is of."""
    closed: list[bool] = field(default_factory=list)

    def add(self, feature: int, points: Sequence[Sequence[float]], *, closed: bool) -> None:
        """One ring, line or point of a feature."""
        if not points:
            return
        self.start.append(len(self.coordinates))
        self.feature.append(feature)
        self.closed.append(closed)
        self.coordinates.extend((float(p[0]), float(p[1])) for p in points)
        if len(self.coordinates) > CELL_LIMIT:
            refuse("intake_too_many_cells", limit=CELL_LIMIT)

    def add_geojson(self, feature: int, geometry: Any) -> None:
        """A geometry as GeoJSON states it; what is none is left out."""
        if not isinstance(geometry, dict):
            return
        shape: Any = geometry.get("type")
        inner: Any = geometry.get("coordinates")
        try:
            if shape == "Point" and inner:
                self.add(feature, [inner], closed=False)
            elif shape in ("MultiPoint", "LineString"):
                self.add(feature, inner, closed=False)
            elif shape in ("Polygon", "MultiLineString"):
                for ring in inner:
                    self.add(feature, ring, closed=shape == "Polygon")
            elif shape == "MultiPolygon":
                for ring in (ring for polygon in inner for ring in polygon):
                    self.add(feature, ring, closed=True)
        except (TypeError, ValueError, IndexError):
            refuse("intake_geometry")

    def measured(self, n: int, crs: CRS | None) -> tuple[Floats, Floats, Floats]:
        """(n,) latitude, longitude and square metres of n features; NaN where there is none.

        Without a system of coordinates, degrees are taken for WGS 84, and metres stay metres.
        """
        lat, lon, area = (np.full(n, np.nan) for _ in range(3))
        if not self.start:
            return lat, lon, area
        xy = np.array(self.coordinates, dtype=np.float64)
        degrees = bool((np.abs(xy) <= _DEGREES).all())
        if crs is not None and not _is_wgs84(crs):
            xy, degrees = _to_degrees(xy, crs), True
        feature = np.array(self.feature, dtype=np.int64)
        rings = _rings(xy, np.array(self.start, dtype=np.int64), degrees=degrees)
        closed = np.array(self.closed, dtype=bool)
        weight = np.where(closed, np.abs(rings[2]), 0.0) + 1e-9  # points and lines weigh alike
        total = np.bincount(feature, weight, n)
        with np.errstate(invalid="ignore"):
            lon = np.bincount(feature, weight * rings[0], n) / total
            lat = np.bincount(feature, weight * rings[1], n) / total
        signed = np.abs(np.bincount(feature, np.where(closed, rings[2], 0.0), n))
        area = np.where(np.bincount(feature, closed, n) > 0, signed, np.nan)
        return lat, lon, area


def _is_wgs84(crs: CRS) -> bool:
    return bool(crs.to_epsg() == 4326 or crs.name in ("WGS 84", "WGS 84 (CRS84)", "GCS_WGS_1984"))


def _to_degrees(xy: Floats, crs: CRS) -> Floats:
    transformer = Transformer.from_crs(crs, 4326, always_xy=True)
    lon, lat = transformer.transform(xy[:, 0], xy[:, 1])
    found = np.column_stack([lon, lat])
    found[~np.isfinite(found).all(axis=1)] = np.nan
    return found


def _rings(xy: Floats, start: Integers, *, degrees: bool) -> tuple[Floats, Floats, Floats]:
    """(rings,) x and y of the middle, and the signed area [m2], each by its own flat plane."""
    length = np.diff([*start.tolist(), len(xy)])
    of = np.repeat(np.arange(len(start)), length)
    origin = xy[start]
    scale = _metres_of_degrees(origin[:, 1]) if degrees else np.ones((len(start), 2))
    flat = (xy - origin[of]) * scale[of]
    following = np.arange(1, len(xy) + 1)
    following[start + length - 1] = start
    x, y = flat.T
    cross = x * y[following] - x[following] * y
    area = np.bincount(of, cross) / 2
    moments = [np.bincount(of, (v + v[following]) * cross) / 6 for v in (x, y)]
    mean = [np.bincount(of, v) / length for v in (x, y)]
    thin = np.abs(area) < 1e-6
    safe = np.where(thin, 1.0, area)
    middle = [np.where(thin, m, moment / safe) for m, moment in zip(mean, moments, strict=True)]
    at = origin + np.column_stack(middle) / scale
    return at[:, 0], at[:, 1], area


def _metres_of_degrees(lat: Floats) -> Floats:
    """(n, 2) metres of a degree of longitude and of latitude, on the ellipsoid of WGS 84."""
    squared = _FLATTENING * (2 - _FLATTENING)
    bent = 1 - squared * np.sin(np.radians(lat)) ** 2
    east = _EQUATOR_M / np.sqrt(bent) * np.cos(np.radians(lat))
    north = _EQUATOR_M * (1 - squared) / bent**1.5
    return np.column_stack([east, north]) * np.pi / 180


def system_of(stated: str) -> CRS | None:
    """A system of coordinates by its code or its text; None where nothing is stated.

    Raises InputError for one that is not known. Nothing is looked up elsewhere.
    """
    if not stated.strip():
        return None
    if _OF_FILES.search(stated):
        refuse("intake_crs_unknown", crs=stated.strip()[:60])
    try:
        return CRS.from_user_input(stated.strip())
    except ProjError:
        refuse("intake_crs_unknown", crs=stated.strip()[:60])


def layer_rows(
    names: Sequence[str], properties: Sequence[Sequence[str]], outlines: Outlines, crs: CRS | None
) -> list[list[str]]:
    """A layer as rows of text, headings first: its properties, then place and footprint."""
    lat, lon, area = outlines.measured(len(properties), crs)
    places = (_text(lat, 7), _text(lon, 7), _text(area, 1))
    rows = [
        [*row, *place] for row, place in zip(properties, zip(*places, strict=True), strict=True)
    ]
    return [[*names, *NAMES], *rows]


def _text(values: Floats, digits: int) -> list[str]:
    return ["" if np.isnan(v) else f"{v:.{digits}f}" for v in values.tolist()]
