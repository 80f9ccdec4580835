"""Terms: a change inside the band that is told flips nothing, one outside flips membership."""

from fractions import Fraction
from typing import Any

import pytest

from planner.insight.forcing import Hand
from planner.insight.proportions import shares_at
from planner.insight.terms import (
    FINE,
    MONEY_FINE,
    cut_needed,
    money_change,
    weight_bands,
)
from tests.insight.hands import solved


@pytest.fixture
def rivals(city, site, project):
    """Money for one of two: homes in an old building, or new space."""
    return city(
        [site("house", area=1000.0, people=40.0)],
        [project("tower", cost=1.0)],
        funds={"main": {"amount": {2027: 1}}},
        works={"repair": {}, "build": {}},
        money_years=1,
        weights={"homes": 60, "renewal": 40},
    )


def best(loaded):
    return solved(Hand.of(loaded))


def planned_at(loaded, subject, share):
    hand = Hand.of(loaded).weighted(shares_at(loaded, "renewal", share))
    return hand.holds(solved(hand), subject)


def test_membership_flips_at_the_ends_of_a_band(rivals):
    (band,) = weight_bands(rivals, best(rivals), "tower", "renewal").bands
    assert band.high == 1
    assert planned_at(rivals, "tower", band.low)
    assert planned_at(rivals, "tower", (band.low + 1) / 2)
    assert not planned_at(rivals, "tower", band.low - 2 * FINE)
    assert abs(band.low - Fraction(1, 2)) <= FINE


def test_the_other_side_has_the_rest(rivals):
    (band,) = weight_bands(rivals, best(rivals), "house", "renewal").bands
    assert band.low == 0
    assert abs(band.high - Fraction(1, 2)) <= FINE


def test_what_no_weight_brings_in_is_in_no_band(city, site, project):
    loaded = city(
        [site("house")],
        [project("tower", cost=5.0)],
        works={"repair": {}, "build": {}},
        weights={"homes": 60, "renewal": 40},
    )
    found = weight_bands(loaded, best(loaded), "tower", "renewal")
    assert (found.bands, found.runs("untold"), found.complete) == ((), (), True)


def test_a_sweep_that_is_called_off_says_so(rivals):
    found = weight_bands(rivals, best(rivals), "tower", "renewal", unwanted=lambda: True)
    assert not found.complete
    assert [point.at for point in found.points] == [found.now]


def test_progress_is_told_from_nothing_to_all(rivals):
    heard: list[Any] = []
    weight_bands(rivals, best(rivals), "tower", "renewal", heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(1.0)


def test_the_extra_money_told_is_what_it_takes(rivals):
    change = money_change(rivals, best(rivals), "tower")
    assert (change.now.state, change.complete, change.open) == ("out", True, False)
    assert change.at is not None and change.short is not None
    assert change.at - change.short <= MONEY_FINE
    assert abs(change.at - 1) <= MONEY_FINE  # both cost a million, and one is there

    def planned(part):
        hand = Hand.of(rivals).funded(1 + part)
        return hand.holds(solved(hand), "tower")

    assert planned(change.at)
    assert not planned(change.short)


def test_what_is_planned_leaves_when_enough_money_goes(rivals):
    change = money_change(rivals, best(rivals), "house")
    assert change.now.state == "in"
    assert change.at is not None and change.at <= 2 * MONEY_FINE


def test_a_lower_cost_brings_in_what_it_leaves_room_for(city, site, project):
    loaded = city(
        [site("house", area=1000.0, people=40.0)],
        [project("tower", cost=1.0)],
        funds={"main": {"amount": {2027: "1.3"}}},
        works={"repair": {}, "build": {}},
        money_years=1,
        weights={"homes": 60, "renewal": 40},
    )
    change = cut_needed(loaded, best(loaded), "tower")
    assert change.now.state == "out" and not change.open
    assert change.at == Fraction(7, 10)  # 0.3 of its million is left beside the house
    assert change.short < change.at <= change.short + FINE


def test_other_weights_keep_their_ratios(rivals):
    shares = shares_at(rivals, "renewal", Fraction(1, 5))
    assert shares == {"homes": Fraction(4, 5), "renewal": Fraction(1, 5), "cost": 0}


def test_where_one_weight_is_all_the_others_share_the_rest_alike(city, site):
    alone = city([site("house")], weights={"homes": 1, "damage": 0})
    shares = shares_at(alone, "homes", Fraction(1, 2))
    assert shares == {"homes": Fraction(1, 2), "damage": Fraction(1, 4), "cost": Fraction(1, 4)}
