"""The market: one pass over all alternatives at given prices, against its formula."""

import gc
import weakref
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.market.market import Market, market_of
from planner.problem import Problem
from tests.optimise.drawn import drawn
from tests.optimise.oracle import Instance

SEEDS = range(40)
FILLERS = 50


def padded(instance: Instance) -> Instance:
    """The same with so many sites without a choice that rows of few groups count as local."""
    nothing = (0.0,) * FILLERS
    return replace(
        instance,
        value=instance.value + nothing,
        sizes=instance.sizes + (1,) * FILLERS,
        rows=tuple(replace(row, use=row.use + nothing) for row in instance.rows),
    )


def some_prices(problem: Problem, seed: int) -> NDArray[np.float64]:
    """Lawful prices at which every row weighs about as much as the values."""
    draw, rows = np.random.default_rng(seed), problem.linking
    size = np.maximum(np.abs(rows.matrix).max(axis=1).toarray().ravel(), 1e-9)
    spread = float(np.abs(problem.value).max(initial=0.0)) or 1.0
    return lawful_prices(rows, draw.normal(size=len(rows)) * spread / size)


def seen(seed: int, *, tied: bool = False) -> tuple[Instance, Market, NDArray[np.float64]]:
    """A drawn problem, its market and some prices; tied: all prices 0."""
    instance = drawn(seed)
    problem = instance.problem()
    prices = some_prices(problem, seed)
    return instance, market_of(problem), 0.0 * prices if tied else prices


def groups(instance: Instance) -> list[range]:
    ends = np.cumsum([0, *instance.sizes]).tolist()
    return [range(a, b) for a, b in pairwise(ends)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_look_finds_the_bound_of_the_formula(seed: int) -> None:
    instance, market, prices = seen(seed)
    exact = [Fraction(p) for p in prices.tolist()]
    net = [Fraction(v) for v in instance.value]
    for p, row in zip(exact, instance.rows, strict=True):
        net = [x - p * Fraction(use) for x, use in zip(net, row.use, strict=True)]
    at_limits = [p * Fraction(row.limit) for p, row in zip(exact, instance.rows, strict=True)]
    bound = sum((max(net[a] for a in group) for group in groups(instance)), sum(at_limits))
    size = sum(map(abs, at_limits)) + sum(map(abs, net))
    found = market.look(np.array(instance.value), prices)
    assert abs(Fraction(found.bound) - bound) <= size / 10**12


@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_choice_is_the_first_best_of_every_group(seed: int, tied: bool) -> None:
    instance, market, prices = seen(seed, tied=tied)
    view = market.look(np.array(instance.value), prices)
    first = [max(group, key=lambda a: float(view.reduced[a])) for group in groups(instance)]
    loss = market.loss(view)
    assert market.choice(view).tolist() == first
    assert (loss >= 0).all() and not loss[first].any()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_choice_uses_what_its_alternatives_use(seed: int) -> None:
    instance, market, _ = seen(seed)
    chosen = [group[seed % len(group)] for group in groups(instance)]
    used = [sum(row.use[a] for a in chosen) for row in instance.rows]
    assert market.used(np.array(chosen)) == pytest.approx(used, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("shape", [lambda i: i, padded], ids=["few groups", "many groups"])
@pytest.mark.parametrize("seed", SEEDS)
def test_lawful_prices_bound_the_best_plan(seed: int, shape: object) -> None:
    assert callable(shape)
    instance: Instance = shape(drawn(seed))
    best = instance.best()
    problem = instance.problem()
    prices = some_prices(problem, seed)
    view = market_of(problem).look(problem.value, prices)
    slip = 1e-12 * (np.abs(view.reduced).sum() + np.abs(prices * problem.linking.rhs).sum())
    assert best is None or view.bound + slip >= best


def test_other_values_share_the_market_of_their_rows() -> None:
    problem = drawn(1).problem()
    again = replace(problem, linking=replace(problem.linking))
    assert market_of(problem) is market_of(problem.with_value(problem.value + 1.0))
    assert market_of(problem) is not market_of(again)


def test_a_market_goes_with_its_rows() -> None:
    problem = drawn(1).problem()
    market = weakref.ref(market_of(problem).uses)
    assert market() is not None
    del problem
    gc.collect()
    assert market() is None
