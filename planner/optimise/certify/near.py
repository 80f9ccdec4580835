"""Near-best plans: what is proven of all of them at once, and how anyone proves it anew.

X are the plans that keep every row, v their value. A plan is as good as one of value v* within a
tolerance e where v >= T = v* - e |v*|: T is rounded down once and fixed from then on, so that nothing
depends on an optimum that nobody knows. What is claimed rests on trees of prices (proof.py):

- *Fixing.* A tree over v with a target just below T: an alternative that each of its parts drops is in
  no near-best plan. Where no works of a site survive it is never worked on, where doing nothing does
  not it always is.
- *Ceilings.* Over the survivors, with the row "near_best: v >= T", a tree over a figure f bounds f.
  With -lambda the price of that row one node of it reads (Geoffrion 1974)

      max {f : x in X, v >= T}  <=  max {f + lambda v - p use} + p rhs - lambda T     for all lambda >= 0.

- *Verdicts.* Over the survivors with a site forced in, or out, a tree over v with a target below T:
  no near-best plan has it so.

Where a tree would take too long one integer program over the same says it, and the claim that it is a
solver's word alone.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Self

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.exact import exact_value, violations
from planner.optimise.certify.proof import Proof, holds, possible
from planner.problem.problem import Problem

ROW: Final = "near_best"
"""Name of the row v >= T."""


def least_of(value: Fraction, within: float) -> float:
    """T: what a plan has to be worth to be as good as one of this value, within a part of it."""
    exact = value - Fraction(within) * abs(value)
    near = float(exact)
    return math.nextafter(near, -math.inf) if Fraction(near) > exact else near


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The plans of a problem that are worth at least T, over the alternatives they can have."""

    problem: Problem
    least: float
    """T, in points."""
    fixing: Proof
    """A tree over the problem whose target lies below T."""
    keep: Flags
    """(n,) the alternatives that it leaves open."""
    rows: Problem
    """The problem over these alone, with the row v >= T."""

    @classmethod
    def of(cls, problem: Problem, least: float, fixing: Proof) -> Self:
        """What the tree leaves open. Raises ValueError where it is no tree, has a target that is not
        below T, or leaves a group nothing: then no plan is worth T."""
        if not fixing.target < least:
            raise ValueError("target")
        keep = possible(problem, fixing)
        rows = problem.restricted(keep)
        return cls(
            problem=problem,
            least=least,
            fixing=fixing,
            keep=keep,
            rows=rows.with_row(ROW, rows.value, ">=", least),
        )

    @property
    def columns(self) -> Integers:
        """(k,) where the alternatives of `rows` stand in the problem."""
        return np.flatnonzero(self.keep)

    def figure(self, amounts: Floats) -> Problem:
        """The near-best plans judged by a figure, (n,) of the problem's alternatives."""
        return self.rows.with_value(amounts[self.keep])

    def without(self, barred: Flags) -> Problem | None:
        """The problem over what is possible less some alternatives, (n,); None where a group would
        have none, so that no near-best plan goes without them."""
        keep = self.keep & ~barred
        if len(np.unique(self.problem.group[keep])) != self.problem.n_groups:
            return None
        return self.problem.restricted(keep)

    def holds(self, plan: Integers) -> bool:
        """Whether a plan, (n_groups,) positions, keeps every row and is worth T, both exactly."""
        return not violations(self.problem, plan) and exact_value(self.problem, plan) >= Fraction(
            self.least
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """No near-best plan has more of a figure than the target of this tree, or than a solver says."""

    proof: Proof
    said: float = math.inf
    """What an integer program says, rounded outward: a solver's word, which nobody can add up anew."""

    def most(self, problem: Problem) -> float:
        """The lesser of both; where all amounts are whole, a whole number."""
        return min(self.proof.bound(problem), self.said)

    def by_word(self, problem: Problem) -> bool:
        """Whether that is the solver's word, rather than what the tree shows."""
        return self.said < self.proof.bound(problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """No near-best plan takes any of some alternatives."""

    rest: Integers
    """Positions of these alternatives."""
    proof: Proof | None
    """A tree over what is left where a group is held to them; None where the fixing drops them all."""
    by_word: bool = False
    """Whether only a solver says so, who was asked for a plan as good that takes one of them."""


def ceiling_holds(window: Window, amounts: Floats, ceiling: Ceiling) -> bool:
    """Whether no near-best plan has more of a figure, (n,), than the ceiling says."""
    problem = window.figure(amounts)
    if len(ceiling.proof.nodes) > 1:
        return holds(problem, ceiling.proof)
    prices = ceiling.proof.nodes[0].prices.tolist()
    named = dict(zip(problem.linking.names, prices, strict=True))
    try:
        return exact_bound(problem, named) <= Fraction(ceiling.proof.target)
    except (ValueError, OverflowError):
        return False


def verdict_holds(window: Window, verdict: Verdict) -> bool:
    """Whether no near-best plan takes any of the alternatives."""
    barred = held_to(window.problem, verdict.rest)
    rest = window.without(barred)
    if rest is None or verdict.by_word:
        return True
    proof = verdict.proof
    return proof is not None and proof.target < window.least and holds(rest, proof)


def held_to(problem: Problem, members: Integers) -> Flags:
    """(n,) what is barred where the group of some alternatives is held to one of them."""
    barred = np.isin(problem.group, np.unique(problem.group[members]))
    barred[members] = False
    return barred


def window_holds(window: Window) -> bool:
    """Whether the fixing drops what the window says that it drops, and no more is kept by it."""
    try:
        again = Window.of(window.problem, window.least, window.fixing)
    except ValueError:
        return False
    return bool(np.array_equal(again.keep, window.keep))


def near_faults(
    window: Window,
    figures: Sequence[Floats],
    ceilings: Sequence[Ceiling],
    verdicts: Sequence[Verdict],
    plans: Sequence[Integers],
) -> tuple[str, ...]:
    """Each claim that does not hold; empty where all are sound. figures and ceilings: in pairs, one
    for each end of each range, amounts (n,) that are to be bounded from above. What is a solver's word
    alone is told to be that, and taken for what it is."""
    if not window_holds(window):
        return ("window",)
    faults = [f"plan {k}" for k, plan in enumerate(plans) if not window.holds(plan)]
    for k, (amounts, ceiling) in enumerate(zip(figures, ceilings, strict=True)):
        if not ceiling_holds(window, amounts, ceiling):
            faults.append(f"ceiling {k}")
    faults += [f"verdict {k}" for k, v in enumerate(verdicts) if not verdict_holds(window, v)]
    return tuple(faults)
