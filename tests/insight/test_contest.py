"""New construction against repair: two plans beside each other, and terms that hold."""

from decimal import Decimal

import pytest

from planner.insight.contest import contenders, contest, terms
from planner.insight.forcing import Hand
from planner.plan import make_plan
from planner.scenario import with_settings
from tests.insight.hands import solved


@pytest.fixture
def rivals(city, site, project):
    """A million: either two old houses, or a tower on the plot of a ruin."""
    return city(
        [
            site("house", area=600.0, people=40.0),
            site("villa", area=400.0, people=20.0, status="local"),
            site("ruin", area=100.0, people=0.0, grade=5, status="unlisted_valuable"),
        ],
        [project("tower", cost=1.0, displaces=("ruin",))],
        funds={"main": {"amount": {2027: "1.05"}}},
        works={"repair": {}, "build": {}, "clear": {"lawful_for": ["unlisted_valuable", "none"]}},
        money_years=1,
        weights={"homes": 60, "renewal": 40},
    )


def best(loaded):
    return solved(Hand.of(loaded))


def test_what_the_same_money_repairs_is_named_on_the_other_side(rivals):
    found = contest(rivals, best(rivals), "tower")
    assert found.outcome == "found"
    assert found.swap and found.without and found.with_it
    assert set(found.swap.left) == {"house", "villa"}
    assert found.swap.entered == ("tower",)
    assert found.swap.cleared == ("ruin",)
    assert found.without.residents_back == pytest.approx(60)
    assert found.with_it.residents_back == 0
    assert found.with_it.cleared == {"ruin"}
    assert found.without.cleared == frozenset()


@pytest.mark.parametrize("renewal", [20, 80])
def test_both_sides_are_there_whoever_wins_and_the_value_has_the_winners_sign(rivals, renewal):
    weights = {"homes": Decimal(100 - renewal), "renewal": Decimal(renewal)}
    found = contest(with_settings(rivals, weights=weights), best(rivals), "tower")
    assert found.value is not None
    assert (found.value.low > 0) == (renewal == 20)
    assert (found.value.high < 0) == (renewal == 80)


def test_the_terms_name_the_share_at_which_it_wins(rivals):
    found = terms(rivals, best(rivals), "tower")
    assert found.bands is not None
    (band,) = found.bands.bands
    assert 0.4 < band.low < 0.6
    assert band.high == 1
    assert found.cut is not None


def test_what_is_in_the_plan_need_not_be_cheaper(rivals):
    loaded = with_settings(rivals, weights={"renewal": Decimal(1)})
    assert terms(loaded, best(loaded), "tower").cut is None


def test_a_project_on_protected_ground_is_impossible_and_says_so(city, site, project):
    loaded = city(
        [site("church", status="national")],
        [project("tower", displaces=("church",))],
        works={"repair": {}, "build": {}, "clear": {}},
        weights={"homes": 60, "renewal": 40},
    )
    found = contest(loaded, best(loaded), "tower")
    assert (found.outcome, found.swap, found.final) == ("impossible", None, True)
    (contender,) = contenders(make_plan(loaded))
    assert not contender.buildable
    assert contender.heritage == ("church",)


def test_the_overview_has_every_project_in_the_order_of_its_table(masterplan):
    found = contenders(masterplan)
    assert [c.entry.id for c in found] == list(masterplan.inventory.projects.id)
    assert sum(c.planned for c in found) == masterplan.figures.projects_planned
