"""Case -> Problem: all rows, and the value of every alternative under the weights."""

import numpy as np
from numpy.typing import NDArray

from planner.alternatives.table import Alternatives
from planner.criteria import COST
from planner.problem.case import Case
from planner.problem.commitments import c9_promises, c10_targets
from planner.problem.means import c2_money, c3_crews
from planner.problem.model import Problem
from planner.problem.policies import (
    c4_displacement,
    c5_requires,
    c6_locks,
    c7_share,
    c8_district_floor,
)
from planner.problem.rows import Rows

Floats = NDArray[np.float64]
VALUE_DIGITS = 9
"""Values are kept to a billionth of a point, so that a written model holds them exactly."""


def points_of(
    table: Alternatives, shares: dict[str, float], attainable: Floats, all_money: int
) -> Floats:
    """(n, n_criteria + 1) points that each alternative brings by criterion, `cost` last.

    points = 100 w_c gain / attainable for a criterion, - 100 w_cost cost / all money for cost.
    A criterion of which nothing is attainable brings no points.
    """
    weights = np.array([shares[c] for c in table.criteria])
    scale = np.divide(100.0 * weights, attainable, out=np.zeros_like(weights), where=attainable > 0)
    points = np.zeros((len(table), len(table.criteria) + 1))
    np.multiply(table.gain, scale, out=points[:, :-1])
    charge = 100.0 * shares[COST] / all_money if all_money else 0.0
    if charge:
        points[:, -1] = -charge * table.cost
    return points


def values_of(
    table: Alternatives, shares: dict[str, float], attainable: Floats, all_money: int
) -> Floats:
    """(n,) value of every alternative, in points of the plan's score."""
    return value_of(points_of(table, shares, attainable, all_money))


def value_of(points: Floats) -> Floats:
    """(n,) value of every alternative from its points by criterion, (n, n_criteria + 1)."""
    return np.asarray(np.round(points.sum(axis=1), VALUE_DIGITS))


def linking_rows(case: Case) -> Rows:
    """Every row but C1, in order."""
    blocks = (
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
    return Rows.stack([block(case) for block in blocks], n=len(case.alternatives))


def build_problem(case: Case, value: Floats, *, labelled: bool = False) -> Problem:
    """The problem of a case for the given value of each alternative, (n,)."""
    table = case.alternatives
    return Problem(
        value=value,
        group=table.group,
        linking=linking_rows(case),
        group_names=table.subjects,
        labels=tuple(table.label(a) for a in range(len(table))) if labelled else (),
    )
