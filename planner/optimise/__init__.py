"""Solve a Problem: prices give a bound, integer programs find the plan, exact arithmetic checks it."""

from planner.optimise.certify.check import Report, check
from planner.optimise.certify.solution import Solution
from planner.optimise.diagnosis import Conflict, Diagnosis, diagnose
from planner.optimise.solve import solve
from planner.optimise.solvers.written import write_model

__all__ = [
    "Conflict",
    "Diagnosis",
    "Report",
    "Solution",
    "check",
    "diagnose",
    "solve",
    "write_model",
]
