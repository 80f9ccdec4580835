"""Solve: prices bound the value, a core gives a plan, the rest is dropped with proof, then proved.

1. Price: the linear relaxation gives shadow prices; the bound is recomputed from them.
2. Core: an integer program over the alternatives that lose least at these prices finds a plan.
3. Reduce: an alternative that loses more than bound minus plan can be in no better plan
   (reduced-cost fixing; core: Balas & Zemel 1980, Pisinger 1995).
4. Prove: an integer program over what is left closes the gap.

Every plan is checked in exact arithmetic; one that breaks a row by rounding is cut off.
"""

import itertools
import math
import time
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault, SolverError
from planner.optimise.cuts import cover_cut
from planner.optimise.exact import exact_value, violations
from planner.optimise.model import build_model
from planner.optimise.prices import Priced, lawful_prices, priced
from planner.optimise.solution import Solution, relative_gap
from planner.optimise.solver import Answer, run, solver_name
from planner.optimise.whole import Direction, whole_rows
from planner.problem.model import Problem
from planner.problem.rows import Rows

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
CORE_PER_GROUP: Final = 6
"""Alternatives a group, on average, in the first core."""
SMALL: Final = 400
"""Problems up to this many alternatives are solved in a second formulation too."""
CORE_GAP: Final = 1e-3
"""The core only has to find a good plan: how good is for the last program to prove."""
MOST_CUTS: Final = 60
MOST_POINTS: Final = 2.0**20
"""Values are scaled so that a plan is worth about this much to the solver: its tolerances are
absolute, and this keeps a relative 1e-9 above them."""


@dataclass(slots=True)
class _Search:
    """The state of one solve: the clock, the best plan so far and the bounds."""

    problem: Problem
    gap: float
    seed: int
    deadline: float
    value_scale: float
    best: Integers | None = None
    value: float = -math.inf
    solver_bound: float = math.inf

    def left(self) -> float:
        return self.deadline - time.monotonic()

    def offer(self, positions: Integers) -> bool:
        """Takes a plan that keeps every row if it is better than the best so far."""
        if violations(self.problem, positions):
            return False
        value = float(exact_value(self.problem, positions))
        if value > self.value:
            self.best, self.value = positions, value
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What an integer program over part of the alternatives came to."""

    bound: float
    infeasible: bool
    finished: bool


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
    search = _Search(problem, gap, seed, began + seconds, _value_scale(problem))
    if problem.n_groups == 0:
        search.best, search.value = np.array([], dtype=np.int64), 0.0
    prices, relaxation = _prices(search)
    if relaxation.infeasible and _confirmed(search):
        return _infeasible(search, began)
    at_prices = priced(problem, prices)
    if start is not None and len(start.chosen) == problem.n_groups:
        search.offer(problem.positions(start.chosen))
    outcome = _search_and_prove(search, at_prices)
    if search.best is None and outcome is not None and outcome.infeasible and _confirmed(search):
        return _infeasible(search, began)
    if search.best is None:
        raise SolverError([Fault(key="no_plan_in_time", details={"seconds": seconds})])
    cross_checked = _cross_check(search, at_prices)
    return _solution(search, prices, at_prices, began, cross_checked)


def _value_scale(problem: Problem) -> float:
    """A power of two, so that scaling loses no digit."""
    total = float(np.abs(problem.value).sum()) / max(1, len(problem.value)) * problem.n_groups
    return 2.0 ** round(math.log2(MOST_POINTS / total)) if total > 0 else 1.0


def _prices(search: _Search) -> tuple[NDArray[np.float64], Answer]:
    """Lawful prices from the duals of the linear relaxation; zeros where it did not finish."""
    problem = search.problem
    whole = whole_rows(problem.linking, "outward")
    relaxed = replace(problem, linking=whole.rows, labels=())
    model = build_model(relaxed, relaxed=True, value_scale=search.value_scale)
    answer = run(model, seconds=search.left(), seed=search.seed)
    duals = np.zeros(len(problem.linking)) if answer.duals is None else answer.duals
    raw = duals / whole.unit / search.value_scale
    return lawful_prices(problem.linking, raw), answer


def _confirmed(search: _Search) -> bool:
    """Whether a second, more careful run agrees that nothing keeps the rows, cuts included."""
    everything = np.ones(len(search.problem.value), dtype=bool)
    return _integer_program(search, everything, search.left(), careful=True).infeasible


def _search_and_prove(search: _Search, at_prices: Priced) -> _Outcome | None:
    """Core, reduce, prove; the outcome of the last program, None where none was needed."""
    order = np.sort(at_prices.loss)
    size = min(len(order), CORE_PER_GROUP * search.problem.n_groups)
    core = at_prices.loss <= (order[size - 1] if size else 0.0)
    if not core.all():
        _integer_program(search, core, seconds=search.left() / 3, gap=CORE_GAP)
    if _met(search, at_prices):
        return None
    keep = at_prices.loss <= at_prices.bound - search.value
    outcome = _integer_program(search, keep, seconds=search.left())
    search.solver_bound = max(search.value, outcome.bound)
    return outcome


def _met(search: _Search, at_prices: Priced) -> bool:
    return search.best is not None and relative_gap(search.value, at_prices.bound) <= search.gap


def _part(problem: Problem, keep: Integers, rows: Rows) -> Problem:
    """The problem over some of its alternatives; every group keeps at least one."""
    part = replace(rows, matrix=rows.matrix[:, keep].tocsr())
    return replace(
        problem, value=problem.value[keep], group=problem.group[keep], linking=part, labels=()
    )


def _integer_program(
    search: _Search,
    keep: Flags,
    seconds: float,
    *,
    gap: float = 0.0,
    careful: bool = False,
    direction: Direction = "outward",
) -> _Outcome:
    """Solves over the kept alternatives; plans that exact arithmetic refuses are cut off."""
    columns = np.flatnonzero(keep)
    whole = whole_rows(search.problem.linking, direction)
    cuts: list[Rows] = []
    deadline = time.monotonic() + seconds
    while True:
        rows = Rows.stack([_columns(whole.rows, columns), *cuts], n=len(columns))
        part = _part(search.problem, columns, whole.rows)
        part = replace(part, linking=rows)
        answer = run(
            build_model(part, value_scale=search.value_scale),
            seconds=deadline - time.monotonic(),
            gap=max(gap, search.gap / 2),
            seed=search.seed,
            careful=careful,
            start=_start(search, columns),
        )
        chosen = None if answer.x is None else _choice(part, answer.x)
        bound = answer.bound / search.value_scale
        if chosen is None or search.offer(columns[chosen]) or direction == "inward":
            return _Outcome(bound=bound, infeasible=answer.infeasible, finished=answer.finished)
        if len(cuts) == MOST_CUTS or time.monotonic() > deadline:
            _integer_program(search, keep, search.left(), direction="inward")
            return _Outcome(bound=bound, infeasible=False, finished=False)
        cuts += _cuts(search.problem, columns, chosen, len(cuts))


def _columns(rows: Rows, columns: Integers) -> Rows:
    return replace(rows, matrix=rows.matrix[:, columns].tocsr())


def _start(search: _Search, columns: Integers) -> Integers | None:
    """The best plan so far, as numbers of the kept alternatives."""
    if search.best is None or not np.isin(search.best, columns).all():
        return None
    return np.searchsorted(columns, search.best)


def _choice(part: Problem, x: NDArray[np.float64]) -> Integers:
    """The alternative with the largest x in every group: what rounding a 0-1 point means."""
    starts = part.starts()
    return np.array([a + int(np.argmax(x[a:b])) for a, b in itertools.pairwise(starts)])


def _cuts(problem: Problem, columns: Integers, chosen: Integers, number: int) -> list[Rows]:
    rows = _columns(problem.linking, columns)
    flags = np.zeros(len(columns), dtype=bool)
    flags[chosen] = True
    broken = violations(problem, columns[chosen])
    return [
        cover_cut(rows, violation, flags, f"cut_{number + k}") for k, violation in enumerate(broken)
    ]


def _cross_check(search: _Search, at_prices: Priced) -> bool:
    """Solves a small problem again in another formulation; the better answer counts."""
    if len(search.problem.value) > SMALL or search.left() <= 0 or not search.problem.n_groups:
        return False
    if _met(search, at_prices):
        return True  # the prices alone prove it
    before = search.value
    everything = np.ones(len(search.problem.value), dtype=bool)
    outcome = _integer_program(search, everything, search.left(), careful=True)
    agrees = outcome.finished and search.value == before
    search.solver_bound = max(search.value, search.solver_bound, outcome.bound)
    return agrees


def _solution(
    search: _Search,
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


def _infeasible(search: _Search, began: float) -> Solution:
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
