"""Check: a solution re-verified row by row in exact arithmetic, apart from any solver."""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from planner.optimise.exact import Violation, exact_value, violations
from planner.optimise.prices import exact_bound
from planner.optimise.solution import Solution
from planner.problem.model import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the check found; `faults` names each failed claim and is empty for a sound solution."""

    faults: tuple[str, ...]
    value: Fraction
    """The exact value of the decisions."""
    price_bound: Fraction
    """The exact bound that follows from the prices."""

    @property
    def sound(self) -> bool:
        """Whether every claim of the solution holds."""
        return not self.faults


def _row_faults(problem: Problem, broken: list[Violation]) -> list[str]:
    return [
        " + ".join(problem.linking.names[r] for r in violation.rows)
        + f" exceeded by {float(violation.excess):g}"
        for violation in broken
    ]


def check(problem: Problem, solution: Solution) -> Report:
    """Verifies C1, every linking row, the value, the bound from the prices and their order.

    Money and all other numbers are taken as the exact rationals that the arrays hold. The
    solver's own bound, where `bound_from` says so, cannot be verified here.
    """
    chosen = np.asarray(solution.chosen)
    whole = np.issubdtype(chosen.dtype, np.integer) and chosen.ndim == 1
    in_range = whole and ((chosen >= 0) & (chosen < len(problem.value))).all()
    if not in_range or len(chosen) != problem.n_groups:
        return Report(faults=("C1",), value=Fraction(0), price_bound=Fraction(0))
    positions = problem.positions(chosen)
    faults = []
    if not np.array_equal(problem.group[positions], np.arange(problem.n_groups)):
        faults.append("C1")
    faults += _row_faults(problem, violations(problem, positions))
    value = exact_value(problem, positions)
    try:
        price_bound = exact_bound(problem, solution.prices)
    except (ValueError, KeyError):
        return Report(faults=(*faults, "prices"), value=value, price_bound=Fraction(0))
    faults += _claims(solution, value, price_bound)
    return Report(faults=tuple(faults), value=value, price_bound=price_bound)


def _claims(solution: Solution, value: Fraction, price_bound: Fraction) -> list[str]:
    """The figures of the solution that do not follow from its decisions and prices."""
    figures = ("value", "price_bound", "bound")
    faults = [name for name in figures if not math.isfinite(getattr(solution, name))]
    if faults:
        return faults
    size = max(abs(value), abs(price_bound), Fraction(1, 10**30))
    if abs(Fraction(solution.value) - value) > size / 10**12:
        faults.append("value")
    if Fraction(solution.price_bound) < price_bound:
        faults.append("price_bound")
    if solution.bound < solution.value or solution.bound > solution.price_bound:
        faults.append("bound")
    if solution.bound_from == "prices" and Fraction(solution.bound) < price_bound:
        faults.append("bound_from")
    return faults
