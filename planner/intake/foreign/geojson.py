"""GeoJSON layers."""

import json
import re
from typing import Any, Final

from planner.intake.foreign.encoding import decoded
from planner.intake.foreign.outlines import Outlines, layer_rows, system_of
from planner.intake.foreign.sheet import COLUMN_LIMIT, LONGEST_CELL, ROW_LIMIT, Sheet, refuse

_CODE: Final = re.compile(r"(?:urn:ogc:def:crs:)?EPSG:{1,2}(?:\d*:)?(\d{4,6})", re.IGNORECASE)
_WGS84: Final = re.compile(r"CRS84|WGS\s?84", re.IGNORECASE)


def read_geojson(data: bytes, name: str) -> Sheet:
    """The features of one layer."""
    try:
        layer = json.loads(decoded(data)[0], parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        refuse("intake_json_broken")
    features = layer.get("features") if isinstance(layer, dict) else None
    if not isinstance(features, list):
        refuse("intake_json_layer")
    if len(features) > ROW_LIMIT:
        refuse("intake_too_many_rows", limit=ROW_LIMIT, row=len(features))
    properties = [_properties(feature) for feature in features]
    names = list(dict.fromkeys(key for row in properties for key in row))
    if len(names) > COLUMN_LIMIT:
        refuse("intake_too_wide", limit=COLUMN_LIMIT, column=len(names), row=1)
    outlines = Outlines()
    for number, feature in enumerate(features):
        outlines.add_geojson(number, feature.get("geometry") if isinstance(feature, dict) else None)
    cells = [[row.get(key, "") for key in names] for row in properties]
    return Sheet(name=name, rows=layer_rows(names, cells, outlines, system_of(_stated(layer))))


def _stated(layer: dict[str, Any]) -> str:
    """The code of the system that an older file names; a link to one is not followed."""
    crs = layer.get("crs")
    if crs is None:
        return ""
    stated = json.dumps(crs)
    if _WGS84.search(stated):
        return ""
    code = _CODE.search(stated)
    if code is None:
        refuse("intake_crs_unknown", crs=stated[:60])
    return f"EPSG:{code.group(1)}"


def _properties(feature: Any) -> dict[str, str]:
    stated = feature.get("properties") if isinstance(feature, dict) else None
    found = {str(k): _text(v) for k, v in stated.items()} if isinstance(stated, dict) else {}
    if isinstance(feature, dict) and "id" in feature and "id" not in found:
        found = {"id": _text(feature["id"]), **found}
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)[:LONGEST_CELL]
    return str(value).strip()[:LONGEST_CELL]
