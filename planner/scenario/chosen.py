"""A plan that somebody chose in place of the best one, as a scenario's file states it."""

from planner.domain import Strict, Text
from planner.scenario.funds import Id, Year


class ChosenPlan(Strict):
    """A plan that somebody chose in place of the best one, and why: these works and no others.

    It is of the file that states it: one that extends that file searches for a plan of its own.
    """

    reason: Text
    works: dict[Id, dict[Year, str]]
    """Site or project -> year -> works that begin then; `make_way` where a plot is cleared for a
    project. What is not named has no works."""
