"""Projects state what they bring, fall due by year, and wait for phases and for what they restore."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.alternatives import build_alternatives
from planner.plan import make_plan, prepare
from planner.scenario.files.loading import Loaded
from tests.made_city import city_of
from tests.made_inventory import project_of, site_of

MILLION = 100_000_000
YEARS = 3
RICH = {"funds": {"main": {"amount": {2027: 1000, 2028: 0, 2029: 0}}}}
LONG: dict[str, Any] = {"money_years": YEARS, "appraisal_years": 4, **RICH}


def gains_of(loaded: Loaded, subject: str) -> dict[str, dict[str, float]]:
    """Course -> criterion -> gain."""
    table = build_alternatives(loaded.scenario, loaded.inventory)
    group = table.subjects.index(subject)
    return {
        table.label(a): dict(zip(table.criteria, table.gain[a].tolist(), strict=True))
        for a in np.flatnonzero(table.group == group).tolist()
    }


def test_a_stated_gain_takes_the_place_of_what_follows_from_people_and_capacity() -> None:
    hall = project_of("hall", people=80.0, people_kind="residents", gains={"homes": 30.0})
    loaded = city_of(
        [site_of("flat")], [hall], weights={"homes": 1, "renewal": 1}, works=("build",), **LONG
    )
    found = gains_of(loaded, "hall")["hall_build_2028"]
    assert found == {"homes": 30 * 2 / 4, "renewal": 1000 * 2 / 4}


def test_each_criterion_counts_a_stated_gain_by_its_own_clock() -> None:
    gains = {"heritage": 8.0, "damage": 200.0, "renewal": 100.0}
    hall = project_of("hall", years=3, gains=gains)
    loaded = city_of(
        [site_of("flat")],
        [hall],
        weights={"heritage": 1, "damage": 1, "renewal": 1},
        works=("build",),
        **{**LONG, "funds": {"main": {"amount": {2027: 1000, 2030: 1}}}, "money_years": 2},
    )
    found = gains_of(loaded, "hall")
    assert found["hall_build_2027"] == {"heritage": 8, "damage": 0, "renewal": 100 * 1 / 4}
    assert found["hall_build_2028"] == {"heritage": 8, "damage": 0, "renewal": 0}


def test_a_scenario_doubts_gains_by_how_they_are_known() -> None:
    gains = {"homes": (40.0, "stated"), "renewal": (100.0, "illustrative")}
    hall = project_of("hall", gains=gains)
    loaded = city_of(
        [site_of("flat")], [hall], weights={"homes": 1, "renewal": 1}, works=("build",), **LONG
    )
    doubting = loaded.scenario.model_copy(
        update={"gains_counted": {"stated": 0.25, "illustrative": 0.0}}
    )
    table = build_alternatives(doubting, loaded.inventory)
    best = table.gain[table.group == 1].max(axis=0)
    assert best.tolist() == [40 * 0.25 * 3 / 4, 0]
    assert make_plan(loaded).figures.by_criterion["homes"].possible == 40  # frozen undoubted


def test_cost_falls_due_by_year_as_stated_in_whole_steps() -> None:
    hall = project_of("hall", cost=10.0, years=3, shares=(0.5, 0.25, 0.25))
    loaded = city_of([], [hall], weights={"renewal": 1}, works=("build",), round_to="1", **LONG)
    table = build_alternatives(loaded.scenario, loaded.inventory)
    assert (table.money[1] / MILLION).tolist() == [6, 2, 2]
    even = city_of(
        [], [project_of("hall", cost=10.0, years=3)], works=("build",), round_to="1", **LONG
    )
    table = build_alternatives(even.scenario, even.inventory)
    assert (table.money[1] / MILLION).tolist() == [4, 3, 3]


def test_a_later_phase_begins_no_sooner_than_the_one_before_can_end() -> None:
    parts = [
        project_of("first", part_of="art", phase=1, years=2),
        project_of("second", part_of="art", phase=2),
    ]
    loaded = city_of([], parts, weights={"renewal": 1}, works=("build",), **LONG)
    assert list(gains_of(loaded, "second")) == ["second_nothing", "second_build_2029"]
    # so that the attainable is what both can bring, one after the other
    assert prepare(loaded).attainable.tolist() == [1000 * 2 / 4 + 1000 * 1 / 4]


def test_what_a_project_restores_is_the_citys_own_works_counted_once() -> None:
    flat, ruin = site_of("flat"), site_of("ruin", grade=5)
    wing = project_of("wing", cost=0.25, restores=("flat",))
    loaded = city_of(
        [flat, ruin], [wing], weights={"homes": 1, "renewal": 1}, works=("repair", "build"), **LONG
    )
    plan = make_plan(loaded)
    assert plan.figures.spent == round(1.25 * MILLION)
    assert plan.figures.residents_back == 40
    assert plan.figures.by_criterion["homes"].possible == 40


def test_a_project_that_restores_what_cannot_be_restored_cannot_be_planned() -> None:
    wing = project_of("wing", restores=("ruin",))
    loaded = city_of(
        [site_of("flat"), site_of("ruin", grade=5)],
        [wing],
        weights={"homes": 1, "renewal": 9},
        works=("repair", "build"),
        **LONG,
    )
    entry = make_plan(loaded).entry("wing")
    assert (entry.group, entry.reason) == ("unplannable", "reason.not_restorable")


def test_a_phase_waits_for_the_one_before_and_says_so() -> None:
    parts = [
        project_of("first", part_of="art", phase=1, cost=900.0, gains={"renewal": 0.0}),
        project_of("second", part_of="art", phase=2),
    ]
    plan = make_plan(
        city_of(
            [site_of("flat")],
            parts,
            weights={"homes": 9, "renewal": 1},
            works=("repair", "build"),
            **{**LONG, "funds": {"main": {"amount": {2027: 2}}}},
        )
    )
    assert plan.entry("second").reason == "reason.waits_phase"


def test_a_phase_that_ends_after_the_money_says_how_long_all_of_it_takes() -> None:
    parts = [
        project_of("first", part_of="art", phase=1, years=2),
        project_of("second", part_of="art", phase=2, years=2),
    ]
    loaded = city_of([], parts, weights={"renewal": 1}, works=("build",), **LONG)
    entry = make_plan(loaded).entry("second")
    assert (entry.reason, entry.reason_values["n"]) == ("reason.too_long_phase", 4)


COST = st.integers(1, 4)
GAIN = st.integers(0, 9)


@given(
    costs=st.tuples(COST, COST, COST, COST),
    gains=st.tuples(GAIN, GAIN, GAIN),
    years=st.tuples(st.integers(1, 2), st.integers(1, 2)),
    money=st.tuples(*[st.integers(0, 4)] * YEARS),
    restores=st.booleans(),
)
def test_the_best_plan_of_phases_and_restored_sites_is_that_of_every_choice(
    costs: tuple[int, ...],
    gains: tuple[int, ...],
    years: tuple[int, int],
    money: tuple[int, ...],
    restores: bool,
) -> None:
    """Tried one by one from the numbers alone: nothing of the rows is used."""
    if not sum(money):
        return
    stated = dict(zip(("first", "second", "beside"), gains, strict=True))
    parts = [
        project_of(
            "first",
            cost=costs[0],
            years=years[0],
            part_of="art",
            phase=1,
            gains={"renewal": stated["first"]},
        ),
        project_of(
            "second",
            cost=costs[1],
            years=years[1],
            part_of="art",
            phase=2,
            gains={"renewal": stated["second"]},
        ),
        project_of(
            "beside",
            cost=costs[2],
            restores=("flat",) if restores else (),
            gains={"renewal": stated["beside"]},
        ),
    ]
    loaded = city_of(
        [site_of("flat", area=1000.0 * costs[3])],
        parts,
        weights={"homes": 1, "renewal": 1},
        works=("repair", "build"),
        **{**LONG, "funds": {"main": {"amount": {2027 + k: m for k, m in enumerate(money)}}}},
    )
    attainable = prepare(loaded).attainable
    lengths = {"first": years[0], "second": years[1], "beside": 1, "flat": 1}
    prices = dict(zip(("first", "second", "beside", "flat"), costs, strict=True))

    def worth(starts: dict[str, int | None]) -> float | None:
        ends = {k: None if s is None else s + lengths[k] for k, s in starts.items()}
        if any(end is not None and end > YEARS for end in ends.values()):
            return None
        if starts["second"] is not None and (
            ends["first"] is None or starts["second"] < ends["first"]
        ):
            return None
        if (
            restores
            and ends["beside"] is not None
            and (ends["flat"] is None or ends["flat"] > ends["beside"])
        ):
            return None
        due = [0.0] * YEARS
        for name, start in starts.items():
            for k in range(lengths[name] if start is not None else 0):
                due[(start or 0) + k] += prices[name] / lengths[name]
        if any(sum(due[: k + 1]) > sum(money[: k + 1]) + 1e-9 for k in range(YEARS)):
            return None
        served = {k: 0.0 if end is None else (4 - end) / 4 for k, end in ends.items()}
        renewal = sum(stated[name] * served[name] for name in stated)
        parts = (40 * served["flat"], attainable[0]), (renewal, attainable[1])
        return float(sum(50 * got / most for got, most in parts if most > 0))

    names = ("first", "second", "beside", "flat")
    tried = (
        worth(dict(zip(names, c, strict=True))) for c in product((None, *range(YEARS)), repeat=4)
    )
    best = max(value for value in tried if value is not None)
    if best == 0:
        return  # a plan in which nothing is done is told as such elsewhere
    assert make_plan(loaded).value == pytest.approx(best, abs=1e-6)
