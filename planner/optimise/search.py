"""Search: the best plan so far, and integer programs over part of the alternatives."""

import itertools
import math
import time
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.optimise.cuts import cover_cut
from planner.optimise.exact import exact_value, violations
from planner.optimise.model import build_model
from planner.optimise.solver import run
from planner.optimise.whole import Direction, whole_rows
from planner.problem.model import Problem
from planner.problem.rows import Rows

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
MOST_CUTS: Final = 60
MOST_POINTS: Final = 2.0**20
"""Values are scaled so that a plan is worth about this much to the solver: its tolerances are
absolute, and this keeps a relative 1e-9 above them."""


@dataclass(slots=True)
class Search:
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
        """Seconds until the time is up."""
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
class Outcome:
    """What an integer program over part of the alternatives came to."""

    bound: float
    infeasible: bool
    finished: bool


def value_scale_of(problem: Problem) -> float:
    """A power of two, so that scaling loses no digit."""
    total = float(np.abs(problem.value).sum()) / max(1, len(problem.value)) * problem.n_groups
    return 2.0 ** round(math.log2(MOST_POINTS / total)) if total > 0 else 1.0


def part_of(problem: Problem, keep: Integers, rows: Rows) -> Problem:
    """The problem over some of its alternatives; every group keeps at least one."""
    part = replace(rows, matrix=rows.matrix[:, keep])
    return replace(
        problem, value=problem.value[keep], group=problem.group[keep], linking=part, labels=()
    )


def integer_program(
    search: Search,
    keep: Flags,
    seconds: float,
    *,
    gap: float = 0.0,
    careful: bool = False,
    direction: Direction = "outward",
) -> Outcome:
    """Solves over the kept alternatives; plans that exact arithmetic refuses are cut off."""
    columns = np.flatnonzero(keep)
    whole = whole_rows(search.problem.linking, direction)
    cuts: list[Rows] = []
    deadline = time.monotonic() + seconds
    while True:
        rows = Rows.stack([_columns(whole.rows, columns), *cuts], n=len(columns))
        part = replace(part_of(search.problem, columns, whole.rows), linking=rows)
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
            return Outcome(bound=bound, infeasible=answer.infeasible, finished=answer.finished)
        if len(cuts) == MOST_CUTS or time.monotonic() > deadline:
            integer_program(search, keep, search.left(), direction="inward")
            return Outcome(bound=bound, infeasible=False, finished=False)
        cuts += _cuts(search.problem, columns, chosen, len(cuts))


def _columns(rows: Rows, columns: Integers) -> Rows:
    return replace(rows, matrix=rows.matrix[:, columns])


def _start(search: Search, columns: Integers) -> Integers | None:
    """The best plan so far, as numbers of the kept alternatives."""
    if search.best is None or not np.isin(search.best, columns).all():
        return None
    return np.searchsorted(columns, search.best)


def _choice(part: Problem, x: NDArray[np.float64]) -> Integers:
    """The alternative with the largest x in every group: what rounding a 0-1 point means."""
    starts = part.starts()
    largest = [a + int(np.argmax(x[a:b])) for a, b in itertools.pairwise(starts)]
    return np.array(largest, dtype=np.int64)


def _cuts(problem: Problem, columns: Integers, chosen: Integers, number: int) -> list[Rows]:
    rows = _columns(problem.linking, columns)
    flags = np.zeros(len(columns), dtype=bool)
    flags[chosen] = True
    broken = violations(problem, columns[chosen])
    return [
        cover_cut(rows, violation, flags, f"cut_{number + k}") for k, violation in enumerate(broken)
    ]
