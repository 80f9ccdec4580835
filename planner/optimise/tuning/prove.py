"""How bounds are closed, by integer programs and by trees of prices; see prove/."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """Integer programs over some of the alternatives."""

    most_cuts: int = 60
    """Rows added to one program to cut off what its solver picked and exact arithmetic refused;
    after these its rows are rounded inward instead."""
    most_points: float = 2.0**20
    """What is at stake is scaled to about this much, in the model's objective: a solver's
    tolerances are absolute, and this keeps a relative 1e-9 above them."""
    most_pairs: int = 2_000_000
    """Pairs of alternatives of one group each that are compared for domination at once; above, none
    are dropped. More take more memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """Trees whose parts prices prove."""

    penalty: float = 1e3
    """What breaking a row costs, as a multiple of its price: enough that parts in which nothing
    keeps the rows are priced far below what is found."""
    stern: float = 1e2
    """How much more it costs in a row of a few groups."""
    dive_every: int = 5
    """Of so many parts taken up by their bounds one is followed down: fewer find plans sooner, more
    lower the bound sooner."""
    whole: float = 1e-6
    """A share this near a whole number is one: linear programs are right to about 1e-7."""


PROVE: Final = Proving()
TREE: Final = Growing()
