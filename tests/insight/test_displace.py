"""Displacement and prices: differences of solved plans, held against every choice there is."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest

from planner.insight.displace import displacement, way_for
from planner.insight.forcing import Hand, Interval, price
from planner.plan import prepare
from planner.scenario import Forced, Way, with_settings
from tests.insight.hands import solved

NAMES = ("a", "b", "c", "d", "e")


@pytest.fixture
def loaded(city, site):
    """Five buildings of different use and cost, and money for some of them."""
    sizes = ((1000, 40), (700, 30), (500, 26), (1200, 30), (300, 4))
    sites = [
        site(name, area=float(area), people=float(people))
        for name, (area, people) in zip(NAMES, sizes, strict=True)
    ]
    return city(sites, funds={"main": {"amount": {2027: 2}}}, money_years=1)


def enumerated(loaded, *, must=(), never=()):
    """Value of the best of all choices that the money allows and the locks permit."""
    prepared = prepare(loaded)
    table, value = prepared.table, prepared.values(loaded.scenario)
    groups = [np.flatnonzero(table.group == g) for g in range(len(table.subjects))]
    worth = [
        float(value[list(choice)].sum())
        for choice in product(*groups)
        if table.cost[list(choice)].sum() <= 200_000_000
        and all(table.real[choice[table.subjects.index(s)]] for s in must)
        and not any(table.real[choice[table.subjects.index(s)]] for s in never)
    ]
    return max(worth)


def best(loaded):
    return solved(Hand.of(loaded))


@pytest.mark.parametrize("subject", NAMES)
@pytest.mark.parametrize("way", ["must", "never"])
def test_the_price_of_a_lock_holds_the_true_loss(loaded, subject, way):
    start = best(loaded)
    found = displacement(loaded, start, subject, way)
    loss = enumerated(loaded) - enumerated(loaded, **{way: [subject]})
    assert found.points is not None
    assert found.points.low - 1e-8 <= loss <= found.points.high + 1e-8
    assert found.final


@pytest.mark.parametrize("subject", NAMES)
@pytest.mark.parametrize("way", ["must", "never"])
def test_what_leaves_and_enters_is_the_difference_of_the_two_plans(loaded, subject, way):
    start, hand = best(loaded), Hand.of(loaded)
    found = displacement(loaded, start, subject, way)
    before = hand.worked(start)
    after = (before | set(found.entered)) - set(found.left)
    assert (subject in after) == (way == "must")
    assert not set(found.entered) & before
    assert set(found.left) <= before
    table, value = hand.prepared.table, hand.problem.value
    worth = sum(
        max(value[(table.group == table.subjects.index(s)) & table.real], default=0) for s in after
    )
    assert worth == pytest.approx(enumerated(loaded, **{way: [subject]}))
    assert found.after is not None and found.after.spent <= 200_000_000


def test_barring_what_is_not_planned_costs_nothing_and_changes_nothing(loaded):
    start = best(loaded)
    out = next(name for name in NAMES if not Hand.of(loaded).holds(start, name))
    found = displacement(loaded, start, out, "never")
    assert found.points is not None and found.points.nothing
    assert (found.entered, found.left, found.changed) == ((), (), ())


def test_forcing_in_what_is_planned_costs_nothing(loaded):
    start = best(loaded)
    held = next(name for name in NAMES if Hand.of(loaded).holds(start, name))
    points = displacement(loaded, start, held, "must").points
    assert points is not None and points.nothing


def test_a_lock_asked_about_is_worth_what_the_same_lock_set_is(loaded):
    ways: tuple[Way, ...] = ("must", "never")
    for way, subject in product(ways, NAMES):
        choice = Forced(subject=subject, way=way, reason="r", author="a")
        asked = solved(Hand.of(loaded).locked(subject, way))
        stated = best(with_settings(loaded, forced=[choice]))
        assert asked.value == pytest.approx(stated.value)


def test_releasing_a_lock_gives_back_its_price(loaded):
    out = next(name for name in NAMES if not Hand.of(loaded).holds(best(loaded), name))
    choice = Forced(subject=out, way="must", reason="r", author="a")
    held = with_settings(loaded, forced=[choice])
    price_of_it = displacement(loaded, best(loaded), out, "must").points
    gain = displacement(held, best(held), out, "free").points
    assert gain is not None and price_of_it is not None
    assert -gain.low == pytest.approx(price_of_it.high, abs=1e-6)


def test_what_no_money_pays_for_is_said_to_be_impossible(city, site):
    small = city([site("a"), site("b", area=9000.0)], funds={"main": {"amount": {2027: 1}}})
    found = displacement(small, best(small), "b", "must")
    assert (found.outcome, found.points, found.final) == ("impossible", None, True)


def test_an_id_that_does_not_exist_is_refused(loaded):
    with pytest.raises(KeyError):
        displacement(loaded, best(loaded), "nobody", "must")


def test_locks_of_a_longer_name_are_left_alone(city, site):
    lock = {"site": "x-a", "reason": "r", "author": "a"}
    hand = Hand.of(city([site("a"), site("x-a"), site("1-a")], rules={"never": [lock]}))
    assert hand.locked("a", "free").problem is hand.problem
    assert not any("C6" in name for name in hand.locked("x-a", "free").problem.linking.names)


def test_a_first_answer_is_told_where_a_closer_one_takes_longer(loaded):
    start = best(loaded)
    rough = replace(start, bound=start.value * 1.1, gap=0.1)
    heard: list[Any] = []
    found = displacement(loaded, rough, "a", "never", heard.append)
    assert [(answer.final, answer.priced) for answer in heard] == [(False, False), (False, True)]
    assert heard[1].points == found.points, "the price stays while names are looked into"
    first = heard[0].points
    assert found.points is not None and first is not None
    assert found.points.low >= first.low
    assert found.points.high <= first.high


def test_an_interval_tells_its_sign_only_when_it_has_one():
    assert Interval(low=-1.0, high=1.0).untold
    assert not Interval(low=0.0, high=1.0).untold
    assert Interval(low=0.0, high=1.0).over(4.0) == Interval(low=0.0, high=0.25)
    assert Interval(low=2.0, high=2.0).exact


def test_a_price_is_as_wide_as_both_plans_are_uncertain(loaded):
    start = best(loaded)
    assert price(start, start).exact


def test_the_question_follows_from_where_a_site_stands():
    assert way_for(planned=True, locked=False) == "never"
    assert way_for(planned=False, locked=False) == "must"
    assert way_for(planned=True, locked=True) == "free"


def test_money_is_scaled_downward_to_whole_kopecks(loaded):
    rows = Hand.of(loaded).funded(Fraction(1, 3)).problem.linking
    assert rows.rhs[rows.names.index("C2_fund_main_2027")] == 66_666_666


def tower_on_a_ruin(city, site, project, **weights):
    """Money for a house or for a tower in the place of a ruin."""
    return city(
        [site("house"), site("ruin", grade=5, area=100.0, people=0.0)],
        [project("tower", cost=1.0, displaces=("ruin",))],
        funds={"main": {"amount": {2027: "1.05"}}},
        works={"repair": {}, "build": {}, "clear": {}},
        money_years=1,
        weights=weights,
    )


def test_what_is_cleared_for_a_project_is_no_newcomer(city, site, project):
    """A ruin that makes way for a tower is cleared, not "in the plan"."""
    loaded = tower_on_a_ruin(city, site, project, homes=60, renewal=40)
    start = best(loaded)
    found = displacement(loaded, start, "tower", "must")
    assert (found.entered, found.left, found.cleared) == (("tower",), ("house",), ("ruin",))
    with_it = solved(Hand.of(loaded).locked("tower", "must"), start)
    back = displacement(loaded, with_it, "tower", "never")
    assert (back.entered, back.left, back.spared) == (("house",), ("tower",), ("ruin",))


def test_what_is_cleared_anyway_is_cleared_on_neither_side_and_enters_nothing(city, site, project):
    """A ruin that goes for safety's sake is no newcomer, and no price of the tower."""
    loaded = tower_on_a_ruin(city, site, project, homes=60, renewal=30, safety=10)
    hand, start = Hand.of(loaded), best(loaded)
    table = hand.prepared.table
    ruin = start.chosen[table.subjects.index("ruin")]
    assert table.real[ruin] and not table.make_way[ruin]
    found = displacement(loaded, start, "tower", "must")
    assert (found.entered, found.cleared, found.spared) == (("tower",), (), ())
    assert found.left == ("house",)
    alone = displacement(loaded, start, "ruin", "never")
    assert (alone.spared, alone.left) == (("ruin",), ())


@pytest.mark.parametrize("subject", NAMES)
@pytest.mark.parametrize("way", ["must", "never"])
def test_a_price_of_rough_plans_still_holds_the_true_loss(loaded, subject, way):
    hand = Hand.of(loaded)
    rough = (1.0, 10.0)
    before = solved(hand, limits=rough)
    after = solved(hand.locked(subject, way), before, rough)
    found = price(before, after)
    loss = enumerated(loaded) - enumerated(loaded, **{way: [subject]})
    assert found.low - 1e-8 <= loss <= found.high + 1e-8
