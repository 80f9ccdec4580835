"""Mending: exchanges heal what rounding breaks, and never make a plan worse."""

import time
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from planner.arrays import Floats, Integers
from planner.optimise import Solution, solve
from planner.optimise.certify.exact import violations
from planner.optimise.market.market import Market, View, market_of
from planner.optimise.price.dual import Pricer
from planner.optimise.price.prices import Prices
from planner.optimise.price.region import leverage
from planner.optimise.round.mend import Mender
from planner.optimise.round.plans import _begun, _mend, _near, _polish
from planner.optimise.round.pots import Pots, pots_of
from planner.optimise.search import Clock, Search
from planner.optimise.tuning import EXCHANGE
from planner.problem import Problem
from tests.benchmarks.instances import city


@cache
def town() -> Problem:
    return city(200).problem


@cache
def solved() -> Solution:
    return solve(town(), gap=3e-2, seconds=6)


@cache
def priced() -> Prices:
    return Pricer(begun()).find(None, 1e-5)


def begun() -> Search:
    clock = Clock(deadline=time.monotonic() + 20)
    return Search(problem=town(), gap=1e-9, seed=0, clock=clock)


def knapsack(seed: int) -> tuple[Problem, View, Floats]:
    """Sixty groups and three resources, seen at some prices."""
    draw = np.random.default_rng(seed)
    use = draw.integers(0, 50, (240, 3)).astype(float)
    use[::4] = 0.0
    limit = np.floor(0.15 * use.sum(axis=0))
    value = draw.integers(0, 100, 240) * (use.sum(axis=1) > 0)
    problem = Problem.from_arrays(value, np.repeat(np.arange(60), 4), use, limit)
    prices = draw.uniform(0.1, 1.0, 3)
    return problem, market_of(problem).look(problem.value, prices), prices


def worth(market: Market, view: View, pots: Pots, chosen: Integers) -> float:
    """Loss, wasted room and excess of a choice, added up plainly."""
    load = pots.sums @ market.used(chosen) - pots.limit
    loss = float(market.loss(view)[chosen].sum())
    over, under = np.maximum(load, 0.0), np.maximum(-load, 0.0)
    return loss + float(over @ pots.dear) + float(under @ pots.price)


def any_choice(market: Market, seed: int) -> Integers:
    return np.random.default_rng(seed).integers(0, market.sizes) + market.begins


@pytest.mark.parametrize("pairs", [0, 4])
@pytest.mark.parametrize("dear", [4.0, 3e3])
@pytest.mark.parametrize("seed", range(4))
def test_exchanges_never_make_a_choice_worse(seed: int, dear: float, pairs: int) -> None:
    market, view, weights = market_of(town()), priced().view, priced().weights
    near = np.sort(np.random.default_rng(seed).choice(len(town().value), 1_500, replace=False))
    pots = pots_of(market, view, weights, [], dear)
    chosen = any_choice(market, seed)
    before = chosen.copy()
    after = Mender(market, view, near, pots).mended(chosen, pairs)
    assert chosen.tolist() == before.tolist()  # what it begins from is left alone
    assert worth(market, view, pots, after) < worth(market, view, pots, before)
    moved = after[after != before]
    assert np.isin(moved, near).all()
    assert market.group[after].tolist() == list(range(len(market.sizes)))


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_that_keeps_the_rows_keeps_them_and_is_worth_no_less(seed: int) -> None:
    problem, view, prices = knapsack(seed)
    market = market_of(problem)
    pots = pots_of(market, view, prices, [], 3e6)
    nothing = market.begins.copy()
    after = Mender(market, view, np.arange(240), pots).mended(nothing, 4)
    assert not violations(problem, after)
    assert problem.value[after].sum() > problem.value[nothing].sum()
    again = Mender(market, view, np.arange(240), pots).mended(after, 4)
    assert not violations(problem, again)
    assert problem.value[again].sum() >= problem.value[after].sum() - 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_a_choice_that_breaks_rows_is_mended(seed: int) -> None:
    problem, view, prices = knapsack(seed)
    market = market_of(problem)
    largest = market.begins + 1
    assert violations(problem, largest)
    pots = pots_of(market, view, prices, [], 3e3)
    after = Mender(market, view, np.arange(240), pots).mended(largest, 4)
    assert not violations(problem, after)


def near_of(search: Search) -> Integers:
    view = priced().view
    times = leverage(search.market, view, priced().weights)
    return _near(search, times, search.market.choice(view), np.random.default_rng(0))


@pytest.mark.parametrize("swaps", [1, 3])
def test_a_plan_broken_by_a_swap_is_mended(swaps: int) -> None:
    search, prices = begun(), priced()
    search.certify(prices.view.prices)
    near, market = near_of(search), search.market
    draw, plan = np.random.default_rng(swaps), solved().chosen.copy()
    while len(violations(town(), plan)) < swaps:
        swap = draw.choice(near)
        plan[market.group[swap]] = swap
    _mend(search, prices, near, plan, EXCHANGE.dearer)
    assert search.best is not None
    assert not violations(town(), search.best)
    assert search.value >= 0.95 * solved().value


def test_polishing_never_loses_the_plan_it_begins_from() -> None:
    search, prices = begun(), priced()
    search.certify(prices.view.prices)
    assert not search.offer(solved().chosen)
    before = search.value
    _polish(search, prices, near_of(search), [])
    assert search.best is not None and not violations(town(), search.best)
    assert search.value >= before


def test_rounding_begins_at_no_choice_by_shares_that_loses_more_than_it_balances() -> None:
    """Shares as even as can be keep the rows more nearly, at the loss of what the prices know."""
    search, prices = begun(), priced()
    market = search.market
    even = replace(prices, shares=1.0 / market.sizes[market.group])
    best = market.choice(prices.view)
    assert _begun(search, even, best) is best
