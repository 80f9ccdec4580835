"""Equal groups: sites alike in everything are one decision with a count.

Two groups are equal where their alternatives are worth the same and use the same, one by one, to the
last digit, and share no local row. Which of them gets which works makes no difference, so that of m
equal groups only it matters how many take each alternative: ten copies of a palace are then one
palace chosen ten times, and not ten that a search tells apart in 10! ways (orbits of equal columns;
Margot 2010, section 2).
"""

from dataclasses import dataclass

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.market.market import Market
from planner.optimise.market.settle import members_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Equals:
    """Which groups are equal."""

    of: Integers
    """(n_groups,) the first group that each one equals: itself where there is none before it."""

    @property
    def any(self) -> bool:
        """Whether two groups are equal at all."""
        return bool((self.of != np.arange(len(self.of))).any())

    def count(self) -> Integers:
        """(n_groups,) how many groups each stands for; 0 for those that another stands for."""
        return np.bincount(self.of, minlength=len(self.of))

    def in_order(self, market: Market, chosen: Integers) -> Integers:
        """(n_groups,) the choice in which of equal groups the first take the first alternatives:
        the same plan, whoever found it."""
        twins = np.argsort(self.of, kind="stable")
        offset = chosen[twins] - market.begins[twins]
        order = np.lexsort((offset, self.of[twins]))
        return np.sort(market.begins[twins] + offset[order])


def forms_of(market: Market) -> Integers:
    """(n_groups,) a number for each form: groups of one form have as many alternatives, which use
    the same rows one by one; groups that share local rows have forms of their own."""
    n, n_rows = market.uses.shape
    draw = np.random.default_rng(0)
    row = draw.integers(1, 2**63, n_rows, dtype=np.uint64)
    place = draw.integers(1, 2**63, int(market.sizes.max(initial=1)) + 1, dtype=np.uint64)
    summed = np.concatenate([np.zeros(1, np.uint64), np.cumsum(row[market.uses.indices])])
    used = summed[market.uses.indptr[1:]] - summed[market.uses.indptr[:-1]]  # wraps, as it may
    used = used * np.uint64(2) + market.local.banned.astype(np.uint64) + np.uint64(1)
    inside = np.arange(n) - market.begins[market.group]
    form = np.add.reduceat(used * place[inside], market.begins) * np.uint64(31)
    form += market.sizes.astype(np.uint64)
    alone = np.union1d(market.local.entangled, market.local.single_group)
    form[alone] = draw.integers(0, 2**63, len(alone), dtype=np.uint64)
    return np.unique(form, return_inverse=True)[1]


def equals_of(market: Market, value: Floats) -> Equals:
    """Finds equal groups; value: (n,) of the alternatives."""
    of = np.arange(len(market.sizes))
    rough = np.add.reduceat(value, market.begins) if len(of) else np.empty(0)
    _, place, counts = np.unique(rough, return_inverse=True, return_counts=True)
    alike = counts[place] > 1
    if not alike.any():
        return Equals(of=of)  # uses, which are a hundred times as many, need no look
    form = forms_of(market)
    twins = np.flatnonzero(alike & (np.bincount(form)[form] > 1))
    if not len(twins):
        return Equals(of=of)
    order = twins[np.lexsort((twins, rough[twins], form[twins]))]
    same = _same_as_next(market, value, order, form)
    run = np.concatenate([[0], np.cumsum(~same)])
    first = order[np.unique(run, return_index=True)[1]]
    of[order] = first[run]
    return Equals(of=of)


def _same_as_next(market: Market, value: Floats, order: Integers, form: Integers) -> Flags:
    """(len(order) - 1,) whether each group equals the one after it in `order`."""
    one, other = order[:-1], order[1:]
    same = form[one] == form[other]
    asked = np.flatnonzero(same)
    if not len(asked):
        return np.asarray(same)
    ones, others = members_of(market, one[asked]), members_of(market, other[asked])
    differs = value[ones] != value[others]
    uses, rivals = market.uses[ones], market.uses[others]
    unlike = (uses.indices != rivals.indices) | (uses.data != rivals.data)
    row = np.repeat(np.arange(len(ones)), np.diff(uses.indptr))
    differs |= np.bincount(row[unlike], minlength=len(ones)) > 0
    sizes = market.sizes[one[asked]]
    begins = np.cumsum(sizes) - sizes
    same[asked] = np.add.reduceat(differs, begins, dtype=np.int64) == 0
    return np.asarray(same)
