"""Membership, held against every plan there is: what a rough plan happens to hold is no answer."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from planner.insight.forcing import Hand
from planner.insight.sides import decided, sides_of
from planner.insight.terms import cut_needed, weight_bands
from tests.insight.hands import best_of, every_plan, solved

SIZES = {"a": (1000, 40), "b": (700, 30), "c": (500, 26), "d": (1200, 30), "e": (300, 4)}


@pytest.fixture
def loaded(city, site):
    """Five buildings of different use and cost, and money for some of them."""
    sites = [site(name, area=float(area), people=float(n)) for name, (area, n) in SIZES.items()]
    return city(sites, funds={"main": {"amount": {2027: 2}}}, money_years=1)


def held_by_luck(hand, rng):
    """Some plan that keeps the rows, with a bound that proves nothing."""
    value, chosen = (found := every_plan(hand))[rng.integers(len(found))]
    cold = solved(hand)
    return replace(
        cold, chosen=chosen, value=value, bound=1e3, gap=1.0, prices=dict.fromkeys(cold.prices, 0.0)
    )


@pytest.mark.parametrize("seed", range(2))
def test_membership_follows_from_both_sides_whatever_plan_was_found_first(loaded, seed):
    hand, rng = Hand.of(loaded), np.random.default_rng(seed)
    for subject in SIZES:
        known = sides_of(hand, subject, held_by_luck(hand, rng))
        assert known.membership.state == "untold"
        member = decided(hand, subject, known, 10.0).membership
        ahead = best_of(hand, subject, has=True) - best_of(hand, subject, has=False)
        assert member.state == ("in" if ahead > 0 else "out")
        assert member.apart.low - 1e-8 <= ahead <= member.apart.high + 1e-8


def test_of_two_alike_neither_is_said_to_be_in_and_they_are_proven_to_be_equally_good(city, site):
    hand = Hand.of(
        city([site("a"), site("b")], money_years=1, funds={"main": {"amount": {2027: 1}}})
    )
    for subject in ("a", "b"):
        member = decided(hand, subject, sides_of(hand, subject, solved(hand)), 10.0).membership
        assert member.state == "untold"
        assert member.most == pytest.approx(0.0, abs=1e-6)


def test_what_was_not_searched_is_not_told(loaded):
    hand = Hand.of(loaded)
    luck = held_by_luck(hand, np.random.default_rng(0))
    known = decided(hand, "a", sides_of(hand, "a", luck), 10.0, unwanted=lambda: True)
    assert known.membership.state == "untold"


def test_every_point_of_a_sweep_is_what_the_plans_of_its_weights_say(
    city, site, project, monkeypatch
):
    loaded = city(
        [site(name, area=float(area), people=float(n)) for name, (area, n) in SIZES.items()],
        [project("tower", cost=1.0)],
        funds={"main": {"amount": {2027: 2}}},
        works={"repair": {}, "build": {}},
        money_years=1,
        weights={"homes": 60, "renewal": 40},
    )
    monkeypatch.setattr("planner.insight.sweep.TERMS", (0.5, 2.0))  # first plans by luck
    start = solved(Hand.of(loaded))
    plans = np.array([plan for _, plan in every_plan(Hand.of(loaded))])
    table = Hand.of(loaded).prepared.table
    for subject in ("a", "e", "tower"):
        has = table.real[plans[:, table.subjects.index(subject)]]

        def state(share, has=has):
            hand = Hand.of(loaded).weighted({"renewal": share, "homes": 1 - share})
            worth = hand.problem.value[plans].sum(axis=1)
            ahead = worth[has].max() - worth[~has].max()
            return "in" if ahead > 1e-6 else "out" if ahead < -1e-6 else "untold"

        found = weight_bands(loaded, start, subject, "renewal")
        assert [point.state for point in found.points] == [state(p.at) for p in found.points]
        assert found.points[0].at == 0 and found.points[-1].at == 1
        if found.solid:  # proven between the points, too
            for one, other in pairwise(found.points):
                if one.state == other.state:
                    between = [one.at + (other.at - one.at) * Fraction(k, 7) for k in range(8)]
                    assert {state(share) for share in between} == {one.state}


def test_a_lower_cost_is_enough_where_it_is_told_to_be_and_a_hundredth_less_is_not(
    city, site, project
):
    loaded = city(
        [site(name, area=float(area), people=float(n)) for name, (area, n) in SIZES.items()],
        [project("tower", cost=2.0)],
        funds={"main": {"amount": {2027: 2}}},
        works={"repair": {}, "build": {}},
        money_years=1,
        weights={"homes": 85, "renewal": 15},
    )
    start = solved(Hand.of(loaded))
    change = cut_needed(loaded, start, "tower")
    assert change.at is not None and change.complete and not change.open

    def ahead(part):
        hand = Hand.of(loaded).cheaper("tower", float(part))
        return best_of(hand, "tower", has=True) - best_of(hand, "tower", has=False)

    assert ahead(change.at) > 0 > ahead(change.short)
    assert change.at - change.short <= 0.01
