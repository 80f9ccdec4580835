"""On what terms phases and restoring parts enter: true just inside, false just outside, by every plan.

The twin of the city's pilots, small enough to try every plan: two phases of which the second is
dear, a part that restores a house, and money for some of it.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from planner.insight.contest import other_phase, serves_most, terms
from planner.insight.forcing import Hand
from planner.insight.proportions import shares_at
from planner.insight.room import FINE, room_for
from planner.insight.terms import FINE as SHARE_FINE
from planner.insight.terms import MONEY_FINE
from planner.scenario import Forced, with_settings
from tests.at_each_run import first
from tests.insight.hands import best_of, solved

PARTS = ("first", "second", "wing")


@pytest.fixture(scope="module")
def pilots(city, site, project):
    return city(
        [site("house", area=1000.0), site("villa", area=500.0, people=10.0)],
        [
            project("first", cost=1.0, part_of="art", phase=1, gains={"renewal": 400.0}),
            project("second", cost=4.0, part_of="art", phase=2, gains={"renewal": 900.0}),
            project("wing", cost=0.5, restores=("villa",), gains={"renewal": 300.0}),
        ],
        funds={"main": {"amount": {2027: 2, 2028: 1}}},
        works={"repair": {}, "build": {}},
        money_years=2,
        appraisal_years=4,
        weights={"homes": 70, "renewal": 30},
    )


def enters(hand, subject):
    """Whether it is in every best plan, and in none, by trying them all."""
    ahead = best_of(hand, subject, has=True) - best_of(hand, subject, has=False)
    return ahead > 1e-9, ahead < -1e-9


@pytest.mark.parametrize("part", first(1, PARTS))
def test_terms_are_true_just_inside_and_false_just_outside(pilots, part):
    hand = Hand.of(pilots)
    found = terms(pilots, solved(hand), part)
    told = 0
    for band in found.bands.bands if found.bands else ():
        for at, step in ((band.low, -SHARE_FINE), (band.high, SHARE_FINE)):
            assert enters(hand.weighted(shares_at(pilots, "renewal", at)), part)[0]
            if 0 <= at + step <= 1:
                beyond = hand.weighted(shares_at(pilots, "renewal", at + step))
                assert not enters(beyond, part)[0]
        told += 1
    extra = None if found.alone is None else found.alone.change.at
    if found.alone is not None and extra:
        alone = Hand.of(with_settings(pilots, weights={found.alone.criterion: Decimal(1)}))
        assert enters(alone.funded(1 + extra), part)[0]
        assert not enters(alone.funded(1 + extra - 2 * MONEY_FINE), part)[0]
        told += 1
    if found.cut is not None and found.cut.at:
        assert enters(hand.cheaper(part, float(found.cut.at)), part)[0]
        assert not enters(hand.cheaper(part, float(found.cut.short)), part)[0]
        told += 1
    assert told and found.final


def test_what_no_money_holds_is_told_from_how_much_it_can_be_held(pilots):
    hand = Hand.of(pilots)
    room = room_for(hand, "second")
    assert room.never and room.at is not None and 0 < room.at - room.short <= FINE
    for part, there in ((room.at, True), (room.short, False)):
        best = best_of(hand.funded(part), "second", has=True)
        assert (best > float("-inf")) == there


@pytest.mark.slow
def test_its_terms_are_a_sum_of_money_and_no_weights(pilots):
    found = terms(pilots, solved(Hand.of(pilots)), "second")
    assert found.bands is None  # no weights can bring in what no plan holds
    assert found.alone is not None and found.alone.change.at is not None


def test_what_there_is_room_for_says_so(pilots):
    room = room_for(Hand.of(pilots), "first")
    assert (room.now, room.never, room.at) == (True, False, Fraction(1))


@pytest.mark.slow
def test_of_two_phases_the_other_one_is_told_too(pilots):
    assert [other_phase(pilots, part) for part in PARTS] == ["second", "first", None]
    found = terms(pilots, solved(Hand.of(pilots)), "second")
    assert found.phase is not None and found.phase.subject == "first" and found.phase.bands


def test_a_project_that_brings_no_renewal_is_told_by_what_it_brings_most_of(city, site, project):
    school = project("school", capacity=0.0, people=90.0, people_kind="pupils")
    loaded = city(
        [site("house")], [school], works=("build",), weights={"services": 1, "renewal": 1}
    )
    assert serves_most(loaded, "school") == "services"


def test_what_a_rule_excludes_is_told_as_if_it_were_released(pilots):
    barred = Forced(subject="first", way="never", reason="r", author="a")
    loaded = with_settings(pilots, forced=[barred])
    found = terms(loaded, solved(Hand.of(loaded)), "first")
    assert found.released and found.bands is not None and found.bands.bands
