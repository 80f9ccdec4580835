"""Under any weights or under none: where it is told, every plan of a drawn town agrees."""

from fractions import Fraction

import numpy as np

from planner.insight.anyweights import any_weights
from planner.insight.forcing import Hand
from tests.insight.hands import best_of, every_plan

DRAWN = 200


def town(city, site, project, seed):
    """Two houses and two projects, and money for some of it."""
    draw = np.random.default_rng(seed)
    return city(
        [
            site(
                f"house{k}",
                area=float(draw.integers(3, 20)) * 100,
                people=float(draw.integers(0, 60)),
            )
            for k in range(2)
        ],
        [
            project(
                "tower",
                cost=float(draw.integers(2, 30)) / 10,
                capacity=0.0,
                people=0.0,
                gains={
                    "renewal": float(draw.integers(0, 9)) * 100,
                    "damage": float(draw.integers(0, 4)) * 50,
                },
            ),
            project(
                "park",
                cost=float(draw.integers(2, 20)) / 10,
                capacity=0.0,
                people=0.0,
                gains={"renewal": float(draw.integers(1, 9)) * 100},
            ),
        ],
        funds={"main": {"amount": {2027: 1, 2028: 1}}},
        works={"repair": {}, "build": {}},
        money_years=2,
        appraisal_years=4,
        weights={"homes": 40, "renewal": 30, "damage": 30},
    )


def apart(hand, subject, draw):
    """By how much it is ahead at each of many drawn weights, by every plan."""
    names = (*hand.prepared.table.criteria, "cost")
    points = hand.prepared.points_of_weights()
    group = hand.prepared.table.subjects.index(subject)
    plans = [plan for _, plan in every_plan(hand)]
    has = np.array([hand.prepared.table.real[plan[group]] for plan in plans])
    worth = np.array([points[plan].sum(axis=0) for plan in plans])
    weights = np.vstack([np.eye(len(names)), draw.dirichlet(np.full(len(names), 0.5), DRAWN)])
    values = worth @ weights.T
    return values[has].max(axis=0, initial=-np.inf) - values[~has].max(axis=0)


def test_what_is_told_of_any_weights_holds_by_every_plan_of_drawn_towns(
    city, site, project
) -> None:
    states = []
    for seed in range(6):
        hand = Hand.of(town(city, site, project, seed))
        found = any_weights(hand, "tower")
        states.append(found.state)
        if found.state == "in":
            assert found.weights is not None
            there = hand.weighted({c: Fraction(w) for c, w in found.weights.items()})
            assert best_of(there, "tower", has=True) > best_of(there, "tower", has=False) + 1e-9
        elif found.state == "out":
            assert (apart(hand, "tower", np.random.default_rng(seed)) <= 1e-6).all()
    assert {"in", "out"} <= set(states)
