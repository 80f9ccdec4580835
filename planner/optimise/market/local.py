"""Local rows: those that only a few groups share. Their prices need no search.

- A row of one group (a lock, a promise) says which of its alternatives may be chosen at all.
- A row that clears a plot for a project makes both one decision: the project is charged what
  clearing costs the plot, so that project and displaced sites are judged together and the bound
  stays as tight as if they were one group (a block decision in the sense of Fisher 1981).
- Other rows of few groups (one work only after another) are left to the linear program.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from planner.arrays import Flags, Floats, Integers
from planner.optimise.tuning import MARKET
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRows:
    """Rows that few groups share, by what they say."""

    rows: Flags
    """(n_rows,) all of them."""
    single: Integers
    """Rows of one group."""
    single_group: Integers
    """The group of each."""
    displacing: Integers
    """Rows that tie clearing a plot to starting a project on it."""
    plot: Integers
    """The group whose plot each of them clears."""
    entries: csr_array
    """(n_rows, n) the coefficients of local rows; other rows are empty."""
    of_displacing: csr_array
    """The same of displacing rows alone, and of rows of one group: taken out once, since at every
    pass over a city they cost as much as the rest of their prices."""
    of_single: csr_array
    banned: Flags
    """(n,) alternatives that no plan can choose."""
    entangled: Integers
    """Groups that share a local row with another group."""

    @property
    def tied(self) -> Flags:
        """(n_rows,) local rows of several groups that clear no plot."""
        found = self.rows.copy()
        found[self.single] = False
        found[self.displacing] = False
        return found


def local_rows(problem: Problem) -> LocalRows:
    """Finds the rows of few groups and reads what they say."""
    n_rows = len(problem.linking)
    entries = _few_entries(problem)
    groups = [
        np.unique(problem.group[entries.indices[entries.indptr[r] : entries.indptr[r + 1]]])
        for r in range(n_rows)
    ]
    flowing = np.isin(np.arange(n_rows), problem.linking.arcs)
    count = np.array([len(g) for g in groups], dtype=np.int64).reshape(n_rows)
    structural = np.array([_counts(entries, r) for r in range(n_rows)], dtype=bool)
    few = (count == 1) | ((count > 0) & (count <= MARKET.most_groups) & structural)
    local = few & ~flowing & (problem.n_groups >= MARKET.least_groups)
    single = np.flatnonzero(local & (count == 1))
    displacing = np.array(
        [r for r in np.flatnonzero(local & (count > 1)) if _clears(problem, entries, int(r))],
        dtype=np.int64,
    )
    banned = _banned(problem, entries, single, displacing)
    several = np.flatnonzero(local & (count > 1))
    tangled = [groups[r] for r in several]
    return LocalRows(
        rows=local,
        single=single,
        single_group=np.array([groups[r][0] for r in single], dtype=np.int64),
        displacing=displacing,
        plot=np.array([_plot(problem, entries, int(r)) for r in displacing], dtype=np.int64),
        entries=entries,
        of_displacing=csr_array(entries[displacing]),
        of_single=csr_array(entries[single]),
        banned=banned,
        entangled=np.unique(np.concatenate(tangled)) if tangled else np.empty(0, dtype=np.int64),
    )


def _few_entries(problem: Problem) -> csr_array:
    """The matrix by row, with the entries of rows that have few of them."""
    matrix = problem.linking.matrix
    n_rows, n = matrix.shape
    few = np.bincount(matrix.indices, minlength=n_rows) <= MARKET.most_entries
    if problem.n_groups < MARKET.least_groups:
        few[:] = False
    kept = np.flatnonzero(few[matrix.indices])
    column = np.searchsorted(matrix.indptr, kept, side="right") - 1
    return csr_array((matrix.data[kept], (matrix.indices[kept], column)), shape=(n_rows, n))


def _row(entries: csr_array, r: int) -> tuple[Integers, Floats]:
    inside = slice(entries.indptr[r], entries.indptr[r + 1])
    return entries.indices[inside], entries.data[inside]


def _counts(entries: csr_array, r: int) -> bool:
    """Whether a row counts alternatives rather than measuring what they use."""
    return bool((np.abs(_row(entries, r)[1]) == 1.0).all())


def _plot(problem: Problem, entries: csr_array, r: int) -> int:
    members, data = _row(entries, r)
    return int(problem.group[members[data > 0][0]])


def _clears(problem: Problem, entries: csr_array, r: int) -> bool:
    """Whether a row says: one plot is cleared exactly when a project starts."""
    members, data = _row(entries, r)
    if problem.linking.sense[r] != "=" or problem.linking.rhs[r] != 0.0:
        return False
    plots = np.unique(problem.group[members[data == 1.0]])
    others = problem.group[members[data == -1.0]]
    return bool(
        (np.abs(data) == 1.0).all() and len(plots) == 1 and not np.isin(plots, others).any()
    )


def _keeps(total: Floats, sense: str, rhs: float) -> Flags:
    if sense == "<=":
        return np.asarray(total <= rhs)
    return np.asarray(total >= rhs) if sense == ">=" else np.asarray(total == rhs)


def _banned(problem: Problem, entries: csr_array, single: Integers, displacing: Integers) -> Flags:
    """Alternatives that break a row of their group, and projects whose plot cannot be cleared."""
    banned = np.zeros(len(problem.value), dtype=bool)
    starts = problem.starts()
    for r in single:
        members, data = _row(entries, int(r))
        group = problem.group[members[0]]
        total = np.zeros(starts[group + 1] - starts[group])
        total[members - starts[group]] = data
        kept = _keeps(total, problem.linking.sense[r], float(problem.linking.rhs[r]))
        banned[starts[group] : starts[group + 1]] |= ~kept
    for r in displacing:
        members, data = _row(entries, int(r))
        if banned[members[data > 0]].all():
            banned[members[data < 0]] = True
    return banned
