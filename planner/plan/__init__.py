"""Plan: the ranked list, key figures, losses and provenance of a solved scenario."""

from planner.plan.make import make_plan
from planner.plan.model import (
    GROUPS,
    Entry,
    Figure,
    Figures,
    Group,
    Loss,
    Plan,
    Provenance,
    Step,
)
from planner.plan.prepare import Prepared, prepare, problem_of

__all__ = [
    "GROUPS",
    "Entry",
    "Figure",
    "Figures",
    "Group",
    "Loss",
    "Plan",
    "Prepared",
    "Provenance",
    "Step",
    "make_plan",
    "prepare",
    "problem_of",
]
