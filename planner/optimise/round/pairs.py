"""Exchanges of two at once, all of them judged: what one alone breaks, another makes up for.

Where m rows bind, the loss that remains shrinks like the m-th root of the changes judged, so many
have to be: among n near alternatives there are n^2 / 2 pairs. What a pair comes to,

    gain_ij = gain_i + gain_j + sum_r [ (l + c_i + c_j)+ - (l + c_i)+ - (l + c_j)+ + l+ ]_r,

where l_r is the load of row r above its limit and c_ir what exchange i adds to it, both in the
value that an excess costs, differs from its parts only in rows that both change. Exchanges that
change the same rows are judged together, and a million pairs take some hundredths of a second
(the 2-exchange neighbourhood in full; Croes 1958, Cherfi & Hifi 2009 for these knapsacks).
"""

from collections.abc import Callable

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.market.market import Market
from planner.optimise.round.pots import Pots
from planner.optimise.tuning import EXCHANGE


class Pairs:
    """A plan and its near exchanges, seen through pots (see pots.py)."""

    def __init__(self, market: Market, value: Floats, near: Integers, pots: Pots) -> None:
        """near: alternatives that exchanges may choose, ascending."""
        self.market, self.value, self.near, self.pots = market, value, near, pots
        self.group = market.group[near]
        self.dear = pots.dear + pots.price
        self.uses = (market.uses[near] @ pots.sums.T).toarray() * self.dear

    def improved(self, chosen: Integers, left: Callable[[], float]) -> Integers:
        """A choice, (n_groups,), that no exchange of one or of two makes better."""
        self._begin(chosen)
        for _ in range(EXCHANGE.most_rounds):
            if not self._round(left):
                break
        return self.chosen

    def _begin(self, chosen: Integers) -> None:
        market, sums = self.market, self.pots.sums
        self.chosen = chosen.copy()
        self.load = (sums @ market.used(chosen) - self.pots.limit) * self.dear
        now = chosen[self.group]
        self.change = self.uses - (market.uses[now] @ sums.T).toarray() * self.dear
        self.worth = self.value[self.near] - self.value[now]
        self.least = EXCHANGE.least_gain * float(np.abs(self.worth).max(initial=0.0))

    def _round(self, left: Callable[[], float]) -> bool:
        """Every pair once, each improvement made as it is found; whether there was any."""
        gain, improved = self._singles()
        order = np.lexsort((self.change != 0.0).T)
        for begin in range(0, len(order), EXCHANGE.block):
            if left() <= 0:
                return False
            pair = self._pair(order[begin:], gain)
            if pair:
                for k in pair:
                    self._make(k)
                gain, _ = self._singles()
                improved = True
        return improved

    def _singles(self) -> tuple[Floats, bool]:
        """Single exchanges while one helps; (what each comes to now, whether any was made)."""
        made = False
        while True:
            excess = np.maximum(self.load + self.change, 0.0).sum(axis=1)
            gain = excess - np.maximum(self.load, 0.0).sum() - self.worth
            best = int(np.argmin(gain)) if len(gain) else 0
            if not len(gain) or gain[best] >= -self.least:
                return gain, made
            self._make(best)
            made = True

    def _pair(self, others: Integers, gain: Floats) -> tuple[int, int] | None:
        """The best pair of one of the first exchanges of `others` and any of them, if it helps."""
        first = others[: EXCHANGE.block]
        rows = np.flatnonzero((self.change[first] != 0.0).any(axis=0))
        load = self.load[rows]
        one, other = self.change[np.ix_(first, rows)] + load, self.change[np.ix_(others, rows)]
        alone = gain[first] - np.maximum(one, 0.0).sum(axis=1) + np.maximum(load, 0.0).sum()
        table = np.add.outer(alone, gain[others] - np.maximum(other + load, 0.0).sum(axis=1))
        both = np.empty_like(table)
        for a, b in zip(one.T, other.T, strict=True):
            np.add.outer(a, b, out=both)
            np.maximum(both, 0.0, out=both)
            table += both
        table[self.group[first][:, None] == self.group[others]] = np.inf
        k = int(np.argmin(table))
        if table.flat[k] >= -self.least:
            return None
        return int(first[k // len(others)]), int(others[k % len(others)])

    def _make(self, k: int) -> None:
        """Makes an exchange: all others of its group are seen from the new choice."""
        self.chosen[self.group[k]] = self.near[k]
        self.load = self.load + self.change[k]
        members = np.flatnonzero(self.group == self.group[k])
        self.change[members] -= self.change[k].copy()
        self.worth[members] -= self.worth[k].copy()
