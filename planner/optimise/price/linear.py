"""Linear programs over some of the alternatives, with prices held within a range.

    max  sum_a value_a x_a + sum_r (low_r under_r - high_r over_r)
    s.t. sum_a use_ra x_a + outflow_r - inflow_r - over_r + under_r = left_r,   one x of each group

is the dual of minimising L(p) over low <= p <= high with these alternatives alone. So the same
program prices (a trust region around the last prices), rounds (what is broken is paid for) and,
with all alternatives and no range, is the plain linear relaxation. Rows are counted in what they
are worth at the last prices, values less those prices: numbers near 1, whatever the units. Every
group begins with its best alternative at the last prices and the columns are exchanges for another:

    rival less best, of each use and each value;   all exchanges of a group together at most 1

so that x = 0 is a basis whose prices are the last ones, and a group of two needs no row.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array

from planner.arrays import Floats, Integers
from planner.optimise.market.market import Market, total
from planner.optimise.solvers.simplex import Program, Vertex, minimise


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
        uses = csr_array(market.uses[columns])
        reduced = value[columns] - uses @ within.centre
        self.begins, self.place = _groups(market.group[columns])
        best = np.maximum.reduceat(reduced, self.begins) if len(columns) else reduced
        at_best = np.flatnonzero(reduced >= best[self.place])
        _, first = np.unique(self.place[at_best], return_index=True)
        self.tops = at_best[first]
        is_rival = np.ones(len(columns), dtype=bool)
        is_rival[self.tops] = False
        self.rivals = np.flatnonzero(is_rival)
        group = self.place[self.rivals]
        loss = best[group] - reduced[self.rivals]
        self.unit = float(loss.max(initial=0.0)) or 1.0
        self.weight = self._weights(uses.indices, np.abs(uses.data))
        self.over = np.flatnonzero(np.isfinite(within.high))
        self.under = np.flatnonzero(np.isfinite(within.low))
        self.cost = self._costs(loss)
        self.base = float(within.centre @ left + best.sum())
        change = csr_array(uses[self.rivals] - uses[self.tops[group]])
        left = left - total(uses[self.tops])
        self.program = self._program(change, left, group)

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

    def _costs(self, loss: Floats) -> Floats:
        """Of exchanges, of flows, of breaking rows upwards and downwards."""
        source, sink = self.market.arcs.T
        within, price = self.within, self.weight * self.unit
        return np.concatenate(
            [
                loss / self.unit,
                (within.centre[source] - within.centre[sink]) / price[source],
                ((within.high - within.centre) / price)[self.over],
                ((within.centre - within.low) / price)[self.under],
            ]
        )

    def _program(self, change: csr_array, left: Floats, group: Integers) -> Program:
        """Exchanges; money out of a supply, into a demand; over and under. One row for each group
        of three or more."""
        n_rows, n = change.shape[1], change.shape[0]
        arcs, over, under = self.market.arcs, self.over, self.under
        crowded = np.bincount(group, minlength=len(self.begins)) > 1
        shared = np.flatnonzero(crowded[group])
        row_of = n_rows + np.cumsum(crowded) - 1
        at = change.indptr[1:][shared]  # where "one of each group" goes, after the uses
        data = np.insert(change.data * self.weight[change.indices], at, 1.0)
        row = np.insert(change.indices, at, row_of[group[shared]])
        count = np.concatenate(
            [
                np.diff(change.indptr) + crowded[group],
                np.full(len(arcs), 2),
                over * 0 + 1,
                under * 0 + 1,
            ]
        )
        flows = np.tile([1.0, -1.0], len(arcs))
        entries = np.concatenate([data, flows, -np.ones(len(over)), np.ones(len(under))])
        rows = np.concatenate([row, arcs.ravel(), over, under])
        ends = np.append(0, np.cumsum(count))
        n_crowded = int(crowded.sum())
        most = np.full(len(count), np.inf)
        most[:n][~crowded[group]] = 1.0
        return Program(
            cost=self.cost,
            most=most,
            matrix=csc_array((entries, rows, ends), shape=(n_rows + n_crowded, len(count))),
            rhs=np.concatenate([left * self.weight, np.ones(n_crowded)]),
            equal=n_rows,
        )

    def read(self, vertex: Vertex) -> LinearAnswer:
        """The answer in the problem's own units."""
        change = -vertex.duals[: len(self.weight)] * self.weight * self.unit
        first = len(self.rivals) + len(self.market.arcs)
        over = slice(first, first + len(self.over))
        x = np.zeros(len(self.place))
        x[self.rivals] = vertex.x[: len(self.rivals)]
        x[self.tops] = 1.0 - np.bincount(self.place, x, minlength=len(self.begins))
        return LinearAnswer(
            x=x,
            prices=self.within.centre + change,
            broken=float(vertex.x[over] @ self.cost[over] * self.unit),
            infeasible=False,
            value=self.base - vertex.cost * self.unit,
        )


def _groups(group: Integers) -> tuple[Integers, Integers]:
    """Where each group of ascending members begins, and the place of every member's group."""
    first = np.ones(len(group), dtype=bool)
    first[1:] = group[1:] != group[:-1]
    return np.flatnonzero(first), np.cumsum(first) - 1
