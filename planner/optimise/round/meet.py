"""Meet: plans far from each other in a few groups each, found where four lists of changes meet.

A plan lies below the bound by what its alternatives lose and by the room it leaves, both in
price. With some ten rows that bind, a plan that leaves little room in each is one of many
millions of choices that lose little, and no exchange of two or three alternatives leads there. So
the groups are drawn in four quarters; each has a list of its cheapest changes (lists.py); two lists
are joined where their changes together come near to half of what is wanted in the rows that vary
most, and the two halves where they fill the room that is left (Schroeppel & Shamir 1981, with lists
cut short as in Wagner 2002). The best plans found are made better by exchanges of two (fit.py).
"""

from dataclasses import dataclass, field

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.price.prices import Prices
from planner.optimise.round.fit import Fitter
from planner.optimise.round.lists import Changes, Half, Joiner, cheapest
from planner.optimise.search import Search
from planner.optimise.tuning import MEET

_HAIR = 1e-9
"""Relative: room short by less is left to exact arithmetic."""


def can_meet(search: Search, prices: Prices) -> bool:
    """Whether there is a plan to begin with, and few enough rows that all groups share, none of
    them an equality or paid by a flow."""
    market = search.market
    low, high = MEET.groups
    plain = not len(market.arcs) and not market.local.rows.any() and (market.sign != 0).all()
    return bool(
        search.best is not None
        and plain
        and prices.view.prices.any()
        and low <= len(market.sizes) <= high
        and len(market.rhs) <= MEET.most_rows
        and len(market.group) <= MEET.most_alternatives
    )


@dataclass(slots=True, kw_only=True)
class Meeting:
    """Lists of a problem at its prices, and plans where they meet."""

    search: Search
    prices: Prices
    fitter: Fitter = field(init=False)
    draw: np.random.Generator = field(init=False)
    ordered: list[Integers] = field(init=False)
    """The alternatives of each group, those that lose least first."""
    losses: list[Floats] = field(init=False)
    """What they lose."""
    by_loss: Integers = field(init=False)
    """Groups, those first whose second alternative loses least."""
    uses: Floats = field(init=False)
    """(n, n_rows) what alternatives use, in value; negative in rows that ask for at least."""
    free: Floats = field(init=False)
    """(n_rows,) what the best alternatives leave of each row, in value; negative where they break
    it."""
    joiners: tuple[Joiner, Joiner] = field(init=False)
    """Of quarters and of halves."""
    lists: list[Changes] = field(init=False)
    rounds: int = 0

    def __post_init__(self) -> None:
        market, view = self.search.market, self.prices.view
        loss = np.where(market.local.banned, np.inf, market.loss(view))
        order = np.lexsort((loss, market.group))
        self.ordered = [
            order[begin : begin + size][: np.count_nonzero(loss[begin : begin + size] < np.inf)]
            for begin, size in zip(market.begins, market.sizes, strict=True)
        ]
        self.losses = [loss[members] - loss[members[0]] for members in self.ordered]
        second = [known[1] if len(known) > 1 else np.inf for known in self.losses]
        self.by_loss = np.argsort(second, kind="stable")
        self.draw = np.random.default_rng(self.search.seed)
        # Rows without a price, by any size: they are looked at last.
        weight = market.sign * np.where(view.prices != 0, np.abs(view.prices), 1.0 / market.scale)
        self.uses = market.uses.toarray() * weight
        best = np.array([members[0] for members in self.ordered])
        self.free = market.rhs * weight - self.uses[best].sum(axis=0)
        apart = (self.search.bounds.least - self.search.value) / np.count_nonzero(view.prices)
        width = max(apart, np.finfo(np.float64).tiny)
        self.joiners = Joiner(width, self.draw), Joiner(width, self.draw)
        near = np.sort(np.argsort(loss, kind="stable")[: MEET.exchanged])
        self.fitter = Fitter(search=self.search, prices=self.prices, near=near[loss[near] < np.inf])

    @property
    def _most_lost(self) -> float:
        """How far below the bound of the prices a plan may lie, by what its alternatives lose and
        by the room that it leaves, to be looked at."""
        return (1.0 + MEET.near) * (self.search.bounds.prices - self.search.value)

    def hold(self, rounds: int) -> None:
        """So many rounds, or until the best plan is good enough."""
        for _ in range(rounds):
            if self.search.met or self.search.clock.left() <= 0:
                return
            if self.rounds % MEET.again == 0:
                self._list()
            self.rounds += 1
            self._round()

    def _list(self) -> None:
        """Lists of four quarters of the groups, drawn so that each has as many cheap ones."""
        n_groups = len(self.by_loss)
        quarter = np.concatenate([self.draw.permutation(4) for _ in range(-(-n_groups // 4))])
        self.lists = [self._changes(self.by_loss[quarter[:n_groups] == q]) for q in range(4)]

    def _changes(self, groups: Integers) -> Changes:
        loss, which = cheapest([self.losses[g] for g in groups], self._most_lost, MEET.list)
        load, taken = np.zeros((len(loss), len(self.free))), np.empty_like(which)
        for k, group in enumerate(groups[: which.shape[1]]):
            members = self.ordered[group]
            load += (self.uses[members] - self.uses[members[0]])[which[:, k]]
            taken[:, k] = members[which[:, k]]
        return Changes(loss=loss, load=load, groups=groups[: which.shape[1]], taken=taken)

    def _round(self) -> None:
        """Halves of paired quarters, aimed at what together fills the room, and plans of these."""
        lists = [self.lists[k] for k in self.draw.permutation(4)]
        priced = self.prices.view.prices != 0
        spread = np.sqrt(sum(changes.load.var(axis=0) for changes in lists)) * priced
        middle = [changes.load.mean(axis=0) for changes in lists]
        lacking = (self.free - sum(middle)) / 2.0
        aside = MEET.jitter * spread * self.draw.normal(size=len(spread))
        rows = np.argsort(-spread, kind="stable")[: min(MEET.narrow, np.count_nonzero(priced))]
        one = self._half(lists[0], lists[1], middle[0] + middle[1] + lacking + aside, rows)
        other = self._half(lists[2], lists[3], middle[2] + middle[3] + lacking - aside, rows)
        if one is None or other is None or self.search.clock.left() <= 0:
            return
        for chosen in self._plans(one, other, priced):
            self.search.offer(chosen)
            if self.search.met or self.search.clock.left() <= 0:
                return
            self.fitter.fit(chosen, (MEET.dear,))

    def _half(self, one: Changes, other: Changes, aim: Floats, rows: Integers) -> Half | None:
        """The cheapest changes of two quarters that use about as much as is aimed at in the given
        rows; None where there are none."""
        first, second = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        joiner = self.joiners[0]
        for a, b in joiner.pairs(aim - one.load, other.load, rows, MEET.joined):
            first, second = np.concatenate([first, a]), np.concatenate([second, b])
            loss = one.loss[first] + other.loss[second]
            kept = np.flatnonzero(loss <= self._most_lost)
            first, second, loss = first[kept], second[kept], loss[kept]
            if len(loss) > MEET.kept:
                kept = np.argpartition(loss, MEET.kept)[: MEET.kept]
                first, second = first[kept], second[kept]
        if not len(first):
            return None
        loss = one.loss[first] + other.loss[second]
        order = np.argsort(loss, kind="stable")
        first, second = first[order], second[order]
        return Half(
            loss=loss[order],
            load=np.asfortranarray(one.load[first] + other.load[second]),
            quarters=(one, other),
            places=(first, second),
        )

    def _plans(self, one: Half, other: Half, priced: Flags) -> list[Integers]:
        """The best plans of two halves, (n_groups,) each, the best first."""
        room, most = self.free - one.load, self._most_lost
        spread = (one.load.std(axis=0) + other.load.std(axis=0)) * priced
        rows = np.argsort(-spread, kind="stable")
        look, rows = rows[::-1], rows[: min(MEET.wide, np.count_nonzero(priced))]
        hair = _HAIR * np.abs(self.free).max()
        # The room that a change leaves, in price, is what all changes have less what it takes.
        ours = one.loss + room[:, priced].sum(axis=1)
        theirs = other.loss - other.load[:, priced].sum(axis=1)
        best: list[tuple[float, int, int]] = []
        for a, b in self.joiners[1].pairs(room, other.load, rows, MEET.tried):
            keep = np.flatnonzero(ours[a] + theirs[b] < most)
            a, b = a[keep], b[keep]
            for row in look:
                keep = np.flatnonzero(other.load[b, row] <= room[a, row] + hair)
                a, b = a[keep], b[keep]
            lost = ours[a] + theirs[b]
            best += zip(lost.tolist(), a.tolist(), b.tolist(), strict=True)
            best = sorted(best)[: MEET.best]
            most = best[-1][0] if len(best) == MEET.best else most
        return [self._plan(one, a, other, b) for _, a, b in best]

    def _plan(self, one: Half, a: int, other: Half, b: int) -> Integers:
        chosen = np.array([members[0] for members in self.ordered])
        one.take(a, chosen)
        other.take(b, chosen)
        return chosen
