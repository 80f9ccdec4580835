"""How sure a plan is, held against every plan of a small town, and what is said of it."""

import pytest

from planner.insight.answer import as_percent
from planner.insight.forcing import Hand
from planner.insight.near import BACK, MENDING, NEW, how_sure
from planner.insight.near_words import (
    figure_name,
    found_words,
    seat_words,
    standing_words,
    sure_sentence,
    worse_words,
)
from planner.plan import plan_of
from planner.plan.accounts import figures_of
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said

WITHIN = 0.1


@pytest.fixture(scope="module")
def town(city, site, project):
    """Houses that compete with a hall: of nearly equal worth, and a palace beyond question."""
    return city(
        [
            site("palace", area=300.0, people=200.0),
            *(site(f"house{k}", area=500.0 + 40 * k, people=30.0 + k) for k in range(5)),
        ],
        [project("hall", cost=1.5, people=0.0, capacity=2000.0)],
        works={"repair": {}, "build": {}},
        weights={"homes": 80, "renewal": 20},
        funds={"main": {"amount": {2027: 3}}},
        money_years=1,
    )


@pytest.fixture(scope="module")
def known(town):
    """The hand, its plan, what is told of it, and all plans as good."""
    hand = Hand.of(town)
    best = solved(hand)
    sure = how_sure(town, best, WITHIN)
    good = [chosen for value, chosen in every_plan(hand) if value >= sure.least]
    return hand, best, sure, good


def test_ranges_are_those_of_all_plans_as_good_in_the_figures_that_pages_show(town, known):
    hand, best, sure, good = known
    plans = [plan_of(town, sure.seats[0].solution)]
    figures = [figures_of(hand.prepared, chosen) for chosen in good]
    assert plans[0].figures == figures_of(hand.prepared, best.chosen)
    spent = [f.spent_by_class for f in figures]
    truth: dict[str, list[float]] = {
        BACK: [f.residents_back for f in figures],
        "homes": [f.by_criterion["homes"].count for f in figures],
        MENDING: [s["conservation"] + s["repair"] for s in spent],
        NEW: [s["new"] for s in spent],
    }
    for name, amounts in truth.items():
        claim = sure.ranges[name]
        assert (round(claim.low), round(claim.high)) == (min(amounts), max(amounts)), name
        assert claim.least <= claim.low <= claim.high <= claim.most


def test_each_site_stands_as_all_plans_as_good_have_it(known):
    hand, _, sure, good = known
    table = hand.prepared.table
    for g, subject in enumerate(table.subjects):
        within = {bool(table.real[chosen[g]]) for chosen in good}
        expected = "sometimes" if len(within) > 1 else "always" if True in within else "never"
        assert sure.standing[subject] == expected
    assert sure.standing["palace"] == "always"


def test_every_seat_is_a_plan_as_good_that_can_be_shown(town, known):
    _, _, sure, _ = known
    assert 2 <= len(sure.seats) <= 8
    for seat in sure.seats:
        plan = plan_of(town, seat.solution)
        assert plan.solution.value >= sure.least
        assert plan.figures.spent_by_class["new"] == seat.amounts[NEW]
        assert seat.works == {e.id for e in plan.in_plan}
    for name in (MENDING, NEW):
        assert max(seat.amounts[name] for seat in sure.seats) == sure.ranges[name].high
        seat = sure.seat(f"most.{name}")
        assert (seat is not None) == (sure.ranges[name].low < sure.ranges[name].high)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_with_the_ends_that_were_found(town, known, language):
    _, best, sure, _ = known
    plan = plan_of(town, best)
    sentence = said(language, sure_sentence, plan, sure)
    claim = sure.ranges[BACK]
    assert str(round(claim.low)) in sentence and str(round(claim.high)) in sentence
    assert said(language, as_percent, WITHIN) in sentence
    names = [said(language, seat_words, plan, sure, seat) for seat in sure.seats]
    assert len(set(names[:3])) == 3
    assert all(said(language, worse_words, sure, seat) for seat in sure.seats)
    assert said(language, standing_words, sure, "palace") in ("завжди", "always")
    assert said(language, found_words, plan, claim)
    assert said(language, figure_name, plan, NEW)
