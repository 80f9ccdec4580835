"""What one group has chosen binds those that share a local row with it, through every exchange."""

import time

import numpy as np
import pytest

from planner.arrays import Integers
from planner.optimise.certify.exact import Violation
from planner.optimise.market.market import Market
from planner.optimise.price.dual import Pricer
from planner.optimise.price.region import leverage
from planner.optimise.round.agree import agree
from planner.optimise.round.plans import _mend, _near
from planner.optimise.search import Clock, Search
from planner.optimise.tuning import EXCHANGE
from tests.benchmarks.instances import city


class Told(Search):
    """A search that remembers every choice it was offered, kept or not."""

    offered: list[Integers]

    def offer(self, positions: Integers) -> list[Violation]:
        self.offered.append(positions)
        return super().offer(positions)


def left_behind(market: Market, chosen: Integers) -> int:
    """Plots cleared without their project, and projects on plots that stand."""
    rows = market.local.of_displacing
    return int(np.count_nonzero(rows @ np.bincount(chosen, minlength=len(market.group))))


@pytest.mark.parametrize("seed", range(3))
def test_no_exchange_leaves_a_plot_without_its_project(seed: int) -> None:
    problem = city(200, seed=seed).problem
    search = Told(problem=problem, gap=1e-9, seed=0, clock=Clock(deadline=time.monotonic() + 20))
    search.offered = []
    prices = Pricer(search).find(None, 1e-4)
    market, view = search.market, prices.view
    draw = np.random.default_rng(seed)
    rows = market.local.of_displacing
    starts = np.unique(rows.indices[rows.data < 0])
    assert len(starts), "a city without projects says nothing here"
    chosen = market.choice(view)
    for start in starts[draw.random(len(starts)) < 0.3]:
        chosen[market.group[start]] = start
    agree(market, view, chosen)
    assert left_behind(market, chosen) == 0
    near = _near(search, leverage(market, view, prices.weights), market.choice(view), draw)
    _mend(search, prices, near, chosen, EXCHANGE.dearer)
    assert any((plan != chosen).any() for plan in search.offered)
    assert all(left_behind(market, plan) == 0 for plan in search.offered)
