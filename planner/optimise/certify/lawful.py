"""Lawful prices, and the bound that follows from them alone, whatever found them.

L(p) >= optimum for any p with lawful signs (Geoffrion 1974, Fisher 1981), see market.py. In
floating point every sum may err a little; the bound given here is moved outward by a rigorous
margin for it (Higham 2002, section 3.1). `certificate.py` recomputes it without any rounding.
"""

import math
from dataclasses import dataclass

import numpy as np

from planner.arrays import Floats
from planner.optimise.certify.exact import UNIT_ROUNDOFF
from planner.optimise.tuning import CERTIFY
from planner.problem.linking import Rows
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A problem seen at given prices."""

    reduced: Floats
    """(n,) value of each alternative less the price of what it uses."""
    loss: Floats
    """(n,) how far it lies below the best of its group; any plan with it is worth at most
    bound - loss."""
    bound: float
    """Upper bound on the value of any plan, rounded outward."""
    used: Floats
    """(n,) sum of the absolute priced uses."""


def lawful_prices(rows: Rows, prices: Floats) -> Floats:
    """The nearest prices with the signs that the bound needs.

    At most: not negative; at least: not positive. Money that flows may not be dearer where it is
    used than where it comes from, so each supply takes the price of its best-priced use.
    """
    sense = np.array(rows.sense, dtype=object)
    lawful = np.where(sense == "<=", np.maximum(prices, 0.0), prices)
    lawful = np.where(sense == ">=", np.minimum(lawful, 0.0), lawful)
    if len(rows.arcs):
        source, sink = rows.arcs.T
        supplies = np.unique(source)
        lawful[supplies] = 0.0
        np.maximum.at(lawful, source, lawful[sink])
    return np.asarray(lawful, dtype=np.float64)


def priced(problem: Problem, prices: Floats) -> Priced:
    """Reduced values and bound at lawful prices, (n_rows,), with a margin for every rounding."""
    matrix, starts = problem.linking.matrix, problem.starts()
    used = np.empty(len(problem.value))
    reduced = np.empty(len(problem.value))
    for first in range(0, problem.n_groups, CERTIFY.groups_at_once):
        begin, end = starts[first], starts[min(first + CERTIFY.groups_at_once, problem.n_groups)]
        part = matrix[:, begin:end]
        reduced[begin:end] = problem.value[begin:end] - part.T @ prices
        np.abs(part.data, out=part.data)
        used[begin:end] = part.T @ np.abs(prices)
    return _judged(problem, prices, reduced, used)


def _judged(problem: Problem, prices: Floats, reduced: Floats, used: Floats) -> Priced:
    begins = problem.starts()[:-1]
    best = np.maximum.reduceat(reduced, begins) if len(begins) else np.empty(0)
    terms = 3 + int(np.diff(problem.linking.matrix.indptr).max(initial=0))
    slip = np.abs(problem.value) + used
    largest = np.maximum.reduceat(slip, begins) if len(begins) else np.empty(0)
    at_limits = prices * problem.linking.rhs
    bound = math.fsum([*best.tolist(), *at_limits.tolist()])
    bound += terms * UNIT_ROUNDOFF * (1 + 1e-9) * math.fsum(largest.tolist())
    bound += math.fsum(2 * UNIT_ROUNDOFF * np.abs(at_limits)) + 4 * UNIT_ROUNDOFF * abs(bound)
    return Priced(
        reduced=reduced,
        loss=np.asarray(best[problem.group] - reduced) if len(begins) else reduced,
        bound=math.nextafter(bound, math.inf),
        used=used,
    )
