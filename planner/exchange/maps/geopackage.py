"""A plan as a GeoPackage 1.3: works, districts, what the fields mean, where it comes from, and styles.

Written with SQLite alone and in memory, so that nothing of an earlier file is left in free pages.
"""

import sqlite3
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from planner.exchange.dictionary import dictionary
from planner.exchange.gate import Released
from planner.exchange.maps.layers import (
    DICTIONARY,
    DISTRICTS,
    STAMP,
    WORKS,
    Layer,
    Point,
    Shape,
    layers,
    row_of,
)
from planner.exchange.maps.style import districts_style, works_style
from planner.exchange.sheet import Form
from planner.exchange.stamp import stamp

_APPLICATION, _VERSION = 0x47504B47, 10300
_WGS84: Final = 4326
_WKT: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
_KINDS: Final[dict[Form, str]] = {
    "text": "TEXT",
    "whole": "INTEGER",
    "year": "INTEGER",
    "plain": "INTEGER",
    "money": "REAL",
    "points": "REAL",
    "number": "REAL",
    "percent": "REAL",
}
_SCHEMA: Final = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE,
  min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name),
  column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL,
  m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30),
  styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT CURRENT_TIMESTAMP);
"""


def to_geopackage(released: Released) -> bytes:
    """The layers of a plan with their fields, provenance and styles."""
    base = sqlite3.connect(":memory:")
    base.executescript(f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};")
    base.executescript(_SCHEMA)
    systems = [
        ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
        ("Undefined geographic", 0, "NONE", 0, "undefined", None),
        ("WGS 84", _WGS84, "EPSG", _WGS84, _WKT, None),
    ]
    base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", systems)
    moment = datetime.fromisoformat(released.plan.provenance.created).astimezone(UTC)
    created = moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")  # as the format has it
    made = layers(released)
    for layer in made:
        _features(base, layer, created)
    fields = dictionary({layer.key: layer.table for layer in made}, released)
    keys = {column.key: "TEXT" for column in fields.columns}
    _attributes(base, DICTIONARY, keys, fields.rows, created)
    facts = released.gate.facts("stamp", stamp(released))
    rows = [(key, "" if value is None else str(value)) for key, value in facts.items()]
    _attributes(base, STAMP, {"setting": "TEXT", "value": "TEXT"}, rows, created)
    styles = {WORKS: works_style(), DISTRICTS: districts_style()}
    for layer in made:
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, "
            "update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '', ?)",
            (layer.key, layer.key, styles[layer.key], created),
        )
    _register(base, "layer_styles", created)
    base.commit()
    base.execute("VACUUM")
    data = base.serialize()
    base.close()
    return data


def _features(base: sqlite3.Connection, layer: Layer, created: str) -> None:
    columns = layer.table.columns
    listed = ", ".join(f'"{c.key}" {_KINDS[c.form]}' for c in columns)
    base.execute(
        f'CREATE TABLE "{layer.key}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, '
        f"geom {layer.kind.upper()}, {listed})"
    )
    rows: list[tuple[Any, ...]] = [
        (blob(shape), *row_of(columns, cells).values())
        for shape, cells in zip(layer.shapes, layer.table.rows, strict=True)
    ]
    marks, names = ", ".join("?" * (len(columns) + 1)), ", ".join(f'"{c.key}"' for c in columns)
    base.executemany(f'INSERT INTO "{layer.key}" (geom, {names}) VALUES ({marks})', rows)
    box = _box(layer.shapes)
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (layer.key, layer.key, layer.table.title, created, *box, _WGS84),
    )
    base.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
        (layer.key, layer.kind.upper(), _WGS84),
    )


def _attributes(
    base: sqlite3.Connection,
    name: str,
    columns: Mapping[str, str],
    rows: Sequence[Sequence[Any]],
    created: str,
) -> None:
    listed = ", ".join(f'"{key}" {kind}' for key, kind in columns.items())
    base.execute(
        f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {listed})'
    )
    keys = ", ".join(f'"{key}"' for key in columns)
    marks = ", ".join("?" * len(columns))
    base.executemany(f'INSERT INTO "{name}" ({keys}) VALUES ({marks})', rows)
    _register(base, name, created)


def _register(base: sqlite3.Connection, name: str, created: str) -> None:
    """A table without shapes. Where one is registered GDAL lists no table that is not, so that QGIS
    finds styles only in a table of styles that is registered too."""
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
        "VALUES (?, 'attributes', ?, ?, 0)",
        (name, name, created),
    )


def blob(shape: Shape) -> bytes | None:
    """A shape as a GeoPackage holds it: a header without an envelope, then well-known binary."""
    if shape is None:
        return None
    head = struct.pack("<2sBBi", b"GP", 0, 1, _WGS84)
    if isinstance(shape, tuple):
        return head + struct.pack("<BI2d", 1, 1, *shape)
    parts = b"".join(
        struct.pack("<BII", 1, 3, len(polygon)) + b"".join(map(_ring, polygon)) for polygon in shape
    )
    return head + struct.pack("<BII", 1, 6, len(shape)) + parts


def _ring(points: Sequence[Point]) -> bytes:
    flat = [number for point in points for number in point]
    return struct.pack(f"<I{len(flat)}d", len(points), *flat)


def _box(shapes: Sequence[Shape]) -> tuple[float | None, ...]:
    """West, south, east, north; nothing where there is no shape."""
    points = [
        point
        for shape in shapes
        if shape is not None
        for point in (
            [shape]
            if isinstance(shape, tuple)
            else [p for poly in shape for ring in poly for p in ring]
        )
    ]
    if not points:
        return (None, None, None, None)
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
