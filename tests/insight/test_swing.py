"""A figure that one building decides within the gap, held against every plan there is."""

from dataclasses import replace

import numpy as np
import pytest

from planner.insight import answer
from planner.insight.forcing import Hand
from planner.insight.swing import DECIDES, swings
from planner.plan import plan_of
from planner.text import LANGUAGES, Language, name_of
from tests.insight.hands import every_plan, solved
from tests.saying import said


@pytest.fixture(scope="module")
def town(city, site, project):
    """A block of many people, or a hall of hardly more worth with none, and two small houses."""
    return city(
        [site("block", area=2000.0, people=90.0), site("a", people=20.0), site("b", people=20.0)],
        [project("hall", cost=1.5, people=0.0, capacity=2000.0)],
        works={"repair": {}, "build": {}},
        weights={"homes": 40, "renewal": 60},
        funds={"main": {"amount": {2027: 3}}},
        money_years=1,
    )


def stated(hand: Hand, gap: float):
    """The best plan, as if no more were known than that it lies within a gap of the best."""
    found = solved(hand)
    return replace(found, bound=found.value / (1 - gap), gap=gap)


@pytest.mark.parametrize("gap", [0.02, 0.2, 0.5])
def test_a_swing_is_told_where_and_only_where_a_plan_as_good_has_it(town, gap):
    hand = Hand.of(town)
    plan = stated(hand, gap)
    table = hand.prepared.table
    homes = plan_of(town, solved(hand)).scenario.criteria["homes"]
    assert homes.attribute == "residents_out"
    people = {"block": 90, "a": 20, "b": 20, "hall": 0}
    real = table.real

    def back(chosen):
        return sum(people[table.subjects[g]] for g in np.flatnonzero(real[chosen]))

    now = back(plan.chosen)
    good = [c for value, c in every_plan(hand) if value >= plan.value - gap * plan.bound]
    told = {s.criterion: s for s in swings(town, plan)}
    possible = any(abs(back(c) - now) > DECIDES * now for c in good)
    assert ("homes" in told) <= possible
    if "homes" in told:
        swing = told["homes"]
        g = table.subjects.index(swing.subject)
        ends = {back(c) for c in good if real[c[g]] != real[plan.chosen[g]]}
        assert {swing.low, swing.high} - {now} <= ends and now in (swing.low, swing.high)
    if gap == 0.5:
        assert "homes" in told


def test_of_a_plan_that_is_proven_best_nothing_is_decided_by_chance(town):
    assert swings(town, replace(solved(Hand.of(town)), gap=0.0)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_says_both_ends_and_on_what_they_depend(town, language: Language):
    plan = stated(Hand.of(town), 0.5)
    found = replace(plan_of(town, solved(Hand.of(town))), swings=swings(town, plan))
    words = said(language, answer, found)
    swing = next(s for s in found.swings if s.criterion == "homes")
    for part in (str(swing.low), str(swing.high)):
        assert part in words
    assert said(language, name_of, found.names(swing.subject)) in words
