"""Solve: price, reduce, prove.

1. Price (price.py): the prices at which the bound on any plan is least.
2. Round (round.py): plans from those prices, the large works decided first.
3. Reduce and prove (reduce.py, prove.py): integer programs over the alternatives with most
   leverage find better plans; one over all that can be in a better plan closes the gap.

Until the gap is met or time is up. Every plan is checked in exact arithmetic, and the bound
follows from the prices; where only the solver's own bound closes the gap, the answer says so.
"""

import math
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault, SolverError
from planner.optimise.market import View, market_of, sparing
from planner.optimise.price import Pricer, spread_of, usual_prices
from planner.optimise.prove import Outcome, integer_program
from planner.optimise.reduce import survivors, undominated
from planner.optimise.refuse import refuse
from planner.optimise.region import leverage, nearest
from planner.optimise.round import round_well
from planner.optimise.search import Progress, Search
from planner.optimise.solution import Solution, relative_gap
from planner.optimise.solver import solver_name
from planner.problem.model import Problem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SMALL: Final = 400
"""Problems up to this many alternatives are solved in a second formulation too."""
LARGE: Final = 4_000
"""More alternatives than this are rounded first; fewer are best left to integer programs."""
LARGE_CORES: Final = ((300, 50), (600, 100), (1_200, 200), (2_400, 400))
"""Alternatives beside the best ones in a core, branching nodes: the smaller ones first."""
MOST_PROVED: Final = 60_000
"""An integer program over more alternatives than this only takes time."""
PRECISION: Final = 1e-7


def solve(
    problem: Problem,
    gap: float = 1e-4,
    seconds: float = 10.0,
    seed: int = 0,
    start: Solution | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Solution:
    """The best plan that can be found and proved within `seconds` to a relative `gap`.

    `start` is an earlier solution of a problem with the same alternatives: its prices begin the
    search, and its plan where it still keeps the rows. `progress(phase, bound, value, gap)` is
    told how things stand; the search ends soon after `cancelled()` is true. Where what uses least
    keeps the rows (doing nothing, mostly), it is the answer at worst, whenever the search ends.
    Raises InputError for numbers that are not finite or beyond 1e100 or 1e-100, and for a gap or
    seconds that are negative or none; SolverError when the search ends before any plan is found
    although none is proven impossible.
    """
    began = time.monotonic()
    refuse(problem, gap, seconds)
    market = market_of(problem)
    search = Search(problem, market, gap, seed, began + seconds, progress, cancelled)
    if not problem.n_groups:
        return _nothing(search, began)
    if start is not None and len(start.chosen) == problem.n_groups:
        search.offer(problem.positions(start.chosen))
    impossible = _price(search, start)
    if not impossible and not search.met:
        impossible = _search(search)
    if impossible and search.best is None:
        return _infeasible(search, began)
    if search.best is None:
        search.offer(sparing(market))
    if search.best is None:
        raise SolverError([Fault(key="no_plan_in_time", details={"seconds": seconds})])
    cross_checked = _cross_check(search)
    return _solution(search, began, cross_checked)


def _price(search: Search, start: Solution | None) -> bool:
    """Finds prices; whether they prove that no plan keeps the rows."""
    problem = search.problem
    search.usual = usual_prices(search.market, spread_of(search.market, problem.value))
    pricer = Pricer(search, search.usual)
    known = None
    if start is not None and set(start.prices) == set(problem.linking.names):
        known = np.array([start.prices[name] for name in problem.linking.names])
    search.enter("price")
    view = pricer.find(known, max(PRECISION, search.gap / 30.0))
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


def _search(search: Search) -> bool:
    """Round, improve, prove; whether it is proven that no plan keeps the rows."""
    large = len(search.problem.value) > LARGE
    if len(search.problem.value) > SMALL:
        search.enter("round")
        round_well(search, search.usual)
        _sharpen(search)
    if search.met or search.left() <= 0:
        return False
    search.enter("improve")
    _improve(search, LARGE_CORES if large else _small_cores(search))
    if search.met or search.left() <= 0:
        return False
    search.enter("prove")
    outcome = _prove(search)
    return outcome is not None and outcome.infeasible and search.best is None and _confirmed(search)


def _sharpen(search: Search) -> None:
    """Better prices, and plans from them, where rough ones were not enough."""
    if not search.rough or search.met or search.left() <= 0:
        return
    search.enter("price")
    pricer, precision = Pricer(search, search.usual), max(PRECISION, search.gap / 30.0)
    search.rough = False
    if search.warm and search.best is None:  # earlier prices led nowhere
        view = pricer.find(None, precision)
    else:
        view = pricer.sharpened(search.settled, precision)
    search.rough = False
    search.certify(view)
    search.enter("round")
    round_well(search, search.usual)


def _small_cores(search: Search) -> tuple[tuple[int, int], ...]:
    """Cores of three, then six alternatives a group on average."""
    groups = search.problem.n_groups
    if len(search.problem.value) <= 6 * groups:
        return ()
    return ((2 * groups, 200), (5 * groups, 400))


def _improve(search: Search, cores: tuple[tuple[int, int], ...]) -> None:
    """Integer programs over growing cores, from the best plan so far."""
    times = leverage(search.market, search.settled, np.abs(search.settled.prices))
    for count, nodes in cores:
        if search.met or search.left() <= 0:
            return
        keep = _core(search, times, count)
        integer_program(search, keep, search.left(), tolerance=search.allowance / 4.0, nodes=nodes)


def _core(search: Search, times: Floats, count: int) -> Flags:
    """(n,) the `count` alternatives with most leverage beside the best ones, all that they compete
    with, and for every other group what the best plan so far has."""
    market = search.market
    chosen = market.choice(search.settled)
    keep = nearest(times, chosen, count, np.random.default_rng(search.seed))
    in_core = np.zeros(len(market.sizes), dtype=bool)
    in_core[market.group[keep]] = True
    if search.best is None:
        keep[chosen] = True
    else:
        keep[chosen[in_core]] = True
        keep[search.best] = True
    return keep


def _prove(search: Search) -> Outcome | None:
    """An integer program over all alternatives that can be in a better plan; None for too many."""
    keep = survivors(
        search.market, search.settled, search.problem.value, search.bound - search.value
    )
    keep = undominated(search.market, search.problem.value, keep)
    if search.best is not None:
        keep[search.best] = True
    if (np.add.reduceat(keep.astype(np.int64), search.market.begins) == 0).any():
        return Outcome(bound=-math.inf, infeasible=True, finished=True)
    if np.count_nonzero(keep) > MOST_PROVED:
        return None
    outcome = integer_program(search, keep, search.left(), tolerance=search.allowance / 2.0)
    search.solver_bound = max(search.value, outcome.bound)
    return outcome


def _confirmed(search: Search) -> bool:
    """Whether a second, more careful run agrees that nothing keeps the rows, cuts included."""
    everything = np.ones(len(search.problem.value), dtype=bool)
    return integer_program(search, everything, search.left(), careful=True).infeasible


def _cross_check(search: Search) -> bool:
    """Solves a small problem again in another formulation; the better answer counts."""
    if len(search.problem.value) > SMALL or search.left() <= 0:
        return False
    if search.met:
        return True  # the prices alone prove it
    before = search.value
    everything = np.ones(len(search.problem.value), dtype=bool)
    outcome = integer_program(search, everything, search.left(), careful=True)
    agrees = outcome.finished and search.value == before
    search.solver_bound = max(search.value, search.solver_bound, outcome.bound)
    return agrees


def _solution(search: Search, began: float, cross_checked: bool) -> Solution:
    assert search.best is not None
    by_prices = search.met or search.bound <= search.solver_bound
    bound = search.bound if by_prices else max(search.value, search.solver_bound)
    gap = relative_gap(search.value, bound)
    return Solution(
        chosen=search.problem.numbers(search.best),
        value=search.value,
        bound=bound,
        gap=gap,
        proven=gap <= search.gap,
        bound_from="prices" if by_prices else "solver",
        prices=search.prices,
        price_bound=search.bound,
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
