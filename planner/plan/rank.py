"""Which alternative stands for each site and project in the list, in what group and order."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.alternatives import Alternatives
from planner.inventory import Inventory
from planner.optimise.prices import Priced
from planner.plan.model import GROUPS, Group
from planner.problem.case import Case
from planner.problem.policies import barred_alternatives
from planner.problem.rows import Rows

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
NEXT: Final = 12
"""How many of the deferred are listed as nearest to entering."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """For every group (site or project) the alternative shown, its margin and its place."""

    shown: Integers
    """(n_groups,) the chosen alternative; for what is deferred its best real one; else nothing."""
    planned: NDArray[np.bool_]
    margin: Floats
    """(n_groups,) r / (|value| + priced use), in [-1, 1]."""
    worth: Floats
    """(n_groups,) value of what is shown; of a project with the clearing of its plots."""
    used: Floats
    """(n_groups,) priced use of the same: what its means are worth elsewhere."""
    group: tuple[Group, ...]
    order: Integers
    """Group numbers in list order."""


def margins(value: Floats, reduced: Floats, used: Floats) -> Floats:
    """r / (|value| + sum |priced use|), 0 where both parts are 0 (design, section 5)."""
    size = np.abs(value) + used
    return np.clip(np.divide(reduced, size, out=np.zeros_like(size), where=size > 0), -1.0, 1.0)


def together(table: Alternatives, inventory: Inventory, amount: Floats) -> Floats:
    """(n,) `amount`, and for a project the amount of clearing its plots in its start year too."""
    total = amount.copy()
    index = {subject: i for i, subject in enumerate(table.subjects)}
    for project, sites in zip(inventory.projects.id, inventory.projects.displaces, strict=True):
        rows = np.flatnonzero((table.group == index[project]) & table.real)
        plots = np.isin(table.group, [index[s] for s in sites]) & table.make_way
        for a in rows:
            total[a] += amount[plots & (table.first_start == table.first_start[a])].sum()
    return total


def feasible_alone(
    table: Alternatives, inventory: Inventory, payers: Integers
) -> NDArray[np.bool_]:
    """(n,) real alternatives that some fund may pay and whose plots may all be cleared."""
    possible = table.real & ((payers > 0) | (table.cost == 0))
    clearable = set(table.group[table.make_way].tolist())
    index = {subject: i for i, subject in enumerate(table.subjects)}
    for project, sites in zip(inventory.projects.id, inventory.projects.displaces, strict=True):
        if not all(index[s] in clearable for s in sites):
            possible &= table.group != index[project]
    return np.asarray(possible)


def plot_fees(rows: Rows, prices: Floats) -> Floats:
    """(n,) priced use of rows C4: what a project pays its plots, so that together it cancels."""
    of_plots = np.flatnonzero([name.startswith("C4_") for name in rows.names])
    return np.asarray(abs(rows.matrix[of_plots]).T @ np.abs(prices[of_plots]))


def rank(case: Case, chosen: Integers, value: Floats, priced: Priced, plot_fees: Floats) -> Ranking:
    """Groups and order of the whole list. Ties go by importance (value), then by id.

    chosen (n_groups,), value and plot_fees (n,). Next are only those that could enter: worth
    something, and not barred by a lock.
    """
    table, inventory = case.alternatives, case.inventory
    reduced = together(table, inventory, priced.reduced)
    joint = together(table, inventory, priced.used - plot_fees)
    used = np.where(table.group < table.n_sites, priced.used, joint)
    worth = together(table, inventory, value)
    possible = feasible_alone(table, inventory, case.payers())
    barred = barred_alternatives(case)
    best = _best_possible(table, np.where(barred, 1, 2) * possible, reduced)
    planned = table.first[chosen] >= 0
    any_possible = possible[best]
    shown = np.where(planned | ~any_possible, chosen, best)
    margin = margins(worth[shown], reduced[shown], used[shown])
    order = np.lexsort((np.argsort(np.argsort(table.subjects)), -worth[shown], -margin))
    may_enter = any_possible & ~planned & ~barred[best] & (worth[shown] > 0)
    nearest = [g for g in order if may_enter[g]][:NEXT]
    group: list[Group] = ["unplannable"] * len(table.subjects)
    for g in order:
        if planned[g]:
            group[g] = "planned"
        elif any_possible[g]:
            group[g] = "next" if g in nearest else "deferred"
    place = np.array([GROUPS.index(name) for name in group])
    return Ranking(
        shown=shown,
        planned=planned,
        margin=margin,
        worth=worth[shown],
        used=used[shown],
        group=tuple(group),
        order=order[np.argsort(place[order], kind="stable")],
    )


def _best_possible(table: Alternatives, chance: Integers, reduced: Floats) -> Integers:
    """(n_groups,) of each group's alternatives with the best chance (2 free, 1 barred by a lock,
    0 impossible) the one with the highest reduced value."""
    by_value = np.lexsort((-np.arange(len(reduced)), reduced, chance, table.group))
    return np.asarray(by_value[table.starts()[1:] - 1], dtype=np.int64)
