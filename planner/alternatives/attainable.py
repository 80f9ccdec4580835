"""The most that the whole inventory could gain: the 100 % that weights refer to."""

import numpy as np
from numpy.typing import NDArray

from planner.alternatives.table import Alternatives
from planner.inventory import Inventory

Floats = NDArray[np.float64]


def best_by_group(table: Alternatives) -> Floats:
    """(n_groups, n_criteria) largest gain of any alternative of each site and project."""
    return np.asarray(np.maximum.reduceat(table.gain, table.starts()[:-1], axis=0))


def attainable_by_group(table: Alternatives, inventory: Inventory) -> Floats:
    """(n_groups, n_criteria) the part of the attainable that each site and project stands for.

    Of a project and the sites it displaces the larger side counts, not both; where projects
    compete for plots, at most one of them.
    """
    best = best_by_group(table)
    index = {subject: i for i, subject in enumerate(table.subjects)}
    for plots in _contests(inventory):
        sites = [index[s] for s in plots]
        rivals = [
            (index[p], [index[s] for s in taken])
            for p, taken in zip(inventory.projects.id, inventory.projects.displaces, strict=True)
            if plots.intersection(taken)
        ]
        for column in range(best.shape[1]):
            _keep_larger_side(best[:, column], sites, rivals)
    return best


def attainable_gains(table: Alternatives, inventory: Inventory) -> Floats:
    """(n_criteria,) sum of the attainable gains, in each criterion's unit."""
    return np.asarray(attainable_by_group(table, inventory).sum(axis=0))


def _contests(inventory: Inventory) -> list[set[str]]:
    """Sets of plots that are linked by the projects which want them."""
    contests: list[set[str]] = []
    for taken in inventory.projects.displaces:
        if taken:
            linked = [c for c in contests if c.intersection(taken)]
            contests = [c for c in contests if not c.intersection(taken)]
            contests.append(set(taken).union(*linked))
    return contests


def _keep_larger_side(best: Floats, sites: list[int], rivals: list[tuple[int, list[int]]]) -> None:
    """Sets the losing side's gains to 0, in place, for one criterion and one contest."""
    of_sites = {s: best[s] for s in sites}
    winner = max(rivals, key=lambda rival: best[rival[0]] - sum(of_sites[s] for s in rival[1]))
    surplus = best[winner[0]] - sum(of_sites[s] for s in winner[1])
    for project, _ in rivals:
        if surplus <= 0 or project != winner[0]:
            best[project] = 0.0
    if surplus > 0:
        best[winner[1]] = 0.0
