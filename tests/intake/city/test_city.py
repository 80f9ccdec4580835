"""A new city: from a list and one reference cost to scenarios that can be planned."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli.command import Vidnova
from planner.errors import ConflictError, InputError
from planner.intake.city.base import nice_step, rounded
from planner.intake.city.folder import begin_city
from planner.intake.city.outlines import districts_text
from planner.intake.city.terms import Terms
from planner.intake.importing import bring, ground_of, taken_of
from planner.intake.looking import look_at
from planner.inventory.districts import read_districts
from planner.scenario import Loaded, list_scenarios, load_scenario
from planner.text import speaking
from tests.intake.books import csv_of

LIST = [
    ["Адреса", "Широта", "Довгота", "Призначення", "Загальна площа", "Ступінь", "Охоронний статус"],
    ["вул. Сумська, 1", "50.91", "34.80", "житловий будинок", "2000", "3", ""],
    ["вул. Сумська, 2", "50.92", "34.81", "школа", "3000", "2", "ні"],
    ["вул. Сумська, 3", "", "", "театр", "1500", "4", "місцевого значення"],
]
POLYGON = [[[34.7, 50.8], [34.9, 50.8], [34.9, 51.0], [34.7, 51.0], [34.7, 50.8]]]
LAYER = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"NAME": "Зарічний район", "pop": 1},
            "geometry": {"type": "Polygon", "coordinates": POLYGON},
        },
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}},
    ],
}


@pytest.fixture(autouse=True)
def _english():
    with speaking("en"):
        yield


def city(folder: Path, **stated: object) -> Loaded:
    given = {"name": {"uk": "Суми"}, "reference_cost": Decimal(25_000), **stated}
    look = look_at(csv_of(LIST), "list.csv")
    bring(look, taken_of(look, ground_of(folder)), folder)
    begin_city(folder, Terms.said(**given))  # type: ignore[arg-type]
    return load_scenario(folder / "balanced.yaml")


def test_a_list_and_one_cost_make_a_city_whose_scenarios_have_no_fault(tmp_path: Path) -> None:
    loaded = city(tmp_path)
    assert len(list_scenarios(tmp_path)) == 4
    for path in list_scenarios(tmp_path):
        load_scenario(path)
    scenario = loaded.scenario
    assert scenario.works["repair"].unit_cost[3].likely == 10_000  # 40 % of 25,000
    assert scenario.works["restore"].unit_cost[2].likely == 6_750  # 1.8 x 15 %
    assert scenario.works["stabilise"].unit_cost[5].likely == 1_000
    stated = [scenario.damage.basis, *(works.basis for works in scenario.works.values())]
    assert {basis.kind for basis in stated} == {"illustrative"}
    assert loaded.about.notice is not None


def test_without_a_stated_sum_there_is_money_for_a_third(tmp_path: Path) -> None:
    everything = 2000 * 0.40 + 3000 * 0.15 + 1500 * 0.75 * 1.8  # of new housing, m2
    total = city(tmp_path).scenario.money.minor / 1e8
    assert total == pytest.approx(everything * 25_000 / 1e6 / 3, rel=0.05)


def test_another_currency_only_changes_the_scale(tmp_path: Path) -> None:
    money = Decimal(1000)
    hryvnia = city(tmp_path / "a", money=money).scenario
    euro = city(
        tmp_path / "b", money=money / 10, reference_cost=Decimal(2_500), currency="EUR"
    ).scenario
    assert (
        hryvnia.works["repair"].labour["builders"] * 10 == euro.works["repair"].labour["builders"]
    )
    assert hryvnia.crews["builders"].capacity == euro.crews["builders"].capacity
    assert hryvnia.duration[0].up_to == 10 * euro.duration[0].up_to  # type: ignore[operator]
    assert (hryvnia.money.round_to, euro.money.round_to) == (Decimal("0.5"), Decimal("0.05"))


def test_outlines_come_from_any_layer_of_named_polygons(tmp_path: Path) -> None:
    written = districts_text(json.dumps(LAYER).encode(), "layer.json")
    found, faults = read_districts(written.encode(), "districts.geojson")
    assert found is not None and not faults
    assert [(d.id, d.names["uk"]) for d in found.districts] == [
        ("zarichnyi-raion", "Зарічний район")
    ]
    (tmp_path / "districts.geojson").write_text(written, encoding="utf-8")
    assert city(tmp_path).inventory.sites.district == ("zarichnyi-raion", "zarichnyi-raion", "")


@pytest.mark.parametrize(
    "data", [b"{", b'{"type": "FeatureCollection", "features": []}', b"[" * 9000]
)
def test_what_is_no_layer_of_districts_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        districts_text(data, "layer.json")
    assert caught.value.faults[0].key == "city_layer"


def test_terms_that_cannot_be_are_told_all_at_once() -> None:
    with pytest.raises(InputError) as caught:
        Terms.said(name={"uk": " "}, currency="грн", reference_cost=Decimal(0), years=99)
    assert {f.field for f in caught.value.faults} >= {"currency", "reference_cost", "years"}


def test_a_folder_that_is_a_city_is_left_alone(tmp_path: Path) -> None:
    city(tmp_path)
    with pytest.raises(ConflictError):
        begin_city(tmp_path, Terms.said(name={"uk": "Суми"}, reference_cost=Decimal(1)))


def test_figures_are_rounded_to_what_they_claim() -> None:
    assert [rounded(v) for v in (12_345, 0.0449, 1)] == [Decimal(12_000), Decimal("0.045"), 1]
    assert [nice_step(Decimal(v)) for v in ("0.999", "1.1", "0.03")] == [
        Decimal("0.5"),
        1,
        Decimal("0.02"),
    ]


def test_one_command_goes_from_a_list_to_a_plan(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(csv_of(LIST, encoding="cp1251"))
    words = [
        "new-city",
        f"{tmp_path}/sumy",
        f"{tmp_path}/list.csv",
        "--name",
        "Суми",
        "--reference-cost",
        "25000",
    ]
    done = CliRunner().invoke(Vidnova(name="vidnova"), [*words, "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert "3 rows read" in done.output and "IN THE PLAN" in done.output
