"""Rows in whole numbers of modest size, on which floating-point solvers are right.

A row of whole numbers is divided by their greatest common divisor, which changes nothing. A row
that is still too large, or not whole, is scaled and rounded: outward, so that no feasible choice
is lost (what a solver then picks is checked exactly, see exact.py), or inward, so that every
choice it picks is feasible.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.sparse import coo_array, csc_array
from scipy.sparse.csgraph import connected_components

from planner.arrays import Flags, Floats, Integers
from planner.optimise.tuning import WHOLE
from planner.problem.linking import Rows

Direction = Literal["outward", "inward"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRows:
    """Rescaled rows, and how much of the original row one whole unit stands for."""

    rows: Rows
    unit: Floats
    """(n_rows,)"""
    exact: bool
    """Whether no row had to be rounded."""


def _components(rows: Rows) -> Integers:
    """(n_rows,) number of the component that money flows connect each row to."""
    size = len(rows)
    links = coo_array((np.ones(len(rows.arcs)), tuple(rows.arcs.T)), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _unit_of(data: Floats, rhs: Floats) -> tuple[float, bool]:
    """(unit, exact) for the numbers of one component."""
    largest = float(np.abs(data).max(initial=0.0))
    if largest == 0.0:
        return 1.0, True
    if largest < 2**53 and np.array_equal(data, np.rint(data)):
        divisor = int(np.gcd.reduce(np.abs(data).astype(np.int64)))
        if largest / divisor <= WHOLE.largest_kept:
            return float(divisor), True
    return max(largest, float(np.abs(rhs).max()) / 8) / WHOLE.largest_scaled, False


def _units(rows: Rows) -> tuple[Floats, Flags]:
    """(n_rows,) each: the unit, and whether the row is whole in it. Money that flows shares one."""
    component = _components(rows)
    row_of = rows.matrix.indices
    unit, exact = np.ones(len(rows)), np.ones(len(rows), dtype=bool)
    for c in range(int(component.max(initial=-1)) + 1):
        members = component == c
        data = rows.matrix.data[component[row_of] == c]
        unit[members], exact[members] = _unit_of(data, rows.rhs[members])
    return unit, exact


def _rounded(values: Floats, up: Flags) -> Floats:
    return np.where(up, np.ceil(values), np.floor(values))


def whole_rows(rows: Rows, direction: Direction) -> WholeRows:
    """The same rows in whole numbers. Equalities are kept as they are: ours are whole already."""
    unit, exact = _units(rows)
    sense = np.array(rows.sense, dtype=object)
    equal, at_most = sense == "=", sense == "<="
    unit[equal], exact[equal] = 1.0, True
    row_of = rows.matrix.indices
    coefficients_up = at_most if direction == "inward" else ~at_most
    data = rows.matrix.data / unit[row_of]
    data = np.where(exact[row_of], data, _rounded(data, coefficients_up[row_of]))
    limits = rows.rhs / unit
    # A whole row can never come closer to its limit than the next whole number inside it;
    # money that flows from several sources can, so its limits are left as they are.
    inside = _rounded(limits, ~at_most)
    outside = _rounded(limits, at_most) if direction == "outward" else inside
    flows = np.isin(np.arange(len(rows)), rows.arcs)
    limits = np.where(equal | (exact & flows), limits, np.where(exact, inside, outside))
    matrix = csc_array((data, rows.matrix.indices, rows.matrix.indptr), shape=rows.matrix.shape)
    return WholeRows(
        rows=Rows(ids=rows.ids, matrix=matrix, sense=rows.sense, rhs=limits, arcs=rows.arcs),
        unit=unit,
        exact=bool(exact.all()),
    )


def divided(rows: Rows) -> tuple[Rows, Floats]:
    """The same rows, exactly, with large common factors taken out, and the factor of each row.

    Sums in kopecks are so large beside a solver's tolerances that HiGHS 1.15.1 calls plans optimal
    that are not; the same numbers without their zeros it answers rightly.
    """
    component = _components(rows)
    row_of = rows.matrix.indices
    factor = np.ones(len(rows))
    for c in range(int(component.max(initial=-1)) + 1):
        members = component == c
        numbers = [*rows.matrix.data[component[row_of] == c].tolist(), *rows.rhs[members].tolist()]
        if max(map(abs, numbers)) > WHOLE.largest_scaled and all(map(float.is_integer, numbers)):
            factor[members] = math.gcd(*map(int, numbers))
    data = rows.matrix.data / factor[row_of]
    matrix = csc_array((data, rows.matrix.indices, rows.matrix.indptr), shape=rows.matrix.shape)
    return replace(rows, matrix=matrix, rhs=rows.rhs / factor), factor
