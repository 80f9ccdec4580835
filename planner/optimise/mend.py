"""Mending: exchanges of one alternative for another until every row is kept, at the least loss.

A rounded plan breaks some rows by a hair and leaves others some room. Each exchange is worth

    phi(after) - phi(before) + loss,   phi = sum_r price_r room_r  or  dear_r excess_r

the value it gives up, the room it wastes and the breaking it heals; all near exchanges are judged
at once and the best is made, as long as one helps (a steepest descent on the Lagrangian of the
plan with an exact penalty; Fisher 1981, section 5). Money in rows that one price connects is one
pot; where a flow cannot serve a set of demands, that set becomes a row of its own (the minimum
cut found by exact arithmetic).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from planner.optimise.exact import Violation
from planner.optimise.market import Market, View

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
MOST_EXCHANGES: Final = 300
SAME_PRICE: Final = 1e-6
FIRSTS: Final = 24
"""Exchanges tried as the first of two."""


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


def pots_of(market: Market, view: View, usual: Floats, cuts: list[Violation], dear: float) -> Pots:
    """Every row that many groups share, money of one price together, and the cuts so far."""
    n_rows = len(market.rhs)
    source, sink = market.arcs.T
    price = np.abs(view.prices)
    tied = np.abs(price[source] - price[sink]) <= SAME_PRICE * price[source]
    links = csr_array((np.ones(int(tied.sum())), (source[tied], sink[tied])), shape=(n_rows,) * 2)
    count, label = connected_components(links, directed=False)
    signs = np.where(market.sign < 0, -1.0, 1.0)
    together = csr_array((signs, (label, np.arange(n_rows))), shape=(count, n_rows))
    worth = np.zeros(count)
    np.maximum.at(worth, label, price)
    weighs = np.zeros(count)
    np.maximum.at(weighs, label, np.maximum(price, usual))
    equal = np.flatnonzero(market.sign == 0)
    opposite = csr_array(
        (-np.ones(len(equal)), (np.arange(len(equal)), equal)), shape=(len(equal), n_rows)
    )
    whole = csr_array(vstack([together, opposite, _cut_rows(cuts, n_rows)]))
    dearest = float(weighs[label[np.unique(market.arcs)]].max(initial=0.0))
    priced = np.where(np.bincount(label[equal], minlength=count) > 0, 0.0, worth)
    return Pots(
        sums=whole,
        limit=np.concatenate(
            [np.asarray(whole[: count + len(equal)] @ market.rhs), _cut_limits(market, cuts)]
        ),
        price=np.concatenate([priced, np.zeros(len(equal) + len(cuts))]),
        dear=dear * np.concatenate([weighs, weighs[label[equal]], np.full(len(cuts), dearest)]),
    )


def _cut_rows(cuts: list[Violation], n_rows: int) -> csr_array:
    row = np.repeat(np.arange(len(cuts)), [len(cut.rows) for cut in cuts]).astype(np.int64)
    members = np.array([r for cut in cuts for r in cut.rows], dtype=np.int64)
    return csr_array((np.ones(len(members)), (row, members)), shape=(len(cuts), n_rows))


def _cut_limits(market: Market, cuts: list[Violation]) -> Floats:
    """What the demands of each cut allow and its supplies can pay."""
    return np.array([market.rhs[[*cut.rows, *cut.suppliers]].sum() for cut in cuts])


class Mender:
    """Exchanges among the alternatives nearest to being best."""

    def __init__(self, market: Market, view: View, near: Integers, pots: Pots) -> None:
        self.market, self.pots = market, pots
        self.near = near
        self.at_price = view.reduced
        self.uses = csr_array(market.uses[near] @ pots.sums.T)
        self.group = market.group[near]

    def mended(self, chosen: Integers) -> Integers:
        """A choice that keeps the pots, or comes as near as single exchanges can."""
        chosen = chosen.copy()
        load = self.pots.sums @ self.market.used(chosen) - self.pots.limit
        base = csr_array(self.market.uses[chosen[self.group]] @ self.pots.sums.T)
        change = csr_array(self.uses - base)
        loss = self.at_price[chosen[self.group]] - self.at_price[self.near]
        least = 1e-12 * float(np.abs(loss).max(initial=0.0))
        for _ in range(MOST_EXCHANGES):
            gain = self._gains(load, change, loss)
            made = [int(np.argmin(gain))]
            if gain[made[0]] >= -least:
                made, best = self._pair(load, change, loss)
                if best >= -least:
                    break
            for k in made:
                load = load + change[[k]].toarray().ravel()
                chosen[self.group[k]] = self.near[k]
                change, loss = self._moved(change, loss, int(self.group[k]), k)
        return chosen

    def _pair(self, load: Floats, change: csr_array, loss: Floats) -> tuple[list[int], float]:
        """The best two exchanges at once, where a row is broken that no single one can mend: one
        that mends some of it, whatever else it breaks, and one that makes up for that."""
        if not (load > 0).any() or not len(loss):
            return [], 0.0
        row = np.repeat(np.arange(len(loss)), np.diff(change.indptr))
        healed = np.minimum(np.maximum(-change.data, 0.0), np.maximum(load, 0.0)[change.indices])
        healed = np.bincount(row, healed * self.pots.dear[change.indices], minlength=len(loss))
        soft = np.abs(change) @ np.maximum(self.pots.price, 0.0) + np.abs(loss)
        helping = np.flatnonzero((healed > 0) & (soft > 0))
        score = healed[helping] / soft[helping]
        firsts = helping[np.argsort(-score, kind="stable")[:FIRSTS]]
        best: tuple[list[int], float] = ([], 0.0)
        before = self._phi(load, np.arange(len(load))).sum()
        for first in firsts:
            after = load + change[[first]].toarray().ravel()
            gain = self._gains(after, change, loss)
            gain[self.group == self.group[first]] = np.inf
            second = int(np.argmin(gain))
            step = self._phi(after, np.arange(len(load))).sum() - before + loss[first]
            if step + gain[second] < best[1]:
                best = [int(first), second], float(step + gain[second])
        return best

    def _gains(self, load: Floats, change: csr_array, loss: Floats) -> Floats:
        """(n_near,) what each exchange adds to the losses, room wasted and rows broken."""
        now = self._phi(load, np.arange(len(load)))
        place = change.indices
        difference = self._phi(load[place] + change.data, place) - now[place]
        row = np.repeat(np.arange(len(self.near)), np.diff(change.indptr))
        return np.bincount(row, difference, minlength=len(self.near)) + loss

    def _phi(self, load: Floats, pot: Integers) -> Floats:
        return np.where(load > 0, self.pots.dear[pot] * load, -self.pots.price[pot] * load)

    def _moved(
        self, change: csr_array, loss: Floats, group: int, k: int
    ) -> tuple[csr_array, Floats]:
        """Changes and losses as seen from the new choice of one group."""
        members = np.flatnonzero(self.group == group)
        step = change[[k]]
        rows = csr_array(
            (np.ones(len(members)), (members, np.zeros(len(members), dtype=np.int64))),
            shape=(change.shape[0], 1),
        )
        new_loss = loss.copy()
        new_loss[members] -= loss[k]
        return csr_array(change - rows @ step), new_loss
