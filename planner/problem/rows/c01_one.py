"""C1: one alternative for everything."""

from itertools import repeat

import numpy as np
from scipy.sparse import csc_array

from planner.arrays import Integers
from planner.problem.case import Case
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import RowKind


def one_of_each(group: Integers, names: tuple[str, ...]) -> Rows:
    """The rows of C1 for alternatives with group numbers `group`, (n,)."""
    n = len(group)
    matrix = csc_array((np.ones(n), (group, np.arange(n))), shape=(len(names), n))
    return Rows(
        ids=tuple(RowId(f"C1_one_{name}", Rule("C1"), name) for name in names),
        matrix=matrix,
        sense=tuple(repeat("=", len(names))),
        rhs=np.ones(len(names)),
        arcs=np.empty((0, 2), dtype=np.int64),
    )


def c1_one_alternative(case: Case) -> Rows:
    r"""C1 One alternative: every site and project gets exactly one, "nothing" among them.

    .. math:: \sum_{a \in A_i} x_a = 1 \quad \text{for every site and project } i

    x_a  1 if alternative a is chosen, else 0    A_i  the alternatives of i [none]
    """
    return one_of_each(case.alternatives.group, case.alternatives.subjects)


ENTRY = RowKind(number="C1", write=c1_one_alternative)
