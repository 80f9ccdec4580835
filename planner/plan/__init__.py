"""Plan: the ranked list, key figures, losses and provenance of a solved scenario."""

from planner.plan.chosen import as_chosen, keeping_to
from planner.plan.columns import BEFOREHAND, GROUPS, IN_PLAN, Group, Listing
from planner.plan.entry import Entry, Step
from planner.plan.figures import Figure, Figures, Loss
from planner.plan.make import make_plan, plan_of, solve_scenario
from planner.plan.plan import Plan, Provenance
from planner.plan.prepare import Prepared, prepare, problem_of

__all__ = [
    "BEFOREHAND",
    "GROUPS",
    "IN_PLAN",
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
    "as_chosen",
    "keeping_to",
    "make_plan",
    "plan_of",
    "prepare",
    "problem_of",
    "solve_scenario",
]
