"""Solve: price, reduce, prove.

1. Price (price/): the prices at which the bound on any plan is least.
2. Round (round/): plans from those prices, the large works decided first.
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
from planner.optimise.market.market import sparing
from planner.optimise.price.dual import Pricer, precision_of
from planner.optimise.price.prices import Prices
from planner.optimise.prove.reduce import thrifty
from planner.optimise.refuse import refuse
from planner.optimise.search import Clock, Heard, Progress, Search
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
    *,
    tolerance: float = 0.0,
    on_plan: Heard | None = None,
    stop: Callable[[float, float], bool] | None = None,
    coarse: bool = False,
) -> Solution:
    """The best plan that can be found and proved within `seconds` to a relative `gap`.

    `start` is an earlier solution of a problem with the same alternatives: its prices begin the
    search, and its plan where it still keeps the rows. `progress(phase, bound, value, gap)` is
    told how things stand; the search ends soon after `cancelled()` is true. `work` limits the
    ways of rounding, the cores and the parts into which the search may split the problem: where it is
    used up before the seconds are, the same problem and seed have the same answer on every machine, busy or idle. `tolerance` is an
    absolute gap in points, beside the relative one, for values near 0. `on_plan(positions)` is told
    every plan met that keeps the rows; the search ends soon after `stop(value, bound)` is true of the
    best one and of what none can be worth more than, in floating point. `coarse`: of a large city fewer
    kinds of groups are told apart where its prices are lost, for the many that are solved to a loose
    gap. Where what uses least
    keeps the rows (doing nothing, mostly), it is the answer at worst, whenever the search ends.
    Raises InputError for numbers that are not finite or beyond 1e100 or 1e-100, and for a gap or
    seconds that are negative or none; SolverError when the search ends before any plan is found
    although none is proven impossible.
    """
    began = time.monotonic()
    refuse(problem, gap, seconds)
    clock = Clock(deadline=began + seconds, cancelled=cancelled, work=work)
    search = Search(
        problem=problem,
        gap=gap,
        seed=seed,
        clock=clock,
        progress=progress,
        tolerance=tolerance,
        heard=on_plan,
        kinds=PRICE.coarse if coarse else PRICE.kinds,
    )
    if stop is not None:
        clock.cancelled = lambda: bool(
            (cancelled is not None and cancelled()) or stop(search.value, search.bounds.best)
        )
    if not problem.n_groups:
        return _nothing(search, began)
    if start is not None and len(start.chosen) == problem.n_groups:
        search.offer(problem.positions(start.chosen))
    prices = _priced(search, start)
    impossible = _beyond(search)
    if not impossible and not search.met:
        impossible = close(search, prices)
    if impossible and search.best is None:
        return _infeasible(search, began)
    if search.best is None:
        search.offer(sparing(search.market))
    if search.best is None:
        raise SolverError([Fault(key="no_plan_in_time", details={"seconds": seconds})])
    return _solution(search, began, cross_check(search))


def _priced(search: Search, start: Solution | None) -> Prices:
    """Prices from which the search goes on, and their bound."""
    problem, known = search.problem, None
    if start is not None and set(start.prices) == set(problem.linking.names):
        known = np.array([start.prices[name] for name in problem.linking.names])
    search.enter("price")
    prices = Pricer(search).find(known, precision_of(search.gap))
    search.certify(prices.view.prices)
    return prices


def _beyond(search: Search) -> bool:
    """Whether prices bound below what the worst of all choices is worth: then there is no plan.

    The values of alternatives are finite, so prices of rows that no plan keeps drive the bound
    down for ever (Farkas); the figures are compared in exact arithmetic.
    """
    certificate = search.bounds.certificate
    if certificate is None:
        return False
    least = np.minimum.reduceat(search.problem.value, search.market.begins).tolist()
    if certificate.bound >= math.fsum(least):
        return False
    return certificate.exact < sum(map(Fraction, least), Fraction(0))


def _solution(search: Search, began: float, cross_checked: bool) -> Solution:
    bounds, certificate = search.bounds, search.bounds.certificate
    assert search.best is not None and certificate is not None
    best = thrifty(search.market, search.problem.value, search.best)
    if not search.offer(best):
        search.best = best
    known: list[tuple[float, BoundFrom]] = [(certificate.bound, "prices")]
    if not search.priced_enough:
        known += [(bounds.tree, "tree"), (max(search.value, bounds.solver), "solver")]
    bound, bound_from = min(known, key=lambda told: told[0])
    gap = relative_gap(search.value, bound)
    proven = gap <= search.gap or bound - search.value <= search.tolerance
    equals = equals_of(search.market, search.problem.value)
    return Solution(
        chosen=search.problem.numbers(equals.in_order(search.market, search.best)),
        value=search.value,
        bound=bound,
        gap=gap,
        proven=proven,
        bound_from=bound_from,
        prices=certificate.prices,
        price_bound=certificate.bound,
        proof=bounds.proof if bound_from == "tree" else None,
        seconds=time.monotonic() - began,
        passes=search.passes,
        status="optimal" if proven else "stopped",
        solver=solver_name(),
        cross_checked=cross_checked,
    )


def _nothing(search: Search, began: float) -> Solution:
    """The only plan of an empty problem, where the rows allow it."""
    if search.offer(np.empty(0, dtype=np.int64)):
        return _infeasible(search, began)
    search.certify(np.zeros(len(search.problem.linking)))
    return _solution(search, began, cross_checked=False)


def _infeasible(search: Search, began: float) -> Solution:
    """No plan: where the prices prove it, they are handed on, for anyone to recompute."""
    proven = search.bounds.certificate if _beyond(search) else None
    return Solution(
        chosen=np.array([], dtype=np.int64),
        value=-math.inf,
        bound=-math.inf,
        gap=math.inf,
        proven=False,
        bound_from="solver" if proven is None else "prices",
        prices={} if proven is None else proven.prices,
        price_bound=-math.inf if proven is None else proven.bound,
        seconds=time.monotonic() - began,
        passes=search.passes,
        status="infeasible",
        solver=solver_name(),
        cross_checked=False,
    )
