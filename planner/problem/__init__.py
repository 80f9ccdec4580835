"""The decision problem as named rows: one alternative a site, money, crews, and the rules."""

from planner.problem.build import build_problem, values_of
from planner.problem.case import Case
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.problem import Problem
from planner.problem.rows import ENTRIES, ROWS

__all__ = [
    "ENTRIES",
    "ROWS",
    "Case",
    "Problem",
    "RowId",
    "Rows",
    "Rule",
    "build_problem",
    "values_of",
]
