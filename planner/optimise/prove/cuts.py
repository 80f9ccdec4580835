"""Cover cuts: a choice that breaks a row exactly is forbidden, and nothing feasible with it.

If the chosen alternatives with positive coefficients already exceed a row, and none of those with
negative ones that are missing is added, the row stays broken; so at least one of the former must
go or one of the latter come (Balas 1975, Wolsey 1975, for rows of one sign).
"""

from fractions import Fraction

import numpy as np
from scipy.sparse import csc_array

from planner.arrays import Flags, Floats, Integers
from planner.optimise.certify.exact import Violation
from planner.problem.linking import RowId, Rows


def cover_cut(rows: Rows, violation: Violation, chosen: Flags, name: str) -> Rows:
    """One row that the violating choice breaks and every feasible choice keeps.

    chosen (n,) flags. The cover is made small first: the least items leave while the rest still
    exceeds the row.
    """
    members = np.asarray(violation.rows)
    use = np.asarray(rows.matrix[members].sum(axis=0)).ravel()
    if rows.sense[members[0]] == ">=" or _falls_short(rows, members, chosen, use):
        use = -use
    items = np.flatnonzero(chosen & (use > 0))
    spared = np.flatnonzero(~chosen & (use < 0))
    excess = violation.excess
    cover = []
    for item in items[np.argsort(use[items], kind="stable")]:
        amount = Fraction(float(use[item]))
        if amount < excess:
            excess -= amount
        else:
            cover.append(item)
    coefficients = np.zeros(rows.matrix.shape[1])
    coefficients[cover] = 1.0
    coefficients[spared] = -1.0
    return Rows(
        ids=(RowId(name),),
        matrix=csc_array(coefficients[None, :]),
        sense=("<=",),
        rhs=np.array([len(cover) - 1.0]),
        arcs=np.empty((0, 2), dtype=np.int64),
    )


def _falls_short(rows: Rows, members: Integers, chosen: Flags, use: Floats) -> bool:
    """Whether an equality is broken from below."""
    r = members[0]
    return bool(rows.sense[r] == "=" and use[chosen].sum() < rows.rhs[r])
