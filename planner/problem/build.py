"""Case -> Problem: all rows, and the value of every alternative under the weights."""

import numpy as np

from planner.alternatives.table import Alternatives
from planner.arrays import Floats, Integers
from planner.criteria import COST
from planner.problem.case import Case
from planner.problem.linking import Rows
from planner.problem.problem import Problem
from planner.problem.rows import ENTRIES

VALUE_DIGITS = 9
"""Values are kept to a billionth of a point, so that a written model holds them exactly."""


def points_of(
    table: Alternatives,
    shares: dict[str, float],
    attainable: Floats,
    all_money: int,
    alternatives: Integers | slice = slice(None),
) -> Floats:
    """(n, n_criteria + 1) points that some alternatives bring by criterion, `cost` last.

    points = 100 w_c gain / attainable for a criterion, - 100 w_cost cost / all money for cost.
    A criterion of which nothing is attainable brings no points.
    """
    scale, charge = _scales(table, shares, attainable, all_money)
    gain = table.gain[alternatives]
    points = np.zeros((len(gain), len(scale) + 1))
    np.multiply(gain, scale, out=points[:, :-1])
    if charge:
        points[:, -1] = -charge * table.money[alternatives].sum(axis=1)
    return points


def _scales(
    table: Alternatives, shares: dict[str, float], attainable: Floats, all_money: int
) -> tuple[Floats, float]:
    """(n_criteria,) points of a unit of each criterion, and what a minor unit of money costs."""
    weights = np.array([shares[c] for c in table.criteria])
    scale = np.divide(100.0 * weights, attainable, out=np.zeros_like(weights), where=attainable > 0)
    return scale, 100.0 * shares[COST] / all_money if all_money else 0.0


def values_of(
    table: Alternatives, shares: dict[str, float], attainable: Floats, all_money: int
) -> Floats:
    """(n,) value of every alternative, in points of the plan's score: the sum of its points.

    Criterion after criterion, which comes out the same to the last digit wherever it is done.
    """
    scale, charge = _scales(table, shares, attainable, all_money)
    value, part = np.zeros(len(table)), np.empty(len(table))
    for gain, factor in zip(table.gain.T, scale.tolist(), strict=True):
        if factor:
            value += np.multiply(gain, factor, out=part)
    if charge:
        value -= charge * table.cost
    return np.round(value, VALUE_DIGITS)


def linking_rows(case: Case) -> Rows:
    """Every row but C1, in order."""
    blocks = [entry.write(case) for entry in ENTRIES.values() if entry.number != "C1"]
    return Rows.stack(blocks, n=len(case.alternatives))


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
