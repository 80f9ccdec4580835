"""Solve: prices bound the value, a core gives a plan, the rest is dropped with proof, then proved.

1. Price: the linear relaxation gives shadow prices; the bound is recomputed from them.
2. Core: a dive finds the alternatives of which good plans are made, integer programs the plan.
3. Reduce: an alternative that loses more than bound minus plan can be in no better plan
   (reduced-cost fixing; core: Balas & Zemel 1980, Pisinger 1995).
4. Prove: an integer program over what is left closes the gap.

Every plan is checked in exact arithmetic; one that breaks a row by rounding is cut off.
"""

import math
import time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault, SolverError
from planner.optimise.prices import Priced, priced
from planner.optimise.relaxation import Relaxed, core_of, dive, relax
from planner.optimise.search import Outcome, Search, integer_program, value_scale_of
from planner.optimise.solution import Solution, relative_gap
from planner.optimise.solver import solver_name
from planner.problem.model import Problem

SMALL: Final = 400
"""Problems up to this many alternatives are solved in a second formulation too."""
DIVE_UNTIL: Final = 0.7
"""The dive ends when this share of the time is left."""
CORES: Final = ((3, 1e-3, 1 / 2), (6, 5e-4, 1 / 3))
"""Alternatives a group on average, gap, share of the time left: a core only has to find a good
plan; how good it is, is for the last program to prove."""


def solve(
    problem: Problem,
    gap: float = 1e-4,
    seconds: float = 10.0,
    seed: int = 0,
    start: Solution | None = None,
) -> Solution:
    """The best plan that can be found and proved within `seconds` to a relative `gap`.

    `start` is an earlier solution of a problem with the same alternatives; where its plan still
    keeps the rows, the search begins from it. Raises SolverError when time ends before any plan
    is found although none is proven impossible.
    """
    began = time.monotonic()
    search = Search(problem, gap, seed, began + seconds, value_scale_of(problem))
    if problem.n_groups == 0:
        search.best, search.value = np.array([], dtype=np.int64), 0.0
    relaxed = relax(search, np.ones(len(problem.value), dtype=bool), search.left())
    if relaxed.infeasible and _confirmed(search):
        return _infeasible(search, began)
    at_prices = priced(problem, relaxed.prices)
    if start is not None and len(start.chosen) == problem.n_groups:
        search.offer(problem.positions(start.chosen))
    outcome = _search_and_prove(search, relaxed, at_prices)
    if search.best is None and outcome is not None and outcome.infeasible and _confirmed(search):
        return _infeasible(search, began)
    if search.best is None:
        raise SolverError([Fault(key="no_plan_in_time", details={"seconds": seconds})])
    cross_checked = _cross_check(search, at_prices)
    return _solution(search, relaxed.prices, at_prices, began, cross_checked)


def _confirmed(search: Search) -> bool:
    """Whether a second, more careful run agrees that nothing keeps the rows, cuts included."""
    everything = np.ones(len(search.problem.value), dtype=bool)
    return integer_program(search, everything, search.left(), careful=True).infeasible


def _search_and_prove(search: Search, relaxed: Relaxed, at_prices: Priced) -> Outcome | None:
    """Core, reduce, prove; the outcome of the last program, None where none was needed."""
    if len(search.problem.value) > CORES[-1][0] * search.problem.n_groups:
        end = dive(search, relaxed, DIVE_UNTIL * search.left())
        for per_group, gap, share in CORES:
            core = core_of(search, end.prices, per_group, end.used)
            integer_program(search, core, search.left() * share, gap=gap)
    if _met(search, at_prices):
        return None
    keep = at_prices.loss <= at_prices.bound - search.value
    outcome = integer_program(search, keep, seconds=search.left())
    search.solver_bound = max(search.value, outcome.bound)
    return outcome


def _met(search: Search, at_prices: Priced) -> bool:
    return search.best is not None and relative_gap(search.value, at_prices.bound) <= search.gap


def _cross_check(search: Search, at_prices: Priced) -> bool:
    """Solves a small problem again in another formulation; the better answer counts."""
    if len(search.problem.value) > SMALL or search.left() <= 0 or not search.problem.n_groups:
        return False
    if _met(search, at_prices):
        return True  # the prices alone prove it
    before = search.value
    everything = np.ones(len(search.problem.value), dtype=bool)
    outcome = integer_program(search, everything, search.left(), careful=True)
    agrees = outcome.finished and search.value == before
    search.solver_bound = max(search.value, search.solver_bound, outcome.bound)
    return agrees


def _solution(
    search: Search,
    prices: NDArray[np.float64],
    at_prices: Priced,
    began: float,
    cross_checked: bool,
) -> Solution:
    assert search.best is not None
    closed = search.solver_bound - search.value <= 1e-9 * abs(search.value)
    solver_bound = search.value if closed else search.solver_bound
    by_prices = _met(search, at_prices) or at_prices.bound <= solver_bound
    bound = at_prices.bound if by_prices else max(search.value, solver_bound)
    gap = relative_gap(search.value, bound)
    names = search.problem.linking.names
    return Solution(
        chosen=search.problem.numbers(search.best),
        value=search.value,
        bound=bound,
        gap=gap,
        proven=gap <= search.gap,
        bound_from="prices" if by_prices else "solver",
        prices=dict(zip(names, prices.tolist(), strict=True)),
        price_bound=at_prices.bound,
        seconds=time.monotonic() - began,
        status="optimal" if gap <= search.gap else "stopped",
        solver=solver_name(),
        cross_checked=cross_checked,
    )


def _infeasible(search: Search, began: float) -> Solution:
    return Solution(
        chosen=np.array([], dtype=np.int64),
        value=-math.inf,
        bound=-math.inf,
        gap=math.inf,
        proven=False,
        bound_from="solver",
        prices={},
        price_bound=-math.inf,
        seconds=time.monotonic() - began,
        status="infeasible",
        solver=solver_name(),
        cross_checked=False,
    )
