"""Solve: price, reduce, prove.

1. Price (price.py): the prices at which the bound on any plan is least.
2. Round (round.py): plans from those prices, the large works decided first.
3. Reduce and prove (close.py): integer programs over a few alternatives find better plans; a tree
   whose parts prices prove, or one integer program over all that is left, closes the gap.

Until the gap is met or time is up. Every plan is checked in exact arithmetic, and the bound
follows from the prices; where only the solver's own bound closes the gap, the answer says so.
"""

import math
import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from planner.errors import Fault, SolverError
from planner.optimise.certify.solution import BoundFrom, Solution, relative_gap
from planner.optimise.close import close, cross_check
from planner.optimise.market.equal import equals_of
from planner.optimise.market.market import View, market_of, sparing
from planner.optimise.price.dual import Pricer, spread_of, usual_prices
from planner.optimise.prove.reduce import thrifty
from planner.optimise.refuse import refuse
from planner.optimise.search import Progress, Search
from planner.optimise.solvers.integer import solver_name
from planner.optimise.tuning import PRICE
from planner.problem.problem import Problem


def solve(
    problem: Problem,
    gap: float = 1e-4,
    seconds: float = 10.0,
    seed: int = 0,
    start: Solution | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    work: int | None = None,
) -> Solution:
    """The best plan that can be found and proved within `seconds` to a relative `gap`.

    `start` is an earlier solution of a problem with the same alternatives: its prices begin the
    search, and its plan where it still keeps the rows. `progress(phase, bound, value, gap)` is
    told how things stand; the search ends soon after `cancelled()` is true. `work` limits the parts
    into which the search may split the problem: where it is used up before the seconds are, the
    same problem and seed have the same answer on every machine, busy or idle. Where what uses least
    keeps the rows (doing nothing, mostly), it is the answer at worst, whenever the search ends.
    Raises InputError for numbers that are not finite or beyond 1e100 or 1e-100, and for a gap or
    seconds that are negative or none; SolverError when the search ends before any plan is found
    although none is proven impossible.
    """
    began = time.monotonic()
    refuse(problem, gap, seconds)
    market = market_of(problem)
    search = Search(problem, market, gap, seed, began + seconds, progress, cancelled, work)
    if not problem.n_groups:
        return _nothing(search, began)
    if start is not None and len(start.chosen) == problem.n_groups:
        search.offer(problem.positions(start.chosen))
    impossible = _price(search, start)
    if not impossible and not search.met:
        impossible = close(search)
    if impossible and search.best is None:
        return _infeasible(search, began)
    if search.best is None:
        search.offer(sparing(market))
    if search.best is None:
        raise SolverError([Fault(key="no_plan_in_time", details={"seconds": seconds})])
    return _solution(search, began, cross_check(search))


def _price(search: Search, start: Solution | None) -> bool:
    """Finds prices; whether they prove that no plan keeps the rows."""
    problem = search.problem
    search.usual = usual_prices(search.market, spread_of(search.market, problem.value))
    pricer = Pricer(search, search.usual)
    known = None
    if start is not None and set(start.prices) == set(problem.linking.names):
        known = np.array([start.prices[name] for name in problem.linking.names])
    search.enter("price")
    view = pricer.find(known, max(PRICE.precision, search.gap / PRICE.parts_of_gap))
    search.certify(view)
    return _beyond(search)


def _beyond(search: Search) -> bool:
    """Whether the bound lies below what the worst of all choices is worth: then there is none.

    The values of alternatives are finite, so prices of rows that no plan keeps drive the bound
    down for ever (Farkas); the figures are compared in exact arithmetic.
    """
    least = np.minimum.reduceat(search.problem.value, search.market.begins).tolist()
    if search.bound >= math.fsum(least):
        return False
    return search.exact_bound < sum(map(Fraction, least), Fraction(0))


def _solution(search: Search, began: float, cross_checked: bool) -> Solution:
    assert search.best is not None
    best = thrifty(search.market, search.problem.value, search.best)
    if not search.offer(best):
        search.best = best
    bounds: list[tuple[float, BoundFrom]] = [(search.bound, "prices")]
    if not search.priced_enough:
        bounds += [(search.tree_bound, "tree"), (max(search.value, search.solver_bound), "solver")]
    bound, bound_from = min(bounds, key=lambda known: known[0])
    gap = relative_gap(search.value, bound)
    equals = equals_of(search.market, search.problem.value)
    return Solution(
        chosen=search.problem.numbers(equals.in_order(search.market, search.best)),
        value=search.value,
        bound=bound,
        gap=gap,
        proven=gap <= search.gap,
        bound_from=bound_from,
        prices=search.prices,
        price_bound=search.bound,
        proof=search.proof if bound_from == "tree" else None,
        seconds=time.monotonic() - began,
        passes=search.passes,
        status="optimal" if gap <= search.gap else "stopped",
        solver=solver_name(),
        cross_checked=cross_checked,
    )


def _nothing(search: Search, began: float) -> Solution:
    """The only plan of an empty problem, where the rows allow it."""
    if search.offer(np.empty(0, dtype=np.int64)):
        return _infeasible(search, began)
    search.certify(
        View(
            prices=np.zeros(len(search.problem.linking)),
            reduced=np.empty(0),
            best=np.empty(0),
            bound=0.0,
        )
    )
    return _solution(search, began, cross_checked=False)


def _infeasible(search: Search, began: float) -> Solution:
    """No plan: where the prices prove it, they are handed on, for anyone to recompute."""
    by_prices = search.view is not None and _beyond(search)
    return Solution(
        chosen=np.array([], dtype=np.int64),
        value=-math.inf,
        bound=-math.inf,
        gap=math.inf,
        proven=False,
        bound_from="prices" if by_prices else "solver",
        prices=search.prices if by_prices else {},
        price_bound=search.bound if by_prices else -math.inf,
        seconds=time.monotonic() - began,
        passes=search.passes,
        status="infeasible",
        solver=solver_name(),
        cross_checked=False,
    )
