"""Exchanges of two at once: every pair is judged, and judged rightly."""

import itertools
import time

import numpy as np
import pytest

from planner.arrays import Floats, Integers
from planner.optimise.certify.exact import violations
from planner.optimise.market.market import Market, market_of
from planner.optimise.price.dual import Pricer
from planner.optimise.round.fit import Fitter
from planner.optimise.round.pairs import Pairs
from planner.optimise.round.plans import round_well
from planner.optimise.round.pots import Pots, pots_of
from planner.optimise.search import Clock, Search
from planner.optimise.tuning import EXCHANGE
from planner.problem import Problem
from tests.benchmarks.instances import city
from tests.optimise.round.test_mend import begun, knapsack, priced, solved, town


def forever() -> float:
    return 1.0


def worth(market: Market, value: Floats, pots: Pots, chosen: Integers) -> float:
    """Value less what the excess costs, added up plainly."""
    load = pots.sums @ market.used(chosen) - pots.limit
    return float(value[chosen].sum() - np.maximum(load, 0.0) @ (pots.dear + pots.price))


@pytest.mark.parametrize("dear", [4.0, 3e3])
@pytest.mark.parametrize("seed", range(6))
def test_no_exchange_of_one_or_two_is_left_that_helps(seed: int, dear: float) -> None:
    problem, view, prices = knapsack(seed)
    market, value = market_of(problem), problem.value
    pots = pots_of(market, view, prices, [], dear)
    chosen = 4 * np.arange(60) + np.random.default_rng(seed).integers(0, 4, 60)
    near = np.sort(np.random.default_rng(seed).choice(240, 60, replace=False))
    after = Pairs(market, value, near, pots).improved(chosen, forever)
    best = worth(market, value, pots, after)
    assert best >= worth(market, value, pots, chosen)
    for one, other in itertools.combinations(near, 2):
        tried = after.copy()
        tried[problem.group[[one, other]]] = one, other
        assert worth(market, value, pots, tried) <= best + 1e-6 * value.max()


def test_a_pair_is_found_where_no_single_exchange_helps() -> None:
    """One group must give room before the other can use it."""
    problem = Problem.from_arrays(
        [5.0, 1.0, 0.0, 9.0], [0, 0, 1, 1], [[4.0], [0.0], [0.0], [4.0]], [4.0]
    )
    market = market_of(problem)
    view = market.look(problem.value, np.array([1.0]))
    pots = pots_of(market, view, np.array([1.0]), [], 1e6)
    after = Pairs(market, problem.value, np.arange(4), pots).improved(np.array([0, 2]), forever)
    assert after.tolist() == [1, 3]


def test_the_same_choice_comes_out_every_time_and_none_changes_its_argument() -> None:
    view, weights = priced().view, priced().weights
    market = market_of(town())
    near = np.flatnonzero(market.loss(view) < 0.02)
    pots = pots_of(market, view, weights, [], 30.0)
    chosen = market.choice(view)
    before = chosen.copy()
    first, again = (Pairs(market, town().value, near, pots).improved(chosen, forever) for _ in "ab")
    assert np.array_equal(first, again)
    assert np.array_equal(chosen, before)
    assert not np.array_equal(first, chosen)


def test_pairs_stop_when_time_is_up() -> None:
    view, weights = priced().view, priced().weights
    market = market_of(town())
    pots = pots_of(market, view, weights, [], 30.0)
    began = time.process_time()
    Pairs(market, town().value, np.arange(len(town().value)), pots).improved(
        market.choice(view), lambda: 0.0
    )
    assert time.process_time() - began < 2.0


def test_fitting_and_swaying_offer_only_plans_that_keep_the_rows() -> None:
    search = begun()
    loss = search.market.loss(priced().view)
    loss[search.market.local.entries.indices] = np.inf
    near = np.sort(np.argsort(loss, kind="stable")[:1_200])
    fitting = Fitter(search=search, prices=priced(), near=near)
    plan = town().positions(solved().chosen)
    assert not search.offer(plan)
    found = search.value
    assert fitting.fit(plan, EXCHANGE.dearer_again)
    for _ in range(3):
        fitting.sway()
    assert search.best is not None
    assert not violations(search.problem, search.best)
    assert search.value >= found


def test_a_town_has_a_plan_before_all_pairs_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    known: list[bool] = []

    def judged(fitter: Fitter, _chosen: Integers, _dearer: tuple[float, ...]) -> bool:
        known.append(fitter.search.best is not None)
        return False

    monkeypatch.setattr(Fitter, "fit", judged)
    clock = Clock(deadline=time.monotonic() + 60, cancelled=lambda: bool(known))
    search = Search(problem=city(320).problem, gap=1e-9, seed=0, clock=clock)
    prices = Pricer(search).find(None, 1e-5)
    search.certify(prices.view.prices)
    round_well(search, prices)
    assert known == [True]
