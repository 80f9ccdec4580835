"""Districts of a city out of any layer of polygons: GeoJSON in degrees."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from planner.errors import Fault, InputError
from planner.intake.take.codes import code_of
from planner.intake.take.ground import Ground
from planner.inventory.districts import SIZE_LIMIT, read_districts
from planner.reading import decode
from planner.scenario.store.naming import slug
from planner.text import DEFAULT, PLAIN
from planner.text.folding import is_cyrillic

_NAMES: Final = {
    DEFAULT: ("name_uk", "name:uk", "nameuk", "adm3_ua", "adm4_ua", "назва", "район", "name"),
    PLAIN: ("name_en", "name:en", "nameen", "adm3_en", "adm4_en", "english"),
}
"""Properties that may hold the name of a district, the best first."""
_DECIMALS: Final = 5
"""Of degrees: about a metre."""


def districts_text(data: bytes, label: str) -> str:
    """districts.geojson made of a layer. Raises InputError where it holds no polygons with names."""
    if len(data) > SIZE_LIMIT:
        raise InputError(
            [Fault(key="file_too_large", file=label, details={"limit": SIZE_LIMIT // 10**6})]
        )
    try:
        layer = json.loads(decode(data, label=label))
    except (json.JSONDecodeError, RecursionError):
        raise InputError([Fault(key="city_layer", file=label)]) from None
    features = list(_features(layer))
    if not features:
        raise InputError([Fault(key="city_layer", file=label)])
    _tell_apart(features)
    made = {"type": "FeatureCollection", "features": features}
    if isinstance(layer, dict) and "crs" in layer:
        made["crs"] = layer["crs"]
    written = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    ground_in(written, label)
    return written + "\n"


def ground_in(outlines: str, label: str) -> Ground:
    """The districts that such a text states. Raises InputError."""
    found, faults = read_districts(outlines.encode(), label)
    if found is None:
        raise InputError(faults)
    return Ground(found)


def _features(layer: Any) -> Iterator[dict[str, Any]]:
    """Polygons with a name, as the tool states districts."""
    features = layer.get("features") if isinstance(layer, dict) else None
    for feature in features if isinstance(features, list) else []:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict) or not isinstance(properties, dict):
            continue
        shape = geometry.get("type")
        if shape not in ("Polygon", "MultiPolygon"):
            continue
        names = _named(properties)
        if not any(names.values()):
            continue
        known = {"id": slug(names.get(PLAIN) or names.get(DEFAULT) or ""), "kind": "district"}
        known |= {f"name_{language}": name for language, name in names.items()}
        code = _code(properties)
        known |= {"katottg": code} if code else {}
        coordinates = _rounded(geometry.get("coordinates"))
        yield {
            "type": "Feature",
            "properties": known,
            "geometry": {"type": shape, "coordinates": coordinates},
        }


def _named(properties: Mapping[str, Any]) -> dict[str, str]:
    """Names by language; a plain `name` is in the language of its letters."""
    lower = {str(key).casefold(): value for key, value in properties.items()}
    found = {
        language: next((str(lower[key]).strip() for key in keys if lower.get(key)), "")
        for language, keys in _NAMES.items()
    }
    if found[DEFAULT] and not is_cyrillic(found[DEFAULT]) and not found[PLAIN]:
        found[PLAIN], found[DEFAULT] = found[DEFAULT], ""
    return found


def _code(properties: Mapping[str, Any]) -> str:
    """The code of КАТОТТГ among the properties, whatever they call it; blank without one."""
    return next(filter(None, (code_of(str(value)) for value in properties.values())), "")


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, list):
        return [_rounded(inner) for inner in coordinates]
    return round(coordinates, _DECIMALS) if isinstance(coordinates, float) else coordinates


def _tell_apart(features: list[dict[str, Any]]) -> None:
    """Ids, each once."""
    seen: set[str] = set()
    for number, feature in enumerate(features, start=1):
        known = feature["properties"]["id"] or f"district-{number}"
        feature["properties"]["id"] = known if known not in seen else f"{known}-{number}"
        seen.add(feature["properties"]["id"])
