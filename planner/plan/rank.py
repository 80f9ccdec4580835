"""Where each site and project stands in the list: in what group, and in what order.

The loss of an alternative is its value less what it uses at shadow prices: what the plan loses
without it, or, with its sign turned, by taking it in. Money, crews and rules have prices; locks
and promises do not count, so that what is forced shows what it costs.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from planner.alternatives import CODES, Alternatives
from planner.arrays import Flags, Floats, Integers
from planner.plan.carrying import with_carried
from planner.plan.columns import GROUPS
from planner.plan.fixed import FREE, Fixed, Plots
from planner.problem.linking import Rows

NEXT: Final = 12
"""How many of the deferred are listed as nearest to entering."""
DIGITS: Final = 9
"""Decimals of losses that tell: what differs by less is equal, and its importance decides."""
_CLEAR: Final = CODES.index("clear")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """For every group (site or project) the alternative shown, its loss and its place."""

    shown: Integers
    """(n_groups,) the chosen alternative; for what is deferred its best that brings something,
    where one does; else nothing."""
    planned: Flags
    loss: Floats
    """(n_groups,) points; a plot that is cleared has that of its project, and with what is in the plan
    falls what cannot be built without it."""
    own: Floats
    """(n_groups,) the same of itself alone."""
    margin: Floats
    """(n_groups,) its own loss / (|worth| + priced use), in [-1, 1]."""
    worth: Floats
    """(n_groups,) value of what is shown; of a project with the clearing of its plots."""
    apart: Floats
    """(n_groups,) the loss of a project if its plots would earn nothing otherwise."""
    rival: Integers
    """(n_groups,) of a project that is out a project in the plan that takes a plot of it, -1 none."""
    held: Flags
    """(n_groups,) out though works that a lock bars would be worth their means, and no others."""
    group: NDArray[np.int8]
    """(n_groups,) code by GROUPS."""
    order: Integers
    """Group numbers in list order."""
    rank: Integers
    """(n_groups,) 1.. in list order; a plot that is cleared has that of its project."""
    charges: csc_array
    """(n_rows, n_groups) what each row takes from the value of what is shown, in points."""


def margins(value: Floats, loss: Floats, used: Floats) -> Floats:
    """loss / (|value| + sum |priced use|), 0 where both parts are 0 (design, section 5)."""
    size = np.abs(value) + used
    return np.clip(np.divide(loss, size, out=np.zeros_like(size), where=size > 0), -1.0, 1.0)


def rank(
    table: Alternatives, rows: Rows, fixed: Fixed, chosen: Integers, value: Floats, prices: Floats
) -> Ranking:
    """Groups and order of the whole list. Ties go by importance (value), then by id.

    chosen (n_groups,), value (n,), prices (n_rows,). Next are only those that could enter: worth
    something, not barred by a lock, and with means that would be there.
    """
    prices = np.where(fixed.contested, prices, 0.0)
    reduced = fixed.clearing.joined(value - rows.matrix.T @ prices)
    joined = fixed.clearing.joined(value)
    planned = table.first[chosen] >= 0
    best = _best(table, fixed, reduced, joined)
    shown = np.where(planned | (fixed.chance == 0), chosen, best)
    apart, worth = reduced[shown], joined[shown]
    charge = _earned_by_plots(table, fixed, reduced)
    alone = np.where(table.real[shown], np.round(apart - charge, DIGITS), 0.0)
    loss, rival = _against_rivals(fixed.plots, planned, fixed.chance == FREE, alone)
    charges = _charges(rows, shown, prices)
    used = _used(table, rows, fixed, shown, charges, prices) + charge
    margin, lead = margins(worth, loss, used), _leads(table, fixed.plots, chosen)
    own, loss = loss, with_carried(fixed.carried, planned, loss)
    loss, margin = loss[lead], margin[lead]
    follows = lead != np.arange(len(lead))
    order = np.lexsort((fixed.by_id, follows, fixed.by_id[lead], -worth[lead], -loss))
    group = _groups(table, fixed, chosen, worth > 0, order)
    order = order[np.argsort(group[order], kind="stable")]
    place = np.empty_like(order)
    place[order] = np.cumsum(~follows[order])
    return Ranking(
        shown=shown,
        planned=planned,
        loss=loss,
        own=own,
        margin=margin,
        worth=worth,
        apart=apart,
        rival=rival,
        held=~planned & (alone < 0) & _barred_is_better(table, fixed, reduced),
        group=group,
        order=order,
        rank=place,
        charges=charges,
    )


def _groups(
    table: Alternatives, fixed: Fixed, chosen: Integers, useful: Flags, order: Integers
) -> NDArray[np.int8]:
    """(n_groups,) code by GROUPS. useful (n_groups,): worth something; order: by loss."""
    planned = table.first[chosen] >= 0
    group = np.full(len(chosen), GROUPS.index("unplannable"), dtype=np.int8)
    group[fixed.settled] = GROUPS.index("settled")
    group[fixed.chance > 0] = GROUPS.index("deferred")
    may_enter = (fixed.chance == FREE) & ~planned & useful & (fixed.lacks == 0)
    group[order[may_enter[order]][:NEXT]] = GROUPS.index("next")
    group[planned] = GROUPS.index("planned")
    group[(table.last[chosen] == _CLEAR) & ~table.make_way[chosen]] = GROUPS.index("clearing")
    return group


def _leads(table: Alternatives, plots: Plots, chosen: Integers) -> Integers:
    """(n_groups,) whose place it has: a plot that is cleared its project's, all others their own."""
    lead = np.arange(len(chosen))
    taken = table.make_way[chosen[plots.site]] & table.real[chosen[plots.project]]
    lead[plots.site[taken]] = plots.project[taken]
    return lead


def _earned_by_plots(table: Alternatives, fixed: Fixed, reduced: Floats) -> Floats:
    """(n_groups,) what the plots of a project would earn at their own best; 0 for sites."""
    plots = fixed.plots
    if not len(plots.site):
        return np.zeros(len(fixed.chance))
    free = fixed.candidates & table.real & (fixed.chance == FREE)[table.group]
    earned = np.maximum.reduceat(np.where(free, reduced, 0.0), fixed.starts[:-1])
    charge = np.bincount(plots.project, weights=earned[plots.site], minlength=len(earned))
    return np.asarray(charge, dtype=np.float64)


def _against_rivals(
    plots: Plots, planned: Flags, free: Flags, alone: Floats
) -> tuple[Floats, Integers]:
    """Losses of projects where others want the same plots, and who keeps each one out.

    planned, free (n_groups,): in the plan, kept out by nobody; alone (n_groups,): losses if
    nobody else wanted the plots. One in the plan gives way to the best that it alone keeps out;
    one that is out takes all of those that keep it out.
    """
    loss, rival = alone.copy(), np.full(len(alone), -1, dtype=np.int64)
    if not len(plots.rival):
        return loss, rival
    built, out = plots.rival[planned[plots.rival[:, 0]] & ~planned[plots.rival[:, 1]]].T
    loss -= np.bincount(out, weights=alone[built], minlength=len(alone))
    rival[out] = built
    only = free[out] & (np.bincount(out, minlength=len(alone))[out] == 1)
    instead = np.zeros_like(alone)
    np.maximum.at(instead, built[only], alone[out[only]])
    return loss - instead, rival


def _charges(rows: Rows, alternatives: Integers, prices: Floats) -> csc_array:
    """(n_rows, k) what each row takes from the value of each of k alternatives."""
    charges = csc_array(rows.matrix[:, alternatives])
    charges.data = charges.data * prices[charges.indices]
    return charges


def _used(
    table: Alternatives,
    rows: Rows,
    fixed: Fixed,
    shown: Integers,
    charges: csc_array,
    prices: Floats,
) -> Floats:
    """(n_groups,) priced use of what is shown; of a project with that of clearing its plots."""
    every = np.ones(len(rows))
    clearing = fixed.clearing
    taken = shown[table.group[clearing.project]] == clearing.project
    plots = abs(_charges(rows, clearing.plot[taken], prices)).T @ every
    project = table.group[clearing.project[taken]]
    cleared = np.bincount(project, weights=plots, minlength=len(shown))
    return np.asarray(abs(charges).T @ every + cleared)


def _best(table: Alternatives, fixed: Fixed, reduced: Floats, worth: Floats) -> Integers:
    """(n_groups,) of each group's candidates that bring something, or of all where none does, the
    first of those with the highest reduced value."""
    begins = fixed.starts[:-1]
    if not len(begins):
        return begins
    useful = fixed.candidates & (worth > 0)
    judged = np.where(np.logical_or.reduceat(useful, begins)[table.group], useful, fixed.candidates)
    highest = np.maximum.reduceat(np.where(judged, reduced, -np.inf), begins)
    best = np.flatnonzero(judged & (reduced == highest[table.group]))
    first = np.concatenate([[True], np.diff(table.group[best]) > 0])
    return np.asarray(best[first], dtype=np.int64)


def _barred_is_better(table: Alternatives, fixed: Fixed, reduced: Floats) -> Flags:
    """(n_groups,) whether works that a lock bars are worth what they use."""
    found = np.zeros(len(fixed.chance), dtype=bool)
    found[table.group[fixed.barred & (reduced > 0)]] = True
    return found
