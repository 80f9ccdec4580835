"""Rounding and agreement: whole choices that keep the rows of few groups."""

import time
from functools import cache

import numpy as np
import pytest

from planner.arrays import Integers
from planner.optimise.market.market import Market, View, market_of
from planner.optimise.market.settle import settled
from planner.optimise.price.dual import Pricer
from planner.optimise.price.region import leverage
from planner.optimise.round.agree import agree
from planner.optimise.round.plans import round_well
from planner.optimise.round.rounder import Rounder
from planner.optimise.search import Clock, Search
from planner.optimise.tuning import ROUND
from planner.problem import Problem
from tests.benchmarks.instances import city
from tests.optimise.market.test_market import some_prices
from tests.optimise.market.test_settle import Town


@cache
def ruled() -> Problem:
    """A city with projects, works that wait for others, locks and promises."""
    return city(200, every_rule=True).problem


def looked(problem: Problem, seed: int) -> tuple[Market, View]:
    market = market_of(problem)
    prices = settled(market, problem.value, some_prices(problem, seed))
    return market, market.look(problem.value, prices)


def drawn_choice(market: Market, seed: int) -> Integers:
    """One alternative of every group, any that is not barred."""
    draw = np.random.default_rng(seed).random(len(market.group))
    draw[market.local.banned] -= 1.0
    return np.asarray(np.lexsort((draw, market.group))[market.begins + market.sizes - 1])


def broken_rows(market: Market, chosen: Integers) -> list[int]:
    """Rows of several, but few, groups that a choice breaks."""
    over = market.used(chosen) - market.rhs
    sign = market.sign
    breaks = np.where(sign > 0, over > 0, np.where(sign < 0, over < 0, over != 0))
    several = market.local.tied
    several[market.local.displacing] = True
    return np.flatnonzero(breaks & several).tolist()


@pytest.mark.parametrize("seed", range(20))
def test_any_choice_is_made_to_agree(seed: int) -> None:
    market, view = looked(ruled(), seed)
    chosen = drawn_choice(market, seed)
    assert broken_rows(market, chosen)
    agree(market, view, chosen)
    assert market.group[chosen].tolist() == list(range(len(market.sizes)))
    assert not broken_rows(market, chosen)
    assert not market.local.banned[chosen].any()


def test_what_agrees_stays_as_it_is() -> None:
    market, view = looked(ruled(), 1)
    chosen = drawn_choice(market, 1)
    agree(market, view, chosen)
    again = chosen.copy()
    agree(market, view, again)
    assert again.tolist() == chosen.tolist()


@pytest.mark.parametrize("seed", range(20))
def test_a_plot_follows_its_project(seed: int) -> None:
    town = Town(seed=seed, takes=((0, 1), (3,)))
    problem = town.instance().problem()
    market, view = looked(problem, seed)
    chosen = drawn_choice(market, seed)
    before = chosen.copy()
    agree(market, view, chosen)
    assert not market.used(chosen)[market.local.displacing].any()
    assert chosen[4:].tolist() == before[4:].tolist()  # projects decide
    assert chosen[2] == before[2]  # nobody wants this site


def begun(problem: Problem, gap: float) -> Search:
    clock = Clock(deadline=time.monotonic() + 20)
    return Search(problem=problem, gap=gap, seed=0, clock=clock)


@pytest.mark.parametrize("shrink", [0.6, 0.25])
def test_a_rounded_choice_has_one_of_each_group_and_agrees(shrink: float) -> None:
    problem = ruled()
    search = begun(problem, 1e-4)
    market, prices = search.market, Pricer(search).find(None, 1e-5)
    view, weights = prices.view, prices.weights
    best = market.choice(view)
    rounder = Rounder(
        market=market,
        value=problem.value,
        view=view,
        times=leverage(market, view, weights),
        best=best,
        draw=np.random.default_rng(0),
        usual=weights,
        pace=ROUND.careful,
    )
    begin = best.copy()
    chosen = rounder.rounded(begin, shrink, 0.0, search.clock.left)
    assert market.group[chosen].tolist() == list(range(len(market.sizes)))
    assert begin.tolist() == best.tolist()  # what it begins from is left alone
    assert not broken_rows(market, chosen)
    assert rounder.rounded(begin, shrink, 0.0, lambda: 0.0).tolist() == best.tolist()


def test_among_many_equals_a_plan_is_found() -> None:
    draw = np.random.default_rng(0)
    n_groups = 2_000
    value = np.tile([0.0, 1.0, 1.0, 1.0], n_groups)
    use = np.tile([[0.0], [1.0], [1.0], [1.0]], (n_groups, 1))
    use = np.hstack([use, use * draw.integers(1, 4, (4 * n_groups, 1))])
    problem = Problem.from_arrays(value, np.repeat(np.arange(n_groups), 4), use, [700.0, 900.0])
    search = begun(problem, 1e-3)
    prices = Pricer(search).find(None, 1e-5)
    search.certify(prices.view.prices)
    round_well(search, prices)
    assert search.met
    assert search.value >= 700.0 * (1 - 1e-3)
