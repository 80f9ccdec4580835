"""The Kharkiv files: complete, honest about their origins, and consistent with each other."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import geometric_mean
from typing import Any

import pytest

from planner.reading import read_yaml
from planner.scenario.files.loading import load_scenario
from tests.places import KHARKIV

PRESETS = {
    "repair-first": (40, 10, 15, 10, 20, 5),
    "people-first": (10, 10, 35, 25, 15, 5),
    "masterplan": (10, 5, 10, 10, 5, 60),
    "balanced": (20, 15, 20, 15, 15, 15),
}
WEIGHTED = ("heritage", "damage", "homes", "services", "safety", "renewal")


def table(name: str) -> list[dict[str, str]]:
    with (KHARKIV / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts(column: str) -> dict[str, int]:
    return dict(Counter(row[column] for row in table("sites.csv")))


def polygons() -> dict[str, list[list[float]]]:
    features = json.loads((KHARKIV / "districts.geojson").read_text("utf-8"))["features"]
    return {
        f["properties"]["id"]: f["geometry"]["coordinates"][0]
        for f in features
        if f["properties"]["kind"] == "district"
    }


def lies_inside(lon: float, lat: float, ring: list[list[float]]) -> bool:
    """Ray casting: an odd number of edges east of the point."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def blocks_with_basis(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        if "basis" in tree:
            yield tree
        for branch in tree.values():
            yield from blocks_with_basis(branch)


@pytest.mark.parametrize("name", ["base", *PRESETS])
def test_every_scenario_loads_complete(name: str) -> None:
    loaded = load_scenario(KHARKIV / f"{name}.yaml")
    assert len(loaded.inventory.sites.id) == 82
    assert len(loaded.inventory.projects.id) == 15
    assert loaded.scenario.works and loaded.scenario.criteria
    assert not loaded.scenario.synthetic


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_weighs_the_criteria_as_stated(name: str) -> None:
    weights = load_scenario(KHARKIV / f"{name}.yaml").scenario.weights
    expected = dict(zip(WEIGHTED, map(Decimal, PRESETS[name]), strict=True))
    assert weights == expected | {"cost": 0, "community": 0, "livelihoods": 0}
    assert sum(weights.values()) == 100


def test_the_base_weighs_like_the_balanced_preset_and_rules_only_against_unchecked_demolition() -> (
    None
):
    base = load_scenario(KHARKIV / "base.yaml").scenario
    assert base.weights == load_scenario(KHARKIV / "balanced.yaml").scenario.weights
    unchecked = {(lock.site, lock.works) for lock in base.rules.never}
    assert unchecked == {("kuznechna-27", "clear"), ("kuznechna-27", "rebuild")}
    assert base.rules.protect is not None and not base.rules.protect.holds
    others = base.rules.model_copy(update={"never": (), "protect": None})
    assert others == type(base.rules)()


def test_the_state_goes_on_paying_as_it_did_and_certificates_have_money_of_their_own() -> None:
    scenario = load_scenario(KHARKIV / "base.yaml").scenario
    funds = scenario.money.funds
    total = {name: sum(fund.amount.values()) for name, fund in funds.items()}
    paid = (1340 + 1000 + 597) / 4  # 2023-24, 2025, 2026
    assert float(total["state"]) / 5 == pytest.approx(paid, rel=0.01)
    assert total["later"] == total["state"] / 5
    assert sum(total.values()) - total["certificates"] - total["later"] == 4250
    homes = {name for name, f in funds.items() if f.may_pay(kind=["site"], use=["residential"])[0]}
    assert {name for name in homes if funds[name].pays_for("compensate")} == {"certificates"}
    assert scenario.years == (2027, 2028, 2029, 2030, 2031, 2032)


def test_every_block_of_figures_says_what_it_rests_on() -> None:
    tree = read_yaml(KHARKIV / "base.yaml")
    found = list(blocks_with_basis(tree))
    for block in found:
        assert block["basis"]["kind"] in ("sourced", "illustrative")
        assert block["basis"]["uk"] and block["basis"]["en"]
    parts = [tree["works"], tree["criteria"], tree["crews"], tree["money"]["funds"]]  # type: ignore[index]
    named = [block for part in parts for block in part.values()]
    alone = [tree["horizon"], tree["damage"], tree["significance"], tree["money"]["exchange"]]  # type: ignore[index]
    assert all(block in found for block in [*named, *alone])


def test_costs_rise_with_the_damage_and_restoring_costs_more_than_repair() -> None:
    works = load_scenario(KHARKIV / "base.yaml").scenario.works
    for kind in works.values():
        likely = [cost.likely for _, cost in sorted(kind.unit_cost.items())]
        assert likely == sorted(likely)
    for grade, cost in works["repair"].unit_cost.items():
        assert works["restore"].unit_cost[grade].likely >= cost.likely * Decimal("1.8")


CONTRACTS = {
    "uzhvii-70": (5.27, 2),
    "krala-37": (2.88, 2),
    "valtera-5": (2.56, 2),
    "regional-childrens-hospital": (30.6, 2),
    "regional-clinical-hospital": (240, 2),
    "karazin-main": (20, 1),
    "gymnasium-172": (44.7, 3),
    "school-42": (58, 3),
    "beketov-university": (121.2, 4),
    "uzhvii-60": (229.1, 4),
}


def test_unit_costs_of_repair_are_those_of_known_contracts_and_a_quarter_more() -> None:
    scenario = load_scenario(KHARKIV / "base.yaml").scenario
    rows = {row["id"]: row for row in table("sites.csv")}
    per_m2: dict[int, list[float]] = {}
    for name, (million, grade) in CONTRACTS.items():
        row = rows[name]
        assert (float(row["cost_known"]), row["cost_known_works"]) == (million, "repair")
        assert int(row["damage_grade"]) == grade
        per_m2.setdefault(grade, []).append(million * 1e6 / float(row["floor_area_m2"]))
    assert scenario.money.known_cost is not None
    more = scenario.money.known_cost.high
    for grade, costs in per_m2.items():
        unit = scenario.works["repair"].unit_cost[grade]  # type: ignore[index]
        assert float(unit.likely) == pytest.approx(geometric_mean(costs) * more, rel=0.02)
        assert float(unit.low) == pytest.approx(min(costs), rel=0.02)


def test_a_repaired_square_metre_does_not_cost_the_same_at_every_grade() -> None:
    scenario = load_scenario(KHARKIV / "base.yaml").scenario
    damaged = {
        grade: float(cost.likely) / scenario.damage.share[grade]
        for grade, cost in scenario.works["repair"].unit_cost.items()
    }
    assert max(damaged.values()) > 1.5 * min(damaged.values())


def test_adapting_beats_repair_in_nothing_but_renewal_and_costs_more() -> None:
    scenario = load_scenario(KHARKIV / "base.yaml").scenario
    for name, criterion in scenario.criteria.items():
        if name != "renewal":
            effects = criterion.effects
            assert effects.get("adapt", 0.0) <= effects.get("repair", 0.0), name
    for grade, cost in scenario.works["adapt"].unit_cost.items():
        assert cost.likely > scenario.works["repair"].unit_cost[grade].likely
    assert not any(row["new_use"] for row in table("sites.csv"))


def test_what_public_pages_say_of_the_rows_stands_in_the_table() -> None:
    rows = {row["id"]: row for row in table("sites.csv")}
    said = {
        "transport-college": {"state_today": "demolished", "state_date": "2023-11"},
        "uzhvii-82": {"damaged_share": "0.5", "state_today": "standing"},
        "uzhvii-96": {"state_today": "demolished", "state_date": "2025-09-18"},
        "kuznechna-27": {"heritage_status": "not_checked", "state_date": "2026-02-12"},
        "beketov-university": {"readiness": "tender", "readiness_works": "repair"},
        "ak-pavlova-134-16": {"state_today": "under_works", "state_date": "2026-02-09"},
        "art-museum": {"cost_known": "0.3", "cost_known_works": "stabilise"},
        "regional-administration": {"cost_known": "10.2", "cost_known_works": "stabilise"},
        "sumska-40": {"cost_known": "28.9", "cost_known_works": "stabilise"},
        "derzhprom": {"damaged_share": "0.33", "owner": "regional"},
        "railway-workers-palace": {"owner": "state", "heritage_status": "local"},
        "hotel-kharkiv": {"owner": "private"},
        "kharkiv-palace": {"owner": "private"},
        "epicentr": {"owner": "company"},
        "barabashovo": {"owner": "private", "people_kind": "workers", "floor_area_m2": ""},
        "architects-house": {"owner": "company", "damaged_share": "0.4"},
        "khnatob": {"unusable": "1", "damage_grade": "1"},
        "kupetskyi-bank": {"damage_grade": ""},
        "ukraina-cinema": {"damage_grade": ""},
    }
    for name, facts in said.items():
        assert {key: rows[name][key] for key in facts} == facts, name


def test_the_buildings_on_freedom_square_are_one_ensemble() -> None:
    loaded = load_scenario(KHARKIV / "base.yaml")
    members = {row["id"] for row in table("sites.csv") if row["ensemble"] == "freedom-square"}
    assert members == {
        "derzhprom",
        "karazin-main",
        "karazin-northern",
        "hotel-kharkiv",
        "regional-administration",
    }
    assert set(loaded.scenario.ensembles) == {"freedom-square"}


def test_no_monument_may_be_cleared_or_replaced() -> None:
    works = load_scenario(KHARKIV / "base.yaml").scenario.works
    for kind in works.values():
        if not kind.keeps_fabric:
            assert not {"national", "local", "newly_identified"} & set(kind.lawful_for)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("location_quality", {"exact": 28, "building": 11, "street": 36, "district": 7}),
        ("floor_area_quality", {"reported": 10, "estimated": 70, "": 2}),
        ("people_quality", {"reported": 9, "by_area": 22, "estimated": 49, "": 2}),
        ("damage_grade_quality", {"surveyed": 12, "press": 62, "judgement": 6, "": 2}),
        ("damage_grade", {"": 2, "1": 10, "2": 17, "3": 17, "4": 20, "5": 16}),
        (
            "heritage_status",
            {"national": 3, "local": 27, "unlisted_valuable": 9, "none": 42, "not_checked": 1},
        ),
    ],
)
def test_quality_flags_are_as_counted_at_the_origin(column: str, expected: dict[str, int]) -> None:
    assert counts(column) == expected


def test_added_quality_columns_claim_no_more_than_the_sources() -> None:
    assert counts("heritage_status_quality")["inferred"] == 12
    assert counts("year_built_quality")["estimated"] == 13
    assert counts("year_built_quality")[""] == 31
    assert counts("storeys_quality") == {"": 53, "reported": 28, "estimated": 1}
    assert counts("damage_date_quality")[""] == 11
    for row in table("sites.csv"):
        if row["heritage_status"] == "unlisted_valuable":
            assert row["heritage_status_quality"] == "unconfirmed", row["id"]
        if row["damage_date_last"] and len(row["damage_date_last"]) < len("2022-03-01"):
            assert row["damage_date_quality"] == "estimated", row["id"]


@pytest.mark.parametrize("field", ["year_built", "storeys", "damage_date_last"])
def test_a_blank_field_has_a_blank_quality(field: str) -> None:
    quality = field.removesuffix("_last") + "_quality"
    for row in table("sites.csv"):
        assert bool(row[field]) == bool(row[quality]), row["id"]


def test_marked_sites_are_the_ones_that_sources_name() -> None:
    rows = table("sites.csv")
    assert [r["id"] for r in rows if r["world_heritage_candidate"] == "yes"] == ["derzhprom"]
    assert [r["id"] for r in rows if r["plot_cleared"] == "yes"] == [
        *("uzhvii-62", "uzhvii-96", "proskury-9v"),
    ]


AGES = ((1799, 20), (1860, 16), (1900, 13), (1917, 11), (1941, 9), (1960, 5), (9999, 2))
VALUES = ("rarity", "architecture", "history", "community")


def test_significance_is_judged_by_five_values_and_does_not_follow_the_legal_status() -> None:
    """Only the age follows from a fact; every judgement says what it rests on, in both languages."""
    points: dict[str, list[float]] = {}
    for row in table("sites.csv"):
        if row["heritage_status"] == "not_checked":
            assert row["significance"] == ""
            continue
        assert row["significance_quality"] == "judgement", row["id"]
        assert row["significance_source"] and row["significance_source_uk"], row["id"]
        points.setdefault(row["heritage_status"], []).append(float(row["significance"]))
        if row["significance_age"] and row["year_built"]:
            age = next(mark for last, mark in AGES if int(row["year_built"]) <= last)
            assert float(row["significance_age"]) == age, row["id"]
        judged = [float(row[f"significance_{value}"] or 0) for value in VALUES]
        assert float(row["significance"]) == sum(judged) + float(row["significance_age"] or 0)
    assert max(points["unlisted_valuable"]) > sorted(points["local"])[len(points["local"]) // 2]
    assert max(points["local"]) > min(points["national"])
    assert max(points["none"]) > 0 and len(set(points["local"])) > 15


def test_people_are_a_part_of_the_floor_area_only_where_nothing_else_is_known() -> None:
    for row in table("sites.csv"):
        area = float(row["floor_area_m2"] or 0)
        by_area = row["people_kind"] == "residents" and float(row["people"] or 0) == area / 25
        assert (row["people_quality"] == "by_area") == by_area, row["id"]
    told = {r["id"] for r in table("sites.csv") if r["people_kind"] == "residents"}
    told -= {r["id"] for r in table("sites.csv") if r["people_quality"] == "by_area"}
    assert told == {"slovo-house", "kiltseva-2025"}  # 66 flats; 84 people were inside


def test_no_site_has_a_use_that_is_unsafe_to_publish() -> None:
    unsafe = {"military", "police", "security", "energy", "telecom"}
    assert not unsafe & {row["use"] for row in table("sites.csv")}


def test_projects_displace_only_sites_that_exist() -> None:
    sites = {row["id"] for row in table("sites.csv")}
    displaced = [s for row in table("projects.csv") for s in row["displaces"].split(";") if s]
    assert displaced
    assert set(displaced) <= sites


def test_the_withheld_energy_plant_stays_a_placeholder() -> None:
    rows = [r for r in table("projects.csv") if r["part_of"] == "nff-industry"]
    assert len(rows) == 2
    for row in rows:
        assert "deliberately withheld" in row["note"]


def test_the_five_published_pilots_stand_in_two_parts_each_and_ours_are_called_ours() -> None:
    rows = table("projects.csv")
    pilots = Counter(row["part_of"] for row in rows if row["origin"] == "published")
    assert list(pilots.values()) == [2] * 5 and "" not in pilots
    repairing = {row["part_of"] for row in rows if row["restores"]}
    assert repairing == {"nff-heritage", "nff-housing"}  # of these alone repair is published
    for row in rows:
        assert row["origin"] != "" and row["capacity_quality"] == "illustrative"
        assert row["cost_quality"] == "illustrative" or row["origin"] != "published"
        if row["restores"]:
            assert "our example" in row["note"] and "для прикладу" in row["note_uk"]


def test_what_projects_bring_is_marked_as_ours_where_the_authors_published_no_figure() -> None:
    published = {row["id"] for row in table("projects.csv") if row["origin"] == "published"}
    gains = table("gains.csv")
    assert {row["project"] for row in gains} == {row["id"] for row in table("projects.csv")}
    for row in gains:
        assert row["quality"] in ("illustrative", "judgement") and row["source_uk"]
        if row["project"] in published:
            assert "published no figure" in row["source"]


def test_our_own_quarter_is_no_part_of_the_masterplan_preset() -> None:
    loaded = load_scenario(KHARKIV / "masterplan.yaml")
    (ours,) = [lock for lock in loaded.scenario.rules.never if lock.project]
    assert ours.project == "new-housing-quarter-north-saltivka"
    assert " / " in ours.reason and " / " in ours.author
    assert loaded.origins["never.new-housing-quarter-north-saltivka"] == ("masterplan.yaml",)


@pytest.mark.parametrize("name", ["sites.csv", "projects.csv"])
def test_every_point_lies_in_the_district_that_its_row_names(name: str) -> None:
    rings = polygons()
    assert len(rings) == 9
    for row in table(name):
        assert lies_inside(float(row["lon"]), float(row["lat"]), rings[row["district"]]), row["id"]


FILES = sorted(path for path in KHARKIV.iterdir() if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_plain_utf8_with_unix_line_ends(path: Path) -> None:
    data = path.read_bytes()
    assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8").endswith("\n")
