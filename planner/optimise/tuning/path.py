"""How the smoothed bound is followed; see price/smooth.py."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Newton steps along the path of minima as its softness mu shrinks."""

    near: float = 30.0
    """Alternatives so many mu below the best of their group have no weight left: e^-30 is 1e-13 of
    the best one's. Fewer leave some weight out, more only take time."""
    shrink: float = 4.0
    """By what mu is divided from one level to the next. Larger: fewer levels, more steps in each,
    and at some point the last level's prices are no beginning for the next."""
    most_steps: int = 6
    """Newton steps at one level. The next level forgives what is left, so that more gain little."""
    most_halvings: int = 7
    """Lengths of a step tried, each half the last one: the shortest is 1/64. A direction that
    helps at none of them is rounding."""
    barrier: float = 0.005
    """The barrier's nu as a part of mu for every group: small enough that its part of the gap stays
    the smaller one, large enough to keep prices off their limits."""
    stay_inside: float = 0.9
    """The part of the way to the nearest limit that one step goes at most. Nearer to 1 is faster
    until prices stick to a limit."""
    least_slack: float = 1e-3
    """How far inside its limits a path begins at least, as a part of the usual size of a price."""
    least_decrease: float = 1e-4
    """The part of the decrease that the slope promises which a step has to bring (the rule of
    Armijo 1966); any small number does."""
    corridor: float = 100.0
    """How many times more or less than the barrier's own a multiplier may become: it tells how near
    a limit is, and far from the path it would tell nothing."""
    arrived: float = 0.01
    """A whole step that promises less than this part of the softness of what is still split has
    arrived at its level."""
    whole: float = 0.5
    """Part of a step above which it counts as whole: a shorter one promises little because it was
    stopped."""
    decided: float = 1e-7
    """An alternative with a share nearer than this to none or to all is no longer split."""
    ridge: float = 1e-10
    """Added to the scaled curvature, so that prices which nothing bends stay where they are; larger
    ones would hold back the others."""
    enough: int = 3_000
    """Split alternatives from which the curvature is told; of more, every so many-th group tells
    it. More: better steps, each slower."""


PATH: Final = Following()
