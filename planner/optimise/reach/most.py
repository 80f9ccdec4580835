"""The most of a whole-numbered count among the plans that are worth at least so much: found, and proven.

    max { sum_a n_a x_a : x keeps every row, sum_a v_a x_a >= T },   n_a whole

Alternatives that no plan worth T can have go first, by the prices of the plan in hand (certify/near.py); then
one solve whose value is the count. Since counts are whole, a bound less than one above what was found ends it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.arrays import Integers
from planner.errors import SolverError
from planner.optimise.certify.near import Window
from planner.optimise.certify.proof import Node, Proof
from planner.optimise.certify.solution import BoundFrom, Solution
from planner.optimise.solve import solve
from planner.problem.problem import Problem

_WHOLE: Final = 1.0 - 1e-9
"""A bound that is less than one above what was found says that there is no more."""
SEARCHED: Final = 1e-3
"""What all of a plan's value counts for beside one of what is counted, to search with."""
SHARE: Final = 0.6
"""Of the seconds, for the solve that proves; the rest is for one that searches with the value blended in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """What is known of a count."""

    chosen: Integers
    """(n_groups,) the plan that has most of it."""
    found: int
    most: int
    """No plan worth as much has more."""
    bound_from: BoundFrom

    @property
    def proven(self) -> bool:
        """Whether no plan has more than was found."""
        return self.most == self.found


def most_worth(
    problem: Problem,
    counted: Integers,
    least: float,
    start: Solution,
    seconds: float = 30.0,
    cancelled: Callable[[], bool] | None = None,
) -> Most:
    """counted: (n,) what each alternative has of it, whole; least: T, in points; start: a plan of the
    problem that is worth that, with prices for all its rows.

    Raises ValueError where it is not worth that.
    """
    search = _Search.of(problem, counted, least, start, cancelled)
    proof = search.solved(0.0, SHARE * seconds)
    if proof is None or proof.bound - search.found >= _WHOLE:
        search.solved(SEARCHED, (1.0 - SHARE) * seconds)
    most = search.limit
    bound_from: BoundFrom = "prices"
    if proof is not None:
        most, bound_from = min(search.limit, int(proof.bound + 1e-9)), proof.bound_from
    return Most(
        chosen=problem.numbers(search.window.columns[search.best]),
        found=search.found,
        most=max(search.found, most),
        bound_from=bound_from,
    )


class _Search:
    """Over what a plan worth T can have."""

    def __init__(
        self,
        window: Window,
        counted: Integers,
        start: Solution,
        best: Integers,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.window, self.start, self.best, self.cancelled = window, start, best, cancelled
        self.counted = counted[window.columns]

    @classmethod
    def of(
        cls,
        problem: Problem,
        counted: Integers,
        least: float,
        start: Solution,
        cancelled: Callable[[], bool] | None,
    ) -> "_Search":
        prices = np.array([start.prices[name] for name in problem.linking.names])
        target = float(np.nextafter(least, -np.inf))
        window = Window.of(problem, least, Proof(nodes=(Node(prices=prices),), target=target))
        chosen = problem.positions(start.chosen)
        if not window.holds(chosen):
            raise ValueError("the plan to begin with is not worth as much")
        place = window.keep.cumsum() - 1
        return cls(
            window,
            counted[problem.numbers(np.arange(len(problem.value)))],
            start,
            place[chosen],
            cancelled,
        )

    @property
    def found(self) -> int:
        """The most found."""
        return int(self.counted[self.best].sum())

    @property
    def limit(self) -> int:
        """The most that each site or project alone could have, added up."""
        rows = self.window.rows
        return int(np.maximum.reduceat(self.counted, rows.starts()[:-1]).sum())

    def solved(self, share: float, seconds: float) -> Solution | None:
        """A solve from the best plan known, which keeps the best plan it meets; share: what the plan's
        own value counts for beside the count."""
        rows = self.window.rows
        value = self.counted + share / max(1.0, abs(self.start.value)) * rows.value
        start = replace(self.start, chosen=self.best, prices={}, proof=None)
        try:
            return solve(
                rows.with_value(value),
                gap=0.0,
                tolerance=_WHOLE if share == 0.0 else share,
                seconds=seconds,
                start=start,
                cancelled=self.cancelled,
                on_plan=self._heard,
            )
        except SolverError:
            return None

    def _heard(self, positions: Integers) -> None:
        """Keeps what has more."""
        if self.counted[positions].sum() > self.found:
            self.best = positions.copy()
