"""Plan: the ranked list, key figures, losses and provenance of a solved scenario."""

from planner.plan.make import make_plan, plan_of, solve_scenario
from planner.plan.plan import (
    FORCED,
    GROUPS,
    Entry,
    Figure,
    Figures,
    Group,
    Listing,
    Loss,
    Plan,
    Provenance,
    Step,
)
from planner.plan.prepare import Prepared, prepare, problem_of

__all__ = [
    "FORCED",
    "GROUPS",
    "Entry",
    "Figure",
    "Figures",
    "Group",
    "Listing",
    "Loss",
    "Plan",
    "Prepared",
    "Provenance",
    "Step",
    "make_plan",
    "plan_of",
    "prepare",
    "problem_of",
    "solve_scenario",
]
