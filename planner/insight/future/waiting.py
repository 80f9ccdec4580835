"""What it is worth to stabilise now, and to decide about the rest later.

In each of some futures three plans are found: the best; the best that begins nothing in the first year by
stabilising; the best that begins the first year as the plan in hand does and is free in all else. What
stabilising now is worth is the first less the second; what deciding later is worth is the third less the
plan in hand as it was decided, where that still fits. Both are told from proven bounds, on average.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.arrays import Flags, Integers
from planner.errors import SolverError
from planner.insight.forcing import Interval, Unwanted, price
from planner.insight.future.drawn import Drawer, Future, started
from planner.insight.future.held import judged
from planner.optimise import Solution, solve
from planner.problem.problem import Problem

FUTURES: Final = 12
"""Draws that are asked: each takes three plans close to the best."""
TERMS: Final = (5e-4, 4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Points on average; None where no future tells."""

    now: Interval | None
    """What stabilising in the first year is worth."""
    later: Interval | None
    """What deciding about all but the first year's works later is worth."""
    futures: int
    fitting: int
    """In how many of them the plan as it was decided fits."""


def waiting(
    drawer: Drawer,
    futures: Sequence[Future],
    plan: Solution,
    unwanted: Unwanted,
    told: Callable[[float], None],
) -> Waiting:
    """Asked of some futures in turn, until it is no longer wanted; told: how much is done, in [0, 1]."""
    now, later = list[Interval](), list[Interval]()
    asked, few = 0, futures[:FUTURES]
    for future in few:
        problem, kept = drawer.problem(future)
        best = _best(problem, plan, unwanted)
        bare = _best_of(problem, ~drawer.stock.protects[kept], plan, unwanted)
        begun = _best_of(problem, _begun(drawer, future, kept, plan), plan, unwanted)
        if unwanted():  # of a future that was broken off too little is known
            break
        asked += 1
        if best is not None and bare is not None:
            ends = price(best, bare)
            now.append(replace(ends, low=max(0.0, ends.low), high=max(0.0, ends.high)))
        (value,), (fits,) = judged(drawer, future, problem, kept, [plan], same_rows=False)
        if fits and begun is not None:
            gained = max(0.0, begun.value - float(value))
            later.append(Interval(low=gained, high=max(gained, begun.bound - float(value))))
        told(asked / len(few))
    return Waiting(now=_mean(now), later=_mean(later), futures=asked, fitting=len(later))


def _begun(drawer: Drawer, future: Future, kept: Integers, plan: Solution) -> Flags:
    """(m,) what may be chosen when the plan's first year is begun: of what begins then the same first
    works, of all else whatever begins later."""
    stock = drawer.stock
    chosen = drawer.taken_over(plan.chosen, future)
    group, begun = stock.problem.group[kept], stock.early[chosen]
    same = stock.early[kept] & (stock.first[kept] == stock.first[chosen][group])
    return np.asarray(np.where(begun[group], same, ~stock.early[kept]))


def _best_of(
    problem: Problem, allowed: Flags, plan: Solution, unwanted: Unwanted
) -> Solution | None:
    """The best plan of some of the alternatives, (m,); None where none is found."""
    if len(np.unique(problem.group[allowed])) < problem.n_groups:
        return None
    return _best(problem.restricted(allowed), plan, unwanted)


def _best(problem: Problem, plan: Solution, unwanted: Unwanted) -> Solution | None:
    try:
        found = solve(
            problem,
            gap=TERMS[0],
            seconds=TERMS[1],
            start=started(plan, problem),
            cancelled=unwanted,
        )
    except SolverError:
        return None
    return None if found.status == "infeasible" else found


def _mean(ends: Sequence[Interval]) -> Interval | None:
    if not ends:
        return None
    low, high = (float(np.mean([getattr(one, side) for one in ends])) for side in ("low", "high"))
    return Interval(low=low, high=high)
