"""Agreement: what one group has chosen binds the few others that share a local row with it.

Rounding decides groups one by one. A plot is then cleared exactly where its project starts, and a
group that breaks a row of few groups (works that would start before those they wait for) takes
its best alternative that does not.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from planner.arrays import Flags, Floats, Integers
from planner.optimise.market.market import Market, View
from planner.optimise.market.settle import members_of


def agree(market: Market, view: View, chosen: Integers) -> None:
    """Makes a choice, (n_groups,), keep the local rows of several groups, in place."""
    if len(market.local.displacing):
        _plots(market, view, chosen)
    tied = np.flatnonzero(market.local.tied)
    if len(tied):
        _tied(market, view, chosen, tied)


def alone(market: Market, near: Integers, chosen: Integers) -> Integers:
    """Those of `near` that a group may take without another: not where its choice clears a plot or
    builds on one, since the other would then stay behind."""
    held = np.isin(chosen, market.local.of_displacing.indices)
    return near[~held[market.group[near]]] if held.any() else near


def _plots(market: Market, view: View, chosen: Integers) -> None:
    """Plots follow their projects: cleared where one starts, standing elsewhere."""
    local = market.local
    rows = local.of_displacing
    activity = rows @ np.bincount(chosen, minlength=len(market.group)).astype(np.float64)
    clears_or_builds = np.zeros(len(market.group), dtype=bool)
    clears_or_builds[rows.indices] = True
    members = members_of(market, local.plot[np.flatnonzero(activity > 0.0)])
    _take(market, view, chosen, members[~clears_or_builds[members] & ~local.banned[members]])
    wanted = np.flatnonzero(activity == -1.0)
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    clearing = (rows.data > 0) & np.isin(row, wanted) & ~local.banned[rows.indices]
    _take(market, view, chosen, rows.indices[clearing])


def _take(market: Market, view: View, chosen: Integers, alternatives: Integers) -> None:
    """Each group with any of the alternatives chooses the best of them, in place."""
    group, reduced = market.group[alternatives], view.reduced[alternatives]
    order = np.lexsort((-alternatives, reduced, group))
    chosen[group[order]] = alternatives[order]  # the last one written is the best


def _tied(market: Market, view: View, chosen: Integers, tied: Integers) -> None:
    """Mends broken rows one by one, each by the group to which it costs least."""
    rows = csr_array(market.local.entries[tied])
    limit, sign = market.rhs[tied], market.sign[tied]
    for _ in range(2 * len(tied)):
        total = np.asarray(rows[:, chosen].sum(axis=1)).ravel()
        broken = np.flatnonzero(_breaks(total, limit, sign))
        if not len(broken):
            return
        members = rows.indices[rows.indptr[broken[0]] : rows.indptr[broken[0] + 1]]
        found = [
            _cheapest(market, view, chosen, int(group), rows, total)
            for group in np.unique(market.group[members])
        ]
        cost, best = min(found)
        if not np.isfinite(cost):
            return
        chosen[market.group[best]] = best


def _breaks(total: Floats, limit: Floats, sign: NDArray[np.int8]) -> Flags:
    over, under = total > limit, total < limit
    return np.asarray(np.where(sign > 0, over, np.where(sign < 0, under, over | under)))


def _cheapest(
    market: Market, view: View, chosen: Integers, group: int, rows: csr_array, total: Floats
) -> tuple[float, int]:
    """(loss, alternative) of a group's best alternative that breaks none of the rows it touches
    and mends what is broken there; an infinite loss where there is none."""
    tied = np.flatnonzero(market.local.tied)
    members = members_of(market, np.array([group]))
    displacing = market.local.entries[market.local.displacing].indices
    members = members[~market.local.banned[members] & ~np.isin(members, displacing)]
    if not len(members) or np.isin(chosen[group], displacing):
        return np.inf, int(chosen[group])  # moving it would leave a plot without its project
    uses = rows[:, members].toarray()
    touched = (uses != 0).any(axis=1) | (rows[:, [int(chosen[group])]].toarray().ravel() != 0)
    after = total[:, None] - rows[:, [int(chosen[group])]].toarray() + uses
    fine = ~_breaks(after[touched].T, market.rhs[tied][touched], market.sign[tied][touched]).any(
        axis=1
    )
    if not fine.any():
        return np.inf, int(chosen[group])
    best = members[fine][np.argmax(view.reduced[members[fine]])]
    return float(view.best[group] - view.reduced[best]), int(best)
