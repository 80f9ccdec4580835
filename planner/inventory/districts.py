"""Reading districts.geojson: strict, with the standard library only."""

import json
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

import numpy as np

from planner.arrays import Floats
from planner.errors import Fault, InputError
from planner.inventory.columns import District, Districts, River
from planner.inventory.wording import NAME
from planner.reading import decode
from planner.text import DEFAULT

SIZE_LIMIT: Final = 20_000_000
_WGS84 = ("CRS84", "4326")
_SHAPES = {
    "district": {"Polygon": 1, "MultiPolygon": 2},
    "river": {"LineString": 0, "MultiLineString": 1},
}
"""Kind of feature -> its geometries and how many lists deep their lines lie."""


def read_districts(data: bytes, label: str) -> tuple[Districts | None, list[Fault]]:
    """Districts and rivers, or every fault in the file."""
    try:
        content = json.loads(decode(data, label=label), parse_constant=_refuse_constant)
    except InputError as error:
        return None, list(error.faults)
    except json.JSONDecodeError as error:
        return None, [Fault(key="json_syntax", file=label, row=error.lineno)]
    except (ValueError, RecursionError):
        return None, [Fault(key="json_number", file=label)]
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        return None, [Fault(key="geojson_features", file=label)]
    reader = _FeatureReader(label)
    reader.check_crs(content.get("crs"))
    for position, feature in enumerate(features):
        reader.take(feature, f"features[{position}]")
    if not reader.districts and not reader.faults:
        reader.faults.append(Fault(key="geojson_no_district", file=label))
    if reader.faults:
        return None, reader.faults
    found = Districts(
        districts=tuple(reader.districts),
        rivers=tuple(reader.rivers),
        schematic=content.get("schematic") is True,
    )
    return found, []


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


class _FeatureReader:
    """Gathers districts and rivers, and a fault for every feature that is neither."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.districts: list[District] = []
        self.rivers: list[River] = []
        self.faults: list[Fault] = []
        self.seen: set[str] = set()

    def check_crs(self, crs: object) -> None:
        if crs is not None and not any(name in json.dumps(crs) for name in _WGS84):
            self._fault("geojson_crs", "crs", "")

    def take(self, feature: object, place: str) -> None:
        properties = _mapping(feature, "properties")
        geometry = _mapping(feature, "geometry")
        known = str(properties.get("id") or "")
        names = {lang: properties.get(column) or "" for lang, column in NAME.items()}
        kind = properties.get("kind")
        if kind not in _SHAPES:
            self._fault("geojson_kind", f"{place}.properties.kind", str(kind or ""))
            return
        if not self._check_id(known, place) or not self._check_names(names, place):
            return
        lines = self._lines(geometry, str(kind), f"{place}.geometry")
        if not lines:
            return
        texts = {lang: str(name) for lang, name in names.items()}
        if kind == "district":
            former = _words(properties.get("former"))
            code = str(properties.get("katottg") or "")
            self.districts.append(
                District(id=known, names=texts, rings=lines, former=former, katottg=code)
            )
        else:
            self.rivers.append(River(id=known, names=texts, lines=lines))

    def _check_id(self, known: str, place: str) -> bool:
        field = f"{place}.properties.id"
        if not known:
            self._fault("blank", field, "")
        elif known in self.seen:
            self._fault("geojson_duplicate", field, known)
        self.seen.add(known)
        return bool(known)

    def _check_names(self, names: Mapping[str, object], place: str) -> bool:
        named = any(isinstance(n, str) and n.strip() for n in names.values())
        if not named:
            self._fault("name_blank", f"{place}.properties.{NAME[DEFAULT]}", "")
        return named

    def _lines(self, geometry: Mapping[str, object], kind: str, place: str) -> tuple[Floats, ...]:
        shape = geometry.get("type")
        depth = _SHAPES[kind].get(shape) if isinstance(shape, str) else None
        if depth is None:
            allowed = ", ".join(_SHAPES[kind])
            self._fault("geojson_shape", f"{place}.type", str(shape or ""), known=allowed)
            return ()
        lines = _flattened(geometry.get("coordinates"), depth)
        arrays = [_points(line) for line in lines]
        shortest = 4 if kind == "district" else 2
        if not arrays or any(a is None or len(a) < shortest for a in arrays):
            self._fault("geojson_points", f"{place}.coordinates", "")
            return ()
        return tuple(a for a in arrays if a is not None)

    def _fault(self, key: str, field: str, value: str, *, known: str = "") -> None:
        details = {"known": known} if known else {}
        fault = Fault(key=key, file=self.label, field=field, value=value, details=details)
        self.faults.append(fault)


def _mapping(feature: object, name: str) -> Mapping[str, object]:
    inner = feature.get(name) if isinstance(feature, dict) else None
    return inner if isinstance(inner, dict) else {}


def _words(stated: object) -> tuple[str, ...]:
    """A list of words; whatever else is stated is none."""
    return (
        tuple(word for word in stated if isinstance(word, str)) if isinstance(stated, list) else ()
    )


def _flattened(coordinates: object, depth: int) -> Sequence[object]:
    """Lines of points out of `depth` levels of lists."""
    lines: list[object] = [coordinates]
    for _ in range(depth):
        lines = [inner for outer in lines if isinstance(outer, list) for inner in outer]
    return lines


def _points(line: object) -> Floats | None:
    """(n_points, 2) of longitude and latitude, or None where they are no such numbers."""
    if not isinstance(line, list) or not all(_is_point(point) for point in line):
        return None
    points = np.array([point[:2] for point in line], dtype=np.float64).reshape(-1, 2)
    if (np.abs(points) > (180.0, 90.0)).any():
        return None
    points.setflags(write=False)
    return points


def _is_point(point: object) -> bool:
    return (
        isinstance(point, list)
        and len(point) >= 2
        and all(isinstance(x, (int, float)) and not isinstance(x, bool) for x in point[:2])
        and all(abs(x) <= 1000 for x in point[:2])
    )
