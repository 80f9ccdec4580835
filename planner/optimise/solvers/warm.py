"""One linear program solved again and again as alternatives are ruled out, by warm HiGHS.

A dual simplex begun from the last basis needs a few steps where a fresh one needs hundreds, so
that each time takes a millisecond or two. PuLP and scipy begin anew; hence HiGHS itself, where it
runs.
"""

from typing import Any

import numpy as np
from scipy.sparse import csc_array

from planner.arrays import Floats, Integers
from planner.optimise.solvers.highs import new_highs


class Warm:
    """min cost x, matrix x = rhs, x >= 0, of which some x may be held at nothing."""

    def __init__(self, cost: Floats, matrix: csc_array, rhs: Floats) -> None:
        import highspy  # not at the top: HiGHS may be missing

        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = matrix.shape
        program.col_cost_ = cost
        program.col_lower_, program.col_upper_ = np.zeros(len(cost)), np.full(len(cost), np.inf)
        program.row_lower_ = program.row_upper_ = rhs
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
        program.a_matrix_.value_ = matrix.data
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._highs: Any = new_highs({"solver": "simplex", "presolve": "off"})
        self._highs.passModel(program)

    def solved(self, seconds: float) -> Floats | None:
        """(n,) an optimal vertex, None where none was found in time."""
        highs = self._highs
        highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.0))
        highs.run()
        if highs.getModelStatus() != self._optimal:
            return None
        return np.asarray(highs.getSolution().col_value)

    def duals(self) -> Floats:
        """(m,) what one unit more on the right-hand side of a row costs, at the last vertex."""
        return np.asarray(self._highs.getSolution().row_dual)

    def bind(self, low: Floats, high: Floats) -> None:
        """Limits of the first columns from now on, (k,) each."""
        columns = np.arange(len(low), dtype=np.int32)
        self._highs.changeColsBounds(len(low), columns, low, high)

    def rule_out(self, columns: Integers) -> None:
        """Holds columns at nothing from now on."""
        none = np.zeros(len(columns))
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), none, none)
