"""Which courses of works exist, what they cost, when, and what they gain."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.alternatives import CODES, Alternatives, attainable_by_group, build_alternatives
from planner.alternatives.costs import spread
from planner.scenario.files.loading import Loaded

ALL_WORKS = ("stabilise", "restore", "repair", "rebuild", "clear", "build")
LOCK = {"reason": "r", "author": "a"}
HERITAGE = {"weights": {"heritage": 1}}
MILLION = 100_000_000


def table_of(loaded: Loaded) -> Alternatives:
    return build_alternatives(loaded.scenario, loaded.inventory)


def labels(loaded: Loaded) -> list[str]:
    table = table_of(loaded)
    return [table.label(a) for a in range(len(table))]


def gain_of(loaded: Loaded, label: str) -> float:
    return float(table_of(loaded).gain[labels(loaded).index(label), 0])


def test_a_site_may_be_stabilised_first_and_restored_in_any_later_year(
    site: Any, city: Any
) -> None:
    town = city([site("a", status="local")], works=("stabilise", "restore"), money_years=3)
    assert labels(town) == [
        "a_nothing",
        *(f"a_stabilise_{year}" for year in (2027, 2028, 2029)),
        *(f"a_restore_{year}" for year in (2027, 2028, 2029)),
        "a_stabilise_2027_restore_2028",
        "a_stabilise_2027_restore_2029",
        "a_stabilise_2028_restore_2029",
    ]


@pytest.mark.parametrize("status", ["national", "local", "newly_identified"])
@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_a_monument_is_never_cleared_or_rebuilt(
    site: Any, project: Any, city: Any, status: str, grade: int
) -> None:
    town = city(
        [site("a", status=status, grade=grade)],
        [project("p", displaces=["a"])],
        works=ALL_WORKS,
    )
    table = table_of(town)
    works = {CODES[c] for c in (*table.first, *table.second) if c >= 0}
    assert not works & {"clear", "rebuild"}
    assert not table.make_way.any()


def test_a_monument_whose_status_is_lifted_may_be_cleared(
    site: Any, project: Any, city: Any
) -> None:
    town = city(
        [site("a", status="local"), site("b", status="local")],
        [project("p", displaces=["a"]), project("q", displaces=["b"])],
        works=ALL_WORKS,
        rules={"status_lifted": [{"site": "a", **LOCK}]},
    )
    assert "a_clear_2027" in labels(town)
    assert "a_make_way_clear_2027" in labels(town)
    assert not any(label.startswith(("b_clear", "b_make")) for label in labels(town))


def test_a_lost_monument_is_recreated_only_where_the_scenario_allows_it(
    site: Any, city: Any
) -> None:
    sites = [site("a", status="local", grade=5)]
    allowed = {"recreation": [{"site": "a", **LOCK}]}
    assert "a_rebuild_2027" not in labels(city(sites, works=ALL_WORKS))
    assert "a_rebuild_2027" in labels(city(sites, works=ALL_WORKS, rules=allowed))


def test_sites_that_lack_what_a_course_needs_have_none(site: Any, city: Any) -> None:
    town = city([site("a", area=float("nan")), site("b", grade=-1), site("c", grade=0)])
    assert labels(town) == ["a_nothing", "b_nothing", "c_nothing"]


def test_a_plot_cleared_already_costs_nothing_to_clear(site: Any, project: Any, city: Any) -> None:
    town = city(
        [site("a", cleared=True), site("b")],
        [project("p", displaces=["a", "b"])],
        works=("repair", "clear", "build"),
    )
    table, names = table_of(town), labels(town)
    assert table.cost[names.index("a_make_way_clear_2027")] == 0
    assert table.cost[names.index("b_make_way_clear_2027")] == 0.2 * MILLION
    assert "a_repair_2027" not in names and "a_clear_2027" not in names


def test_no_course_runs_past_the_funded_years(site: Any, project: Any, city: Any) -> None:
    town = city(
        [site("a"), site("b", area=5000.0)],
        [project("p", years=3)],
        works=ALL_WORKS,
        money_years=3,
        duration=[{"up_to": 2, "years": 1}, {"years": 2}],
    )
    table = table_of(town)
    assert (table.done <= 3).all()
    assert "b_repair_2028" in labels(town) and "b_repair_2029" not in labels(town)
    assert "p_build_2027" in labels(town) and "p_build_2028" not in labels(town)


def test_a_later_tranche_lets_late_works_finish(site: Any, city: Any) -> None:
    years = {"money_years": 2, "duration": [{"years": 2}]}
    short = city([site("a")], **years, funds={"main": {"amount": {2027: 1}}})
    longer = city([site("a")], **years, funds={"main": {"amount": {2027: 1, 2029: 1}}})
    empty = city([site("a")], **years, funds={"main": {"amount": {2027: 1, 2029: 0}}})
    assert "a_repair_2028" not in labels(short)
    assert "a_repair_2028" in labels(longer)
    assert "a_repair_2028" not in labels(empty)


def test_works_that_outlast_the_money_years_bring_nothing_that_counts_once(
    site: Any, city: Any
) -> None:
    town = city(
        [site("a")],
        duration=[{"years": 2}],
        weights={"damage": 1},
        funds={"main": {"amount": {2027: 1, 2029: 1}}},
    )
    assert gain_of(town, "a_repair_2027") == pytest.approx(750)
    assert gain_of(town, "a_repair_2028") == 0


def test_stabilising_early_and_restoring_later_beats_restoring_late(site: Any, city: Any) -> None:
    """Grade 4, ten years: m 0.6, d 0.08; the monument is worth 50 points."""
    town = city(
        [site("a", status="local")],
        works=("stabilise", "restore"),
        money_years=5,
        appraisal_years=10,
        **HERITAGE,
    )
    nothing = 0.4 * 0.92**10
    stabilised = gain_of(town, "a_stabilise_2027")
    restored_late = gain_of(town, "a_restore_2030")
    both = gain_of(town, "a_stabilise_2027_restore_2030")
    assert stabilised == pytest.approx(50 * (0.4 - nothing))
    assert restored_late == pytest.approx(50 * (0.92**3 - nothing))
    assert both == pytest.approx(50 * (1 - nothing))
    assert both > restored_late > stabilised


def test_temporary_protection_ends_after_its_years(site: Any, city: Any) -> None:
    works = {"stabilise": {"protects_years": 3}}
    town = city(
        [site("a", status="local")], works=works, money_years=2, appraisal_years=10, **HERITAGE
    )
    gained = 50 * 0.4 * (0.92**7 - 0.92**10)
    assert gain_of(town, "a_stabilise_2027") == pytest.approx(gained)
    assert gain_of(town, "a_stabilise_2028") == pytest.approx(gained)


@pytest.mark.parametrize("works", ["rebuild", "clear"])
def test_removing_a_valued_building_has_a_negative_gain(site: Any, city: Any, works: str) -> None:
    lifted = {"status_lifted": [{"site": "a", **LOCK}]}
    town = city([site("a", status="local", grade=4)], works=ALL_WORKS, rules=lifted, **HERITAGE)
    lost = gain_of(town, f"a_{works}_2027")
    assert lost == pytest.approx(-50 * 0.4 * 0.92**4)


def test_clearing_for_a_project_counts_the_loss_too(site: Any, project: Any, city: Any) -> None:
    town = city(
        [site("a", status="unlisted_valuable")],
        [project("p", displaces=["a"])],
        works={"clear": {"lawful_for": ["unlisted_valuable"]}, "build": {}},
        **HERITAGE,
    )
    assert gain_of(town, "a_make_way_clear_2027") == pytest.approx(-25 * 0.4 * 0.92**4)


def test_doing_nothing_gains_nothing_costs_nothing_and_comes_first(
    site: Any, project: Any, city: Any
) -> None:
    weights = dict.fromkeys(("heritage", "damage", "homes", "safety", "renewal"), 1)
    town = city([site("a", status="local")], [project("p")], works=ALL_WORKS, weights=weights)
    table = table_of(town)
    for first in table.starts()[:-1]:
        assert table.label(int(first)).endswith("_nothing")
        assert not table.gain[first].any() and not table.money[first].any()


def test_costs_follow_area_unit_cost_and_rounding(site: Any, city: Any) -> None:
    works = {"repair": {"costs": (0.7, 1.6)}}
    town = city([site("a", area=1234.5)], works=works, round_to="0.01")
    table = table_of(town)
    repair = labels(town).index("a_repair_2027")
    assert table.cost[repair] == 1.24 * MILLION  # 1.2345 rounded up
    assert table.cost_low[repair] == 0.87 * MILLION  # 0.86415
    assert table.cost_high[repair] == 1.98 * MILLION  # 1.9752


def test_labour_follows_the_money_of_each_year(site: Any, city: Any) -> None:
    town = city(
        [site("a", area=2000.0)],
        labour={"builders": "0.7"},
        crews={"builders": {2027: 9, 2028: 9}},
        duration=[{"years": 2}],
    )
    table = table_of(town)
    assert table.labour[labels(town).index("a_repair_2027")].tolist() == [[70, 70]]


@settings(deadline=None)
@given(
    cost=st.integers(0, 10**13),
    years=st.integers(1, 5),
    start=st.integers(0, 4),
    step=st.sampled_from((1, 7, 1_000_000, 100_000_000)),
)
def test_yearly_costs_sum_to_the_total_in_whole_steps(
    cost: int, years: int, start: int, step: int
) -> None:
    cost = cost // step * step
    money = spread(np.array([cost]), np.array([start]), np.array([years]), 9, step)[0].tolist()
    assert sum(money) == cost
    assert all(amount % step == 0 and amount >= 0 for amount in money)
    assert not any(money[:start]) and not any(money[start + years :])
    assert max(money[start : start + years]) == money[start]
    assert money[start] - min(money[start : start + years]) <= step * years


def test_of_a_project_and_the_sites_it_displaces_the_larger_side_is_attainable(
    site: Any, project: Any, city: Any
) -> None:
    """Two years of four in service: 0.75 of 40 and 30 people, or of the project's."""

    def attainable(people: float) -> float:
        town = city(
            [site("a"), site("b", people=30.0), site("c", people=8.0)],
            [project("p", people=people, people_kind="residents", displaces=["a", "b"])],
            works=("repair", "clear", "build"),
        )
        return float(attainable_by_group(table_of(town), town.inventory)[:, 0].sum())

    assert attainable(50) == pytest.approx(0.75 * (40 + 30 + 8))
    assert attainable(70) == pytest.approx(0.75 * (40 + 30 + 8))
    assert attainable(100) == pytest.approx(0.75 * (100 + 8))


def test_of_projects_that_compete_for_a_plot_one_is_attainable(
    site: Any, project: Any, city: Any
) -> None:
    homes = {"people_kind": "residents", "displaces": ["a"]}
    town = city(
        [site("a")],
        [project("p", people=60.0, **homes), project("q", people=90.0, **homes)],
        works=("repair", "clear", "build"),
    )
    assert attainable_by_group(table_of(town), town.inventory)[:, 0].sum() == pytest.approx(
        0.75 * 90
    )


def test_projects_on_different_plots_are_both_attainable_though_a_third_wants_both(
    site: Any, project: Any, city: Any
) -> None:
    homes = {"people_kind": "residents"}
    town = city(
        [site("a"), site("b")],
        [
            project("p", people=60.0, displaces=["a"], **homes),
            project("q", people=90.0, displaces=["b"], **homes),
            project("both", people=10.0, displaces=["a", "b"], **homes),
        ],
        works=("repair", "clear", "build"),
    )
    assert attainable_by_group(table_of(town), town.inventory)[:, 0].sum() == pytest.approx(
        0.75 * 150
    )
