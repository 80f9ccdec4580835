"""Betters: where no plan has a project with all that is better in everything, no plan at any weights does."""

import numpy as np
import pytest

from planner.insight.anyweights import any_weights
from planner.insight.betters import bettered, betters
from planner.insight.forcing import Hand
from tests.insight.hands import every_plan


@pytest.fixture
def town(city, site, project):
    """A tower, and a hall that costs less and brings more; a second phase that no money holds."""

    def of(money, **hall):
        return Hand.of(
            city(
                [site("house", area=1000.0, people=40.0)],
                [
                    project("tower", cost=1.0, gains={"renewal": 300.0}, part_of="t", phase=1),
                    project("spire", cost=90.0, gains={"renewal": 9000.0}, part_of="t", phase=2),
                    project("hall", **{"cost": 0.9, "gains": {"renewal": 400.0}} | hall),
                ],
                funds={"main": {"amount": {2027: money, 2028: 1}}},
                works={"repair": {}, "build": {}},
                money_years=2,
                appraisal_years=4,
                weights={"homes": 50, "renewal": 40, "damage": 10},
            )
        )

    return of


def ahead(hand, subject):
    """By how many points a plan with it can be ahead of all without it, at drawn weights, by every plan."""
    group = hand.prepared.table.subjects.index(subject)
    plans = [plan for _, plan in every_plan(hand)]
    has = np.array([hand.prepared.table.real[plan[group]] for plan in plans])
    worth = np.array([hand.prepared.points_of_weights()[plan].sum(axis=0) for plan in plans])
    draw = np.random.default_rng(0).dirichlet(np.full(worth.shape[1], 0.3), 500)
    values = worth @ draw.T
    return (values[has].max(axis=0) - values[~has].max(axis=0)).max()


def test_what_leaves_no_room_for_its_better_enters_at_no_weights(town) -> None:
    hand = town(0.5)
    assert betters(hand, "tower") == ("hall",)
    assert bettered(hand, "tower")
    assert any_weights(hand, "tower").state == "out"
    assert ahead(hand, "tower") <= 1e-9


def test_with_money_for_both_a_better_bars_nothing(town) -> None:
    hand = town(1)
    assert betters(hand, "tower") == ("hall",)
    assert not bettered(hand, "tower")
    assert ahead(hand, "tower") > 0


@pytest.mark.parametrize(
    "hall",
    ({"cost": 1.1}, {"gains": {"renewal": 200.0}}, {"gains": {"damage": 400.0, "renewal": 0.0}}),
)
def test_what_is_worse_in_anything_is_no_better(town, hall) -> None:
    assert betters(town(0.5, **hall), "tower") == ()


def test_what_something_waits_for_has_no_betters(town) -> None:
    assert betters(town(200), "tower") == ()
