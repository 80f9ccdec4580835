"""Dives: split works are decided one by one, and the small ones make up for the large."""

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csc_array

from planner.optimise.market.market import market_of
from planner.optimise.round.dive import Diver
from planner.optimise.solvers.warm import Warm
from tests.optimise.round.test_mend import knapsack, priced, town
from tests.optimise.round.test_rounder import broken_rows


@pytest.mark.parametrize("seed", range(8))
def test_what_is_ruled_out_is_left_out_of_the_next_solution(seed: int) -> None:
    draw = np.random.default_rng(seed)
    matrix = csc_array(draw.integers(0, 5, (3, 12)).astype(float))
    rhs, cost = matrix @ draw.random(12), draw.random(12)
    program = Warm(cost, matrix, rhs)
    out: list[int] = []
    for _ in range(4):
        found = program.solved(5.0)
        bounds = [(0.0, 0.0 if k in out else None) for k in range(12)]
        known = linprog(cost, A_eq=matrix, b_eq=rhs, bounds=bounds)
        assert (found is None) == (known.status != 0)
        if found is None:
            return
        assert cost @ found == pytest.approx(known.fun, abs=1e-6)
        assert not found[out].any()
        out.append(int(np.argmax(found)))
        program.rule_out(np.array(out[-1:]))


def test_no_time_is_no_plan() -> None:
    view, weights = priced().view, priced().weights
    market = market_of(town())
    diver = Diver(
        market=market, value=town().value, view=view, usual=weights, columns=np.arange(len(weights))
    )
    assert diver.dived(market.choice(view), lambda: 0.0) is None


@pytest.mark.parametrize("seed", range(4))
def test_a_dive_misses_its_limits_by_less_than_a_work(seed: int) -> None:
    problem, _, _ = knapsack(seed)
    market = market_of(problem)
    relaxed = linprog(
        -problem.value,
        A_ub=problem.linking.matrix,
        b_ub=problem.linking.rhs,
        A_eq=csc_array((np.ones(240), (problem.group, np.arange(240)))),
        b_eq=np.ones(60),
    )
    view = market.look(problem.value, -relaxed.ineqlin.marginals)
    usual = np.maximum(view.prices, 1e-3)
    diver = Diver(
        market=market, value=problem.value, view=view, usual=usual, columns=np.arange(240)
    )
    begin = market.choice(view)
    chosen = diver.dived(begin, lambda: 9.0)
    assert chosen is not None
    assert np.array_equal(problem.group[chosen], np.arange(60))
    assert (market.used(chosen) - market.rhs <= 50.0).all()
    assert problem.value[chosen].sum() >= 0.97 * -relaxed.fun


def test_a_dive_keeps_the_rows_of_few_groups() -> None:
    view, weights = priced().view, priced().weights
    market = market_of(town())
    columns = np.flatnonzero(np.isfinite(market.loss(view)) & ~market.local.banned)
    diver = Diver(market=market, value=town().value, view=view, usual=weights, columns=columns)
    chosen = diver.dived(market.choice(view), lambda: 20.0)
    assert chosen is not None
    assert not broken_rows(market, chosen)
