"""Closed-form prices of local rows, given those of the rows that many groups share.

Clearing a plot costs the city what would have stood there; the project that takes the plot is
charged that much, so that both are judged as one decision. Half of what remains for or against
the project is left on either side, which keeps ties apart. A row of one group is priced so that
no alternative it bars looks best.
"""

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.market.local import LocalRows
from planner.optimise.market.market import Market


def settled(market: Market, value: Floats, prices: Floats) -> Floats:
    """The prices, (n_rows,), with those of locks and displacement filled in."""
    local = market.local
    filled = prices.copy()
    filled[local.displacing] = 0.0
    filled[local.single] = 0.0
    if len(local.displacing):
        filled[local.displacing] = _fees(market, value - _charge(market, filled, local), local)
    return barred(market, value, filled)


def barred(market: Market, value: Floats, prices: Floats) -> Floats:
    """The prices, (n_rows,), with those of locks filled in, all others as they are."""
    local = market.local
    filled = prices.copy()
    filled[local.single] = 0.0
    if len(local.single):
        bars = _bars(market, value - _charge(market, filled, local), local)
        sign = market.sign[local.single]
        filled[local.single] = np.where(sign * bars >= 0, bars, 0.0)  # else no lawful price bars
    return filled


def _charge(market: Market, prices: Floats, local: LocalRows) -> Floats:
    """(n,) price of what the alternatives of groups with local rows use; 0 elsewhere."""
    charge = np.zeros(len(market.group))
    members = members_of(market, np.union1d(local.entangled, local.single_group))
    charge[members] = market.uses[members] @ prices
    return charge


def members_of(market: Market, groups: Integers) -> Integers:
    """Every alternative of the groups, group after group as given."""
    sizes = market.sizes[groups]
    offset = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.asarray(np.repeat(market.begins[groups], sizes) + offset)


def _largest(values: Floats, place: Integers, size: int) -> Floats:
    """(size,) the largest value at each place; -inf where there is none."""
    found = np.full(size, -np.inf)
    np.maximum.at(found, place, values)
    return found


def _fees(market: Market, reduced: Floats, local: LocalRows) -> Floats:
    """Price of every displacing row: what its plot loses, and half of the project's margin."""
    entries = local.of_displacing
    row = np.repeat(np.arange(entries.shape[0]), np.diff(entries.indptr))
    clears = entries.data > 0
    cleared, built = entries.indices[clears], entries.indices[~clears]
    n_groups = len(market.sizes)
    involved = members_of(market, local.entangled)
    tied = np.zeros(len(reduced), dtype=bool)
    tied[entries.indices] = True
    staying = involved[~tied[involved] & ~local.banned[involved]]
    stay = _largest(reduced[staying], market.group[staying], n_groups)
    fee = _largest(reduced[cleared], row[clears], entries.shape[0]) - stay[local.plot]
    fee = np.where(np.isfinite(fee), fee, 0.0)
    # What starting a project brings, fees paid, beyond its best course without them.
    charged = np.zeros(len(reduced))
    np.add.at(charged, built, fee[row[~clears]])
    plots = np.bincount(built, minlength=1)
    starts = np.unique(built)
    net = reduced[starts] + charged[starts]
    otherwise = stay[market.group[starts]]
    rivals = _largest(net, market.group[starts], n_groups)[market.group[starts]]
    margin = np.zeros(len(reduced))
    margin[starts] = net - np.where(np.isfinite(otherwise), otherwise, rivals)
    share = margin[built] / (2.0 * plots[built])
    most = _largest(share, row[~clears], len(fee))
    return np.asarray(fee - np.where(np.isfinite(most), most, 0.0))


def _bars(market: Market, reduced: Floats, local: LocalRows) -> Floats:
    """Price of every row of one group, so that none of the alternatives it bars looks best."""
    groups = local.single_group
    sizes = market.sizes[groups]
    members = members_of(market, groups)
    row = np.repeat(np.arange(len(groups)), sizes)
    entries = local.of_single
    of_row = np.zeros(len(members))
    place = np.repeat(np.cumsum(sizes) - sizes, np.diff(entries.indptr))
    inside = entries.indices - np.repeat(market.begins[groups], np.diff(entries.indptr))
    of_row[place + inside] = entries.data
    barred = local.banned[members]
    best = _largest(np.where(barred, -np.inf, reduced[members]), row, len(groups))
    usual = _largest(np.where(barred, -np.inf, of_row), row, len(groups))
    least = -_largest(np.where(barred, -np.inf, -of_row), row, len(groups))
    excess = np.maximum(reduced[members] - best[row], 0.0)
    step = of_row - usual[row]
    judged = barred & (step != 0) & (usual == least)[row] & np.isfinite(excess)
    needed = np.divide(excess, step, out=np.zeros_like(excess), where=judged)
    above = _largest(np.where(judged & (step > 0), needed, 0.0), row, len(groups))
    below = -_largest(np.where(judged & (step < 0), -needed, 0.0), row, len(groups))
    return np.where(above > 0, above, below)


def decided(market: Market, value: Floats, prices: Floats) -> Floats:
    """(n,) the values, with -inf for what is barred and for what projects and plots do not choose.

    Whether a project is built is one large decision that no smooth price shares out; at the given
    prices it is taken as it stands, and taken anew at the next ones.
    """
    local = market.local
    open_to = np.where(local.banned, -np.inf, value)
    if not len(local.displacing):
        return open_to
    at = settled(market, value, prices)
    involved = members_of(market, local.entangled)
    reduced = np.where(local.banned[involved], -np.inf, value[involved])
    reduced -= market.uses[involved] @ at
    group = market.group[involved]
    best = _largest(reduced, group, len(market.sizes))
    tied = np.zeros(len(value), dtype=bool)
    tied[local.of_displacing.indices] = True
    chosen = reduced >= best[group]
    moving = np.zeros(len(market.sizes), dtype=bool)
    moving[group[chosen & tied[involved]]] = True
    kept = np.where(moving[group], chosen & tied[involved], ~tied[involved])
    open_to[involved[~kept]] = -np.inf
    return open_to
