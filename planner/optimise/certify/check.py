"""Check: a solution re-verified row by row in exact arithmetic, apart from any solver."""

import math
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.exact import Payments, Violation, balance, exact_value
from planner.optimise.certify.proof import holds
from planner.optimise.certify.solution import Solution, relative_gap
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the check found; `faults` names each failed claim and is empty for a sound solution."""

    faults: tuple[str, ...]
    value: Fraction
    """The exact value of the decisions."""
    price_bound: Fraction
    """The exact bound that follows from the prices."""
    payments: Payments = field(default_factory=dict)
    """Who pays for what, in exact amounts: one of the possible ways."""

    @property
    def sound(self) -> bool:
        """Whether every claim of the solution holds."""
        return not self.faults


def _row_faults(problem: Problem, broken: list[Violation]) -> list[str]:
    return [
        " + ".join(problem.linking.names[r] for r in violation.rows)
        + f" exceeded by {_shown(violation.excess)}"
        for violation in broken
    ]


def _shown(excess: Fraction) -> str:
    try:
        return f"{float(excess):g}"
    except OverflowError:
        return "more than any float"


def check(problem: Problem, solution: Solution) -> Report:
    """Verifies C1, every linking row, the value, the bound from the prices and their order.

    Money and all other numbers are taken as the exact rationals that the arrays hold. What cannot
    be verified here: the solver's own bound, where `bound_from` says so, or a tree that was not kept; which gap was asked for;
    and that a problem has no plan, so a solution that says so is not sound.
    """
    chosen = np.asarray(solution.chosen)
    whole = np.issubdtype(chosen.dtype, np.integer) and chosen.ndim == 1
    in_range = whole and ((chosen >= 0) & (chosen < len(problem.value))).all()
    if not in_range or len(chosen) != problem.n_groups:
        return Report(faults=("C1",), value=Fraction(0), price_bound=Fraction(0))
    positions = problem.positions(chosen)
    faults = _told(solution)
    if not np.array_equal(problem.group[positions], np.arange(problem.n_groups)):
        faults.append("C1")
    broken, paid = balance(problem, positions)
    faults += _row_faults(problem, broken)
    value = exact_value(problem, positions)
    if solution.prices.keys() != set(problem.linking.names):
        return Report(faults=(*faults, "prices"), value=value, price_bound=Fraction(0))
    try:
        price_bound = exact_bound(problem, solution.prices)
    except (ValueError, TypeError, OverflowError):
        return Report(faults=(*faults, "prices"), value=value, price_bound=Fraction(0))
    faults += _claims(solution, value, price_bound)
    if solution.bound_from == "tree" and not _tree_holds(problem, solution):
        faults.append("proof")
    return Report(faults=tuple(faults), value=value, price_bound=price_bound, payments=paid)


def _is_number(figure: object) -> bool:
    real = isinstance(figure, int | float | np.integer | np.floating)
    return real and not isinstance(figure, bool)


def _told(solution: Solution) -> list[str]:
    """What the solution says of how it came about, where it contradicts itself."""
    whole = isinstance(solution.passes, int | np.integer) and _is_number(solution.passes)
    timed = _is_number(solution.seconds) and 0 <= solution.seconds < math.inf
    is_proven = isinstance(solution.proven, bool | np.bool_) and bool(solution.proven)
    sound = {
        "passes": whole and solution.passes >= 0,
        "seconds": timed,
        "proven": isinstance(solution.proven, bool | np.bool_),
        "status": solution.status == ("optimal" if is_proven else "stopped"),
        "bound_from": solution.bound_from in ("prices", "tree", "solver"),
        "cross_checked": isinstance(solution.cross_checked, bool | np.bool_),
    }
    return [name for name, holds in sound.items() if not holds]


def _tree_holds(problem: Problem, solution: Solution) -> bool:
    """Whether the tree proves the bound; one that was not kept has been proven once."""
    proof = solution.proof
    if proof is None:
        return True
    return (
        _is_number(solution.bound)
        and proof.bound(problem) <= solution.bound
        and holds(problem, proof)
    )


def _gap_faults(solution: Solution) -> list[str]:
    """The gap follows from value and bound, and nothing is proven without one."""
    gap, expected = solution.gap, relative_gap(solution.value, solution.bound)
    if not _is_number(gap) or math.isnan(gap):
        return ["gap"]
    if gap != expected and not abs(gap - expected) <= 1e-12 * expected < math.inf:
        return ["gap"]
    return ["proven"] if solution.proven and not math.isfinite(gap) else []


def _claims(solution: Solution, value: Fraction, price_bound: Fraction) -> list[str]:
    """The figures of the solution that do not follow from its decisions and prices."""
    figures = {name: getattr(solution, name) for name in ("value", "price_bound", "bound")}
    faults = [n for n, f in figures.items() if not (_is_number(f) and math.isfinite(f))]
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
    return [*faults, *_gap_faults(solution)]
