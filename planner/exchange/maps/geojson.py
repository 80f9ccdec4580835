"""A plan as GeoJSON (RFC 7946): the works as features, fields and provenance beside them."""

import json
from typing import Any

from planner.exchange.dictionary import dictionary
from planner.exchange.gate import Released
from planner.exchange.maps.layers import Shape, layers, plain, row_of
from planner.exchange.stamp import stamp


def to_geojson(released: Released) -> bytes:
    """A feature for each row of the list; a row whose place may not be told has no geometry."""
    found = layers(released)
    works = found[0]
    facts = released.gate.facts("stamp", stamp(released))
    said = {key: plain(value) for key, value in facts.items()}
    fields = dictionary({works.key: works.table}, released)
    keys = [column.key for column in fields.columns]
    data: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": works.key,
        "stamp": said,
        "fields": [dict(zip(keys, row, strict=True)) for row in fields.rows],
        "features": [
            {
                "type": "Feature",
                "geometry": _geometry(shape),
                "properties": row_of(works.table.columns, cells),
            }
            for shape, cells in zip(works.shapes, works.table.rows, strict=True)
        ],
    }
    return (json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _geometry(shape: Shape) -> dict[str, Any] | None:
    if shape is None:
        return None
    if isinstance(shape, tuple):
        return {"type": "Point", "coordinates": list(shape)}
    return {"type": "MultiPolygon", "coordinates": shape}
