"""Prices of local rows in closed form: projects and the plots they take, locks and promises."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from planner.optimise.market.market import market_of
from planner.optimise.market.settle import settled
from planner.problem import Problem
from tests.benchmarks.instances import city
from tests.optimise.drawn import drawn
from tests.optimise.market.test_market import padded, some_prices
from tests.optimise.oracle import Instance, Row

CITIES = [(60, 0), (60, 1), (120, 2), (300, 3)]
BUDGET = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Sites 'nothing, repair, clear in year 0, in year 1', then projects 'nothing, 0, 1'."""

    seed: int
    takes: tuple[tuple[int, ...], ...]
    """The plots of each project."""
    locks: tuple[Row, ...] = ()
    n_sites: int = 4

    def instance(self, locks: Iterable[Row] = ()) -> Instance:
        """Its groups under one budget, with a row for each plot and year."""
        draw = np.random.default_rng(self.seed)
        sizes = (4,) * self.n_sites + (3,) * len(self.takes)
        n = sum(sizes)
        value, cost = draw.integers(0, 20, n), draw.integers(0, 9, n)
        rows = [Row(name="budget", use=tuple(map(float, cost)), sense="<=", limit=BUDGET)]
        for plot, year in product(range(self.n_sites), range(2)):
            use = [0.0] * n
            use[4 * plot + 2 + year] = 1.0
            for p, plots in enumerate(self.takes):
                use[4 * self.n_sites + 3 * p + 1 + year] = -float(plot in plots)
            if any(plot in plots for plots in self.takes):
                rows.append(Row(name=f"p{plot}_{year}", use=tuple(use), sense="=", limit=0.0))
        return padded(Instance(value=tuple(map(float, value)), sizes=sizes, rows=(*rows, *locks)))

    def lock(self, alternatives: Iterable[int], limit: float) -> Row:
        """So many of the alternatives, all of one group, are chosen."""
        use = [0.0] * (4 * self.n_sites + 3 * len(self.takes))
        for a in alternatives:
            use[a] = 1.0
        return Row(name=f"lock_{limit}_{use.index(1.0)}", use=tuple(use), sense="=", limit=limit)


def at_zero(problem: Problem, prices: NDArray[np.float64]) -> NDArray[np.float64]:
    """The prices, those of locks and displacement zero."""
    local, before = market_of(problem).local, prices.copy()
    before[local.single] = before[local.displacing] = 0.0
    return before


def bounds(problem: Problem, prices: NDArray[np.float64]) -> tuple[float, float]:
    """The bound at settled local prices, and at none."""
    market, before = market_of(problem), at_zero(problem, prices)
    after = settled(market, problem.value, before)
    return market.look(problem.value, after).bound, market.look(problem.value, before).bound


def best_together(instance: Instance, price: float) -> float:
    """The best choice that keeps all rows but the budget, which is paid for instead."""
    budget = instance.rows[0]
    value = np.array(instance.value) - price * np.array(budget.use)
    paid = replace(instance, value=tuple(value.tolist()), rows=instance.rows[1:]).best()
    assert paid is not None
    together: float = float(paid) + price * budget.limit
    return together


@pytest.mark.parametrize(("n", "seed"), CITIES)
def test_settled_prices_never_bound_worse_than_none_in_a_city(n: int, seed: int) -> None:
    problem = city(n, seed).problem
    for draw in range(5):
        after, before = bounds(problem, some_prices(problem, draw))
        assert after <= before * (1 + 1e-12)


@pytest.mark.parametrize("price", [0.0, 0.7, 2.0])
@pytest.mark.parametrize("seed", range(40))
def test_a_project_and_its_plots_are_judged_as_one(seed: int, price: float) -> None:
    town = Town(seed=seed, takes=((0, 1), (3,)))
    instance = town.instance()
    problem = instance.problem()
    prices = np.zeros(len(instance.rows))
    prices[0] = price
    assert bounds(problem, prices)[0] == pytest.approx(best_together(instance, price))


@pytest.mark.parametrize("takes", [((0,), (0,)), ((0, 1), (1, 2), (0, 3))])
@pytest.mark.parametrize("seed", range(40))
def test_the_bound_holds_for_rivals_for_a_plot(
    seed: int, takes: tuple[tuple[int, ...], ...]
) -> None:
    instance = Town(seed=seed, takes=takes).instance()
    problem = instance.problem()
    prices = np.zeros(len(instance.rows))
    prices[0] = 0.7
    assert bounds(problem, prices)[0] >= best_together(instance, 0.7) - 1e-9


LOCKS: dict[str, Callable[[Town], Row]] = {
    "must be repaired": lambda town: town.lock([5], 1.0),
    "never": lambda town: town.lock([5, 6, 7], 0.0),
    "must be worked on": lambda town: town.lock([9, 10, 11], 1.0),
    "a plot that may not be cleared": lambda town: town.lock([2, 3], 0.0),
    "a project that must start": lambda town: town.lock([17, 18], 1.0),
    "a project that never starts": lambda town: town.lock([17, 18], 0.0),
}


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("seed", range(20))
def test_what_is_barred_does_not_look_best(seed: int, name: str) -> None:
    town = Town(seed=seed, takes=((0, 1),))
    instance = town.instance([LOCKS[name](town)])
    problem, market = instance.problem(), market_of(instance.problem())
    prices = np.zeros(len(instance.rows))
    prices[0] = 0.7
    view = market.look(problem.value, settled(market, problem.value, prices))
    free = np.where(market.local.banned, -np.inf, view.reduced)
    locked = market.local.single_group
    best = np.maximum.reduceat(free, market.begins)
    assert len(locked) and best[locked] == pytest.approx(view.best[locked])
    after, before = bounds(problem, prices)
    assert best_together(instance, 0.7) - 1e-9 <= after <= before + 1e-9


def test_a_project_whose_plot_cannot_be_cleared_is_barred() -> None:
    town = Town(seed=0, takes=((0, 1), (2,)))
    market = market_of(town.instance([town.lock([2, 3], 0.0)]).problem())
    assert np.flatnonzero(market.local.banned).tolist() == [2, 3, 17, 18]


@pytest.mark.parametrize("seed", range(60))
def test_settled_prices_leave_those_of_shared_rows_alone(seed: int) -> None:
    problem = padded(drawn(seed)).problem()
    prices = some_prices(problem, seed)
    market = market_of(problem)
    after = settled(market, problem.value, prices)
    own = np.zeros(len(prices), dtype=bool)
    own[market.local.single] = own[market.local.displacing] = True
    assert after[~own].tolist() == prices[~own].tolist()
    assert np.isfinite(after).all()


@pytest.mark.parametrize("seed", range(60))
def test_settled_prices_are_lawful(seed: int) -> None:
    problem = padded(drawn(seed)).problem()
    market = market_of(problem)
    after = settled(market, problem.value, some_prices(problem, seed))
    assert (after[market.sign > 0] >= 0).all() and (after[market.sign < 0] <= 0).all()
