"""Pots: the rows that exchanges may break, and the room that each leaves.

Rows beside money stand for themselves. Money flows from funds to uses, and what one fund lacks
another may pay, at its price; so no single fund limits anything. What does is each set of uses
against all funds open to any of them (Gale 1957). Among all these sets the ones that bind at given
prices are nested: the uses whose money costs at least so much, level by level, within each part
of the network. A set is worth what its level costs above the next one, so that over all of them

    sum_k price_k room_k  =  what the funds are worth  -  what the uses pay,

whichever fund pays for what. A set that binds elsewhere is the minimum cut of a flow that cannot
be (certify/exact.py), and becomes a row of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from planner.arrays import Floats, Integers
from planner.optimise.certify.exact import Violation
from planner.optimise.market.market import Market, View
from planner.optimise.tuning import EXCHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Pots:
    """Rows as an exchange sees them: sums of rows, all written as at most, and what they allow."""

    sums: csr_array
    """(k, n_rows)"""
    limit: Floats
    """(k,)"""
    price: Floats
    """(k,) what room is worth."""
    dear: Floats
    """(k,) what an excess costs."""


@dataclass(frozen=True, slots=True)
class Level:
    """Uses of money that cost at least so much, all funds open to them, and what the level is worth
    above the next one."""

    rows: Integers
    price: float


def pots_of(
    market: Market, view: View, usual: Floats, cuts: Sequence[Violation], dear: float
) -> Pots:
    """Every row that exchanges may break, money by level of price, and the cuts so far.

    usual: (n_rows,) the size of price at which a row weighs; an excess costs `dear` times that.
    """
    alone = ~market.local.rows
    alone[market.arcs.ravel()] = False
    rows = np.flatnonzero(alone)
    equal = rows[market.sign[rows] == 0]
    levels = [*levels_of(market.arcs, view.prices)]
    sets = [level.rows for level in levels]
    sets += [np.array([*cut.rows, *cut.suppliers], dtype=np.int64) for cut in cuts]
    n_rows, signs = len(market.rhs), np.where(market.sign[rows] < 0, -1.0, 1.0)
    together = _sums(sets, n_rows)
    paid = usual[np.unique(market.arcs)].max(initial=0.0)
    sums = csr_array(vstack([_each(rows, signs, n_rows), _each(equal, -1.0, n_rows), together]))
    price = np.where(market.sign[rows] == 0, 0.0, np.abs(view.prices[rows]))
    weight = [usual[rows], usual[equal], np.full(len(sets), paid)]
    nothing = np.zeros(len(equal)), np.zeros(len(cuts))
    return Pots(
        sums=sums,
        limit=sums @ market.rhs,
        price=np.concatenate([price, nothing[0], [level.price for level in levels], nothing[1]]),
        dear=dear * np.concatenate(weight),
    )


def levels_of(arcs: Integers, prices: Floats) -> Iterator[Level]:
    """The nested sets of uses, part by part of the network, the dearest money first.

    arcs: (n, 2) supply and demand rows; prices: (n_rows,). Prices that differ by little are one level:
    they are not exact, and a level too many is only one more row.
    """
    n_rows = len(prices)
    source, sink = arcs.T
    links = csr_array((np.ones(len(arcs)), (source, sink)), shape=(n_rows, n_rows))
    _, part = connected_components(links, directed=False)
    for label in np.unique(part[sink]):
        inside = part[sink] == label
        uses = np.unique(sink[inside])
        bounds = _bounds(prices[uses])
        for k, least in enumerate(bounds):
            chosen = uses[prices[uses] >= least]
            funds = source[inside & np.isin(sink, chosen)]
            below = bounds[k + 1] if k + 1 < len(bounds) else 0.0
            yield Level(np.union1d(chosen, funds), float(least - below))


def _bounds(prices: Floats) -> list[float]:
    """The least price of each level, descending; all that costs nothing is the last one."""
    apart = EXCHANGE.same_price
    while True:
        bounds: list[float] = []
        top = np.inf
        for price in np.unique(np.maximum(prices, 0.0))[::-1].tolist():
            if price < (1.0 - apart) * top:
                bounds.append(price)
                top = price
            else:
                bounds[-1] = price
        if len(bounds) <= EXCHANGE.most_levels:
            return bounds
        apart *= 2.0


def _each(rows: Integers, sign: Floats | float, n_rows: int) -> csr_array:
    """A sum for each row alone."""
    entries = np.broadcast_to(sign, len(rows)).astype(np.float64)
    return csr_array((entries, (np.arange(len(rows)), rows)), shape=(len(rows), n_rows))


def _sums(sets: Sequence[Integers], n_rows: int) -> csr_array:
    """A sum for each set of rows."""
    row = np.repeat(np.arange(len(sets)), [len(rows) for rows in sets]).astype(np.int64)
    members = np.concatenate([np.empty(0, dtype=np.int64), *sets])
    return csr_array((np.ones(len(members)), (row, members)), shape=(len(sets), n_rows))
