"""Layers of a plan: other programs open them, totals are the plan's, places those of the profile."""

import csv
import io
import json
import sqlite3
import struct
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pyogrio
import pytest

from planner.exchange import to_csv
from planner.exchange.dictionary import to_fields
from planner.exchange.gate import release
from planner.exchange.maps import to_geojson, to_geopackage
from planner.exchange.maps.layers import polygons
from planner.inventory import District
from planner.plan import Plan
from planner.profiles import Profile
from planner.text import speaking
from tests.saying import said

STAMPED = ("profile", "scenario", "link", "synthetic", "currency", "money_unit", "weights", "budget",
           "scenario_sha256", "inventory_sha256", "plan_sha256", "value", "bound", "gap", "proven",
           "bound_from", "solver", "vidnova", "seed", "seconds", "created")  # fmt: skip
"""Columns of the stamp, which the list repeats on every row."""


def opened(plan: Plan, profile: Profile = "internal") -> sqlite3.Connection:
    with speaking("uk"):
        data = to_geopackage(release(plan, profile))
    base = sqlite3.connect(":memory:")
    base.deserialize(data)
    return base


def test_totals_of_the_layer_are_the_plans(masterplan: Plan) -> None:
    base = opened(masterplan)
    (cost,) = base.execute(
        "SELECT sum(cost) FROM works WHERE rank IS NOT NULL AND \"group\" IN ('у плані', 'демонтаж без забудови')"
    ).fetchone()
    assert cost * masterplan.scenario.money.tender.size == pytest.approx(masterplan.figures.spent)
    assert base.execute("SELECT count(*) FROM works").fetchone() == (len(masterplan.entries),)
    (by_district,) = base.execute("SELECT sum(cost) FROM districts").fetchone()
    assert by_district <= cost + 1e-6


def test_works_are_styled_when_opened_and_every_field_is_explained(masterplan: Plan) -> None:
    base = opened(masterplan)
    styles = base.execute(
        "SELECT f_table_name, styleQML, useAsDefault FROM layer_styles"
    ).fetchall()
    assert {(name, default) for name, _, default in styles} == {("works", 1), ("districts", 1)}
    qml = ElementTree.fromstring({name: qml for name, qml, _ in styles}["works"])
    shown = {category.get("value") for category in qml.iter("category")}
    held = {group for (group,) in base.execute('SELECT DISTINCT "group" FROM works')}
    assert held <= shown
    columns = {row[1] for row in base.execute("PRAGMA table_info(works)")} - {"fid", "geom"}
    told = {f for (f,) in base.execute("SELECT field_key FROM fields WHERE layer = 'works'")}
    assert columns == told
    stamp = dict(base.execute("SELECT setting, value FROM stamp").fetchall())
    assert stamp["plan_sha256"] == masterplan.provenance.decisions_sha256


@pytest.mark.parametrize(
    ("profile", "placed"), [("internal", True), ("partner", True), ("public", False)]
)
def test_points_are_those_of_the_profile(masterplan: Plan, profile: Profile, placed: bool) -> None:
    released = release(masterplan, profile)
    layer = json.loads(said("en", to_geojson, released))
    points = [f["geometry"]["coordinates"] for f in layer["features"] if f["geometry"]]
    assert bool(points) == placed and layer["stamp"]["profile"] == profile
    sites = masterplan.inventory.sites
    exact = {(round(x, 6), round(y, 6)) for x, y in zip(sites.lon, sites.lat, strict=True)}
    told = {(round(x, 6), round(y, 6)) for x, y in points}
    assert bool(told & exact) == (profile == "internal")
    data = said("en", to_geopackage, released)
    pairs = zip(sites.lon, sites.lat, strict=True)
    written = [struct.pack("<2d", *pair) for pair in pairs if not np.isnan(pair[0])]
    assert any(pair in data for pair in written) == (profile == "internal")


def test_the_list_as_csv_has_a_dictionary_of_all_its_columns(masterplan: Plan) -> None:
    released = release(masterplan, "public")
    listed, fields = (
        said("uk", write, released).decode("utf-8-sig") for write in (to_csv, to_fields)
    )
    columns = next(csv.reader(io.StringIO(listed)))
    told = {row["field_key"] for row in csv.DictReader(io.StringIO(fields))}
    assert told <= set(columns) and {c for c in columns if c not in told} <= set(STAMPED)


def test_a_ring_within_another_is_a_hole_and_one_beside_it_a_part() -> None:
    square = np.array([[0.0, 0], [4, 0], [4, 4], [0, 4]])
    district = District(id="d", names={"uk": "Д"}, rings=(square, square / 4 + 1, square + 10))
    assert [len(polygon) for polygon in polygons(district)] == [2, 1]


def test_the_libraries_of_gis_programs_open_it(masterplan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    with speaking("uk"):
        path.write_bytes(to_geopackage(release(masterplan, "internal")))
        (tmp_path / "plan.geojson").write_bytes(to_geojson(release(masterplan, "internal")))
    layers = {name: kind for name, kind in pyogrio.list_layers(path)}
    assert layers["works"] == "Point" and layers["districts"] == "MultiPolygon"
    assert "layer_styles" in layers  # where QGIS looks for it
    for file, layer in ((path, "works"), (tmp_path / "plan.geojson", "works")):
        info = pyogrio.read_info(file, layer=layer, force_total_bounds=True)
        assert info["crs"] in ("EPSG:4326", "OGC:CRS84")
        assert info["features"] == len(masterplan.entries)
        west, south, east, north = info["total_bounds"]
        assert 36 < west < east < 37 and 49 < south < north < 51
