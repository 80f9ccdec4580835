"""The farthest step of drawn problems, against every plan; and its bound, added up from prices alone."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from planner.optimise import solve
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.exact import violations
from planner.optimise.reach import farthest as module
from planner.optimise.reach.farthest import farthest
from planner.optimise.tuning import NEAR
from planner.problem import Problem
from planner.problem.level import Level, base_of, way_to


def drawn(seed):
    """A knapsack of a few groups, its best plan, and two amounts to be raised."""
    random = np.random.default_rng(seed)
    n_groups, size = 5, 3
    n = n_groups * size
    usage = random.integers(0, 20, (n, 2)).astype(float)
    usage[::size] = 0.0
    value = np.where(usage.any(axis=1), random.integers(1, 50, n), 0).astype(float)
    group = np.repeat(np.arange(n_groups), size)
    problem = Problem.from_arrays(value, group, usage, [30.0, 35.0])
    amounts = np.where(usage.any(axis=1), random.integers(0, 30, (2, n)), 0).astype(float)
    plan = replace(solve(problem, gap=0.0), proof=None)
    now = amounts[:, plan.chosen].sum(axis=1)
    base = np.array([base_of(a) for a in now.tolist()])
    way = np.array([way_to(b, b + 25.0) for b in base.tolist()])
    keep = [
        p
        for p in product(*np.split(np.arange(n), n_groups))
        if not violations(problem, np.array(p))
    ]
    part = max(((amounts[:, list(p)].sum(axis=1) - base) / way).min() for p in keep)
    level = Level.of(replace(problem, order=None), amounts, base, way)
    return problem, plan, level, int(np.floor(min(1.0, part) * level.steps + 1e-6))


@pytest.mark.parametrize("seed", range(6))
def test_it_is_that_of_all_plans(seed):
    problem, plan, level, step = drawn(seed)
    found = farthest(level, problem.value, plan)
    assert found.step == step
    assert step <= found.most
    assert not violations(level.at(found.step, problem.value), found.chosen)


@pytest.mark.parametrize("seed", range(6))
def test_as_in_a_large_city_its_bound_follows_from_prices(seed, monkeypatch):
    monkeypatch.setattr(module, "NEAR", replace(NEAR, small=0))
    problem, plan, level, step = drawn(seed)
    found = farthest(level, problem.value, plan, seconds=1.0)
    assert found.step <= step <= found.most
    assert exact_bound(level.problem, found.prices) <= found.most + 1 or found.most == level.steps
