"""solve against an oracle that tries every choice, on drawn problems with rows of every kind.

`python -m tests.benchmarks.oracle` does the same ten thousand times.
"""

from itertools import pairwise, product
from math import prod

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from planner.optimise import solve
from tests.at_each_run import first
from tests.optimise.drawn import drawn, revalued
from tests.optimise.oracle import Instance, Row, mismatches

SEEDS = range(200)
KINDS = {f"C{k}" for k in range(2, 11)} | {"resource"}


@pytest.mark.parametrize("seed", first(70, SEEDS))
def test_solve_finds_what_the_oracle_finds(seed: int) -> None:
    instance = drawn(seed)
    problem = instance.problem()
    solution = solve(problem, gap=0.0, seconds=20)
    assert mismatches(instance, solution) == []


@pytest.mark.parametrize("seed", first(15, SEEDS[::4]))
def test_an_earlier_solution_as_a_start_leads_to_the_same_optimum(seed: int) -> None:
    instance = drawn(seed)
    problem = instance.problem()
    before = solve(revalued(instance, seed).problem(), gap=0.0, seconds=20)
    solution = solve(problem, gap=0.0, seconds=20, start=before)
    assert mismatches(instance, solution) == []


def test_the_drawn_problems_have_rows_of_every_kind_and_both_outcomes() -> None:
    instances = [drawn(seed) for seed in SEEDS]
    kinds = {row.name.split("_")[0] for instance in instances for row in instance.rows}
    feasible = [instance.best() is not None for instance in instances]
    assert kinds == KINDS
    assert len(SEEDS) / 4 < sum(feasible) < len(SEEDS)


@pytest.mark.parametrize("most", [200, pytest.param(2_000, marks=pytest.mark.slow)])
def test_the_oracle_tries_every_choice(most: int) -> None:
    small = [instance for instance in map(drawn, SEEDS) if prod(instance.sizes) <= most]
    assert len(small) >= 15
    for instance in small[:15]:
        ends = np.cumsum([0, *instance.sizes]).tolist()
        groups = [range(a, b) for a, b in pairwise(ends)]
        worth = [instance.worth(c) for c in product(*groups) if instance.keeps_all(c)]
        assert instance.best() == max(worth, default=None)


@pytest.mark.parametrize("seed", range(60))
def test_hall_says_what_a_maximum_flow_says(seed: int) -> None:
    draw = np.random.default_rng(seed)
    have, need = draw.integers(0, 12, 4), draw.integers(0, 9, 4)
    open_to = draw.random((4, 4)) < 0.5
    capacity = np.zeros((10, 10), dtype=np.int32)  # 0-3 supplies, 4-7 demands, 8 source, 9 sink
    capacity[8, :4], capacity[4:8, 9] = have, need
    capacity[:4, 4:8] = open_to * 100
    flow = maximum_flow(csr_array(capacity), 8, 9).flow_value
    supplies = tuple(
        Row(
            name=f"supply{s}",
            use=(0.0,),
            sense="<=",
            limit=float(have[s]),
            pays=tuple(f"demand{d}" for d in range(4) if open_to[s, d]),
        )
        for s in range(4)
    )
    demands = tuple(
        Row(name=f"demand{d}", use=(float(need[d]),), sense="<=", limit=0.0) for d in range(4)
    )
    instance = Instance(value=(1.0,), sizes=(1,), rows=(*supplies, *demands))
    assert instance.keeps_all([0]) == (flow == need.sum())
