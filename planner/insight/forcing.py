"""Plans with one thing otherwise: a lock set or released, more or less money, another weight.

Every question about a site or project ("what would leave if it came in?") is a plan of its own,
solved from the plan in hand. Two plans within the gap of each other are equally good, so that a
price is an interval [value - bound', bound - value'], and cannot be told when it straddles 0.

The problem that is prepared already is edited (`problem/edit.py`), which says the same as building
it anew from the changed scenario does and spares a large city its preparation.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Self

import numpy as np

from planner.alternatives import CODES
from planner.arrays import Flags
from planner.errors import SolverError
from planner.optimise import Solution, solve
from planner.optimise.certify.lawful import Priced, priced
from planner.plan.prepare import Prepared, prepare
from planner.problem import edit
from planner.problem.problem import Problem
from planner.scenario import Loaded, Way
from planner.scenario.scenario import DistrictFloor

Told = Callable[[object], None]
Unwanted = Callable[[], bool]

QUICK: Final = (3e-3, 4.0)
"""Gap and seconds of a first answer, as of a move of a slider."""
CLOSE: Final = (2e-4, 6.0)
"""Of the answer that a planner may quote."""
_ROUNDING: Final = 1e-12
"""Of a bound that is told on the way, relative: it was summed in floating point."""
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
class Side:
    """What is known of the best plan that keeps some rows."""

    value: float = -math.inf
    """Of the best one found; -inf where none was."""
    bound: float = math.inf
    """None is worth more; -inf where it is proven that there is none."""
    solution: Solution | None = None
    """The best one found."""
    exhausted: bool = False
    """Whether it was searched to the end of its time, or of what can be told apart."""

    def better(self, found: Self) -> Self:
        """With what another search came to know."""
        best = found if found.value > self.value else self
        return replace(best, bound=min(self.bound, found.bound))


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
        """Ids with works of their own in a plan; to be taken down is none, for whatever reason."""
        return self._where(self.prepared.table.real, solution) - self.cleared(solution)

    def cleared(self, solution: Solution) -> frozenset[str]:
        """Ids of sites that a plan takes down, for a project or on their own account."""
        table = self.prepared.table
        own = table.real & (table.last == CODES.index("clear"))
        return self._where(np.asarray(table.make_way | own), solution)

    def _where(self, members: Flags, solution: Solution) -> frozenset[str]:
        subjects = self.prepared.table.subjects
        return frozenset(subjects[g] for g in np.flatnonzero(members[solution.chosen]))

    def holds(self, solution: Solution, subject: str) -> bool:
        """Whether a plan works on a site, or builds a project; clearing a plot is neither."""
        table = self.prepared.table
        return bool(table.real[solution.chosen[table.subjects.index(subject)]])

    def locked(self, subject: str, way: Way, works: str | None = None) -> Self:
        """With the subject, or with these works of it, forced in (`must`) or barred (`never`), or
        free of its locks."""
        return self._with(edit.locked(self.problem, self.prepared.case, subject, way, works))

    def barring(self, subject: str, alternatives: Flags) -> Self:
        """Without some of a subject's alternatives, (n,)."""
        return self._with(edit.barred(self.problem, subject, alternatives))

    def protecting(self, *, holds: bool) -> Self:
        """With the scenario's rule that monuments are protected in time, or without it."""
        case = self.prepared.case
        rule = case.scenario.rules.protect
        if rule is None:
            return self
        return self._with(edit.protected(self.problem, case, rule, holds=holds))

    def floored(self, criterion: str, share: Decimal) -> Self:
        """With a floor for every district: at least a share of what it could gain of a criterion."""
        floor = DistrictFloor(criterion=criterion, at_least=share)
        return self._with(edit.floored(self.problem, self.prepared.case, floor))

    @property
    def allowed(self) -> Flags:
        """(n,) alternatives that no row bars by itself, or by requiring another one of its group."""
        rows = self.problem.linking
        allowed = np.ones(len(self.problem.value), dtype=bool)
        for r, row in enumerate(rows.ids):
            if row.rule.row == "C6" and row.subject in self.prepared.table.subjects:
                spoken = rows.matrix[[r]].tocoo().col
                if rows.rhs[r] == 0:
                    allowed[spoken] = False
                else:
                    others = self.members(row.subject)
                    others[spoken] = False
                    allowed &= ~others
        return allowed

    def favouring(self, alternatives: Flags, points: float) -> Self:
        """With so many points more for each of some alternatives, (n,): to search with, not to tell."""
        return self._with(self.problem.with_value(self.problem.value + points * alternatives))

    def cheapest(self) -> Self:
        """With what is left unspent as all that counts."""
        spent = self.prepared.table.money.sum(axis=1).astype(np.float64)
        return self._with(self.problem.with_value(-spent / max(1.0, spent.max(initial=0.0))))

    def funded(self, factor: Fraction) -> Self:
        """With all money in proportion; every amount is rounded down to whole minor units."""
        return self._with(edit.funded(self.problem, factor))

    def cheaper(self, subject: str, part: float) -> Self:
        """With the subject cheaper by a part of its cost, in [0, 1], and of its labour."""
        charged = self.prepared.points(self.loaded.scenario)[:, len(self.prepared.table.criteria)]
        return self._with(edit.cheaper(self.problem, subject, part, charged))

    def weighted(self, shares: Mapping[str, Fraction]) -> Self:
        """With other weights; they need not sum to 1."""
        weights = {c: Decimal(w.numerator) / w.denominator for c, w in shares.items()}
        scenario = self.loaded.scenario.model_copy(update={"weights": weights})
        value = self.prepared.values(scenario)
        return self._with(self.problem.with_value(value))

    def _with(self, problem: Problem) -> Self:
        return replace(self, problem=problem)

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

    def searched(
        self,
        start: Solution | None,
        terms: tuple[float, float],
        unwanted: Unwanted = never,
        enough: Callable[[float, float], bool] | None = None,
    ) -> Side:
        """What a search comes to know of the best plan, however it ends.

        enough(value, bound): whether no more has to be known; asked often.
        """
        known = [-math.inf, math.inf]

        def hear(_phase: str, bound: float, value: float, _gap: float) -> None:
            outward = bound + _ROUNDING * abs(bound) if math.isfinite(bound) else bound
            known[:] = max(known[0], value), min(known[1], outward)

        def ended() -> bool:
            return unwanted() or (enough is not None and enough(*known))

        found = self.solve(start, terms, ended, hear)
        if found is None:
            return Side(bound=known[1])
        if found.status == "infeasible":
            return Side(bound=-math.inf)
        bound = max(found.value, min(found.bound, known[1]))
        return Side(value=found.value, bound=bound, solution=found)

    def _warm(self, start: Solution | None) -> Solution | None:
        """A start with a price for every row: 0 for those that are new."""
        if start is None:
            return None
        names = self.problem.linking.names
        return replace(start, prices={name: start.prices.get(name, 0.0) for name in names})

    def rival_bound(self, solution: Solution, subject: str) -> float:
        """What its prices prove no plan to be worth more than that has the subject otherwise."""
        mine, real = self.members(subject), self.prepared.table.real
        return self.bound_with(solution, mine & (~real if self.holds(solution, subject) else real))

    def bound_with(self, solution: Solution, some: Flags) -> float:
        """What its prices prove no plan to be worth more than that takes one of some alternatives.

        A plan with an alternative of reduced loss l is worth at most bound - l; -inf for none.
        """
        if not some.any():
            return -math.inf
        seen = self.seen(solution)
        return min(solution.bound, float(seen.bound - seen.loss[some].min()))

    def seen(self, solution: Solution) -> Priced:
        """All alternatives at the prices of a solution."""
        prices = np.array([solution.prices[name] for name in self.problem.linking.names])
        return priced(self.problem, prices)
