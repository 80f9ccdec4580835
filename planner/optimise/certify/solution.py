"""Solution: the decisions, how good they are proven to be, and the prices behind the proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from planner.arrays import Integers
from planner.optimise.certify.proof import Proof

SAME: Final = 1e-12
"""Values this close, relative, are one: floats of sums say no more."""
Status = Literal["optimal", "stopped", "infeasible"]
BoundFrom = Literal["prices", "tree", "solver"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What `solve` found. With status `infeasible`, `chosen` is empty and the value is -inf."""

    chosen: Integers
    """(n_groups,) alternative chosen in each group, by the caller's numbering."""
    value: float
    bound: float
    """No plan can be worth more."""
    gap: float
    """(bound - value) / |bound|; 0 where both are equal to twelve digits."""
    proven: bool
    """Whether the gap is within what was asked for."""
    bound_from: BoundFrom
    """`prices`: anyone can recompute the bound from `prices`; `tree`: from `proof`; `solver`: its
    word is needed too."""
    prices: Mapping[str, float]
    """Linking row -> shadow price, points per unit of the row; 0 where the row does not bind."""
    price_bound: float
    """The bound that follows from the prices alone."""
    seconds: float
    passes: int
    """How often all alternatives were priced."""
    status: Status
    solver: str
    cross_checked: bool
    """Whether prices alone prove it, or a second formulation was solved and agreed."""
    proof: Proof | None = None
    """Where the bound is from a tree: the tree. Decisions that were kept in a file come without."""


def relative_gap(value: float, bound: float) -> float:
    """(bound - value) / |bound|, never negative; 0 where they are the same to twelve digits, and
    infinite where the bound is 0 and not met."""
    difference = max(0.0, bound - value)
    if difference <= SAME * abs(bound):
        return 0.0
    return difference / abs(bound) if bound else float("inf")
