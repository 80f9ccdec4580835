"""Market: a problem as prices see it, and one pass over all its alternatives.

With a price on every linking row the problem falls apart into one best alternative a group
(Lagrangian relaxation: Geoffrion 1974, Fisher 1981):

    L(p) = sum_g max_{a in g} (value_a - sum_r p_r use_ra) + sum_r p_r rhs_r  >=  optimum

for all p with lawful signs. One pass is one sparse product and one segmented maximum.
"""

import threading
import weakref
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from planner.arrays import Floats, Integers
from planner.optimise.market.local import LocalRows, local_rows
from planner.optimise.tuning import MARKET
from planner.problem.linking import Rows
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A problem at given prices."""

    prices: Floats
    """(n_rows,)"""
    reduced: Floats
    """(n,) value of each alternative less the price of what it uses."""
    best: Floats
    """(n_groups,) the largest reduced value of each group."""
    bound: float
    """L(p) in floating point, without a margin for rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What prices need to know of the rows; the values, which weights move, come separately."""

    uses: csr_array
    """(n, n_rows) what each alternative uses; the rows' own matrix, transposed without a copy."""
    group: Integers
    begins: Integers
    """(n_groups,) where each group begins."""
    sizes: Integers
    """(n_groups,) alternatives of each group."""
    rhs: Floats
    sign: NDArray[np.int8]
    """(n_rows,) the sign of a lawful price: 1 at most, -1 at least, 0 equality."""
    arcs: Integers
    """(m, 2) supply row, demand row."""
    local: LocalRows
    amounts: csr_array | None
    """The sizes of all uses; None where they are too many to be kept twice."""
    scale: Floats
    """(n_rows,) a typical total use of each row: its limit, or what an average choice takes."""

    @property
    def free(self) -> Integers:
        """Rows that many groups share: those whose prices have to be searched for."""
        return np.flatnonzero(~self.local.rows)

    def look(self, value: Floats, prices: Floats) -> View:
        """One pass over all alternatives."""
        reduced = value - self.uses @ prices
        best = np.maximum.reduceat(reduced, self.begins)
        return View(
            prices=prices,
            reduced=reduced,
            best=best,
            bound=float(best.sum() + self.rhs @ prices),
        )

    def choice(self, view: View) -> Integers:
        """(n_groups,) the first best alternative of every group that no row bars."""
        reduced, best = view.reduced, view.best
        if self.local.banned.any():
            reduced = np.where(self.local.banned, -np.inf, reduced)
            best = np.maximum.reduceat(reduced, self.begins)
        at_best = np.flatnonzero(reduced >= best[self.group])
        groups = self.group[at_best]
        first = np.ones(len(at_best), dtype=bool)
        first[1:] = groups[1:] != groups[:-1]
        return at_best[first]

    def loss(self, view: View) -> Floats:
        """(n,) how far each alternative lies below the best of its group."""
        return np.asarray(view.best[self.group] - view.reduced)

    def worth(self, prices: Floats) -> Floats:
        """(n,) what the uses of each alternative come to, whatever their signs."""
        if self.amounts is not None:
            return np.asarray(self.amounts @ prices)
        worth = np.empty(len(self.group))
        for begin in range(0, len(worth), MARKET.alternatives_at_once):
            part = self.uses[begin : begin + MARKET.alternatives_at_once]
            np.abs(part.data, out=part.data)
            worth[begin : begin + MARKET.alternatives_at_once] = part @ prices
        return worth

    def used(self, chosen: Integers) -> Floats:
        """(n_rows,) what the chosen alternatives use together."""
        return total(self.uses[chosen])


def sparing(market: Market) -> Integers:
    """(n_groups,) of every group the unbarred alternative that uses least: doing nothing, where
    that is lawful."""
    use = market.worth(1.0 / market.scale)
    use[market.local.banned] = np.inf
    least = np.minimum.reduceat(use, market.begins)
    at = np.flatnonzero(use <= least[market.group])
    return at[np.unique(market.group[at], return_index=True)[1]]


def total(uses: csr_array) -> Floats:
    """(n_rows,) the sum of the uses of k alternatives, (k, n_rows)."""
    sums = np.bincount(uses.indices, weights=uses.data, minlength=uses.shape[1])
    return np.asarray(sums, dtype=np.float64)


_SIGNS: Final = {"<=": 1, ">=": -1, "=": 0}
"""Sense of a row -> sign of its lawful price."""


def _made(problem: Problem) -> Market:
    rows = problem.linking
    begins = problem.starts()
    sizes = np.diff(begins)
    size = np.bincount(rows.matrix.indices, weights=np.abs(rows.matrix.data), minlength=len(rows))
    typical = size / max(1.0, float(sizes.mean())) if len(sizes) else size
    uses = csr_array(rows.matrix.T)
    few = uses.nnz <= MARKET.most_amounts
    return Market(
        uses=uses,
        amounts=_with(uses, np.abs(uses.data)) if few else None,
        group=problem.group,
        begins=begins[:-1],
        sizes=sizes,
        rhs=rows.rhs,
        sign=np.array([_SIGNS[sense] for sense in rows.sense], dtype=np.int8),
        arcs=rows.arcs,
        local=local_rows(problem),
        scale=np.maximum(np.maximum(np.abs(rows.rhs), 0.1 * typical), 1e-30),
    )


def _with(matrix: csr_array, data: Floats) -> csr_array:
    """The matrix with other entries in the same places, which are not copied."""
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


class _Markets:
    """One market for every set of rows in use: a move of the weights changes no row."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: weakref.WeakKeyDictionary[Rows, Market] = weakref.WeakKeyDictionary()

    def of(self, problem: Problem) -> Market:
        with self._lock:
            market = self._made.get(problem.linking)
        if market is None or market.group is not problem.group:
            market = _made(problem)
            with self._lock:
                self._made[problem.linking] = market
        return market


_markets: Final = _Markets()
"""Of this process."""


def market_of(problem: Problem) -> Market:
    """The market of a problem, made once for its rows; safe to share between threads."""
    return _markets.of(problem)
