"""The simplex method on one linear program, begun from a basis that is known to be near.

min cost x  s.t.  matrix x = rhs,  x >= 0

HiGHS is called directly: through scipy its set-up takes longer than these programs do, and
begins from no basis. Where HiGHS cannot be loaded, scipy's own copy answers the same.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csc_array

try:
    import highspy
except ImportError:  # pragma: no cover - a platform without HiGHS
    highspy = None

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_BY_COLUMN: Final = 1
_MINIMISE: Final = 1
_DUAL: Final = 1
_SOLVED: Final = 0
_IMPOSSIBLE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A linear program, and where to begin."""

    cost: Floats
    """(n,)"""
    matrix: csc_array
    """(m, n)"""
    rhs: Floats
    """(m,)"""
    basic: Integers
    """Columns that begin in the basis, and as many rows that they take the place of."""
    taken: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertex:
    """An optimal vertex; without one, `x` is empty."""

    x: Floats
    duals: Floats
    """(m,) what one unit more on the right-hand side of a row costs."""
    cost: float = np.nan
    infeasible: bool = False


_NOWHERE: Final = np.empty(0)


def minimise(program: Program, seconds: float) -> Vertex:
    """An optimal vertex by the dual simplex method."""
    return _scipy(program, seconds) if highspy is None else _highs(program, seconds)


def _highs(program: Program, seconds: float) -> Vertex:
    highs = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("presolve", "off"),  # it would lose the basis
        ("solver", "simplex"),
        ("simplex_strategy", _DUAL),
        ("time_limit", seconds),
    ):
        highs.setOptionValue(option, value)
    matrix, (m, n) = program.matrix, program.matrix.shape
    highs.passModel(
        n,
        m,
        matrix.nnz,
        _BY_COLUMN,
        _MINIMISE,
        0.0,
        program.cost,
        np.zeros(n),
        np.full(n, np.inf),
        program.rhs,
        program.rhs,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data,
        np.zeros(n, dtype=np.int32),
    )
    highs.setBasis(_basis(program))
    highs.run()
    status = highs.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        impossible = status == highspy.HighsModelStatus.kInfeasible
        return Vertex(x=_NOWHERE, duals=_NOWHERE, infeasible=impossible)
    solution = highs.getSolution()
    return Vertex(
        x=np.array(solution.col_value),
        duals=np.array(solution.row_dual),
        cost=highs.getInfo().objective_function_value,
    )


def _basis(program: Program) -> Any:
    m, n = program.matrix.shape
    inside, outside = highspy.HighsBasisStatus.kBasic, highspy.HighsBasisStatus.kLower
    columns, rows = [outside] * n, [inside] * m
    for column, row in zip(program.basic.tolist(), program.taken.tolist(), strict=True):
        columns[column], rows[row] = inside, outside
    basis = highspy.HighsBasis()
    basis.col_status, basis.row_status, basis.valid = columns, rows, True
    return basis


def _scipy(program: Program, seconds: float) -> Vertex:
    answer = linprog(
        program.cost,
        A_eq=program.matrix,
        b_eq=program.rhs,
        bounds=(0, None),
        method="highs-ds",
        options={"time_limit": seconds},
    )
    if answer.status != _SOLVED:
        return Vertex(x=_NOWHERE, duals=_NOWHERE, infeasible=answer.status == _IMPOSSIBLE)
    return Vertex(x=answer.x, duals=answer.eqlin.marginals, cost=answer.fun)
