"""Plans with one thing otherwise: a lock set or released, more or less money, another weight.

Every question about a site or project ("what would leave if it came in?") is a plan of its own,
solved from the plan in hand. Two plans within the gap of each other are equally good, so that a
price is an interval [value - bound', bound - value'], and cannot be told when it straddles 0.

The rows of a lock are added to the problem that is prepared already, which says the same as
`with_settings(forced=...)` does and spares a large city its preparation.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from planner.errors import SolverError
from planner.optimise import Solution, solve
from planner.optimise.certify.lawful import priced
from planner.plan.prepare import Prepared, prepare
from planner.problem.linking import Rows
from planner.problem.problem import Problem
from planner.scenario import Loaded, Way

Flags = NDArray[np.bool_]
Told = Callable[[object], None]
Unwanted = Callable[[], bool]

QUICK: Final = (3e-3, 4.0)
"""Gap and seconds of a first answer, as of a move of a slider."""
CLOSE: Final = (2e-4, 6.0)
"""Of the answer that a planner may quote."""
_OF_MONEY: Final = re.compile(r"C2_fund_")
_PAID: Final = re.compile(r"C2_money_|C7_")
_DUST: Final = 1e-9
"""Points below which two values are the same: values are kept to a billionth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where a figure lies when it is made of two plans that are not both proven best."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.high - self.low <= 2 * _DUST

    @property
    def untold(self) -> bool:
        """Whether not even its sign can be told."""
        return self.low < -_DUST and self.high > _DUST

    @property
    def nothing(self) -> bool:
        """Whether it is 0."""
        return self.exact and abs(self.low) <= 2 * _DUST

    def over(self, whole: float) -> Self:
        """The same as a share of `whole`, which is above 0."""
        return replace(self, low=self.low / whole, high=self.high / whole)


def price(before: Solution, after: Solution) -> Interval:
    """Points lost from one plan to the other: [value - bound', bound - value']."""
    return Interval(low=before.value - after.bound, high=before.bound - after.value)


def quiet(_: object) -> None:
    """Hears how far an answer is, and does nothing about it."""


def never() -> bool:
    """An answer that is wanted to its end."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A scenario prepared for questions about one site or project after the other."""

    loaded: Loaded
    prepared: Prepared
    problem: Problem

    @classmethod
    def of(cls, loaded: Loaded) -> Self:
        """Raises InputError where the scenario cannot be prepared."""
        prepared = prepare(loaded)
        problem = prepared.problem.with_value(prepared.values(loaded.scenario))
        return cls(loaded=loaded, prepared=prepared, problem=problem)

    def members(self, subject: str) -> Flags:
        """(n,) alternatives of a site or project. Raises KeyError for an unknown id."""
        table = self.prepared.table
        if subject not in table.subjects:
            raise KeyError(subject)
        return np.asarray(table.group == table.subjects.index(subject))

    def worked(self, solution: Solution) -> frozenset[str]:
        """Ids with works of their own in a plan; clearing a plot for a project is none."""
        return self._where(self.prepared.table.real, solution)

    def cleared(self, solution: Solution) -> frozenset[str]:
        """Ids of sites that a plan clears for a project."""
        return self._where(self.prepared.table.make_way, solution)

    def _where(self, members: Flags, solution: Solution) -> frozenset[str]:
        subjects = self.prepared.table.subjects
        return frozenset(subjects[g] for g in np.flatnonzero(members[solution.chosen]))

    def holds(self, solution: Solution, subject: str) -> bool:
        """Whether a plan works on a site, or builds a project; clearing a plot is neither."""
        table = self.prepared.table
        return bool(table.real[solution.chosen[table.subjects.index(subject)]])

    def locked(self, subject: str, way: Way) -> Self:
        """With the subject forced in (`must`) or barred (`never`), or free of its locks."""
        free = self._without_locks(subject)
        if way == "free":
            return free
        table = self.prepared.table
        spoken = table.real | table.make_way if way == "never" else table.real
        row = Rows.of(
            [f"C6_{way}_asked_{subject}"],
            [self.members(subject) & spoken],
            "=",
            [float(way == "must")],
            n=len(table),
        )
        linking = Rows.stack([free.problem.linking, row], n=len(table))
        return replace(free, problem=replace(free.problem, linking=linking))

    def _without_locks(self, subject: str) -> Self:
        rows = self.problem.linking
        lock = re.compile(rf"C6_(must|never)_(\d+|asked)_{re.escape(subject)}$")
        kept = np.array([not lock.match(name) for name in rows.names], dtype=bool)
        if kept.all():
            return self
        place = np.cumsum(kept) - 1
        linking = replace(
            rows,
            names=tuple(name for name, keep in zip(rows.names, kept, strict=True) if keep),
            matrix=csc_array(rows.matrix[np.flatnonzero(kept)]),
            sense=tuple(sense for sense, keep in zip(rows.sense, kept, strict=True) if keep),
            rhs=rows.rhs[kept],
            arcs=place[rows.arcs].reshape(-1, 2),
        )
        return replace(self, problem=replace(self.problem, linking=linking))

    def funded(self, factor: Fraction) -> Self:
        """With all money in proportion; every amount is rounded down to whole minor units."""
        rows = self.problem.linking
        rhs = rows.rhs.copy()
        for r, name in enumerate(rows.names):
            if _OF_MONEY.match(name):
                rhs[r] = math.floor(Fraction(rhs[r]) * factor)
        return self._with_rows(replace(rows, rhs=rhs))

    def granted(self, subject: str, part: float) -> Self:
        """With a part of the subject's cost, in [0, 1], paid by somebody else."""
        rows, table = self.problem.linking, self.prepared.table
        mine = np.flatnonzero(self.members(subject))
        matrix = rows.matrix.copy()
        entries = slice(matrix.indptr[mine[0]], matrix.indptr[mine[-1] + 1])
        paid = np.array([bool(_PAID.match(name)) for name in rows.names])
        data = matrix.data[entries]
        left = (1.0 - part) * data
        left -= 1e-14 * np.abs(left)  # binary dust is no kopeck
        matrix.data[entries] = np.where(paid[matrix.indices[entries]], np.ceil(left), data)
        charged = self.prepared.points(self.loaded.scenario)[mine, len(table.criteria)]
        value = self.problem.value.copy()
        value[mine] -= part * charged
        granted = self._with_rows(replace(rows, matrix=matrix))
        return replace(granted, problem=granted.problem.with_value(value))

    def weighted(self, shares: Mapping[str, Fraction]) -> Self:
        """With other weights; they need not sum to 1."""
        weights = {c: Decimal(w.numerator) / w.denominator for c, w in shares.items()}
        scenario = self.loaded.scenario.model_copy(update={"weights": weights})
        value = self.prepared.values(scenario)
        return replace(self, problem=self.problem.with_value(value))

    def _with_rows(self, rows: Rows) -> Self:
        return replace(self, problem=replace(self.problem, linking=rows))

    def solve(
        self,
        start: Solution | None,
        terms: tuple[float, float] = QUICK,
        unwanted: Unwanted = never,
        progress: Callable[[str, float, float, float], None] | None = None,
    ) -> Solution | None:
        """The plan, warm from an earlier one of nearly the same rows.

        terms: gap and seconds. Its status is `infeasible` where it is proven that no plan keeps
        the rows; None where none was found in time.
        """
        try:
            return solve(
                self.problem,
                gap=terms[0],
                seconds=terms[1],
                start=self._warm(start),
                progress=progress,
                cancelled=unwanted,
            )
        except SolverError:
            return None

    def _warm(self, start: Solution | None) -> Solution | None:
        """A start with a price for every row: 0 for those that are new."""
        if start is None:
            return None
        names = self.problem.linking.names
        return replace(start, prices={name: start.prices.get(name, 0.0) for name in names})

    def sure(self, solution: Solution, subject: str) -> bool:
        """Whether its prices prove that every plan as good has the subject where this one has it.

        A plan with an alternative of reduced loss l is worth at most bound - l.
        """
        prices = np.array([solution.prices[name] for name in self.problem.linking.names])
        seen = priced(self.problem, prices)
        mine, real = self.members(subject), self.prepared.table.real
        opposite = mine & (~real if self.holds(solution, subject) else real)
        if not opposite.any():
            return True
        return bool(seen.bound - seen.loss[opposite].min() < solution.value)
