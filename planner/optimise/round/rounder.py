"""From prices to a plan: the large works are decided first, the small ones make up the rest.

At good prices all but some dozens of groups have a clear best alternative, and a linear program
over those that do not splits at most as many groups as rows bind. A large work that is split
cannot be halved; but once it is decided, smaller ones can make up what it leaves. So a linear
program is solved, every group takes its largest share, and only works of less than half the size
of the largest one split stay open for the next. The rows end up kept to within the size of the
smallest works (a relax-and-fix dive ordered by size; Balas & Zemel 1980 on the core that holds
the split groups). What is still broken is mended by single exchanges, see mend.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.market.market import Market, View
from planner.optimise.price.linear import Range, solve_linear
from planner.optimise.price.region import nearest
from planner.optimise.round.agree import agree
from planner.optimise.tuning import ROUND, Pace


@dataclass(slots=True, kw_only=True)
class Rounder:
    """What rounding needs to know of a market at its prices."""

    market: Market
    value: Floats
    view: View
    times: Floats
    """(n,) leverage of each alternative, see region.py."""
    best: Integers
    """(n_groups,) the best alternative of each group."""
    draw: np.random.Generator
    usual: Floats
    """(n_rows,) the size of price at which each row weighs."""
    pace: Pace
    order: Integers = field(init=False)
    """Alternatives of least leverage beside the best ones, the least first."""
    size: Floats = field(init=False)
    """(n_groups,) the most that an exchange within each group moves, in price."""
    entangled: Flags = field(init=False)
    """(n_groups,) which of them share local rows."""

    def __post_init__(self) -> None:
        market = self.market
        near = np.flatnonzero(
            nearest(self.times, self.best, ROUND.kept_for * self.pace.first, self.draw)
        )
        near = near[self.times[near] < np.inf]
        self.order = near[np.argsort(self.times[near], kind="stable")]
        worth = market.worth(self.usual)[near]
        self.size = np.zeros(len(market.sizes))
        np.maximum.at(self.size, market.group[near], worth)
        self.entangled = np.zeros(len(market.sizes), dtype=bool)
        self.entangled[market.local.entangled] = True

    def rounded(
        self, chosen: Integers, shrink: float, spare: float, left: Callable[[], float]
    ) -> Integers:
        """A choice, (n_groups,), that keeps the rows as nearly as the smallest works allow.

        It aims at leaving `spare` in value free: room for the exchanges that mend what it breaks.
        """
        limit_to = self._limits(spare)
        chosen, limit = chosen.copy(), np.inf
        left_over = limit_to - self.market.used(chosen)
        for level in range(ROUND.most_levels):
            most = self.pace.first if level == 0 else self.pace.later
            columns = self._columns(self.size <= limit, most, chosen)
            if not len(columns) or left() <= 0:
                break
            before = chosen.copy()
            groups, split = self._decide(columns, chosen, left_over, left())
            if level == 0 or self.entangled[chosen != before].any():
                agree(self.market, self.view, chosen)
            moved = np.flatnonzero(chosen != before)
            left_over += self.market.used(before[moved]) - self.market.used(chosen[moved])
            sizes = self.size[groups[split]]
            largest = float(sizes.max(initial=0.0))
            if sizes.sum() <= self.pace.enough * spare:
                break
            limit = min(limit, largest) * shrink
        return chosen

    def _columns(self, allowed: Flags, most: int, chosen: Integers) -> Integers:
        """Alternatives with most leverage of the allowed groups, the best of these groups and
        what they have chosen."""
        groups = self.market.group[self.order]
        kept = self.order[allowed[groups] & (chosen[groups] != self.order)][:most]
        opened = np.unique(self.market.group[kept])
        return np.unique(np.concatenate([kept, chosen[opened], self.best[opened]]))

    def _decide(
        self, columns: Integers, chosen: Integers, left_over: Floats, seconds: float
    ) -> tuple[Integers, Flags]:
        """Gives each open group its largest share, in place; (groups, which of them were split)."""
        market = self.market
        group = market.group[columns]
        groups, begins = np.unique(group, return_index=True)
        left = left_over + market.used(chosen[groups])
        answer = solve_linear(market, self.value, columns, left, self._range(), seconds)
        if answer.x is None:
            return groups, np.zeros(len(groups), dtype=bool)
        largest = np.maximum.reduceat(answer.x, begins)
        place = np.searchsorted(groups, group)
        at_largest = np.flatnonzero(answer.x >= largest[place])
        _, first = np.unique(place[at_largest], return_index=True)
        chosen[groups] = columns[at_largest[first]]
        return groups, largest < ROUND.whole

    def _limits(self, spare: float) -> Floats:
        """(n_rows,) the limits less a margin, of the same value in each row that binds.

        A row that hardly has a price gives no more than its ROUND.light share of an average one.
        """
        market, price = self.market, np.abs(self.view.prices)
        binds = (market.sign != 0) & ~market.local.rows & (price > 0)
        binds[market.arcs[:, 1]] = False
        if not binds.any():
            return market.rhs
        typical = float((price * market.scale)[binds].mean())
        margin = spare / binds.sum() / np.maximum(price, ROUND.light * typical / market.scale)
        return np.where(binds, market.rhs - market.sign * margin, market.rhs)

    def _range(self) -> Range:
        """Rows may be broken, at a price well above their worth."""
        market, prices = self.market, self.view.prices
        dear = ROUND.penalty * np.maximum(np.abs(prices), self.usual)
        high = np.where(market.sign < 0, 0.0, dear)
        low = np.where(market.sign > 0, 0.0, -dear)
        if len(market.arcs):  # what flows may stay where it is: only uses are broken
            supplies = np.unique(market.arcs[:, 0])
            high[supplies] = np.inf
        local = market.local
        high[local.displacing], low[local.displacing] = np.inf, -np.inf
        high[local.tied] *= ROUND.stern
        low[local.tied] *= ROUND.stern
        return Range(centre=prices, low=low, high=high)
