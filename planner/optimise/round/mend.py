"""Mending: exchanges of one alternative for another until every row is kept, at the least loss.

A rounded plan breaks some rows by a hair and leaves others some room. Each exchange is worth

    phi(after) - phi(before) + loss,   phi = sum_r price_r room_r  or  dear_r excess_r

the value it gives up, the room it wastes and the breaking it heals; all near exchanges are judged
at once and the best is made, as long as one helps (a steepest descent on the Lagrangian of the
plan with an exact penalty; Fisher 1981, section 5). Which sums of rows these are, see pots.py.
"""

import math
from collections.abc import Callable

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.market.market import Market, View
from planner.optimise.round.pots import Pots
from planner.optimise.tuning import EXCHANGE


class Mender:
    """Exchanges among the alternatives nearest to being best."""

    def __init__(self, market: Market, view: View, near: Integers, pots: Pots) -> None:
        self.market, self.pots, self.near = market, pots, near
        self.reduced = view.reduced
        self.group = market.group[near]
        self.uses = (market.uses[near] @ pots.sums.T).toarray()
        self.room = np.empty_like(self.uses)
        self.soft = np.minimum(
            pots.dear, EXCHANGE.soft * np.maximum(pots.price, pots.dear / EXCHANGE.hard)
        )

    def mended(
        self,
        chosen: Integers,
        pairs: int,
        *,
        until_kept: bool = False,
        left: Callable[[], float] = lambda: math.inf,
    ) -> Integers:
        """A choice that keeps the pots and is worth more, as far as exchanges of one, and up to
        `pairs` exchanges of two at once (until_kept: while a pot is broken), can bring it in the
        seconds that are left."""
        chosen = chosen.copy()
        if not len(self.near):  # every group hangs together with others
            return chosen
        load = self.pots.sums @ self.market.used(chosen) - self.pots.limit
        base = (self.market.uses[chosen[self.group]] @ self.pots.sums.T).toarray()
        change = self.uses - base
        loss = self.reduced[chosen[self.group]] - self.reduced[self.near]
        least = EXCHANGE.least_gain * float(np.abs(loss).max(initial=0.0))
        for _ in range(EXCHANGE.most_exchanges):
            if left() <= 0:
                break
            gain = self._after(load, change, self.pots.dear) + loss
            gain -= self._phi(load, self.pots.dear)
            made = [int(np.argmin(gain))]
            if gain[made[0]] >= -least:
                if until_kept and (load <= 0).all():
                    break
                made, best = self._pair(load, change, loss) if pairs else ([], 0.0)
                pairs -= 1
                if best >= -least:
                    break
            for k in made:
                load = load + change[k]
                chosen[self.group[k]] = self.near[k]
                self._move(change, loss, k)
        return chosen

    def _pair(self, load: Floats, change: Floats, loss: Floats) -> tuple[list[int], float]:
        """The best two exchanges at once, and what they come to. The first may break rows a
        little, or heals what is broken at some cost; the second makes up for it."""
        before = self._phi(load, self.pots.dear)
        little = self._after(load, change, self.soft) - self._phi(load, self.soft) + loss
        healed = before - self._phi(
            np.minimum(load + change, np.maximum(load, 0.0)), self.pots.dear
        )
        cost = np.abs(loss) + np.abs(change) @ self.pots.price
        worth = np.divide(healed, cost, out=np.zeros_like(loss), where=(healed > 0) & (cost > 0))
        firsts = {*np.argsort(little, kind="stable")[: EXCHANGE.breaking].tolist()}
        firsts |= (
            {*np.argsort(-worth, kind="stable")[: EXCHANGE.healing].tolist()}
            if worth.any()
            else set()
        )
        best: tuple[list[int], float] = ([], 0.0)
        for first in sorted(firsts):
            gain = self._after(load + change[first], change, self.pots.dear) - before + loss
            gain[self.group == self.group[first]] = np.inf
            second = int(np.argmin(gain))
            if gain[second] + loss[first] < best[1]:
                best = [first, second], float(gain[second] + loss[first])
        return best

    def _phi(self, load: Floats, dear: Floats) -> Floats:
        """Room wasted and rows broken, in value, over the last axis of loads (..., k)."""
        return np.asarray(np.maximum(load, 0.0) @ dear + np.maximum(-load, 0.0) @ self.pots.price)

    def _after(self, load: Floats, change: Floats, dear: Floats) -> Floats:
        """(n,) phi of each load + change; in one array over and over, which is half its cost."""
        np.add(load, change, out=self.room)
        unused = self.room @ self.pots.price
        np.maximum(self.room, 0.0, out=self.room)
        return np.asarray(self.room @ (dear + self.pots.price) - unused)

    def _move(self, change: Floats, loss: Floats, k: int) -> None:
        """Changes and losses as seen from the new choice of one group, in place."""
        members = np.flatnonzero(self.group == self.group[k])
        change[members] -= change[k].copy()
        loss[members] -= loss[k]
