"""Layers of maps: every format gives the same place, footprint and columns, without any library of maps."""

import io
import json
import sqlite3
import stat
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyproj import CRS, Geod, Transformer

from planner.errors import InputError
from planner.intake.foreign.apart import read_apart
from planner.intake.foreign.read import read_book
from planner.intake.looking import look_in
from planner.intake.take.ground import NOWHERE
from planner.intake.take.take import take
from planner.text import speaking
from tests.intake.books import zipped

Ring = Sequence[Sequence[float]]
RING = [
    [36.2300, 49.9900],
    [36.2300, 49.9902],
    [36.2304, 49.9902],
    [36.2304, 49.9900],
    [36.2300, 49.9900],
]
"""Of a building of some 28 by 22 metres."""
UTM = "EPSG:32637"


def projected() -> list[tuple[float, float]]:
    transformer = Transformer.from_crs(4326, UTM, always_xy=True)
    return [transformer.transform(x, y) for x, y in RING]


def geojson(ring: Ring, crs: object = None) -> bytes:
    feature = {
        "type": "Feature",
        "properties": {"id": "b1", "Main_Damage_Site_Class": 2, "name": "Школа"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    layer = {"type": "FeatureCollection", "features": [feature], **({"crs": crs} if crs else {})}
    return json.dumps(layer).encode()


def shapefile(ring: Ring, system: str, *, twins: bool = False) -> bytes:
    points = b"".join(struct.pack("<2d", *point) for point in ring)
    shape = struct.pack("<i4d2i", 5, 0, 0, 0, 0, 1, len(ring)) + struct.pack("<i", 0) + points
    record = struct.pack(">2i", 1, len(shape) // 2) + shape
    columns = [(b"id", b"C", 4), (b"Main_Damag", b"N", 4), (b"name", b"C", 20)]
    row = b" " + b"b1".ljust(4) + b"2".rjust(4) + "Школа".encode("cp1251").ljust(20)
    head = (
        b"\x03"
        + b"\0" * 3
        + struct.pack("<IHH", 1, 32 + 32 * 3 + 1, len(row))
        + b"\0" * 17
        + b"\xc9\0\0"
    )
    fields = b"".join(
        n.ljust(11, b"\0") + k + b"\0" * 4 + bytes([w]) + b"\0" * 15 for n, k, w in columns
    )
    files = {
        "damage/layer.shp": b"\0" * 100 + record,
        "damage/layer.dbf": head + fields + b"\r" + row,
        "damage/layer.prj": system.encode(),
    }
    if twins:
        files |= {"__MACOSX/damage/._layer.shp": b"x", "damage/._layer.dbf": b"x"}
    return zipped(files)


def geopackage(ring: Ring, path: Path, *, views: bool = False) -> bytes:
    wkb = (
        b"\x01"
        + struct.pack("<3I", 3, 1, len(ring))
        + b"".join(struct.pack("<2d", *p) for p in ring)
    )
    blob = b"GP\0\x01" + struct.pack("<i", 32637) + wkb
    base = sqlite3.connect(path)
    base.executescript(
        "CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m);"
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition);"
        "CREATE TABLE layer (id, Main_Damage_Site_Class, name, geom);"
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('UTM', 32637, 'EPSG', 32637, '');"
        "INSERT INTO gpkg_geometry_columns VALUES ('layer', 'geom', 'POLYGON', 32637, 0, 0);"
    )
    if views:
        base.executescript(
            "CREATE VIEW trap AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS geom FROM n;"
            "INSERT INTO gpkg_geometry_columns VALUES ('trap', 'geom', 'POLYGON', 32637, 0, 0);"
        )
    base.execute("INSERT INTO layer VALUES ('b1', 2, 'Школа', ?)", (blob,))
    base.commit()
    base.close()
    return path.read_bytes()


def check(data: bytes) -> None:
    (sheet,) = read_book(data).sheets
    heads, row = sheet.rows
    cells = dict(zip(heads, row, strict=True))
    assert float(cells["geometry lat"]) == pytest.approx(49.9901, abs=1e-5)
    assert float(cells["geometry lon"]) == pytest.approx(36.2302, abs=1e-5)
    lons, lats = zip(*RING, strict=True)
    truth = abs(Geod(ellps="WGS84").polygon_area_perimeter(lons, lats)[0])
    assert float(cells["geometry footprint"]) == pytest.approx(truth, rel=2e-3)
    assert (cells["id"], cells["name"]) == ("b1", "Школа")


def test_every_format_gives_the_same_place_and_footprint(tmp_path: Path) -> None:
    check(geojson(RING))
    check(
        geojson(
            projected(), {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
        )
    )
    check(shapefile(projected(), UTM))
    check(shapefile(RING, "EPSG:4326", twins=True))
    check(geopackage(projected(), tmp_path / "layer.gpkg"))


def test_a_layer_is_understood_like_a_table() -> None:
    with speaking("en"):
        look = look_in(read_book(shapefile(projected(), UTM)), "layer.zip")
        found = take(look.table, look.mapping, NOWHERE, label="layer.zip")
    assert look.mapping.columns["footprint"] == "geometry footprint"
    assert found.columns["damage_grade"].tolist() == ["4"]  # UNOSAT: 2 is severe


def test_a_hole_is_no_ground_that_a_building_stands_on() -> None:
    inner = [
        [36.2301, 49.99005],
        [36.2303, 49.99005],
        [36.2303, 49.99015],
        [36.2301, 49.99015],
        [36.2301, 49.99005],
    ]
    layer = json.loads(geojson(RING))
    layer["features"][0]["geometry"]["coordinates"].append(inner)
    (whole,), (cut,) = (read_book(d).sheets for d in (geojson(RING), json.dumps(layer).encode()))
    assert float(cut.rows[1][-1]) == pytest.approx(0.75 * float(whole.rows[1][-1]), rel=1e-3)


def test_several_layers_of_an_archive_are_offered() -> None:
    archive = zipped({"a/one.geojson": geojson(RING), "two.geojson": geojson(RING)})
    assert [sheet.name for sheet in read_book(archive).sheets] == ["one", "two"]


def test_nothing_is_run_or_looked_up(tmp_path: Path) -> None:
    book = read_book(geopackage(projected(), tmp_path / "trap.gpkg", views=True))
    assert [sheet.name for sheet in book.sheets] == ["layer"]
    link = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "proj4"}}
    virtual = b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>"
    for data, key in (
        (geojson(RING, link), "intake_crs_unknown"),
        (b"<?xml version='1.0'?>" + virtual, "intake_web_page"),
        (b'{"type": "FeatureCollection", "features": {}}', "intake_json_layer"),
        (b'{"a": ' * 100_000, "intake_json_broken"),
        (shapefile(RING, "no system"), "intake_crs_unknown"),
        (b"SQLite format 3\0" + b"\0" * 600, "intake_gpkg_broken"),
        (zipped({"x.shp": b"\0" * 100 + b"\xff" * 40}), "intake_shape_broken"),
    ):
        with pytest.raises(InputError) as caught:
            read_book(data)
        assert caught.value.faults[0].key == key


def test_a_link_in_an_archive_is_refused_and_no_name_leads_anywhere() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("buildings.geojson")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(InputError) as caught:
        read_book(stream.getvalue())
    assert caught.value.faults[0].key == "intake_zip_link"
    tricky = zipped({"../../up.geojson": geojson(RING), "/root/abs.geojson": geojson(RING)})
    assert [sheet.name for sheet in read_book(tricky).sheets] == ["up", "abs"]  # read in memory


def geoparquet(shape: bytes | Sequence[object], about: dict[str, object]) -> bytes:
    """A layer of one building, as GeoParquet states its geometry."""
    kind = pa.binary() if isinstance(shape, bytes) else None
    columns = {
        "id": pa.array(["b1"]),
        "Main_Damag": pa.array([2]),
        "name": pa.array(["Школа"]),
        "geometry": pa.array([shape], type=kind),
    }
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}}
    table = pa.table(columns).replace_schema_metadata({"geo": json.dumps(geo)})
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


def wkb(ring: Ring) -> bytes:
    points = b"".join(struct.pack("<2d", *point) for point in ring)
    return struct.pack("<BIII", 1, 3, 1, len(ring)) + points


def test_geoparquet_gives_the_same_place_in_either_encoding_and_any_system() -> None:
    nested = [[{"x": x, "y": y} for x, y in RING]]
    system = CRS.from_user_input(UTM).to_json_dict()
    check(geoparquet(wkb(RING), {"encoding": "WKB"}))
    check(geoparquet(wkb(projected()), {"encoding": "WKB", "crs": system}))
    check(geoparquet(nested, {"encoding": "polygon"}))
    (sheet,) = read_apart(geoparquet(nested, {"encoding": "polygon"}), "layer.parquet").sheets
    assert len(sheet.rows) == 2  # within the memory that the reading process has


def test_a_parquet_file_is_measured_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    pq.write_table(pa.table({"id": pa.array([1] * 300_001)}), stream)
    broken = geoparquet(wkb(RING), {"encoding": "WKB"})
    for data, key in (
        (stream.getvalue(), "intake_too_many_rows"),
        (broken[:200] + broken[300:], "intake_parquet_broken"),
        (geoparquet(b"\x01\x03", {"encoding": "WKB"}), "intake_geometry"),
        (geoparquet(wkb(RING), {"encoding": "WKB", "crs": {"type": "x"}}), "intake_crs_unknown"),
    ):
        with pytest.raises(InputError) as caught:
            read_book(data)
        assert caught.value.faults[0].key == key
