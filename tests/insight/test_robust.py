"""Core index, acceptability and draws against plain loops and against what can be worked out."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insight.forcing import Hand
from planner.insight.future.drawn import Unknown
from planner.insight.future.measures import (
    KINDS,
    central_weights,
    core_index,
    drawn_weights,
    rank_acceptability,
)
from planner.insight.near import BACK
from planner.insight.robust import robust
from planner.insight.robust_words import draws_words, near_words, robust_sentence, waiting_words
from planner.plan import plan_of
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said

SET = np.array([0.5, 0.3, 0.0, 0.2])


@pytest.mark.parametrize("kind", KINDS)
def test_drawn_weights_sum_to_one_and_what_has_no_weight_gets_none(kind):
    drawn = drawn_weights(SET, 500, kind, seed=3)
    assert np.allclose(drawn.sum(axis=1), 1.0) and (drawn >= 0).all()
    assert (drawn[:, 2] == 0).all()
    assert np.array_equal(drawn, drawn_weights(SET, 500, kind, seed=3))


def test_weights_around_those_set_are_those_on_average_and_ordered_ones_keep_the_order():
    assert np.allclose(drawn_weights(SET, 20_000, "around", 0).mean(axis=0), SET, atol=0.005)
    ordered = drawn_weights(SET, 2_000, "ordered", 0)
    assert (ordered[:, 0] >= ordered[:, 1]).all() and (ordered[:, 1] >= ordered[:, 3]).all()


def test_ordered_draws_are_the_rank_order_centroid_on_average_and_any_are_equal():
    centroid = [sum(1 / k for k in range(r, 4)) / 3 for r in (1, 2, 3)]  # Barron & Barrett 1996
    ordered = drawn_weights(SET, 40_000, "ordered", 0).mean(axis=0)
    assert np.allclose(ordered[[0, 1, 3]], centroid, atol=0.005)
    anything = drawn_weights(SET, 40_000, "any", 0).mean(axis=0)
    assert np.allclose(anything[[0, 1, 3]], 1 / 3, atol=0.005)


def test_equal_weights_come_in_either_order():
    drawn = drawn_weights(np.array([0.5, 0.5]), 2_000, "ordered", 0)
    assert 0.4 < (drawn[:, 0] > drawn[:, 1]).mean() < 0.6


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=9))
def test_acceptability_is_what_counting_ranks_one_by_one_gives(rows):
    values = np.array(rows, dtype=float)
    counted = np.zeros((3, 3))
    for row in rows:
        for plan, value in enumerate(row):
            above = sum(other > value for other in row)
            equal = sum(other == value for other in row)
            for rank in range(above, above + equal):
                counted[plan, rank] += 1 / equal
    assert np.allclose(rank_acceptability(values), counted / len(rows))
    assert np.allclose(rank_acceptability(values).sum(axis=0), 1.0)


def test_two_plans_of_two_criteria_share_the_simplex_where_their_values_cross():
    """Worth 1 and 0 against 0 and 2: the first is better while w > 2 (1 - w), that is above 2/3."""
    weights = drawn_weights(np.array([0.5, 0.5]), 40_000, "any", 0)
    values = weights @ np.array([[1.0, 0.0], [0.0, 2.0]])
    accepted = rank_acceptability(values)
    assert accepted[:, 0] == pytest.approx([1 / 3, 2 / 3], abs=0.02)
    central = central_weights(weights, values)
    assert central[:, 0] == pytest.approx([5 / 6, 1 / 3], abs=0.01)
    never = central_weights(weights, np.column_stack([values, values.min(axis=1) - 1.0]))
    assert np.isnan(never[2]).all()


@pytest.fixture(scope="module")
def town(city, site, project):
    """Homes that all weights want, and a hall that renewal alone does."""
    return city(
        [site("palace", area=300.0, people=300.0), site("house", area=900.0, people=40.0)],
        [project("hall", cost=1.2, people=0.0, capacity=2000.0)],
        works={"repair": {}, "build": {}},
        weights={"homes": 50, "renewal": 50},
        funds={"main": {"amount": {2027: 2}}},
        money_years=1,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_draw_is_the_best_plan_of_its_weights(town, kind):
    hand = Hand.of(town)
    best = solved(hand)
    found = robust(town, best, kind, 12, rivals=[best], seed=5)
    shares = town.scenario.shares
    table, plans = hand.prepared.table, [chosen for _, chosen in every_plan(hand)]
    told = np.array([*(shares[c] for c in table.criteria), shares["cost"]])
    points = hand.prepared.points_of_weights()
    portfolios, people = [], []
    for weights in drawn_weights(told, 12, kind, 5):
        value = points @ weights
        chosen = max(plans, key=lambda plan: value[plan].sum())
        portfolios.append(table.real[chosen])
        people.append(300 * table.real[chosen[0]] + 40 * table.real[chosen[1]])
    assert found.draws == 12 and found.complete
    assert list(found.core.values()) == core_index(np.array(portfolios)).tolist()
    assert found.spreads[BACK].middle == np.median(people)
    assert found.acceptability == ((1.0,),)
    assert all(low <= high for low, high in pairwise([0.0, found.farthest, 1e-2]))


def test_a_search_that_is_called_off_tells_of_the_draws_that_were_solved(town):
    asked = iter([False] * 40)
    best = solved(Hand.of(town))
    found = robust(town, best, "any", 50, unwanted=lambda: next(asked, True))
    assert not found.complete and 0 < found.draws < 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_draws_end_with_their_seconds_and_say_how_far_they_came(town, language):
    best = solved(Hand.of(town))
    unknown: tuple[Unknown, ...] = ("weights", "costs")
    found = robust(town, best, "any", 2_000, unknown=unknown, hindsight=True, seconds=0.4)
    assert not found.complete and found.draws <= found.asked < found.wanted == 2_000
    assert found.seconds < 5.0  # far less than 2,000 draws take
    assert f"{found.asked}" in said(language, near_words, found)
    none = robust(town, best, "any", 5, unknown=unknown, hindsight=True, seconds=0.0)
    assert none.waiting is not None and not none.waiting.futures and not none.draws
    assert said(language, robust_sentence, none)
    assert said(language, waiting_words, none)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_how_many_draws(town, language):
    found = robust(town, solved(Hand.of(town)), "any", 10)
    plan = plan_of(town, solved(Hand.of(town)))
    assert "10" in said(language, robust_sentence, found)
    assert said(language, draws_words, found, 0.4).count("4") == 1
    assert said(language, near_words, found) and plan.proven
