"""Shares of spending that can hold together only where nothing is spent.

Shares are of what is spent, so that a plan that spends nothing keeps all of them (C7). Where only
such plans do, the rules clash no less than others that no plan keeps, and are named like them.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from planner.arrays import Floats
from planner.errors import Fault, InfeasiblePlanError, SolverError
from planner.optimise import Solution, solve
from planner.optimise.diagnosis import clashes
from planner.plan.clash.conflict import infeasible
from planner.plan.prepare import Prepared
from planner.problem.linking import Rows
from planner.problem.problem import Problem
from planner.scenario.files.loading import Loaded

SECONDS: Final = 10.0
"""For each of the two questions; the diagnosis has its own."""
GAP: Final = 0.1
"""How good a plan without the shares has to be, to show that one would be worth its money."""


def only_idle(
    loaded: Loaded,
    prepared: Prepared,
    problem: Problem,
    solution: Solution,
    stop: Callable[[], bool] | None = None,
) -> InfeasiblePlanError | None:
    """The error that names the clashing rules, where the shares let nothing be spent.

    None where the solution spends, where no better plan spends without the shares either, and
    where it is not proven that no plan spends with them.
    """
    cost = prepared.table.cost.astype(np.float64)
    shares = [r for r, row in enumerate(problem.linking.ids) if row.rule.row == "C7"]
    if not shares or cost[problem.positions(solution.chosen)].any():
        return None
    if not _worth_spending(_without(problem, shares), cost, solution.value, stop):
        return None
    spending = _spending(problem, cost)
    if not clashes(spending, SECONDS, stop=stop):
        return None
    error = infeasible(loaded, prepared, spending, stop=stop)
    return InfeasiblePlanError([Fault(key="infeasible_but_idle", note=True), *error.faults])


def _worth_spending(
    free: Problem, cost: Floats, value: float, stop: Callable[[], bool] | None
) -> bool:
    """Whether a plan that spends is worth more than `value`; cost (n,) of the alternatives."""
    try:
        found = solve(free, gap=GAP, seconds=SECONDS, cancelled=stop)
    except SolverError:
        return False
    return found.value > value and bool(cost[free.positions(found.chosen)].any())


def _without(problem: Problem, rows: list[int]) -> Problem:
    """The problem without some rows, between which no money flows."""
    linking = problem.linking
    kept = np.setdiff1d(np.arange(len(linking)), rows)
    return replace(problem, linking=linking.only(kept.tolist()))


def _spending(problem: Problem, cost: Floats) -> Problem:
    """The problem of plans that spend: as much as the cheapest works cost, at least."""
    least = cost[cost > 0].min(initial=np.inf)
    row = Rows.of(["spends"], [cost], ">=", [least], n=len(cost))
    return replace(problem, linking=Rows.stack([problem.linking, row], n=len(cost)))
