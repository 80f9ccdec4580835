"""Diagnosis: which rules of an infeasible problem clash, and how little each would have to give."""

from planner.optimise.diagnosis.diagnose import Conflict, Diagnosis, diagnose
from planner.optimise.diagnosis.hold import clashes
from planner.problem.easing import Lever, Relief

__all__ = ["Conflict", "Diagnosis", "Lever", "Relief", "clashes", "diagnose"]
