"""The decision problem as named rows: one alternative a site, money, crews, and the rules."""

from planner.problem.build import build_problem, values_of
from planner.problem.case import Case
from planner.problem.commitments import c9_promises, c10_targets
from planner.problem.linking import Rows
from planner.problem.means import c1_one_alternative, c2_money, c3_crews
from planner.problem.policies import (
    c4_displacement,
    c5_requires,
    c6_locks,
    c7_share,
    c8_district_floor,
)
from planner.problem.problem import Problem

ROWS = (
    c1_one_alternative,
    c2_money,
    c3_crews,
    c4_displacement,
    c5_requires,
    c6_locks,
    c7_share,
    c8_district_floor,
    c9_promises,
    c10_targets,
)
"""The row functions in order; the Method page shows their docstrings."""

__all__ = [
    "ROWS",
    "Case",
    "Problem",
    "Rows",
    "build_problem",
    "c1_one_alternative",
    "c2_money",
    "c3_crews",
    "c4_displacement",
    "c5_requires",
    "c6_locks",
    "c7_share",
    "c8_district_floor",
    "c9_promises",
    "c10_targets",
    "values_of",
]
