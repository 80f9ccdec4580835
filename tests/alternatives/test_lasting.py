"""What keeps a repaired building from serving, and what it is worth beyond itself: shelters, strikes to
come, the group that it belongs to, and those who still use it."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.domain import Basis, Names
from planner.plan import make_plan, prepare
from planner.scenario.files.loading import Loaded
from planner.scenario.scenario import Ensemble, Scenario, Shelter, Strikes
from tests.made_scenario import BASIS

Make = Callable[..., Any]


def changed(loaded: Loaded, **update: Any) -> Loaded:
    """The same city under a scenario that states more."""
    scenario = Scenario.model_validate({**loaded.scenario.model_dump(), **update})
    fields = {name: getattr(loaded, name) for name in loaded.__slots__}
    return Loaded(**{**fields, "scenario": scenario, "base": scenario, "filed": scenario})


def gain(loaded: Loaded, course: str, criterion: str) -> float:
    table = prepare(loaded).table
    labels = [table.label(a) for a in range(len(table))]
    return float(table.gain[labels.index(course), table.criteria.index(criterion)])


def striking(loaded: Loaded, probability: Any) -> Loaded:
    damage = {**loaded.scenario.damage.model_dump(), "strike_probability": probability}
    return changed(loaded, damage=damage)


# Shelters


@pytest.fixture
def schools(site: Make, city: Make) -> Loaded:
    pupils = {"use": "education", "people_kind": "pupils", "people": 100.0, "area": 1000.0}
    kinds = {"has": "has", "none": "none", "silent": ""}
    sites = [site(name, **pupils, shelter=word) for name, word in kinds.items()]
    loaded = city(
        [*sites, site("office", use="administration", people_kind="users", people=100.0)],
        works=("repair", "rebuild"),
        weights={"services": 1},
    )
    rule = {"uses": ["education"], "without": 0.25, "built_with": ["rebuild"], "basis": BASIS}
    return changed(loaded, shelter=Shelter.model_validate(rule).model_dump())


def test_a_repaired_school_counts_in_full_only_with_a_shelter(schools: Loaded) -> None:
    full = gain(schools, "has_repair_2027", "services")
    for name in ("none", "silent"):
        assert gain(schools, f"{name}_repair_2027", "services") == pytest.approx(full / 4)
    assert gain(schools, "office_repair_2027", "services") == pytest.approx(full)


def test_works_that_build_a_shelter_open_it_to_all(schools: Loaded) -> None:
    assert gain(schools, "none_rebuild_2027", "services") == pytest.approx(
        gain(schools, "has_rebuild_2027", "services")
    )


def test_the_plain_count_says_how_many_may_come(schools: Loaded) -> None:
    works = {"repair": schools.scenario.works["repair"].model_dump()}
    figure = make_plan(changed(schools, works=works)).figures.by_criterion["services"]
    assert figure.possible == 100 + 25 + 25 + 100 and figure.count in (200, 150, 125)


# Strikes to come


@pytest.fixture
def two_districts(site: Make, project: Make, city: Make) -> Loaded:
    new = {"people": 40.0, "people_kind": "residents", "years": 1}
    loaded: Loaded = city(
        [site("near", district="north"), site("far", district="south")],
        [project("near-flats", district="north", **new), project("flats", district="south", **new)],
        works=("repair", "build"),
        weights={"homes": 1},
    )
    return loaded


def test_service_is_thinned_by_the_hazard_of_the_district(two_districts: Loaded) -> None:
    strikes = {"by_district": {"north": 0.1}, "elsewhere": 0.02, "basis": BASIS}
    loaded = striking(two_districts, Strikes.model_validate(strikes).model_dump())
    years = loaded.scenario.horizon.appraisal_years
    for name, chance in (("near", 0.1), ("far", 0.02)):
        served = sum((1 - chance) ** k for k in range(1, years)) / years
        assert gain(loaded, f"{name}_repair_2027", "homes") == pytest.approx(40 * served)


def test_the_hazard_is_the_same_for_repair_and_for_new_construction(two_districts: Loaded) -> None:
    strikes = {"by_district": {"north": 0.1}, "elsewhere": 0.0, "basis": BASIS}
    loaded = striking(two_districts, Strikes.model_validate(strikes).model_dump())
    pairs = (("near_repair", "near-flats_build"), ("far_repair", "flats_build"))
    for repaired, new in pairs:
        old, fresh = (gain(loaded, f"{name}_2027", "homes") for name in (repaired, new))
        assert old == pytest.approx(fresh)


def test_one_setting_leaves_the_hazard_out(two_districts: Loaded) -> None:
    strikes = {"by_district": {"north": 0.1}, "elsewhere": 0.02, "basis": BASIS}
    loaded = striking(two_districts, Strikes.model_validate(strikes).model_dump())
    silent = striking(loaded, 0)
    for name in ("near_repair_2027", "flats_build_2027"):
        assert gain(silent, name, "homes") == gain(two_districts, name, "homes")


# Ensembles


@pytest.fixture
def square(site: Make, city: Make) -> Loaded:
    sites = [
        site("one", status="local", ensemble="square"),
        site("two", ensemble="square"),
        site("alone", status="local"),
    ]
    loaded = city(sites, works=("restore", "repair", "clear"), weights={"heritage": 1, "safety": 1})
    group = Ensemble(name=Names(uk="Площа", en="Square"), value=40, basis=Basis(**BASIS))
    return changed(loaded, ensembles={"square": group.model_dump()})


def test_each_member_carries_an_equal_part_of_the_group(square: Loaded) -> None:
    significance = prepare(square).case.significance
    assert significance.tolist() == [50 + 20, 0 + 20, 50]


def test_losing_a_member_costs_its_part_of_the_group(square: Loaded) -> None:
    bare = changed(square, ensembles={})
    lost = gain(square, "two_clear_2027", "heritage")
    assert lost < 0 == gain(bare, "two_clear_2027", "heritage")
    assert gain(square, "one_restore_2027", "heritage") == pytest.approx(
        gain(square, "alone_restore_2027", "heritage") * 70 / 50
    )


# Those who still use it


def test_clearing_what_people_still_use_has_a_negative_gain(site: Make, city: Make) -> None:
    sites = [
        site("used", grade=4, unusable=0.25),
        site("school", grade=4, unusable=0.0, people_kind="pupils", use="education"),
        site("empty", grade=4),
    ]
    loaded = city(sites, works=("clear",), weights={"homes": 1, "services": 1, "safety": 1})
    years = loaded.scenario.horizon.appraisal_years
    assert gain(loaded, "used_clear_2027", "homes") == pytest.approx(-30.0)
    assert gain(loaded, "school_clear_2028", "services") == pytest.approx(-40 * (years - 1) / years)
    assert gain(loaded, "empty_clear_2027", "homes") == 0.0


def test_what_a_row_says_of_its_use_counts_before_its_grade(site: Make, city: Make) -> None:
    sites = [site("opera", grade=1, unusable=1.0), site("block", grade=1)]
    loaded = city(sites, works=("repair",), weights={"homes": 1, "damage": 1})
    assert (
        gain(loaded, "opera_repair_2027", "homes") > 0 == gain(loaded, "block_repair_2027", "homes")
    )


def test_a_site_that_only_makes_way_is_not_finished_for_what_waits_for_it(
    site: Make, project: Make, city: Make
) -> None:
    rules = {"requires": [{"start": "hall", "after": "flat"}]}
    loaded = city(
        [site("flat", people=0.0)],
        [project("house", displaces=["flat"]), project("hall", capacity=10.0)],
        works=("repair", "clear", "build"),
        weights={"renewal": 1},
        rules={
            **rules,
            "never": [{"site": "flat", "works": "repair", "reason": "r", "author": "a"}],
        },
    )
    planned = {entry.id for entry in make_plan(loaded).in_plan if entry.displaced_by is None}
    assert planned == {"house"}
