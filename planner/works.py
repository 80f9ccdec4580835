"""What can be done to a damaged building, at what cost, with which crews, and where it is lawful."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field, model_validator

from planner.arrays import Floats, Integers
from planner.domain import (
    Amount,
    Basis,
    Grade,
    HeritageStatus,
    Names,
    Prepared,
    Strict,
)


class UnitCost(Strict):
    """Cost per square metre of floor, or per resident, in whole currency units, at the scenario's
    price year."""

    low: Amount
    likely: Amount
    high: Amount

    @model_validator(mode="after")
    def _ordered(self) -> "UnitCost":
        if not self.low <= self.likely <= self.high:
            raise ValueError("range_order")
        return self


LeadYears = Annotated[int, Field(ge=0, le=15)]


class CostClass(Strict):
    """Works that cost at most `up_to` (in the money unit) take `years`; no `up_to` means any cost."""

    up_to: Amount | None = None
    years: Annotated[int, Field(ge=1, le=15)]


class Lead(Strict):
    """Years of survey, design, approval and tender before works may start, by how far they are
    prepared; what is not named takes none."""

    years: dict[Prepared, LeadYears]
    monument: dict[Prepared, LeadYears] = Field(default_factory=dict)
    """The same for monuments, where it takes longer; else as for all."""
    basis: Basis


class Works(Strict):
    """One kind of works: a grade without a unit cost is a grade on which it is not done."""

    name: Names
    lawful_for: tuple[HeritageStatus, ...]
    uses: tuple[str, ...] = ()
    """Uses of buildings on which it makes sense; empty means all."""
    monument_up_to: Grade | None = None
    """On a monument lawful up to this damage grade; none means at every grade."""
    unit_cost: dict[Grade, UnitCost]
    per: Literal["m2", "resident"] = "m2"
    """What a unit cost is of: a square metre that the damage touches, or a resident who is out."""
    labour: dict[str, Amount] = Field(default_factory=dict)
    """Crew -> its unit (person-years) per money unit (million) spent."""
    years: tuple[CostClass, ...] = ()
    """Overrides the scenario's `duration` where given."""
    keeps_fabric: bool = True
    """False for works that remove the building: what survives of its heritage is then nothing."""
    protects_years: Annotated[int, Field(ge=0, le=100)] | None = None
    """Temporary protection lasts this long, 0 where there is none of it; none means for good."""
    lead: Lead | None = None
    """None where works may start at once."""
    before: tuple[str, ...] = ()
    """Works that may follow in a later year ("stabilise first, restore later")."""
    basis: Basis


def duration_years(cost: Floats, classes: tuple[CostClass, ...]) -> Integers:
    """Years that works take, by cost class.

    cost (any shape), in the money unit -> years (same shape). The first class whose `up_to` is
    not exceeded counts; costs above every class take the years of the last.
    """
    limits = np.array([np.inf if c.up_to is None else float(c.up_to) for c in classes[:-1]])
    years = np.array([c.years for c in classes], dtype=np.int64)
    return years[np.searchsorted(limits, cost, side="left")]
