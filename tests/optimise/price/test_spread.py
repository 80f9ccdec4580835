"""Shares become whole choices, and like groups are taken together."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from planner.optimise import check, solve
from planner.optimise.market.equal import equals_of, forms_of
from planner.optimise.market.market import market_of, sparing
from planner.optimise.price.kinds import kinds_of, relaxed_by_kinds
from planner.optimise.price.spread import softened, spread
from planner.problem import Problem


def street(houses: int, *, varied: float = 0.0, budget: float = 0.1, seed: int = 0) -> Problem:
    """Houses that may be left alone or repaired in one of three years, each with its own money.

    varied: by which part their sizes differ; budget: which part of all houses the money is for.
    """
    draw = np.random.default_rng(seed)
    size = 1.0 + varied * draw.random(houses)
    value, use = np.zeros((houses, 4)), np.zeros((houses, 4, 3))
    for year in range(3):
        value[:, 1 + year] = size * (1.0 - 0.1 * year)
        use[:, 1 + year, year] = size
    limit = np.full(3, budget * size.sum() / 3.0)
    group = np.repeat(np.arange(houses), 4)
    return Problem.from_arrays(value.ravel(), group, use.reshape(-1, 3), limit)


@pytest.mark.parametrize("houses", [400, 3_000, 12_000])
@pytest.mark.parametrize("varied", [0.0, 0.4])
@pytest.mark.parametrize("budget", [0.002, 0.1, 0.9])
def test_nearly_equal_houses_are_planned_to_within_a_thousandth(
    houses: int, varied: float, budget: float
) -> None:
    problem = street(houses, varied=varied, budget=budget)
    one_house = 1.4 / (budget * houses)  # no plan of whole houses can come closer than that
    gap = max(1e-3, 3 * one_house)
    solution = solve(problem, gap=gap, seconds=20.0)
    assert solution.gap <= gap
    assert check(problem, solution).sound


def test_turns_are_taken_as_often_as_the_shares_say() -> None:
    market = market_of(street(1_000))
    shares = np.tile([0.62, 0.0, 0.301, 0.079], 1_000)
    chosen = spread(market, shares, np.zeros(4_000)) % 4
    assert np.abs(np.bincount(chosen, minlength=4) - [620, 0, 301, 79]).max() <= 3


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_shares_each_group_takes_one_alternative_that_has_a_share(seed: int) -> None:
    draw = np.random.default_rng(seed)
    sizes = draw.integers(1, 6, 50)
    group = np.repeat(np.arange(50), sizes)
    problem = Problem.from_arrays(draw.random(len(group)), group, np.ones((len(group), 1)), [60.0])
    shares = draw.random(len(group)) * (draw.random(len(group)) < 0.5)
    empty = np.bincount(group, shares) == 0
    shares[np.cumsum(sizes)[empty] - 1] = 1.0
    shares /= np.bincount(group, shares)[group]
    chosen = spread(market_of(problem), shares, problem.value)
    assert (problem.group[chosen] == np.arange(50)).all()
    assert (shares[chosen] > 0).all()


def test_a_group_that_is_barred_altogether_still_takes_one_so_that_its_clash_can_be_told() -> None:
    problem = street(5, varied=0.4)
    shares = np.full(20, 0.25)
    shares[8:12] = 0.0
    chosen = spread(market_of(problem), shares, problem.value)
    assert (problem.group[chosen] == np.arange(5)).all()


def test_soft_shares_sum_to_one_and_leave_out_what_is_far_off() -> None:
    problem = street(100, varied=0.4)
    shares = softened(market_of(problem), problem.value, np.full(3, 0.95), 0.01)
    assert shares.reshape(100, 4).sum(axis=1) == pytest.approx(np.ones(100))
    assert shares.reshape(100, 4)[:, 3].max() < 1e-6


def test_kinds_hold_groups_that_use_the_same_rows_and_are_few() -> None:
    problem = street(2_000, varied=0.4)
    market = market_of(problem)
    kind = kinds_of(market, problem.value, columns=100)
    assert len(np.unique(forms_of(market))) == 1
    assert kind.max() + 1 == 25
    worth = problem.value.reshape(-1, 4).sum(axis=1)
    edges = [(worth[kind == k].min(), worth[kind == k].max()) for k in range(25)]
    assert sorted(edges) == edges, "each kind is a range of worth"


def test_the_relaxation_by_kinds_keeps_every_row_and_bounds_every_plan() -> None:
    problem = street(2_000, varied=0.4)
    market = market_of(problem)
    relaxed = relaxed_by_kinds(problem, market, 10.0)
    assert relaxed is not None
    used = csr_array(market.uses).T @ relaxed.shares
    assert (used <= market.rhs * (1 + 1e-9)).all()
    bound = market.look(problem.value, relaxed.prices).bound
    assert problem.value @ relaxed.shares <= bound + 1e-6
    assert bound >= solve(problem, gap=1e-3).value


def test_equal_groups_are_found_wherever_they_stand() -> None:
    value = [1.0, 0, 2, 0, 1, 0, 1, 0, 1]
    use = [[float(u)] for u in (3, 0, 3, 0, 3, 0, 4, 0, 3)]
    problem = Problem.from_arrays(value, [0, 0, 1, 1, 2, 2, 3, 3, 4], use, [6.0])
    equals = equals_of(market_of(problem), problem.value)
    assert equals.of.tolist() == [0, 1, 0, 3, 4], "value, use and number of alternatives all count"
    assert equals.count().tolist() == [2, 1, 0, 1, 1]


def test_of_equal_houses_the_first_in_the_list_take_the_first_works() -> None:
    solution = solve(street(12, budget=0.5), gap=0.0)
    chosen = (solution.chosen % 4).tolist()
    assert chosen == sorted(chosen)


def test_what_uses_least_is_known_without_a_search() -> None:
    problem = street(5)
    assert (sparing(market_of(problem)) % 4 == 0).all()
    solution = solve(problem, seconds=0.0)
    assert check(problem, solution).sound and solution.value == 0.0
    assert solution.status == "stopped" and solution.bound > 0.0


def test_where_the_bound_is_hardly_smoothed_the_best_of_each_group_takes_all() -> None:
    market = market_of(street(50))
    value = market.uses @ np.ones(3) + np.tile([1.0, 0.0, 0.5, 0.25], 50)
    shares = softened(market, value, np.ones(3), 1e-30)
    assert shares.reshape(50, 4).tolist() == [[1.0, 0.0, 0.0, 0.0]] * 50
