"""Trees of prices: what they say no plan is worth more than, and who believes them."""

import time
from dataclasses import replace

import numpy as np
import pytest

from planner.optimise import check, solve
from planner.optimise.certify.proof import Node, Parts, Proof, Split, holds
from planner.optimise.price.dual import Pricer
from planner.optimise.price.prices import Prices
from planner.optimise.prove.tree import PriceTree
from planner.optimise.search import Clock, Search
from planner.problem import Problem
from tests.optimise.drawn import drawn
from tests.optimise.oracle import Instance

SEEDS = range(40)
MANY = 500
"""Parts with which most trees are closed."""


def priced(problem: Problem) -> tuple[Search, Prices]:
    clock = Clock(deadline=time.monotonic() + 60.0)
    search = Search(problem=problem, gap=0.0, seed=0, clock=clock)
    prices = Pricer(search).find(None, 1e-7)
    search.certify(prices.view.prices)
    return search, prices


def copied(instance: Instance, times: int) -> Problem:
    """The groups of an instance, each `times` over, within limits so many times as wide."""
    problem = instance.problem()
    rows = problem.linking
    n = len(problem.value)
    group = np.concatenate([problem.group * times + k for k in range(times)])
    order = np.argsort(group, kind="stable")
    index = np.tile(np.arange(n), times)[order]
    return Problem(
        value=problem.value[index],
        group=group[order],
        linking=replace(rows, matrix=rows.matrix[:, index], rhs=rows.rhs * times),
        group_names=tuple(map(str, range(times * problem.n_groups))),
    )


@pytest.mark.parametrize(
    "parts", [1, 3, 10, *(pytest.param(parts, marks=pytest.mark.slow) for parts in (MANY, 2_000))]
)
def test_however_far_a_tree_has_come_its_proof_holds_and_no_plan_is_worth_more(parts: int) -> None:
    closed = 0
    for seed in SEEDS:
        instance = drawn(seed)
        problem, best = instance.problem(), instance.best()
        search, prices = priced(problem)
        tree = PriceTree(search, prices, 0.0)
        tree.grow(parts)
        closed += tree.done
        assert holds(problem, tree.proof), seed
        if best is not None:
            assert tree.bound >= best, seed
        assert search.value <= tree.bound, seed
    assert closed > len(SEEDS) / 2 or parts < MANY


def test_equal_groups_are_counted_together_and_the_bound_is_that_of_all() -> None:
    for seed in SEEDS:
        instance = drawn(seed)
        best = instance.best()
        if best is None:
            continue
        problem = copied(instance, 3)
        search, prices = priced(problem)
        tree = PriceTree(search, prices, 0.0)
        assert len(tree.parts.groups) <= problem.n_groups / 3
        tree.grow(300)
        assert holds(problem, tree.proof), seed
        assert tree.bound >= 3 * best, "three times the best plan of one is a plan of all"


def test_a_floor_is_what_a_tree_that_finds_nothing_proves() -> None:
    problem = next(
        p for p in (drawn(s).problem() for s in SEEDS) if priced(p)[0].bounds.prices > 1.0
    )
    search, prices = priced(problem)
    tree = PriceTree(search, prices, 0.0, floor=2.0 * search.bounds.prices)
    tree.grow(10)
    assert tree.done and tree.bound == pytest.approx(2.0 * search.bounds.prices)


class TestForgeries:
    """Proofs that claim more than they show."""

    @pytest.fixture
    def problem(self) -> Problem:
        return Problem.from_arrays(
            [3.0, 0.0, 2.0, 0.0], [0, 0, 1, 1], [[2.0], [0.0], [2.0], [0.0]], [3.0]
        )

    def test_a_single_node_shows_what_its_prices_show(self, problem: Problem) -> None:
        assert holds(problem, Proof(nodes=(Node(prices=np.zeros(1)),), target=5.0 + 1e-9))
        assert not holds(problem, Proof(nodes=(Node(prices=np.zeros(1)),), target=4.0))

    def test_a_split_that_leaves_plans_out_shows_nothing(self, problem: Problem) -> None:
        root = Node(prices=np.ones(1), split=Split(among=np.array([0, 2]), most=0), children=(1, 2))
        leaf = Node(prices=np.full(1, 1.5))
        assert not holds(problem, Proof(nodes=(root, leaf, leaf), target=3.1))

    def test_a_walk_in_circles_ends(self, problem: Problem) -> None:
        root = Node(prices=np.zeros(1), split=Split(among=np.array([0]), most=0), children=(0, 0))
        assert not holds(problem, Proof(nodes=(root,), target=1.0))

    @pytest.mark.parametrize("price", [np.nan, np.inf])
    def test_prices_that_are_no_numbers_show_nothing(self, problem: Problem, price: float) -> None:
        node = Node(prices=np.array([price]))
        assert not holds(problem, Proof(nodes=(node,), target=10.0))

    def test_a_solution_with_another_tree_is_refused(self, problem: Problem) -> None:
        best = solve(problem, gap=0.0)
        forged = Proof(nodes=(Node(prices=np.zeros(1)),), target=3.0)
        told = replace(best, bound=3.0, gap=0.0, proven=True, bound_from="tree", proof=forged)
        assert "proof" in check(problem, told).faults


def test_limits_that_cannot_be_kept_bound_by_nothing() -> None:
    problem = Problem.from_arrays([1.0, 0.0] * 2, [0, 0, 1, 1], [[1.0], [0.0]] * 2, [1.0])
    parts = Parts(problem)
    low, high = parts.whole()
    assert high.tolist() == [2, 2], "two equal groups are counted together"
    assert parts.bound(parts.at(np.zeros(1)), low, 0 * high)[0] == -np.inf
    assert parts.bound(parts.at(np.zeros(1)), high, high)[0] == -np.inf
    assert parts.bound(parts.at(np.zeros(1)), low, high)[0] == pytest.approx(2.0)
