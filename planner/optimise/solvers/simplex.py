"""The simplex method on one linear program that is nearly solved at x = 0.

min cost x  s.t.  matrix x = rhs in the first rows, <= rhs in the others,  0 <= x <= most

HiGHS is called directly: through scipy its set-up takes longer than these programs do. Presolve
would, too; from x = 0 and costs that are not negative the dual simplex method is in its second
phase at once. Where HiGHS cannot be loaded, scipy's own copy answers the same.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csc_array, csr_array

from planner.arrays import Floats
from planner.optimise.solvers.highs import highs_runs, new_highs

_BY_COLUMN: Final = 1
_MINIMISE: Final = 1
_DUAL: Final = 1
"""How HiGHS numbers matrices by column, the sense of an objective, and the dual simplex method."""
_SOLVED: Final = 0
_IMPOSSIBLE: Final = 2
"""How scipy numbers what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A linear program."""

    cost: Floats
    """(n,)"""
    most: Floats
    """(n,)"""
    matrix: csc_array
    """(m, n)"""
    rhs: Floats
    """(m,)"""
    equal: int
    """So many rows are equalities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertex:
    """An optimal vertex; without one, `x` is empty."""

    x: Floats
    duals: Floats
    """(m,) what one unit more on the right-hand side of a row costs."""
    cost: float = np.nan
    infeasible: bool = False


_NOWHERE: Final = np.empty(0)
"""The point of a program without an answer."""


def minimise(program: Program, seconds: float) -> Vertex:
    """An optimal vertex by the dual simplex method."""
    return _highs(program, seconds) if highs_runs() else presolved(program, seconds)


def _highs(program: Program, seconds: float) -> Vertex:
    highs = new_highs(
        {
            "presolve": "off",
            "solver": "simplex",
            "simplex_strategy": _DUAL,
            "time_limit": seconds,
        }
    )
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
        program.most,
        np.where(np.arange(m) < program.equal, program.rhs, -np.inf),
        program.rhs,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data,
        np.zeros(n, dtype=np.int32),
    )
    highs.run()
    status = highs.getModelStatus().name
    if status != "kOptimal":
        return Vertex(x=_NOWHERE, duals=_NOWHERE, infeasible=status == "kInfeasible")
    solution = highs.getSolution()
    return Vertex(
        x=np.array(solution.col_value),
        duals=np.array(solution.row_dual),
        cost=highs.getInfo().objective_function_value,
    )


def presolved(program: Program, seconds: float) -> Vertex:
    """The same through scipy, which simplifies a program first: for one far from solved at x = 0."""
    from scipy.optimize import (
        linprog,  # not at the top: few processes need it, and it reads in long
    )

    rows, equal = csr_array(program.matrix), program.equal
    answer = linprog(
        program.cost,
        A_eq=rows[:equal],
        b_eq=program.rhs[:equal],
        A_ub=rows[equal:],
        b_ub=program.rhs[equal:],
        bounds=np.column_stack([np.zeros(len(program.cost)), program.most]),
        method="highs-ds",
        options={"time_limit": seconds},
    )
    if answer.status != _SOLVED:
        return Vertex(x=_NOWHERE, duals=_NOWHERE, infeasible=answer.status == _IMPOSSIBLE)
    duals = np.concatenate([answer.eqlin.marginals, answer.ineqlin.marginals])
    return Vertex(x=answer.x, duals=duals, cost=answer.fun)
