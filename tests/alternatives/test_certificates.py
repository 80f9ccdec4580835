"""Certificates: people of condemned homes are housed elsewhere, and nothing is done to the building."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.plan import Plan, make_plan, prepare
from planner.scenario.files.loading import Loaded
from tests.made_city import city_of
from tests.made_inventory import site_of

WORKS = ("repair", "rebuild", "clear", "compensate")
MILLION = 100_000_000
OWN = {"amount": {2027: 10, 2028: 10}, "eligible": {"works": ["compensate"]}}
OTHER = {"amount": {2027: 10, 2028: 10}, "eligible": {"works": ["repair", "rebuild", "clear"]}}


@pytest.fixture
def town(city: Callable[..., Loaded]) -> Callable[..., Loaded]:
    def build(sites: list[Any], **given: Any) -> Loaded:
        usual = {"works": WORKS, "funds": {"own": OWN, "other": OTHER}}
        return city(sites, **{**usual, **given})

    return build


def courses(loaded: Loaded) -> dict[str, int]:
    table = prepare(loaded).table
    return {table.label(a): a for a in range(len(table))}


def gain(loaded: Loaded, course: str, criterion: str) -> float:
    table = prepare(loaded).table
    return float(table.gain[courses(loaded)[course], table.criteria.index(criterion)])


def test_a_certificate_costs_what_each_resident_who_is_out_costs(site: Any, town: Any) -> None:
    loaded = town([site("whole"), site("half", damaged_share=0.5, cleared=False)])
    table, at = prepare(loaded).table, courses(loaded)
    costs = [table.cost[at[f"{name}_compensate_2027"]] / MILLION for name in ("whole", "half")]
    assert costs == pytest.approx([0.4, 0.2])


@pytest.mark.parametrize("given", [{"grade": 3}, {"people": 0.0}, {"people_kind": "workers"}])
def test_there_are_none_where_nobody_is_out_of_a_condemned_home(
    site: Any, town: Any, given: dict[str, Any]
) -> None:
    assert not any("compensate" in course for course in courses(town([site("a", **given)])))


def test_no_floor_is_made_sound_and_no_danger_removed_but_by_clearing(site: Any, town: Any) -> None:
    loaded = town([site("a", grade=5)], weights={"homes": 1, "damage": 1, "safety": 1})
    assert gain(loaded, "a_compensate_2027", "homes") > 0
    for criterion in ("damage", "safety"):
        assert gain(loaded, "a_compensate_2027", criterion) == 0
    assert gain(loaded, "a_compensate_2027_clear_2028", "safety") > 0


def test_clearing_afterwards_takes_no_certificate_back(site: Any, town: Any) -> None:
    loaded = town([site("a", grade=5)], weights={"homes": 1, "safety": 1})
    both, alone = "a_compensate_2027_clear_2028", "a_compensate_2027"
    assert gain(loaded, both, "homes") == pytest.approx(gain(loaded, alone, "homes"))


def test_a_monument_decays_as_if_nothing_were_done(site: Any, town: Any) -> None:
    loaded = town([site("a", status="local")], weights={"heritage": 1, "homes": 1})
    assert gain(loaded, "a_compensate_2027", "heritage") == pytest.approx(0.0)


def test_each_step_is_paid_by_funds_that_may_pay_for_it(site: Any, town: Any) -> None:
    loaded = town([site("a", grade=5)], weights={"homes": 5, "safety": 1})
    spent = {(p.year, p.fund): p.spent / MILLION for p in make_plan(loaded).payments if p.spent}
    assert spent == {(2027, "own"): 0.4, (2028, "other"): 0.2}


def test_without_a_fund_of_their_own_there_are_none(site: Any, town: Any) -> None:
    plan = make_plan(town([site("a", grade=5)], works=("compensate",), funds={"other": OTHER}))
    assert not plan.in_plan


def test_people_are_told_apart_from_those_who_are_back(site: Any, town: Any) -> None:
    sites = [site("home", people=30.0), site("gone", grade=5, people=50.0)]
    plan: Plan = make_plan(town(sites, works=("repair", "compensate"), weights={"homes": 1}))
    figures = plan.figures
    assert (figures.residents_back, figures.residents_certified) == (30, 50)
    assert (figures.residents_in_new, figures.by_criterion["homes"].count) == (0, 80)
    assert figures.done["housed"] == 1
    assert figures.spent_by_class == {
        "conservation": 0,
        "repair": 1 * MILLION,
        "certificates": MILLION // 2,
        "new": 0,
    }


def test_those_with_a_certificate_are_not_back_for_a_target(site: Any, town: Any) -> None:
    target = {"people_back": [{"who": "residents", "at_least": 40, "by": 2028}]}
    loaded = town([site("a")], weights={"homes": 1}, rules={"targets": target})
    (works,) = (entry.steps[-1].works for entry in make_plan(loaded).in_plan)
    assert works == "repair"


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(0, 90), st.floats(0.1, 1.0)),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 3),
)
def test_never_more_people_are_housed_than_were_out(
    homes: list[tuple[int, int, float]], money: int
) -> None:
    sites = [
        site_of(f"s{k}", grade=grade, people=float(people), damaged_share=part)
        for k, (grade, people, part) in enumerate(homes)
    ]
    funds = {"own": {**OWN, "amount": {2027: money, 2028: 1}}, "other": OTHER}
    plan = make_plan(city_of(sites, works=WORKS, funds=funds, weights={"homes": 1, "safety": 1}))
    figures = plan.figures
    assert figures.residents_back + figures.residents_certified <= figures.residents_out + 1


def test_a_unit_of_people_is_read_strictly(site: Any, town: Any) -> None:
    with pytest.raises((InputError, ValueError)):
        town([site("a")], works={"compensate": {"per": "person"}})
