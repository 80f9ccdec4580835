"""Price: the bound is that of the linear relaxation, and holds whatever stops the search."""

import math
import time
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, diags_array, hstack, vstack

from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.market.market import View, market_of
from planner.optimise.price.dual import Pricer, spread_of, usual_prices
from planner.optimise.price.region import Reach, step
from planner.optimise.price.smooth import Smoother
from planner.optimise.search import Clock, Search
from planner.plan import problem_of
from planner.problem import Problem
from planner.scenario import load_scenario
from tests.at_each_run import first
from tests.benchmarks.instances import WEIGHTS, City, city, moved
from tests.optimise.drawn import drawn
from tests.optimise.market.test_market import padded
from tests.optimise.oracle import Instance
from tests.places import KHARKIV

PRECISION = 1e-7


def searched(problem: Problem, seconds: float = 30.0, seed: int = 0) -> Search:
    clock = Clock(deadline=time.monotonic() + seconds)
    return Search(problem=problem, gap=0.0, seed=seed, clock=clock)


def usual(problem: Problem) -> NDArray[np.float64]:
    market = market_of(problem)
    return usual_prices(market, spread_of(market, problem.value))


def found(search: Search, start: View | None = None) -> View:
    known = None if start is None else start.prices
    return Pricer(search).find(known, PRECISION).view


def relaxed(problem: Problem) -> float:
    """The optimum of the linear relaxation over all alternatives and flows."""
    rows, n = problem.linking, len(problem.value)
    n_arcs = len(rows.arcs)
    size = np.maximum(np.abs(rows.matrix).max(axis=1).toarray().ravel(), 1.0)
    size[np.unique(rows.arcs)] = size[rows.arcs].max(initial=1.0)
    source, sink = rows.arcs.T
    flow = np.zeros((len(rows), n_arcs))
    flow[source, np.arange(n_arcs)], flow[sink, np.arange(n_arcs)] = 1.0, -1.0
    sense = np.array(rows.sense)
    sign = np.where(sense == ">=", -1.0, 1.0)
    use = csr_array(diags_array(sign / size) @ rows.matrix)
    left = csr_array(hstack([use, csr_array(sign[:, None] * flow)]))
    limit = sign * rows.rhs / size
    one = csr_array(
        (np.ones(n), (problem.group, np.arange(n))), shape=(problem.n_groups, n + n_arcs)
    )
    equal = sense == "="
    answer = linprog(
        -np.concatenate([problem.value, np.zeros(n_arcs)]),
        A_ub=left[np.flatnonzero(~equal)],
        b_ub=limit[~equal],
        A_eq=vstack([left[np.flatnonzero(equal)], one]),
        b_eq=np.concatenate([limit[equal], np.ones(problem.n_groups)]),
        method="highs",
    )
    assert answer.status == 0
    return -float(answer.fun)


@cache
def town() -> City:
    """300 sites, 9 420 alternatives: priced by path and region, not by one linear program."""
    return city(300)


@cache
def priced() -> View:
    return found(searched(town().problem))


def test_the_bound_is_that_of_the_linear_relaxation() -> None:
    assert priced().bound == pytest.approx(relaxed(town().problem), rel=1e-5)


def test_with_every_rule_the_bound_is_no_worse_than_the_linear_relaxation() -> None:
    problem = city(150, every_rule=True).problem
    assert found(searched(problem)).bound <= relaxed(problem) * (1 + 1e-3)


def test_the_same_seed_finds_the_same_prices() -> None:
    again = found(searched(town().problem))
    assert again.prices.tolist() == priced().prices.tolist()


@pytest.mark.parametrize("points", [0.0, 0.1])
def test_from_earlier_prices_the_bound_is_as_good(points: float) -> None:
    problem = town().at(moved(WEIGHTS, points))
    again = found(searched(problem), start=priced())
    assert again.bound == pytest.approx(found(searched(problem)).bound, rel=1e-5)


@pytest.mark.parametrize("points", [0.01, 0.1, 0.5])
def test_for_a_loose_gap_earlier_prices_do_about_as_well(points: float) -> None:
    """However far the weights moved: near prices are kept, far ones followed, lost ones left."""
    problem = town().at(moved(WEIGHTS, points))
    quick = Pricer(searched(problem)).find(priced().prices, 1e-3 / 30.0).view
    assert quick.bound == pytest.approx(found(searched(problem)).bound, rel=2e-3)


@pytest.mark.parametrize("seed", range(4))
def test_the_path_begins_strictly_inside_every_limit_whatever_the_prices(seed: int) -> None:
    problem = town().problem
    market, typical = market_of(problem), usual(problem)
    smoother = Smoother(market, market.free)
    draw = np.random.default_rng(seed)
    prices = typical * draw.normal(size=len(typical)) * 10.0 ** draw.integers(-6, 6)
    inside = smoother.interior(prices, typical)
    assert len(market.arcs) and (smoother.limits @ inside[market.free] > 0).all()


def test_the_search_keeps_the_best_bound_it_has_seen() -> None:
    search = searched(town().problem)
    view = found(search)
    assert search.bounds.prices <= view.bound


@pytest.mark.parametrize("seconds", [0.0, 0.3])
def test_without_time_the_prices_are_still_lawful(seconds: float) -> None:
    search = searched(town().problem, seconds)
    began = time.monotonic()
    search.certify(found(search).prices)
    assert time.monotonic() - began < seconds + 2.0
    assert priced().bound <= search.bounds.prices < math.inf  # certify refuses unlawful prices


@pytest.mark.parametrize("part", [1e-4, 1e-2, 1.0])
def test_a_step_finds_no_more_than_a_little_above_where_it_began(part: float) -> None:
    problem, view = town().problem, priced()
    market = market_of(problem)
    begin = market.look(problem.value, lawful_prices(problem.linking, 1.05 * view.prices))
    reach = Reach(
        usual=np.maximum(np.abs(begin.prices), 1e-3 * usual(problem)),
        part=np.full(len(begin.prices), part),
        draw=np.random.default_rng(0),
    )
    stepped = step(market, problem, begin, reach, 10.0)
    assert stepped is not None
    assert view.bound * (1 - 1e-5) <= stepped.view.bound <= begin.bound
    assert (stepped.moved <= 1 + 1e-6).all()
    assert stepped.least <= stepped.view.bound * (1 + 1e-9)


@pytest.mark.parametrize("shape", [lambda i: i, padded], ids=["few groups", "many groups"])
@pytest.mark.parametrize("seed", first(20, range(60)))
def test_the_bound_holds_for_the_best_plan(
    seed: int,
    shape: Callable[[Instance], Instance],
) -> None:
    instance = shape(drawn(seed))
    best = instance.best()
    search = searched(instance.problem())
    search.certify(found(search).prices)
    certificate = search.bounds.certificate
    assert certificate is not None and (best is None or certificate.exact >= best)
    assert certificate.bound >= certificate.exact


@pytest.mark.parametrize(
    ("highest", "limits"),
    [(3, []), (1, [0.0]), (3, [0.0]), (3, [1e9, 5.0]), (3, [300.0, 300.0])],
    ids=["no rows", "nothing used", "nothing allowed", "one row slack", "both bind"],
)
def test_a_large_problem_with_rows_that_say_little_is_priced(
    highest: int, limits: list[float]
) -> None:
    draw = np.random.default_rng(0)
    use = draw.integers(0, highest, (5_000, len(limits))).astype(float)
    use[::5] = 0.0
    group = np.repeat(np.arange(1_000), 5)
    problem = Problem.from_arrays(draw.uniform(0, 9, 5_000), group, use, limits)
    assert found(searched(problem)).bound == pytest.approx(relaxed(problem), rel=1e-5)


@pytest.mark.parametrize("preset", ["balanced", "masterplan"])
def test_what_a_lock_bars_and_phases_wait_for_leaves_the_bound_that_of_the_linear_relaxation(
    preset: str,
) -> None:
    """In masterplan a quarter is barred that would be worth two points."""
    search = searched(problem_of(load_scenario(KHARKIV / f"{preset}.yaml")))
    prices = Pricer(search).find(None, PRECISION)
    assert prices.shares is not None
    relaxed = float(prices.shares @ search.problem.value)
    assert prices.view.bound == pytest.approx(relaxed, rel=1e-6)
