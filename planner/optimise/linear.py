"""Linear programs over some of the alternatives, with prices held within a range.

    max  sum_a value_a x_a + sum_r (low_r under_r - high_r over_r)
    s.t. sum_a use_ra x_a + outflow_r - inflow_r - over_r + under_r = left_r,   one x of each group

is the dual of minimising L(p) over low <= p <= high with these alternatives alone. So the same
program prices (a trust region around the last prices), rounds (what is broken is paid for) and,
with all alternatives and no range, is the plain linear relaxation. Rows are counted in what they
are worth at the last prices, values less those prices: numbers near 1, whatever the units.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, diags_array, hstack, vstack

from planner.optimise.market import Market

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_SOLVED: Final = 0
_IMPOSSIBLE: Final = 2


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


def solve_linear(
    market: Market,
    value: Floats,
    columns: Integers,
    left: Floats,
    within: Range,
    seconds: float,
) -> LinearAnswer:
    """Solves over the alternatives `columns`, ascending; left: (n_rows,) what the others leave."""
    program = _Program(market, value, columns, left, within)
    answer = linprog(
        program.cost,
        A_eq=program.matrix,
        b_eq=program.rhs,
        bounds=(0, None),
        method="highs-ds",
        options={"time_limit": max(seconds, 0.01)},
    )
    if answer.status != _SOLVED:
        return LinearAnswer(
            x=None, prices=None, broken=0.0, infeasible=answer.status == _IMPOSSIBLE
        )
    return program.read(answer.x, answer.eqlin.marginals)


class _Program:
    """The program in scaled form, and the way back."""

    def __init__(
        self, market: Market, value: Floats, columns: Integers, left: Floats, within: Range
    ) -> None:
        self.market, self.within = market, within
        self.n_columns = len(columns)
        groups, place = np.unique(market.group[columns], return_inverse=True)
        reduced = value[columns] - market.uses[columns] @ within.centre
        self.unit = self._unit(reduced, place)
        self.weight = self._weights(columns)
        n_rows, n_arcs = len(left), len(market.arcs)
        over = np.flatnonzero(np.isfinite(within.high))
        under = np.flatnonzero(np.isfinite(within.low))
        self.over = slice(self.n_columns + n_arcs, self.n_columns + n_arcs + len(over))
        self.over_rows = over
        scaled = csr_array(diags_array(self.weight) @ market.uses[columns].T)
        identity = np.ones(n_rows)
        slack = hstack(
            [
                csr_array(
                    (-identity[over], (over, np.arange(len(over)))), shape=(n_rows, len(over))
                ),
                csr_array(
                    (identity[under], (under, np.arange(len(under)))), shape=(n_rows, len(under))
                ),
            ]
        )
        one = csr_array(
            (np.ones(self.n_columns), (place, np.arange(self.n_columns))),
            shape=(len(groups), self.n_columns),
        )
        empty = csr_array((len(groups), n_arcs + slack.shape[1]))
        self.matrix = vstack(
            [hstack([scaled, self._flows(n_rows), slack]), hstack([one, empty])], format="csc"
        )
        self.rhs = np.concatenate([left * self.weight, np.ones(len(groups))])
        source, sink = market.arcs.T
        toll = (within.centre[source] - within.centre[sink]) / self.weight[source] / self.unit
        price = self.weight * self.unit
        self.cost = np.concatenate(
            [
                -reduced / self.unit,
                toll,
                (within.high - within.centre)[over] / price[over],
                (within.centre - within.low)[under] / price[under],
            ]
        )

    def _unit(self, reduced: Floats, place: Integers) -> float:
        """The typical difference between alternatives of a group."""
        most = np.full(int(place.max(initial=0)) + 1, -np.inf)
        np.maximum.at(most, place, reduced)
        spread = float((most[place] - reduced).max(initial=0.0)) if len(place) else 0.0
        return spread if spread > 0 else 1.0

    def _weights(self, columns: Integers) -> Floats:
        """One over the largest use of each row; rows that money connects share one."""
        market = self.market
        part = market.uses[columns]
        largest = np.zeros(len(market.rhs))
        np.maximum.at(largest, part.indices, np.abs(part.data))
        largest = np.where(largest > 0, largest, market.scale)
        flowing = np.unique(market.arcs)
        if len(flowing):
            used = np.unique(market.arcs[:, 1])
            largest[flowing] = largest[used].max()
        return 1.0 / largest

    def _flows(self, n_rows: int) -> csr_array:
        """Money in the unit of its rows: out of a supply, into a demand."""
        source, sink = self.market.arcs.T
        arcs = np.arange(len(source))
        data = np.concatenate([np.ones(len(source)), -np.ones(len(source))])
        return csr_array(
            (data, (np.concatenate([source, sink]), np.concatenate([arcs, arcs]))),
            shape=(n_rows, len(source)),
        )

    def read(self, point: Floats, marginals: Floats) -> LinearAnswer:
        """The answer in the problem's own units."""
        change = -marginals[: len(self.weight)] * self.weight * self.unit
        paid = point[self.over] @ self.cost[self.over] * self.unit
        return LinearAnswer(
            x=point[: self.n_columns],
            prices=self.within.centre + change,
            broken=float(paid),
            infeasible=False,
        )
