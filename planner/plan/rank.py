"""Which alternative stands for each site and project in the list, in what group and order."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from planner.alternatives import Alternatives
from planner.arrays import Flags, Floats, Integers
from planner.plan.columns import GROUPS
from planner.plan.fixed import FREE, Fixed
from planner.problem.linking import Rows

NEXT: Final = 12
"""How many of the deferred are listed as nearest to entering."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """For every group (site or project) the alternative shown, its margin and its place."""

    shown: Integers
    """(n_groups,) the chosen alternative; for what is deferred its best real one; else nothing."""
    planned: Flags
    margin: Floats
    """(n_groups,) r / (|value| + priced use), in [-1, 1]."""
    worth: Floats
    """(n_groups,) value of what is shown; of a project with the clearing of its plots."""
    used: Floats
    """(n_groups,) priced use of the same: what its means are worth elsewhere."""
    group: NDArray[np.int8]
    """(n_groups,) code by GROUPS."""
    order: Integers
    """Group numbers in list order."""
    charges: csc_array
    """(n_rows, n_groups) what each row takes from the value of what is shown, in points."""


def margins(value: Floats, reduced: Floats, used: Floats) -> Floats:
    """r / (|value| + sum |priced use|), 0 where both parts are 0 (design, section 5)."""
    size = np.abs(value) + used
    return np.clip(np.divide(reduced, size, out=np.zeros_like(size), where=size > 0), -1.0, 1.0)


def rank(
    table: Alternatives, rows: Rows, fixed: Fixed, chosen: Integers, value: Floats, prices: Floats
) -> Ranking:
    """Groups and order of the whole list. Ties go by importance (value), then by id.

    chosen (n_groups,), value (n,), prices (n_rows,). Next are only those that could enter: worth
    something, and not barred by a lock.
    """
    reduced = fixed.clearing.joined(value - rows.matrix.T @ prices)
    planned = table.first[chosen] >= 0
    shown = np.where(planned | (fixed.chance == 0), chosen, _best(table, fixed, reduced))
    charges = _charges(rows, shown, prices)
    used = _used(table, rows, fixed, shown, charges, prices)
    worth = fixed.clearing.joined(value)[shown]
    margin = margins(worth, reduced[shown], used)
    order = np.lexsort((fixed.by_id, -worth, -margin))
    group = np.full(len(chosen), GROUPS.index("unplannable"), dtype=np.int8)
    group[fixed.chance > 0] = GROUPS.index("deferred")
    may_enter = (fixed.chance == FREE) & ~planned & (worth > 0)
    group[order[may_enter[order]][:NEXT]] = GROUPS.index("next")
    group[planned] = GROUPS.index("planned")
    return Ranking(
        shown=shown,
        planned=planned,
        margin=margin,
        worth=worth,
        used=used,
        group=group,
        order=order[np.argsort(group[order], kind="stable")],
        charges=charges,
    )


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
    """(n_groups,) priced use of what is shown; of a project with that of clearing its plots.

    What a project pays its plots, by the prices of the rows C4, cancels when both are taken
    together, so it is left out there.
    """
    counted = np.ones(len(rows))
    counted[fixed.plot_rows] = 0.0
    is_site = np.arange(len(shown)) < table.n_sites
    alone = np.where(is_site, abs(charges).T @ np.ones(len(rows)), abs(charges).T @ counted)
    clearing = fixed.clearing
    taken = shown[table.group[clearing.project]] == clearing.project
    plots = abs(_charges(rows, clearing.plot[taken], prices)).T @ counted
    project = table.group[clearing.project[taken]]
    return np.asarray(alone + np.bincount(project, weights=plots, minlength=len(shown)))


def _best(table: Alternatives, fixed: Fixed, reduced: Floats) -> Integers:
    """(n_groups,) of each group's candidates the first of those with the highest reduced value."""
    begins = fixed.starts[:-1]
    if not len(begins):
        return begins
    highest = np.maximum.reduceat(np.where(fixed.candidates, reduced, -np.inf), begins)
    best = np.flatnonzero(fixed.candidates & (reduced == highest[table.group]))
    first = np.concatenate([[True], np.diff(table.group[best]) > 0])
    return np.asarray(best[first], dtype=np.int64)
