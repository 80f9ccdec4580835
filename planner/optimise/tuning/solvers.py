"""How rows are written for solvers; see solvers/whole.py."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeNumbers:
    """Sizes of whole numbers on which floating-point solvers are right."""

    largest_kept: int = 10_000_000
    """A coefficient up to which rows of whole numbers are kept exact. Larger: fewer rows are
    rounded, and a solver's absolute tolerances weigh more beside one unit."""
    largest_scaled: int = 1_000_000
    """The largest coefficient to which other rows are scaled before rounding. Larger: less is
    lost by rounding, more by the solver."""


WHOLE: Final = WholeNumbers()
