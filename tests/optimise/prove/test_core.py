"""Prove: integer programs over a part, cuts for what rounding lets through, runs cut short."""

import math
import time
from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest

from planner.arrays import Flags
from planner.optimise.certify.exact import violations
from planner.optimise.prove import core
from planner.optimise.prove.core import core_of, integer_program
from planner.optimise.prove.cuts import cover_cut
from planner.optimise.search import Clock, Search
from planner.optimise.solvers.integer import Effort, run
from planner.optimise.solvers.program import build_model
from planner.problem import Problem
from tests.optimise.drawn import drawn
from tests.optimise.oracle import Instance, Row
from tests.optimise.prove.test_reduce import only

SEEDS = range(60)
GROUPS = 16


def searched(problem: Problem, seconds: float = 20.0) -> Search:
    clock = Clock(deadline=time.monotonic() + seconds)
    return Search(problem=problem, gap=0.0, seed=0, clock=clock)


def some_kept(instance: Instance, seed: int) -> Flags:
    """About half of the groups keep a single alternative."""
    draw = np.random.default_rng(seed)
    keep = np.ones(len(instance.value), dtype=bool)
    for a, b in pairwise(np.cumsum([0, *instance.sizes]).tolist()):
        if draw.random() < 0.5:
            keep[a:b] = False
            keep[draw.integers(a, b)] = True
    return keep


def hard() -> Problem:
    """A knapsack that no solver closes at the root."""
    draw = np.random.default_rng(3)
    use = draw.integers(1, 100, (4 * GROUPS, 4)).astype(float)
    value = use.mean(axis=1) + draw.integers(0, 10, 4 * GROUPS)
    limit = np.floor(use.sum(axis=0) * 0.2)
    return Problem.from_arrays(value, np.repeat(np.arange(GROUPS), 4), use, limit)


@cache
def optimum() -> float:
    answer = run(build_model(hard(), value_scale=1.0), Effort(seconds=30.0))
    assert answer.finished
    return answer.bound


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_without_a_choice_are_substituted(seed: int) -> None:
    instance = drawn(seed)
    keep = some_kept(instance, seed)
    best = only(instance, keep).best()
    search = searched(instance.problem())
    outcome = integer_program(search, keep, 20.0)
    assert outcome.infeasible == (best is None)
    if best is not None:
        assert outcome.finished
        assert search.value == pytest.approx(float(best), rel=1e-9)
        assert search.best is not None and keep[search.best].all()
        assert outcome.bound >= float(best) - 1e-9 * abs(best)


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_a_core_and_what_is_fixed_make_whole_plans(seed: int) -> None:
    instance = drawn(seed)
    keep = some_kept(instance, seed)
    core = core_of(instance.problem(), keep, "outward")
    first = core.part.starts()[:-1]
    plan = core.plan(first)
    assert keep[plan].all()
    assert instance.problem().group[plan].tolist() == list(range(len(instance.sizes)))
    assert math.frexp(core.scale)[0] == 0.5  # a power of two loses no digit


def close_call() -> Instance:
    """The two dearest break the row by a millionth of a kopeck in a billion hryvnias."""
    use = (0.0, 1e11 / 3, 0.0, 2e11 / 3, 0.0, 1.0)
    row = Row(name="r", use=use, sense="<=", limit=1e11 - 1e-4)
    return Instance(value=(0.0, 5.0, 0.0, 6.0, 0.0, 1.0), sizes=(2, 2, 2), rows=(row,))


def test_a_plan_that_breaks_a_row_by_rounding_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []

    def counted(*given: object) -> object:
        cut.append(str(given[-1]))
        return cover_cut(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(core, "cover_cut", counted)
    instance = close_call()
    search = searched(instance.problem())
    outcome = integer_program(search, np.ones(6, dtype=bool), 20.0)
    assert cut
    assert outcome.finished
    assert search.value == instance.best() == 7.0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cover_cut_forbids_the_violation_and_nothing_feasible(seed: int) -> None:
    instance = drawn(seed)
    problem, keeps = instance.problem(), instance.feasible()
    ends = np.cumsum([0, *instance.sizes]).tolist()
    plans = np.array(list(product(*(range(a, b) for a, b in pairwise(ends)))))
    draw = np.random.default_rng(seed)
    for plan in draw.permutation(plans[~keeps])[:5]:
        flags = np.zeros(len(problem.value), dtype=bool)
        flags[plan] = True
        for violation in violations(problem, plan):
            cut = cover_cut(problem.linking, violation, flags, "cut")
            use = cut.matrix.toarray()[0]
            assert use[plan].sum() > cut.rhs[0]
            assert (use[plans[keeps]].sum(axis=1) <= cut.rhs[0]).all()


@pytest.mark.parametrize(
    "effort",
    [
        Effort(seconds=30.0, nodes=1),
        Effort(seconds=30.0, stop=lambda _value, _bound: True),
        Effort(seconds=0.05),
    ],
    ids=["nodes", "stop", "seconds"],
)
def test_a_run_cut_short_is_not_finished_and_its_bound_holds(effort: Effort) -> None:
    answer = run(build_model(hard(), value_scale=1.0), effort)
    assert not answer.finished and not answer.infeasible
    assert answer.bound >= optimum() - 1e-6
    assert answer.x is None or hard().value @ answer.x <= optimum() + 1e-6


@pytest.mark.parametrize("how", ["nodes", "cancelled", "time"])
def test_a_program_cut_short_returns_what_it_found(how: str) -> None:
    problem = hard()
    search = searched(problem, 0.1 if how == "time" else 20.0)
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 5

    search.clock.cancelled = cancelled if how == "cancelled" else None
    began = time.process_time()
    everything = np.ones(len(problem.value), dtype=bool)
    outcome = integer_program(search, everything, 20.0, nodes=1 if how == "nodes" else None)
    assert time.process_time() - began < 2.0
    assert not outcome.finished and not outcome.infeasible
    assert search.value <= optimum() + 1e-6
    assert outcome.bound >= optimum() - 1e-6
    assert search.best is None or not violations(problem, search.best)
