"""GeoParquet: columns by pyarrow, geometries by the reader of well-known binary.

Encodings and metadata: GeoParquet 1.0 and 1.1 (`geo` in the footer; `WKB`, or nested coordinates).
A file of Parquet without that metadata is a plain table.
"""

import io
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from planner.intake.foreign.geopackage import add_wkb
from planner.intake.foreign.outlines import Outlines, layer_rows, system_of
from planner.intake.foreign.sheet import (
    CELL_LIMIT,
    COLUMN_LIMIT,
    LONGEST_CELL,
    ROW_LIMIT,
    UNPACKED_LIMIT,
    Sheet,
    refuse,
)

_BATCH: Final = 20_000
_SHAPES: Final = {
    "point": "Point",
    "linestring": "LineString",
    "polygon": "Polygon",
    "multipoint": "MultiPoint",
    "multilinestring": "MultiLineString",
    "multipolygon": "MultiPolygon",
}
"""Nested encodings, and the shape of GeoJSON that their coordinates are of."""


_TORN: Final = (pa.ArrowException, OSError, ValueError, RecursionError)
"""What reading one raises where pages or footer are torn, its notes are no JSON or a shape is none.
Faults of ours are told as InputError, which is none of these."""


def read_parquet(data: bytes) -> Sheet:
    """The table of one file. Raises InputError where it is torn or too large."""
    try:
        return _read(pq.ParquetFile(io.BytesIO(data)))
    except _TORN:
        refuse("intake_parquet_broken")


def _read(file: pq.ParquetFile) -> Sheet:
    stated = file.metadata
    _refuse_large(stated)
    geo = _geo(stated.metadata or {})
    geometry = str(geo.get("primary_column", ""))
    described = geo.get("columns")
    about = described.get(geometry, {}) if isinstance(described, dict) else {}
    names = [name for name in file.schema_arrow.names if name != geometry]
    cells: list[list[str]] = []
    outlines = Outlines()
    for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
        if geometry in batch.schema.names:
            shapes = batch.column(geometry).to_pylist()
            _take(outlines, len(cells), shapes, str(about.get("encoding", "WKB")))
        columns = [_texts(batch.column(name)) for name in names]
        cells += map(list, zip(*columns, strict=True)) if columns else [[]] * batch.num_rows
    if not geometry:
        return Sheet(name="", rows=[names, *cells])
    return Sheet(name="", rows=layer_rows(names, cells, outlines, system_of(_system(about))))


def _refuse_large(stated: pq.FileMetaData) -> None:
    """What the footer says is counted before anything is unpacked."""
    if stated.num_rows > ROW_LIMIT:
        refuse("intake_too_many_rows", limit=ROW_LIMIT, row=stated.num_rows)
    if stated.num_columns > COLUMN_LIMIT:
        refuse("intake_too_wide", limit=COLUMN_LIMIT, column=stated.num_columns, row=1)
    if stated.num_rows * stated.num_columns > CELL_LIMIT:
        refuse("intake_too_many_cells", limit=CELL_LIMIT)
    groups = range(stated.num_row_groups)
    if sum(stated.row_group(i).total_byte_size for i in groups) > UNPACKED_LIMIT:
        refuse("intake_zip_large", limit=UNPACKED_LIMIT // 1_000_000)


def _geo(metadata: Mapping[bytes, bytes]) -> dict[str, Any]:
    """What the file says of its geometries; nothing where it is a plain table."""
    if b"geo" not in metadata:
        return {}
    found = json.loads(metadata[b"geo"])
    return found if isinstance(found, dict) else {}


def _system(about: Mapping[str, Any]) -> str:
    """Blank for degrees on WGS 84, which is what a file means that names no system."""
    return json.dumps(about["crs"]) if about.get("crs") else ""


def _take(outlines: Outlines, first: int, shapes: Sequence[Any], encoding: str) -> None:
    shape = _SHAPES.get(encoding.lower())
    if shape is None and encoding != "WKB":
        refuse("intake_geometry")
    for number, value in enumerate(shapes, start=first):
        if value is None:
            continue
        if shape is None:
            add_wkb(outlines, number, bytes(value))
        else:
            outlines.add_geojson(number, {"type": shape, "coordinates": _pairs(value)})


def _pairs(value: Any) -> Any:
    """Nested coordinates, `{x, y}` at the bottom, as GeoJSON nests them."""
    if isinstance(value, dict):
        return [value.get("x"), value.get("y")]
    return [_pairs(inner) for inner in value]


def _texts(column: pa.Array) -> list[str]:
    """(n,) a column as text; bytes say nothing to people."""
    return [_text(value) for value in column.to_pylist()]


def _text(value: Any) -> str:
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)[:LONGEST_CELL]
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.15g}"
    return str(value).strip().removesuffix(" 00:00:00")[:LONGEST_CELL]
