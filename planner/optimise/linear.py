"""Linear programs over some of the alternatives, with prices held within a range.

    max  sum_a value_a x_a + sum_r (low_r under_r - high_r over_r)
    s.t. sum_a use_ra x_a + outflow_r - inflow_r - over_r + under_r = left_r,   one x of each group

is the dual of minimising L(p) over low <= p <= high with these alternatives alone. So the same
program prices (a trust region around the last prices), rounds (what is broken is paid for) and,
with all alternatives and no range, is the plain linear relaxation. Rows are counted in what they
are worth at the last prices, values less those prices: numbers near 1, whatever the units. The best
alternative of each group and the rows themselves are a basis whose prices are the last ones; the
dual simplex method needs few steps from there.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from planner.optimise.market import Market
from planner.optimise.simplex import Program, Vertex, minimise

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How far each price, (n_rows,), may lie from `centre`; infinite where nothing holds it."""

    centre: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearAnswer:
    """An optimal vertex, or why there is none."""

    x: Floats | None
    """(n_columns,) share of each alternative; None where none was found."""
    prices: Floats | None
    """(n_rows,) the prices that prove it, not yet lawful to the last digit."""
    broken: float
    """What is paid for rows that are broken, in value."""
    infeasible: bool
    value: float = np.nan
    """Of the program, in value."""


def solve_linear(
    market: Market,
    value: Floats,
    columns: Integers,
    left: Floats,
    within: Range,
    seconds: float,
) -> LinearAnswer:
    """Solves over the alternatives `columns`, ascending; left: (n_rows,) what the others leave."""
    scaled = _Scaled(market, value, columns, left, within)
    vertex = minimise(scaled.program, max(seconds, 0.01))
    if not len(vertex.x):
        return LinearAnswer(x=None, prices=None, broken=0.0, infeasible=vertex.infeasible)
    return scaled.read(vertex)


class _Scaled:
    """The program in scaled form, and the way back."""

    def __init__(
        self, market: Market, value: Floats, columns: Integers, left: Floats, within: Range
    ) -> None:
        self.market, self.within = market, within
        self.n_columns = len(columns)
        uses = market.uses[columns]
        reduced = value[columns] - uses @ within.centre
        group = market.group[columns]
        begins = np.flatnonzero(np.append(True, group[1:] != group[:-1])) if len(group) else group
        place = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(group))))
        best = np.maximum.reduceat(reduced, begins) if len(begins) else reduced
        spread = float((best[place] - reduced).max(initial=0.0))
        self.unit = spread if spread > 0 else 1.0
        self.weight = self._weights(uses.indices, np.abs(uses.data))
        self.over = np.flatnonzero(np.isfinite(within.high))
        self.under = np.flatnonzero(np.isfinite(within.low))
        self.cost = self._costs(reduced)
        at_best = np.flatnonzero(reduced >= best[place])
        _, first = np.unique(place[at_best], return_index=True)
        n_rows, self.base = len(left), float(within.centre @ left)
        self.program = Program(
            cost=self.cost,
            matrix=self._matrix(uses.indptr, uses.indices, uses.data, place),
            rhs=np.concatenate([left * self.weight, np.ones(len(begins))]),
            basic=at_best[first],
            taken=n_rows + np.arange(len(begins)),
        )

    def _weights(self, rows: Integers, sizes: Floats) -> Floats:
        """One over the largest use of each row; rows that money connects share one."""
        market = self.market
        largest = np.zeros(len(market.rhs))
        np.maximum.at(largest, rows, sizes)
        largest = np.where(largest > 0, largest, market.scale)
        flowing = np.unique(market.arcs)
        if len(flowing):
            used = np.unique(market.arcs[:, 1])
            largest[flowing] = largest[used].max()
        return 1.0 / largest

    def _costs(self, reduced: Floats) -> Floats:
        """Of alternatives, of flows, of breaking rows upwards and downwards."""
        source, sink = self.market.arcs.T
        within, price = self.within, self.weight * self.unit
        return np.concatenate(
            [
                -reduced / self.unit,
                (within.centre[source] - within.centre[sink]) / price[source],
                ((within.high - within.centre) / price)[self.over],
                ((within.centre - within.low) / price)[self.under],
            ]
        )

    def _matrix(
        self, indptr: Integers, indices: Integers, data: Floats, place: Integers
    ) -> csc_array:
        """Uses and one of each group; money out of a supply, into a demand; over and under."""
        n_rows, n_groups = len(self.weight), int(place.max(initial=-1)) + 1
        arcs, over, under = self.market.arcs, self.over, self.under
        last = indptr[1:] + np.arange(self.n_columns)  # where "one of each group" goes
        of_uses = np.ones(len(indices) + self.n_columns, dtype=bool)
        of_uses[last] = False
        row = np.empty(len(of_uses), dtype=np.int64)
        entry = np.ones(len(of_uses))
        row[of_uses], entry[of_uses] = indices, data * self.weight[indices]
        row[last] = n_rows + place
        count = [np.diff(indptr) + 1, np.full(len(arcs), 2), np.ones(len(over) + len(under))]
        ends = np.cumsum(np.concatenate(count)).astype(np.int64)
        rows = np.concatenate([row, arcs.ravel(), over, under])
        flows = np.tile([1.0, -1.0], len(arcs))
        entries = np.concatenate([entry, flows, -np.ones(len(over)), np.ones(len(under))])
        return csc_array(
            (entries, rows, np.append(0, ends)), shape=(n_rows + n_groups, len(ends))
        )

    def read(self, vertex: Vertex) -> LinearAnswer:
        """The answer in the problem's own units."""
        change = -vertex.duals[: len(self.weight)] * self.weight * self.unit
        first = self.n_columns + len(self.market.arcs)
        over = slice(first, first + len(self.over))
        return LinearAnswer(
            x=vertex.x[: self.n_columns],
            prices=self.within.centre + change,
            broken=float(vertex.x[over] @ self.cost[over] * self.unit),
            infeasible=False,
            value=self.base - vertex.cost * self.unit,
        )
