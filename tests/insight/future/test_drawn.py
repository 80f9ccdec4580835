"""Futures against plain loops: what is drawn, the problem it makes, what plans come to in it."""

from dataclasses import replace

import numpy as np
import pytest

from planner.insight.forcing import Hand
from planner.insight.future.drawn import CHANCE, UNKNOWN, Drawer, triangular
from planner.insight.future.held import judged
from planner.insight.future.stock import Stock
from planner.insight.robust import robust
from planner.insight.robust_words import held_words, unknown_words, waiting_words
from planner.inventory import Quality
from planner.plan.prepare import prepare_like
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said

EACH = {"stabilise": {"before": ["repair"]}, "repair": {"costs": (0.7, 1.5)}, "build": {}}


@pytest.fixture(scope="module")
def town(city, site, project):
    """Houses of several grades, and a project, for little money."""
    return city(
        [
            site(f"house{k}", grade=2 + k, area=300.0 + 80 * k, people=30.0 + 9 * k)
            for k in range(4)
        ],
        [project("hall", cost=0.4, people=0.0, capacity=900.0)],
        works=EACH,
        weights={"homes": 70, "renewal": 30},
        funds={"main": {"amount": {2027: 9}}},
        money_years=1,
        strike_probability=0.1,
    )


@pytest.fixture(scope="module")
def hand(town):
    return Hand.of(town)


def numbered(hand, unknown, seed=0):
    stock = Stock.of(hand, damage="damage" in unknown)
    weights = np.array([*(hand.loaded.scenario.shares.values())])
    drawer = Drawer(stock, unknown, seed)
    return drawer, [drawer.future(k, weights) for k in range(300)]


def test_where_nothing_is_drawn_the_problem_is_the_one_in_hand(hand):
    drawer, futures = numbered(hand, ())
    problem, kept = drawer.problem(futures[0])
    assert problem.sha256() == hand.problem.sha256() and len(kept) == len(hand.problem.value)


def test_costs_stay_within_what_is_stated_and_rows_and_values_follow_them(hand):
    drawer, futures = numbered(hand, ("costs",))
    stock = drawer.stock
    for future in futures[:20]:
        cost = future.cost * stock.likely
        assert (cost >= stock.low - 1e-6).all() and (cost <= stock.high + 1e-6).all()
        problem, _ = drawer.problem(future)
        rows = problem.linking
        for r, row in enumerate(rows.ids):
            told = stock.problem.linking.matrix[[r]].toarray()[0]
            paid = row.money == "spent" or row.rule.row == "C3"
            wanted = told * future.cost if paid else told
            assert rows.matrix[[r]].toarray()[0] == pytest.approx(wanted, abs=1.0)
    moved = np.array([future.cost[stock.likely > 0] for future in futures])
    assert moved.mean(axis=1).std() > 0.05  # common to all: it does not average out


def test_a_grade_more_is_the_problem_of_a_list_that_says_so(hand):
    """Built anew from a table with the drawn grades, attainable gains as they were."""
    drawer, futures = numbered(hand, ("damage",))
    inventory = hand.loaded.inventory
    shifts = np.array([future.shift for future in futures])
    assert set(np.unique(shifts).tolist()) == {-1, 0, 1}
    assert abs((shifts[:, :4] != 0).mean() - CHANCE[Quality.ESTIMATED]) < 0.1
    for future in futures[:6]:
        grade = inventory.sites.damage_grade + future.shift[: len(inventory.sites)]
        other = replaced(inventory, grade)
        prepared = prepare_like(hand.prepared, other)
        built = prepared.problem.with_value(prepared.values(hand.loaded.scenario))
        problem, _ = drawer.problem(future)
        order = [problem.linking.names.index(name) for name in built.linking.names]
        assert problem.value == pytest.approx(built.value)
        assert np.array_equal(
            problem.linking.matrix.toarray()[order], built.linking.matrix.toarray()
        )
        assert np.array_equal(problem.linking.rhs[order], built.linking.rhs)


def replaced(inventory, grade):
    return replace(inventory, sites=replace(inventory.sites, damage_grade=grade))


def test_strikes_bring_on_average_what_the_plan_counts_with(hand):
    drawer, _ = numbered(hand, ("strikes",))
    weights = np.array([*(hand.loaded.scenario.shares.values())])
    served = np.mean([drawer.future(k, weights).served for k in range(4_000)], axis=0)
    late = drawer.stock.done < hand.loaded.scenario.horizon.appraisal_years
    assert served[late & drawer.stock.inside] == pytest.approx(1.0, abs=0.05)


def test_a_plan_fits_a_future_just_where_it_is_one_of_its_plans(hand):
    best = solved(hand)
    drawer, futures = numbered(hand, ("costs", "damage"))
    for future in futures[:8]:
        problem, kept = drawer.problem(future)
        values, fits = judged(drawer, future, problem, kept, [best], same_rows=False)
        here = np.searchsorted(kept, drawer.taken_over(best.chosen, future))
        drawn = Hand(loaded=hand.loaded, prepared=hand.prepared, problem=problem)
        plans = {tuple(plan.tolist()): value for value, plan in every_plan(drawn)}
        assert fits[0] == (tuple(here.tolist()) in plans)
        if fits[0]:
            assert values[0] == pytest.approx(plans[tuple(here.tolist())])


@pytest.mark.parametrize("language", LANGUAGES)
def test_futures_are_told_and_are_the_same_for_a_seed(town, hand, language):
    best = solved(hand)
    found, again = (
        robust(town, best, "around", 6, rivals=[best], seed=5, unknown=UNKNOWN, hindsight=True)
        for _ in range(2)
    )
    assert found.core == again.core and found.spreads == again.spreads
    assert found.asked == 6 and 0.0 <= found.fits[0] <= 1.0
    assert found.waiting is not None and found.waiting.futures == 6
    for ends in (found.waiting.now, found.waiting.later):
        assert ends is None or 0.0 <= ends.low <= ends.high
    for subject, works in found.works.items():
        assert sum(works.values()) == pytest.approx(found.core[subject])
    assert said(language, unknown_words, UNKNOWN) and all(said(language, held_words, found, 0))
    assert all(said(language, waiting_words, found))


def test_a_triangular_draw_is_where_so_much_lies_below():
    place = np.linspace(0.0, 1.0, 101)
    low, likely, high = (np.full(101, number) for number in (2.0, 3.0, 7.0))
    drawn = triangular(place, low, likely, high)
    below = np.where(
        drawn <= 3.0, (drawn - 2.0) ** 2 / (5.0 * 1.0), 1.0 - (7.0 - drawn) ** 2 / (5.0 * 4.0)
    )
    assert below == pytest.approx(place) and (triangular(place, low, low, low) == 2.0).all()
