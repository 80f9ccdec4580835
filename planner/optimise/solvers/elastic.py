"""The linear program that dives and trees solve again and again, rows kept or paid for.

    min  loss x + slack   s.t.  uses x + outflow - inflow - over + under = left,   one x of each group

counted from given prices: an alternative costs what it lies below its reduced value there, room
left in a row its price, breaking a row a penalty. So it always has an answer, and what its duals
add to the given prices are prices again, near the given ones at first.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array, diags_array, hstack, vstack

from planner.arrays import Floats, Integers
from planner.optimise.market.market import Market
from planner.optimise.solvers.warm import Warm


@dataclass(frozen=True, slots=True, kw_only=True)
class Elastic:
    """A linear program begun, and how its duals become prices."""

    program: Warm
    prices: Floats
    """(n_rows,) from which costs are counted."""
    usual: Floats

    def prices_now(self) -> Floats:
        """(n_rows,) prices that prove the last vertex, not yet lawful to the last digit."""
        return self.prices - self.program.duals()[: len(self.prices)] * self.usual


def elastic(
    market: Market,
    value: Floats,
    columns: Integers,
    place: Integers,
    count: Floats,
    left: Floats,
    prices: Floats,
    usual: Floats,
    penalties: tuple[Floats, Floats],
) -> Elastic:
    """The program over `columns`; place: (n_columns,) the group of each, 0..k-1; count: (k,) how
    many of each group are chosen; left: (n_rows,) what the other groups leave; usual: (n_rows,)
    positive sizes of prices; penalties: see `penalties_of`."""
    n_rows, n = len(market.rhs), len(columns)
    over, under = penalties
    unit = float(np.abs(value[columns]).max(initial=0.0)) or 1.0
    above, below = np.flatnonzero(np.isfinite(over)), np.flatnonzero(np.isfinite(under))
    source, sink = market.arcs.T
    arcs = np.arange(len(source))
    ends = np.concatenate([np.ones(len(arcs)), -usual[sink] / usual[source]])
    flows = csr_array((ends, (market.arcs.T.ravel(), np.tile(arcs, 2))), shape=(n_rows, len(arcs)))
    identity = csr_array(diags_array(np.ones(n_rows)))
    uses = csr_array(diags_array(usual / unit) @ market.uses[columns].T)
    rows = hstack([uses, flows, -identity[:, above], identity[:, below]])
    one = csr_array((np.ones(n), (place, np.arange(n))), shape=(len(count), rows.shape[1]))
    cost = np.concatenate(
        [
            (market.uses[columns] @ prices - value[columns]) / unit,
            (prices[source] - prices[sink]) / usual[source],
            ((over - prices) / usual)[above],
            ((prices + under) / usual)[below],
        ]
    )
    program = Warm(
        cost, csc_array(vstack([rows, one])), np.concatenate([left * usual / unit, count])
    )
    return Elastic(program=program, prices=prices, usual=usual)


def penalties_of(market: Market, dear: Floats, stern: float) -> tuple[Floats, Floats]:
    """(n_rows,) each: what exceeding a row costs, and falling short of it; infinite where it must
    not be. dear: (n_rows,); rows of few groups cost `stern` times as much."""
    local = market.local
    dear = np.where(local.tied, stern * dear, dear)
    over = np.where(market.sign < 0, 0.0, dear)
    under = np.where(market.sign > 0, 0.0, dear)
    over[np.unique(market.arcs[:, 0])] = np.inf
    over[local.displacing], under[local.displacing] = np.inf, np.inf
    return over, under
