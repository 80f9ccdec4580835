"""How a plan unfolds, year by year: money, what starts, and who has a home again."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from planner.arrays import Integers
from planner.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One year of one plan."""

    year: int
    started: int
    """Sites and projects whose first works start."""
    spent: int
    """Minor units."""
    housed: int | None
    """Residents who have a home again by the end of the year, in their own homes, in new ones or with a
    certificate;
    None where no criterion counts them. In the last year it is the plan's own figure."""


def phases(plan: Plan) -> tuple[Phase, ...]:
    """The years in which money falls due, in their order."""
    listing = plan.listing
    starts: Integers = listing.start[listing.is_in_plan]
    spent = Counter[int]()
    for paid in plan.payments:
        spent[paid.year] += paid.spent
    return tuple(
        Phase(
            year=year,
            started=int((starts == year).sum()),
            spent=spent[year],
            housed=_housed(plan, year),
        )
        for year in plan.scenario.years
    )


def _housed(plan: Plan, year: int) -> int | None:
    listing, criteria = plan.listing, plan.scenario.criteria
    for column, name in enumerate(listing.columns):
        if name in criteria and criteria[name].attribute == "residents_out":
            done = (listing.step_start + listing.step_years - 1).max(axis=1)
            finished = listing.is_in_plan & (done <= year)
            return round(float(np.sum(listing.counts[finished, column])))
    return None
