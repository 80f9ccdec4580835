"""Proof: a tree of prices that shows that no plan is worth more than a target, without a solver.

Every node has prices and, but for leaves, a split: among the alternatives of one set (of one group,
or of equal groups counted together) at most k are chosen on one side, at least k + 1 on the other, so
that every plan lies in one of its two children. The prices of a node bound all plans that lie in it

    L = sum_g best filling of the group by reduced values within its limits + p rhs     (as in market.py)

and an alternative of which even one costs more than L leaves above the target is in no plan above
it: it is dropped here and below (reduced-cost fixing; Balas & Zemel 1980). A leaf's L is at most the
target. Whoever doubts the search that made the tree adds these sums up anew: `holds`. What such a tree
leaves open is all that plans above its target can be made of: `possible`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.certify.exact import UNIT_ROUNDOFF
from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.market.equal import Equals, equals_of
from planner.optimise.market.market import market_of
from planner.optimise.market.settle import members_of
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """At most `most` of the alternatives `among` are chosen, or more than that."""

    among: Integers
    """Positions in the problem, all of one group."""
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of all plans."""

    prices: Floats
    """(n_rows,)"""
    split: Split | None = None
    children: tuple[int, int] = (-1, -1)
    """Numbers of the nodes in which at most `most` are chosen, and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The nodes of a tree, the root first, and the target that none of them passes."""

    nodes: tuple[Node, ...]
    target: float

    def bound(self, problem: Problem) -> float:
        """What no plan is worth more than: the target; where all values are whole, its whole part."""
        whole = abs(self.target) < 2.0**52 and np.array_equal(problem.value, np.rint(problem.value))
        return float(np.floor(self.target)) if whole else self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedPart:
    """Columns at some prices."""

    reduced: Floats
    limits: float
    """What the limits of all rows come to."""
    margin: float
    """By how much rounding may have made a bound too small."""


class Parts:
    """The alternatives of one group for all that are equal, and how plans of a part of the tree
    may choose among them."""

    def __init__(self, problem: Problem, equals: Equals | None = None) -> None:
        market = market_of(problem)
        self.market, self.problem = market, problem
        self.equals = equals or equals_of(market, problem.value)
        count = self.equals.count()
        self.groups = np.flatnonzero(count)
        self.count = count[self.groups]
        self.columns = members_of(market, self.groups)
        sizes = market.sizes[self.groups]
        self.begins = np.cumsum(sizes) - sizes
        self.place = np.repeat(np.arange(len(sizes)), sizes)
        self.uses = market.uses[self.columns]
        self.value = problem.value[self.columns]
        self.most = self.count[self.place]
        terms = int(np.diff(self.uses.indptr).max(initial=0)) + len(self.groups) + len(market.rhs)
        slip = 4.0 * (terms + 8) * UNIT_ROUNDOFF
        most = np.maximum.reduceat(abs(self.uses).toarray(), self.begins, axis=0)
        self.slip_of_prices = slip * (self.count @ most + np.abs(market.rhs))
        self.slip = slip * float(np.maximum.reduceat(np.abs(self.value), self.begins) @ self.count)

    def whole(self) -> tuple[Integers, Integers]:
        """(k,) each: the least and the most of every column, where nothing is split."""
        high = self.most.copy()
        high[self.market.local.banned[self.columns]] = 0
        return np.zeros(len(high), dtype=np.int64), high

    def at(self, prices: Floats) -> PricedPart:
        """The columns at lawful prices, (n_rows,)."""
        return PricedPart(
            reduced=self.value - self.uses @ prices,
            limits=float(prices @ self.market.rhs),
            margin=self.slip + float(np.abs(prices) @ self.slip_of_prices),
        )

    def bound(self, priced: PricedPart, low: Integers, high: Integers) -> tuple[float, Floats]:
        """(L rounded outward, (k,) how much one of each column costs at least).

        L is -inf where no plan keeps the limits.
        """
        reduced, margin = priced.reduced, priced.margin
        best = np.maximum.reduceat(np.where(high > 0, reduced, -np.inf), self.begins)
        worth, cost = best * self.count, best[self.place] - reduced
        limited = (low > 0) | ((high > 0) & (high < self.most))
        if limited.any():  # of the other groups as many of the best as there are
            groups = np.unique(self.place[limited])
            inside = np.flatnonzero(np.isin(self.place, groups))
            worth[groups], cost[inside] = self._filled(reduced, low, high, inside)
        return float(worth.sum()) + priced.limits + margin, cost - margin

    def _filled(
        self, reduced: Floats, low: Integers, high: Integers, inside: Integers
    ) -> tuple[Floats, Floats]:
        """The best filling of some groups within the limits of their columns `inside`, ascending:
        (what each is worth, what one of each column costs); -inf where nothing fills a group."""
        reduced, low, high = reduced[inside], low[inside], high[inside]
        groups, begins, place = np.unique(
            self.place[inside], return_index=True, return_inverse=True
        )
        count = self.count[groups]
        free = count - np.add.reduceat(low, begins)
        order = np.lexsort((-reduced, place))
        room = np.maximum(high - low, 0)[order]
        before = np.cumsum(room) - room
        before -= before[begins][place]
        taken = np.clip(free[place] - before, 0, room)
        worst = np.full(len(free), np.inf)
        np.minimum.at(worst, place[taken > 0], reduced[order][taken > 0])
        cost = np.where(low > 0, 0.0, worst[place] - reduced)
        worth = np.add.reduceat(reduced[order] * taken, begins) + np.add.reduceat(
            reduced * low, begins
        )
        over = np.logical_or.reduceat(low > high, begins)
        few = np.add.reduceat(high, begins) < count
        return np.where(over | few | (free < 0), -np.inf, worth), cost

    def divided(
        self, split: Split, low: Integers, high: Integers
    ) -> tuple[tuple[Integers, Integers], tuple[Integers, Integers]]:
        """The limits of both sides of a split. Raises ValueError where it is none that limits on
        single columns can say: one column, or a set of a group that stands for itself alone."""
        among = np.flatnonzero(np.isin(self.columns, split.among))
        groups = np.unique(self.place[among])
        if len(among) != len(split.among) or len(groups) != 1:
            raise ValueError("split")
        less = high.copy()
        if self.count[groups[0]] == 1 and split.most == 0:
            less[among] = 0
            rest = self.place == groups[0]
            rest[among] = False
            return (low, less), (low, np.where(rest, 0, high))
        if len(among) != 1:
            raise ValueError("split")
        more = low.copy()
        less[among] = np.minimum(high[among], split.most)
        more[among] = np.maximum(low[among], split.most + 1)
        return (low, less), (more, high)


def holds(problem: Problem, proof: Proof) -> bool:
    """Whether the tree shows that no plan of the problem is worth more than its target."""
    try:
        return next(_left_open(Parts(problem), proof), None) is None
    except ValueError:
        return False


def possible(problem: Problem, proof: Proof) -> Flags:
    """(n,) the alternatives that plans worth more than the tree's target can have: what no part of
    it drops. Raises ValueError where it is no tree."""
    parts = Parts(problem)
    market, found = parts.market, np.zeros(len(problem.value), dtype=bool)
    for high in _left_open(parts, proof):
        found[parts.columns] |= high > 0
    inside = np.arange(len(found)) - market.begins[problem.group]
    return found[market.begins[parts.equals.of[problem.group]] + inside]


def _left_open(parts: Parts, proof: Proof) -> Iterator[Integers]:
    """(k,) the most of every column in each leaf that may hold plans worth more than the target.

    Raises ValueError where prices are none, a split divides nothing, or a child comes before its
    parent, so that the walk would not end.
    """
    waiting = [(0, parts.whole())]
    while waiting:
        number, (low, high) = waiting.pop()
        node = proof.nodes[number]
        prices = lawful_prices(parts.problem.linking, node.prices)
        if not (np.isfinite(prices).all() and len(prices) == len(parts.problem.linking)):
            raise ValueError("prices")
        bound, cost = parts.bound(parts.at(prices), low, high)
        if bound <= proof.target:
            continue
        high = np.where((cost > bound - proof.target) & (low == 0), 0, high)
        if node.split is None:
            yield high
            continue
        sides = parts.divided(node.split, low, high)
        if min(node.children) <= number or max(node.children) >= len(proof.nodes):
            raise ValueError("children")
        waiting += list(zip(node.children, sides, strict=True))
