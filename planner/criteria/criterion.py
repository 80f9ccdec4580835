"""What is valued: criteria as data, and the three timing factors of a gain.

A gain is (attribute of the site) x (effect of the works) x (timing factor). The factors follow
the additive portfolio value of Golabi, Kirkwood & Sicherman (1981) with the zero that Clemen &
Smith (2009) ask for: doing nothing gains 0 on every criterion.
"""

from typing import Annotated, Final, Literal

import numpy as np
from pydantic import Field

from planner.arrays import Floats, Integers
from planner.domain import Basis, Counted, Names, Strict

COST: Final = "cost"
"""Weighting `cost` charges each plan its share of all money; it has no attribute of its own."""
BUILT_IN_ATTRIBUTES: Final = (
    "significance",
    "damaged_area",
    "residents_out",
    "users_out",
    "workers_out",
    "hazard",
    "community_priority",
    "new_capacity",
)
Timing = Literal["service", "condition", "once"]


class Criterion(Strict):
    """One thing that planners may weight."""

    name: Names
    direction: Names
    """What a higher value means, said plainly: "more residents return -> higher"."""
    unit: Counted
    attribute: str
    """A built-in attribute, or any numeric column of the tables."""
    timing: Timing
    effects: dict[str, Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]]
    """Works (or `build`) -> share of the attribute that they bring; works not named bring none.
    With timing `condition` it is the share of the impaired part that they recover."""
    basis: Basis


def service_share(
    done: Integers, until: Integers, years: int, strike_probability: float | Floats = 0.0
) -> Floats:
    """Share of the appraisal years in which a completed work serves.

    done, until (any equal shapes): first year in service and the year it is superseded, both
    counted from the start of the horizon -> share in [0, 1]. A yearly probability p of being
    struck again, one for all or of the same shape, thins the j-th year of service to (1 - p)^j.
    """
    first = np.minimum(done, years)
    last = np.clip(until, first, years)
    unharmed = (last - first) / years
    struck = np.asarray(strike_probability, dtype=np.float64)
    if not struck.any():
        return np.asarray(unharmed, dtype=np.float64)
    keep = 1.0 - struck
    served = keep * (1.0 - keep ** (last - first).astype(np.float64))
    thinned = served / np.where(struck > 0.0, struck, 1.0) / years
    return np.where(struck > 0.0, thinned, unharmed)


def surviving_share(
    impaired: Floats, recovered: Floats, decay: Floats, winters: Integers
) -> Floats:
    """Share of a decaying good that is left at the end of the appraisal.

    kept = (1 - m (1 - r)) (1 - d)^k, with m the part impaired by the damage, r the share of it
    that the works recover, d the yearly loss of unprotected fabric, k the winters unprotected.
    """
    kept = (1.0 - impaired * (1.0 - recovered)) * (1.0 - decay) ** winters
    return np.asarray(kept, dtype=np.float64)


def finished_share(done: Integers, money_years: int) -> Floats:
    """1 where the works end within the money years, else 0."""
    return (done <= money_years).astype(np.float64)
