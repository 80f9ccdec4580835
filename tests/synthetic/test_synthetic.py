"""The synthetic city: the same for a seed, readable, true to its stated distributions."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.errors import ConflictError, InputError
from planner.inventory.parts import OPTIONAL as PARTS
from planner.inventory.today import OPTIONAL
from planner.scenario.files.loading import load_scenario
from planner.synthetic import distributions as stated
from planner.synthetic import generate
from planner.text import LANGUAGES, fault_lines
from tests.places import ROOT
from tests.saying import said

LIKE = ROOT / "scenarios" / "kharkiv" / "base.yaml"
SITES = 8000


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("generated") / "city"
    generate(directory, sites=SITES, seed=1, like=LIKE)
    return directory


@pytest.fixture(scope="module")
def rows(city: Path) -> list[dict[str, str]]:
    return table(city / "sites.csv")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def share(found: Sequence[object]) -> float:
    return sum(map(bool, found)) / len(found)


def near(expected: float, n: int = SITES) -> object:
    """Within four standard errors of a share."""
    return pytest.approx(expected, abs=4 * (expected * (1 - expected) / n) ** 0.5)


def test_a_seed_always_gives_the_same_bytes(tmp_path: Path) -> None:
    first = generate(tmp_path / "a", sites=300, seed=7, like=LIKE)
    second = generate(tmp_path / "b", sites=300, seed=7, like=LIKE)
    other = generate(tmp_path / "c", sites=300, seed=8, like=LIKE)
    assert [p.name for p in first] == [p.name for p in second]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert first[0].read_bytes() != other[0].read_bytes()


def test_all_files_are_reported_and_nothing_else_is_written(tmp_path: Path) -> None:
    paths = generate(tmp_path / "city", sites=5, seed=1, projects=3, like=LIKE)
    assert sorted(paths) == sorted((tmp_path / "city").iterdir())
    assert len(paths) == 9


@pytest.mark.parametrize("name", ["base", "repair-first", "people-first", "masterplan", "balanced"])
def test_every_scenario_loads_cleanly_and_says_synthetic(city: Path, name: str) -> None:
    loaded = load_scenario(city / f"{name}.yaml")
    assert len(loaded.inventory.sites.id) == SITES
    assert len(loaded.inventory.projects.id) == 20
    assert loaded.scenario.synthetic
    assert "ynthetic" in loaded.scenario.name.en
    assert "вигадане місто" in loaded.scenario.name.uk.casefold()


@pytest.mark.parametrize("sites", [1, 2, 40])
def test_a_small_city_loads_too(tmp_path: Path, sites: int) -> None:
    generate(tmp_path / "city", sites=sites, seed=3, projects=40, like=LIKE)
    assert len(load_scenario(tmp_path / "city" / "balanced.yaml").inventory.sites.id) == sites


def test_a_preset_keeps_its_weights(city: Path) -> None:
    for name in ("repair-first", "people-first", "masterplan", "balanced"):
        here = load_scenario(city / f"{name}.yaml").scenario
        there = load_scenario(LIKE.with_name(f"{name}.yaml")).scenario
        assert here.weights == there.weights


def test_works_criteria_and_damage_are_those_of_the_base(city: Path) -> None:
    here = load_scenario(city / "base.yaml").scenario
    there = load_scenario(LIKE).scenario
    for part in ("works", "criteria", "significance", "duration", "horizon"):
        assert getattr(here, part) == getattr(there, part)
    chances = [scenario.damage.strike_probability for scenario in (here, there)]
    drawn, known = (list(chance.by_district.values()) for chance in chances)  # type: ignore[union-attr]
    assert drawn == known
    calm = [s.damage.model_copy(update={"strike_probability": 0.0}) for s in (here, there)]
    assert calm[0] == calm[1]


def test_every_name_summary_and_source_says_synthetic(
    city: Path, rows: list[dict[str, str]]
) -> None:
    for row in [*rows, *table(city / "projects.csv")]:
        assert "synthetic" in row["id"]
        assert "synthetic" in row["name_en"]
        assert "вигадане місто" in row["name_uk"]
        assert row["source"].startswith("Synthetic")
        assert row.get("note", row.get("damage_summary", "")).startswith("Synthetic")
        assert row.get("note_uk", row.get("damage_summary_uk", "")).startswith("Вигадан")
    for feature in json.loads((city / "districts.geojson").read_text("utf-8"))["features"]:
        assert "synthetic" in feature["properties"]["name_en"]
        assert "вигадане місто" in feature["properties"]["name_uk"]


def test_tables_have_the_columns_of_the_kharkiv_tables(city: Path) -> None:
    optional = {*OPTIONAL, *PARTS, "ensemble", "unusable"}
    for name in ("sites.csv", "projects.csv"):
        assert set(table(city / name)[0]) == set(table(LIKE.with_name(name))[0]) - optional


@pytest.mark.parametrize(
    ("column", "mix"),
    [
        ("use", stated.USES),
        ("heritage_status", stated.STATUSES),
        ("location_quality", stated.LOCATION_QUALITY),
    ],
)
def test_choices_occur_as_often_as_stated(
    rows: list[dict[str, str]], column: str, mix: stated.Mix
) -> None:
    for value, expected in mix.shares.items():
        assert share([row[column] == value for row in rows]) == near(expected), value


def test_grades_occur_as_often_as_stated_among_those_known(rows: list[dict[str, str]]) -> None:
    known = [row["damage_grade"] for row in rows if row["damage_grade"]]
    for grade, expected in stated.GRADES.shares.items():
        assert share([g == grade for g in known]) == near(expected, len(known)), grade


def test_districts_hold_their_stated_share_of_ordinary_sites(rows: list[dict[str, str]]) -> None:
    plain = [row["district"] for row in rows if row["heritage_status"] == "none"]
    for district, expected in stated.DISTRICTS.shares.items():
        assert share([d == district for d in plain]) == near(expected, len(plain)), district


def test_fields_are_missing_as_often_as_stated_and_then_have_no_quality(
    rows: list[dict[str, str]],
) -> None:
    for field, expected in stated.MISSING.items():
        assert share([not row[field] for row in rows]) == near(expected), field
        quality = field.removesuffix("_m2").removesuffix("_last") + "_quality"
        assert all(bool(row[field]) == bool(row[quality]) for row in rows), field


def test_half_of_the_areas_lie_below_the_stated_median(rows: list[dict[str, str]]) -> None:
    for use in ("residential", "education", "commerce"):
        areas = [
            float(row["floor_area_m2"])
            for row in rows
            if row["use"] == use and row["floor_area_m2"]
        ]
        below = [area < stated.AREAS[use].median for area in areas]
        assert share(below) == near(0.5, len(areas)), use


def test_the_shares_of_every_mix_sum_to_one() -> None:
    mixes = [value for value in vars(stated).values() if isinstance(value, stated.Mix)]
    assert len(mixes) == 7
    for mix in mixes:
        assert sum(mix.shares.values()) == pytest.approx(1), mix.title


def test_the_distributions_stand_at_the_head_of_the_base(city: Path) -> None:
    head = (city / "base.yaml").read_text("utf-8")
    for line in stated.stated():
        assert f"# - {line}\n" in head


def test_money_and_crews_grow_with_the_cost_of_everything(city: Path, tmp_path: Path) -> None:
    generate(tmp_path / "half", sites=SITES // 2, seed=1, projects=10, like=LIKE)
    whole = load_scenario(city / "base.yaml").scenario
    half = load_scenario(tmp_path / "half" / "base.yaml").scenario
    for fund, money in whole.money.funds.items():
        first = min(money.amount)  # of a later tranche its own
        ratio = float(money.amount[first] / half.money.funds[fund].amount[first])
        assert ratio == pytest.approx(2, rel=0.1)
    for crew, team in whole.crews.items():
        assert float(team.capacity[2027] / half.crews[crew].capacity[2027]) == pytest.approx(
            2, rel=0.1
        )


def test_projects_take_each_ruin_once_and_only_unlisted_ones(
    city: Path, rows: list[dict[str, str]]
) -> None:
    by_id = {row["id"]: row for row in rows}
    taken = [
        (row, by_id[site])
        for row in table(city / "projects.csv")
        for site in row["displaces"].split(";")
        if site
    ]
    assert taken
    assert len({site["id"] for _, site in taken}) == len(taken)
    for project, site in taken:
        assert (site["heritage_status"], site["damage_grade"]) == ("none", "5")
        assert site["district"] == project["district"]


def test_a_folder_that_holds_a_city_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text("mine")
    (tmp_path / "balanced.yaml").write_text("mine too")
    with pytest.raises(ConflictError) as caught:
        generate(tmp_path, sites=5, seed=1, like=LIKE)
    assert [fault.file for fault in caught.value.faults] == ["sites.csv", "balanced.yaml"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["balanced.yaml", "sites.csv"]
    assert (tmp_path / "sites.csv").read_text() == "mine"


def test_counts_and_seed_out_of_range_are_all_reported(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        generate(tmp_path / "city", sites=0, seed=-1, projects=10_000, like=LIKE)
    assert [fault.field for fault in caught.value.faults] == ["sites", "projects", "seed"]
    assert all(said(language, fault_lines, caught.value) for language in LANGUAGES)
    assert not (tmp_path / "city").exists()


def test_without_a_base_to_copy_from_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        generate(tmp_path / "city", sites=5, seed=1, like=tmp_path / "base.yaml")
    assert [fault.key for fault in caught.value.faults] == ["synthetic_like_missing"]


def test_every_preset_that_is_missing_beside_the_base_is_named(tmp_path: Path) -> None:
    tables = ("sites.csv", "projects.csv", "gains.csv", "districts.geojson")
    for name in ("base.yaml", "balanced.yaml", *tables):
        (tmp_path / name).write_bytes(LIKE.with_name(name).read_bytes())
    with pytest.raises(InputError) as caught:
        generate(tmp_path / "city", sites=5, seed=1, like=tmp_path / "base.yaml")
    missing = [Path(fault.file).stem for fault in caught.value.faults]
    assert missing == ["repair-first", "people-first", "masterplan"]


def test_a_scenario_that_only_extends_is_no_base(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        generate(tmp_path / "city", sites=5, seed=1, like=LIKE.with_name("balanced.yaml"))
    assert "synthetic_like_extends" in {fault.key for fault in caught.value.faults}
