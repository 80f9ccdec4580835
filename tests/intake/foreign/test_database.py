"""A table by its address. What a server answers is tried where VIDNOVA_POSTGIS names one with PostGIS."""

import os

import pytest

from planner.errors import InputError
from planner.intake.foreign.apart import read_address
from planner.intake.foreign.database import is_address, shown_address

SERVER = os.environ.get("VIDNOVA_POSTGIS", "")


def test_an_address_is_told_from_a_file_and_shown_without_user_and_password() -> None:
    assert is_address("postgresql://a:b@host/db?table=x.y") and is_address("PostGIS://host/db")
    assert not is_address("list.xlsx") and not is_address(r"C:\postgresql\list.csv")
    shown = shown_address(
        "postgresql://reader:secret@gis.example:5433/city?table=a.b&sslmode=require"
    )
    assert shown == "postgresql://gis.example:5433/city a.b"


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(InputError) as caught:
        read_address("postgresql://reader:s%40cret@127.0.0.1:9/city?table=x", "city")
    (fault,) = caught.value.faults
    assert fault.key == "intake_database" and "cret" not in str(fault.details)


def test_without_a_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.intake.foreign import database

    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(InputError) as caught:
        database.read_database("postgresql://127.0.0.1:9/city")
    assert caught.value.faults[0].key == "intake_gis_missing"


@pytest.mark.skipif(not SERVER, reason="VIDNOVA_POSTGIS names no server")
def test_a_table_is_read_like_a_layer_and_nothing_else_is_touched() -> None:
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as base:
        base.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        base.execute("DROP SCHEMA IF EXISTS vidnova_test CASCADE")
        base.execute("CREATE SCHEMA vidnova_test")
        base.execute(
            'CREATE TABLE vidnova_test."Будівлі" (id text, "Main_Damag" int, name text, '
            "geom geometry(Polygon, 32637)); "
            "INSERT INTO vidnova_test.\"Будівлі\" VALUES ('b1', 2, 'Школа', ST_Transform("
            "ST_MakeEnvelope(36.23, 49.99, 36.2304, 49.9902, 4326), 32637)), "
            "('b2', 1, NULL, NULL); CREATE TABLE vidnova_test.other (n int)"
        )
        try:
            (sheet,) = read_address(f"{SERVER}?table=vidnova_test.Будівлі", "city").sheets
            with pytest.raises(InputError) as caught:
                read_address(f"{SERVER}?table=vidnova_test.none", "city")
        finally:
            base.execute("DROP SCHEMA vidnova_test CASCADE")
    assert caught.value.faults[0].key == "intake_database_table"
    assert "vidnova_test.other" in str(caught.value.faults[0].details["known"])
    heads, first, second = sheet.rows
    cells = dict(zip(heads, first, strict=True))
    assert (cells["id"], cells["Main_Damag"], cells["name"]) == ("b1", "2", "Школа")
    assert float(cells["geometry lat"]) == pytest.approx(49.9901, abs=1e-5)
    assert float(cells["geometry lon"]) == pytest.approx(36.2302, abs=1e-5)
    assert second[0] == "b2" and second[-1] == ""
