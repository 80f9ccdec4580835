"""The smallest change of weights, held against every plan of a small town at drawn weights."""

from fractions import Fraction

import numpy as np
import pytest

from planner.cli.show_enter import Entry, enter_dict, show_enter
from planner.insight.enter.enter import entering
from planner.insight.enter.rival import rival
from planner.insight.enter.weights import weight_shift
from planner.insight.forcing import Hand
from planner.insight.terms import cut_needed, money_change
from planner.plan import plan_of
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said

NAMES = ("house0", "house1", "palace", "hall")


@pytest.fixture(scope="module")
def town(city, site, project):
    """Houses, a monument and a hall; money for some of them."""
    return city(
        [
            site("house0", area=700.0, people=40.0),
            site("house1", area=900.0, people=70.0),
            site("palace", area=600.0, people=0.0, status="national"),
        ],
        [project("hall", cost=1.5, people=0.0, capacity=2000.0)],
        works={"repair": {}, "restore": {}, "build": {}},
        weights={"homes": 45, "heritage": 30, "renewal": 25},
        funds={"main": {"amount": {2027: 2}}},
        money_years=1,
    )


@pytest.fixture(scope="module")
def known(town):
    """The hand, its plan, and what every plan has for a whole weight of 1 on each criterion."""
    hand = Hand.of(town)
    points = hand.prepared.points_of_weights()
    plans = [chosen for _, chosen in every_plan(hand)]
    return hand, solved(hand), plans, np.array([points[chosen].sum(axis=0) for chosen in plans])


def turned(hand, plans, has, subject, planned, weights):
    """Whether some best plan of these weights has a subject otherwise, and whether every one has."""
    group = hand.prepared.table.subjects.index(subject)
    worth = has @ weights
    inside = np.array([bool(hand.prepared.table.real[chosen[group]]) for chosen in plans])
    best = inside[worth >= worth.max() - 1e-9]
    return bool((best != planned).any()), bool((best != planned).all())


@pytest.mark.parametrize("subject", NAMES)
def test_what_turns_membership_and_what_does_not_is_so_of_every_plan(town, known, subject):
    hand, best, plans, has = known
    found = weight_shift(town, best, subject)
    assert found.planned == hand.holds(best, subject)
    if found.weights is not None:
        there = np.array(list(found.weights.values()))
        assert there.sum() == pytest.approx(1.0) and (there >= 0).all()
        some, every = turned(hand, plans, has, subject, found.planned, there)
        assert some and (found.state != "in" or every)
    shares = town.scenario.shares
    now = np.array([shares[c] for c in (*hand.prepared.table.criteria, "cost")])
    random = np.random.default_rng(1)
    for _ in range(300):  # weights that move less than what is proven not to suffice
        other = random.dirichlet(np.ones(len(now)))
        far = np.abs(other - now).sum() / 2.0
        weights = now + (other - now) * min(1.0, 0.999 * found.short / far)
        assert not turned(hand, plans, has, subject, found.planned, weights)[0]
    assert found.short <= found.moved
    group = hand.prepared.table.subjects.index(subject)
    inside = np.array([bool(hand.prepared.table.real[chosen[group]]) for chosen in plans])
    lead = (has @ now).max() - (has @ now)[inside != found.planned].max()
    assert found.short > 0.0 or lead <= 1e-5  # whatever is ahead now is so for a while


def test_the_next_works_are_behind_by_what_they_bring_less_what_they_take(known):
    hand, best, _, _ = known
    for subject in NAMES:
        found = rival(hand, best, subject)
        if found is not None:
            apart = sum(found.takes.values()) - sum(found.brings.values())
            assert found.behind == pytest.approx(max(0.0, apart), abs=1e-6)


@pytest.fixture(scope="module")
def hall(town, known):
    """All that it would take for the hall."""
    _, best, _, _ = known
    return Entry(
        weights=entering(town, best, "hall"),
        money=money_change(town, best, "hall"),
        cut=cut_needed(town, best, "hall"),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_words_and_to_programs(town, known, hall, language):
    plan = plan_of(town, known[1])
    assert said(language, show_enter, plan, "hall", hall).count("\n") >= 2
    assert enter_dict("hall", hall)["planned"] == hall.weights.shift.planned


def test_no_weights_bring_in_what_no_plan_has(city, site):
    dear = city(
        [site("cheap", area=500.0), site("dear", area=9000.0)],
        [],
        works={"repair": {}},
        funds={"main": {"amount": {2027: 1}}},
        money_years=1,
    )
    found = weight_shift(dear, solved(Hand.of(dear)), "dear")
    assert found.impossible and found.weights is None and found.short == Fraction(1)
