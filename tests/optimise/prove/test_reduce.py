"""Reduce: what is dropped is in no better plan, shown by trying every choice."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

from planner.arrays import Flags
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.market.market import market_of
from planner.optimise.market.settle import settled
from planner.optimise.prove.reduce import of_use, survivors, undominated
from tests.optimise.drawn import drawn
from tests.optimise.market.test_market import padded, some_prices
from tests.optimise.oracle import Instance

SEEDS = range(120)


def only(instance: Instance, keep: Flags) -> Instance:
    """The instance without the alternatives that are not kept; every group keeps one."""
    ends = np.cumsum([0, *instance.sizes]).tolist()
    places = np.flatnonzero(keep).tolist()
    return replace(
        instance,
        value=tuple(instance.value[a] for a in places),
        sizes=tuple(int(keep[a:b].sum()) for a, b in pairwise(ends)),
        rows=tuple(replace(r, use=tuple(r.use[a] for a in places)) for r in instance.rows),
    )


def doubled(instance: Instance) -> Instance:
    """Every alternative twice."""

    def twice(numbers: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(np.repeat(numbers, 2).tolist())

    return replace(
        instance,
        value=twice(instance.value),
        sizes=tuple(2 * size for size in instance.sizes),
        rows=tuple(replace(row, use=twice(row.use)) for row in instance.rows),
    )


def undominated_of(instance: Instance) -> Flags:
    problem = instance.problem()
    everything = np.ones(len(problem.value), dtype=bool)
    return undominated(market_of(problem), problem.value, everything)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_of_use_holds_a_best_plan_and_is_told_of_few_alone(seed: int) -> None:
    instance = drawn(seed)
    problem = instance.problem()
    market, everything = market_of(problem), len(problem.value)
    kept = of_use(market, problem.value, everything)
    assert kept is not None
    rest = only(instance, kept)
    assert min(rest.sizes) > 0
    assert rest.best() == instance.best()
    assert of_use(market, problem.value, int(kept.sum()) - 1) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_without_the_dominated_the_best_plan_is_worth_the_same(seed: int) -> None:
    instance = drawn(seed)
    rest = only(instance, undominated_of(instance))
    assert min(rest.sizes) > 0
    assert rest.best() == instance.best()


def test_some_are_dominated_and_some_are_not() -> None:
    dropped = [int((~undominated_of(drawn(seed))).sum()) for seed in SEEDS]
    assert np.count_nonzero(dropped) > len(SEEDS) / 4
    assert all(d < len(drawn(seed).value) for d, seed in zip(dropped, SEEDS, strict=True))


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_of_equals_the_first_stays(seed: int) -> None:
    instance = drawn(seed)
    once, twice = undominated_of(instance), undominated_of(doubled(instance))
    assert twice[0::2].tolist() == once.tolist()
    assert not twice[1::2].any()


@pytest.mark.parametrize("shape", [lambda i: i, padded], ids=["few groups", "many groups"])
@pytest.mark.parametrize("seed", SEEDS[::2])
def test_survivors_are_all_that_the_best_plans_have(
    seed: int, shape: Callable[[Instance], Instance]
) -> None:
    instance = shape(drawn(seed))
    problem, best = instance.problem(), instance.best()
    market = market_of(problem)
    prices = lawful_prices(
        problem.linking, settled(market, problem.value, some_prices(problem, seed))
    )
    view = market.look(problem.value, prices)
    names = problem.linking.names
    bound = exact_bound(problem, dict(zip(names, view.prices.tolist(), strict=True)))
    if best is None:
        return
    kept = survivors(market, view, problem.value, float(bound - best))
    ends = np.cumsum([0, *instance.sizes]).tolist()
    plans = product(*(range(a, b) for a, b in pairwise(ends)))
    keeps = instance.feasible()
    for plan, feasible in zip(plans, keeps, strict=True):
        if feasible and instance.worth(plan) == best:
            assert kept[list(plan)].all()


def test_a_plan_that_meets_the_bound_leaves_little_else() -> None:
    instance = Instance(value=(0.0, 3.0, 5.0, 0.0, 4.0), sizes=(3, 2), rows=())
    problem = instance.problem()
    market = market_of(problem)
    view = market.look(problem.value, np.empty(0))
    assert survivors(market, view, problem.value, 0.0).tolist() == [0, 0, 1, 0, 1]
    assert survivors(market, view, problem.value, 2.0).tolist() == [0, 1, 1, 0, 1]
    assert survivors(market, view, problem.value, np.inf).all()
