"""Reduce: alternatives that can be in no better plan are dropped, each with its proof.

- Dominated: another alternative of the group is worth at least as much and uses no more of any
  row that limits, no less of any that demands, and the same of equalities. Exchanging the one for
  the other keeps every row (Sinha & Zoltners 1979 for multiple-choice knapsacks).
- In vain: what uses least of the group dominates it, which is soon told of a whole city.
- By reduced value: a plan with an alternative whose reduced value lies `loss` below its group's
  best is worth at most bound - loss (reduced-cost fixing; Balas & Zemel 1980, Pisinger 1995).
"""

from typing import Final

import numpy as np
from scipy.sparse import csr_array

from planner.arrays import Flags, Floats, Integers
from planner.optimise.market.market import Market, View, sparing
from planner.optimise.tuning import PROVE

MARGIN: Final = 1e-12
"""Relative margin for rounding in a loss; a loss is a difference of few sums."""


def survivors(market: Market, view: View, value: Floats, allowance: float) -> Flags:
    """(n,) alternatives that a plan may have whose value is within `allowance` of the bound.

    value: (n,) of the alternatives. With an infinite allowance all that are not barred.
    """
    uses = market.uses.copy()
    np.abs(uses.data, out=uses.data)
    rounding = MARGIN * (np.abs(value) + uses @ np.abs(view.prices))
    largest = np.maximum.reduceat(rounding, market.begins)[market.group]
    kept = market.loss(view) <= allowance + 2.0 * largest
    return np.asarray(kept & ~market.local.banned)


def undominated(market: Market, value: Floats, kept: Flags) -> Flags:
    """(n,) the kept alternatives less those that another kept one dominates; of equals the first
    stays. Left as they are where there are too many pairs to compare."""
    columns = np.flatnonzero(kept)
    _, place = np.unique(market.group[columns], return_inverse=True)
    sizes = np.bincount(place)
    if (sizes.astype(np.float64) ** 2).sum() > PROVE.most_pairs:
        return kept
    one, other = _pairs(sizes)
    uses = csr_array(market.uses[columns])
    better = value[columns[other]] >= value[columns[one]]
    one, other = one[better], other[better]
    worse = _limits_more(market, csr_array(uses[one] - uses[other]))
    equal = value[columns[other]] == value[columns[one]]
    same = equal & ~_differs(csr_array(uses[one] - uses[other]))
    dominated = worse & (~same | (other < one))
    left = kept.copy()
    left[columns[one[dominated]]] = False
    return left


def of_use(market: Market, value: Floats, most: int) -> Flags | None:
    """(n,) the undominated alternatives, in a problem of which few are worth more than what uses
    least: where one criterion counts, most works bring nothing. None for more than `most`."""
    least = sparing(market)
    more = (value > value[least][market.group]) & ~market.local.banned
    if np.count_nonzero(more) > most:
        return None
    kept = ~market.local.banned
    rest = np.flatnonzero(kept & ~more)
    idle = least[market.group[rest]]
    kept[rest[_limits_more(market, csr_array(market.uses[rest] - market.uses[idle]))]] = False
    kept[least] = True
    kept = undominated(market, value, kept)
    return kept if np.count_nonzero(kept) <= most else None


def thrifty(market: Market, value: Floats, chosen: Integers) -> Integers:
    """(n_groups,) the plan with nothing done in vain: where another alternative of a group is worth
    as much and uses no more of anything, the least of these is taken. It keeps whatever rows the
    plan keeps, and of plans that are equally good it is the one that anybody would prefer."""
    has, use = chosen[market.group], market.worth(1.0 / market.scale)
    # Nowhere more comes to no more in all, which tells most rivals without their rows.
    total = market.uses @ (market.sign / market.scale)
    maybe = (value >= value[has]) & (total <= total[has] + MARGIN * (use + use[has]))
    rivals = np.flatnonzero(maybe & ~market.local.banned)
    has = has[rivals]
    fine = _limits_more(market, csr_array(market.uses[has] - market.uses[rivals]))
    rivals = rivals[fine]
    order = np.lexsort((use[rivals], -value[rivals], market.group[rivals]))
    groups, first = np.unique(market.group[rivals[order]], return_index=True)
    better = chosen.copy()
    better[groups] = rivals[order[first]]
    return better


def _pairs(sizes: Integers) -> tuple[Integers, Integers]:
    """All ordered pairs of different members of each group, groups laid end to end."""
    begins = np.cumsum(sizes) - sizes
    one = np.repeat(np.arange(sizes.sum()), np.repeat(sizes, sizes))
    counts = np.repeat(sizes, sizes)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    other = np.repeat(np.repeat(begins, sizes), counts) + within
    different = one != other
    return one[different], other[different]


def _limits_more(market: Market, difference: csr_array) -> Flags:
    """Whether each difference of uses is nowhere to the advantage of the first."""
    row = np.repeat(np.arange(difference.shape[0]), np.diff(difference.indptr))
    sign = market.sign[difference.indices]
    against = np.where(sign == 0, difference.data != 0, sign * difference.data < 0)
    return np.asarray(np.bincount(row[against], minlength=difference.shape[0]) == 0)


def _differs(difference: csr_array) -> Flags:
    row = np.repeat(np.arange(difference.shape[0]), np.diff(difference.indptr))
    return np.asarray(np.bincount(row[difference.data != 0], minlength=difference.shape[0]) > 0)
