"""Dive: split works are decided one by one, the largest first, and what is left is solved again.

As in rounder.py large works come before the small ones that make up for them; but there all split
works of one size are rounded at once, and here each decision is known to the next. A linear
program warm from the last one (warm.py) takes little more than a millisecond, so a few hundred
are affordable (a diving heuristic, Berthold 2006, its order that of a relax-and-fix). Works
much larger than the one decided stay as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from planner.arrays import Floats, Integers
from planner.optimise.market.market import Market, View
from planner.optimise.round.agree import agree
from planner.optimise.solvers.elastic import elastic, penalties_of
from planner.optimise.solvers.warm import Warm
from planner.optimise.tuning import ROUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Diver:
    """A market at its prices, and the alternatives that a dive may choose."""

    market: Market
    value: Floats
    view: View
    usual: Floats
    """(n_rows,) the size of price at which each row weighs; positive."""
    columns: Integers
    """Ascending; the best of each of their groups among them."""

    def dived(self, chosen: Integers, left: Callable[[], float]) -> Integers | None:
        """A choice, (n_groups,), that keeps the rows nearly; None where time runs out."""
        groups, begins, place = np.unique(
            self.market.group[self.columns], return_index=True, return_inverse=True
        )
        chosen = chosen.copy()
        program = self._program(chosen, groups, place)
        size = self._sizes(chosen, place)
        undecided = np.ones(len(groups), dtype=bool)
        while True:
            shares = program.solved(left())
            if shares is None or left() <= 0:
                return None
            shares = shares[: len(self.columns)]
            largest = np.maximum.reduceat(shares, begins)
            split = np.flatnonzero(undecided & (largest < ROUND.whole))
            if not len(split):
                break
            first = split[np.argmax(size[split])]
            decided = (
                undecided & (largest >= ROUND.whole) & (size > ROUND.much_larger * size[first])
            )
            decided[first] = True
            undecided &= ~decided
            out = decided[place]
            out[_largest(shares, largest, place)] = False
            program.rule_out(np.flatnonzero(out))
        chosen[groups] = self.columns[_largest(shares, largest, place)]
        agree(self.market, self.view, chosen)
        return chosen

    def _sizes(self, chosen: Integers, place: Integers) -> Floats:
        """(groups,) the most that an exchange within each of them moves, in price."""
        market = self.market
        change = csr_array(
            market.uses[self.columns] - market.uses[chosen[market.group[self.columns]]]
        )
        np.abs(change.data, out=change.data)
        size = np.zeros(int(place.max(initial=-1)) + 1)
        np.maximum.at(size, place, change @ self.usual)
        return size

    def _program(self, chosen: Integers, groups: Integers, place: Integers) -> Warm:
        """Every row in price, those of few groups dearer than anything."""
        market = self.market
        others = np.ones(len(chosen), dtype=bool)
        others[groups] = False
        dear = ROUND.dive_penalty * np.maximum(np.abs(self.view.prices), self.usual)
        return elastic(
            market,
            self.value,
            self.columns,
            place,
            np.ones(len(groups)),
            market.rhs - market.used(chosen[others]),
            self.view.prices,
            self.usual,
            penalties_of(market, dear, ROUND.stern),
        ).program


def _largest(shares: Floats, largest: Floats, place: Integers) -> Integers:
    """(groups,) the first column with the largest share of each group."""
    at = np.flatnonzero(shares >= largest[place])
    _, first = np.unique(place[at], return_index=True)
    return np.asarray(at[first])
