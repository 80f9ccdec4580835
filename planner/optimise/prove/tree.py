"""Tree: what prices leave open is split, part by part, until prices close it.

A branch and bound whose nodes are proven by prices alone (proof.py). At each node a linear program,
warm from the last one (elastic.py), gives the best prices for the limits there; alternatives that
lose too much are dropped; of the groups that the program splits the one whose parts differ most in
what they use is divided into two sets of alternatives, those that use more of the row on which they
differ most and the others (branching on special ordered sets; Beale & Tomlin 1970). The most promising
part comes first. Equal groups are counted together (equal.py).
"""

import heapq
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.certify.proof import Node, Parts, Proof, Split
from planner.optimise.market.equal import equals_of
from planner.optimise.price.prices import Prices
from planner.optimise.search import Search
from planner.optimise.solvers.elastic import elastic, penalties_of
from planner.optimise.tuning import TREE

HAIR: Final = 4e-13
"""Relative: by so much a stated bound lies above what was computed, since whoever adds it up anew
may round in another place; below SAME, which is no gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A node that is not closed yet."""

    number: int
    bound: float
    cost: Floats
    """(k,) how much one of each column costs at least, at the node's prices."""
    low: Integers
    high: Integers
    """(k,) the limits of its columns."""


class PriceTree:
    """Grows until no plan can be worth more than the best one and an allowance, or than a floor."""

    def __init__(
        self, search: Search, prices: Prices, allowance: float, floor: float = -np.inf
    ) -> None:
        """prices: of the root; allowance, in points: how much more a plan may be worth than the
        best one; floor, in points: plans worth less are not looked for, so that what is left is
        small."""
        self.search, self.market, self.allowance = search, search.market, allowance
        self.floor = floor
        self.equals = equals_of(self.market, search.problem.value)
        self.parts = Parts(search.problem, self.equals)
        self.usual = prices.weights
        self.nodes: list[Node] = []
        self.waiting: list[tuple[float, int, _Open]] = []
        self.dives = 0
        self.stuck = -np.inf
        """The bound of parts that no split divides further and no prices close."""
        self._begin(prices.view.prices)

    @property
    def target(self) -> float:
        """What no plan of a closed part is worth more than."""
        return max(self.floor, self.search.value + self.allowance)

    @property
    def bound(self) -> float:
        """What no plan is worth more than, by what has been closed so far.

        A hair more than the least that can be said: whoever adds the sums up anew may drop other
        alternatives on the way, and round in another place.
        """
        ahead = self.waiting[0][2].bound if self.waiting else -np.inf
        bound = max(self.target, self.stuck, ahead)
        return bound + HAIR * abs(bound)

    @property
    def done(self) -> bool:
        """Whether nothing is left open that a split or prices could close."""
        return not self.waiting

    @property
    def proof(self) -> Proof:
        """Why the bound holds."""
        return Proof(nodes=tuple(self.nodes), target=self.bound)

    def grow(self, most: int) -> int:
        """Prices up to `most` parts, the most promising first; returns how many.

        Every so often it stays with what a part splits into, on the side that the program prefers,
        until nothing is split any more: so plans are found.
        """
        left = most
        while left > 0 and self.waiting:
            node: _Open | None = heapq.heappop(self.waiting)[2]
            self.dives = (self.dives + 1) % TREE.dive_every
            while node is not None:
                if left <= 0 or self.search.clock.over:
                    self._wait(node)
                    return most - left
                left -= 1
                self.search.clock.worked(1)
                children = self._visit(node)
                node = children.pop(0) if children and not self.dives else None
                for child in children:
                    self._wait(child)
        return most - left

    def _begin(self, prices: Floats) -> None:
        """The root at its prices, (n_rows,), and the linear program over what may be in a better
        plan."""
        market, parts = self.market, self.parts
        low, high = parts.whole()
        bound, cost = parts.bound(parts.at(prices), low, high)
        self.kept = np.flatnonzero(self._dropped(bound, cost, low, high))
        dear = TREE.penalty * self.usual
        self.program = elastic(
            market,
            self.search.problem.value,
            parts.columns[self.kept],
            parts.place[self.kept],
            parts.count.astype(np.float64),
            market.rhs,
            prices,
            self.usual,
            penalties_of(market, dear, TREE.stern),
        )
        weighed = parts.uses[self.kept].toarray() * self.usual
        self.weighed = weighed[:, weighed.any(axis=0)]
        self.begins = np.flatnonzero(np.diff(parts.place[self.kept], prepend=-1))
        self.place = np.repeat(
            np.arange(len(self.begins)), np.diff(np.append(self.begins, len(self.kept)))
        )
        self.nodes.append(Node(prices=prices))
        self._wait(_Open(number=0, bound=bound, cost=cost, low=low, high=high))

    def _wait(self, node: _Open) -> None:
        heapq.heappush(self.waiting, (-node.bound, node.number, node))

    def _dropped(self, bound: float, cost: Floats, low: Integers, high: Integers) -> Integers:
        """The most of every column, less what costs a plan too much."""
        return np.where((cost > bound - self.target) & (low == 0), 0, high)

    def _visit(self, node: _Open) -> list[_Open]:
        """Prices one part anew; what it splits into where that does not close it, the side first
        on which more of the program's shares lie."""
        if node.bound <= self.target:
            return []
        shares = self._solved(node)
        if shares is None:
            self.stuck = max(self.stuck, node.bound)
            return []
        node = self._priced(node)
        self._offer(shares)
        if node.bound <= self.target:
            return []
        high = self._dropped(node.bound, node.cost, node.low, node.high)
        split = self._split(shares, node.low, high)
        if split is None:
            self.stuck = max(self.stuck, node.bound)
            return []
        less, more = self._children(node, split, high)
        among = np.isin(self.parts.columns[self.kept], split.among)
        first = [more, less] if shares[among].sum() > split.most + 0.5 else [less, more]
        return [child for child in first if child.bound > self.target]

    def _children(self, node: _Open, split: Split, high: Integers) -> list[_Open]:
        """Both sides of a split: at most so many of its alternatives, and more."""
        prices, first = self.nodes[node.number].prices, len(self.nodes)
        self.nodes[node.number] = Node(prices=prices, split=split, children=(first, first + 1))
        children, priced = [], self.parts.at(prices)
        for k, (low, most) in enumerate(self.parts.divided(split, node.low, high)):
            bound, cost = self.parts.bound(priced, low, most)
            self.nodes.append(Node(prices=prices))
            bound = min(bound, node.bound)
            children.append(_Open(number=first + k, bound=bound, cost=cost, low=low, high=most))
        return children

    def _solved(self, node: _Open) -> Floats | None:
        """(n_kept,) how many of each column the linear program takes within the node's limits."""
        program = self.program.program
        program.bind(
            node.low[self.kept].astype(np.float64), node.high[self.kept].astype(np.float64)
        )
        vertex = program.solved(max(self.search.clock.left(), 0.01))
        return None if vertex is None else vertex[: len(self.kept)]

    def _priced(self, node: _Open) -> _Open:
        """The node at the prices of its own program, where these bound closer."""
        prices = lawful_prices(self.search.problem.linking, self.program.prices_now())
        bound, cost = self.parts.bound(self.parts.at(prices), node.low, node.high)
        self.search.passed(1)
        if bound >= node.bound:
            return node
        self.nodes[node.number] = Node(prices=prices)
        return replace(node, bound=bound, cost=cost)

    def _offer(self, shares: Floats) -> None:
        """Offers the plan of a vertex that splits nothing."""
        whole = np.rint(shares)
        if np.abs(shares - whole).max(initial=0.0) > TREE.whole:
            return
        column = np.repeat(self.kept, whole.astype(np.int64))
        if len(column) != len(self.market.sizes):
            return
        offset = (
            self.parts.columns[column]
            - self.market.begins[self.parts.groups[self.parts.place[column]]]
        )
        twins = np.argsort(self.equals.of, kind="stable")  # equal groups, each after its first
        self.search.offer(np.sort(self.market.begins[twins] + offset))

    def _split(self, shares: Floats, low: Integers, high: Integers) -> Split | None:
        """How to divide the part: the group whose shares differ most in what they use."""
        count = self.parts.count[self.parts.place[self.kept[self.begins]]]
        mean = np.add.reduceat(shares[:, None] * self.weighed, self.begins) / count[:, None]
        away = self.weighed - mean[self.place]
        apart = np.add.reduceat(shares[:, None] * np.abs(away), self.begins)
        apart[np.maximum.reduceat(np.abs(shares - np.rint(shares)), self.begins) <= TREE.whole] = (
            0.0
        )
        total = apart.sum(axis=1)
        group = int(np.argmax(total))
        if total[group] <= 0.0:
            return self._any_split(low, high)
        members = np.flatnonzero(self.place == group)
        if count[group] > 1:
            k = members[np.argmax(np.abs(shares[members] - np.rint(shares[members])))]
            return self._said(np.array([k]), int(np.floor(shares[k])))
        row = int(np.argmax(apart[group]))
        above = members[away[members, row] > 0.0]
        return self._said(above, 0)

    def _any_split(self, low: Integers, high: Integers) -> Split | None:
        """Of a part whose program splits no group, or only between alternatives that use the
        same: any column that may still be chosen or not."""
        free = np.flatnonzero((high > low)[self.kept])
        several = np.bincount(self.place[free], minlength=len(self.begins)) > 1
        free = free[several[self.place[free]]]
        if not len(free):
            return None
        return self._said(free[:1], int(low[self.kept[free[0]]]))

    def _said(self, kept: Integers, most: int) -> Split:
        return Split(among=self.parts.columns[self.kept[kept]], most=most)
