"""The most that the whole inventory could gain: the 100 % that weights refer to."""

from dataclasses import dataclass

import numpy as np

from planner.alternatives.attributes import Attributes
from planner.alternatives.gains import counts_of
from planner.alternatives.table import Alternatives
from planner.arrays import Floats
from planner.inventory import Inventory
from planner.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rival:
    """A project that gains more than the sites it displaces, by `surplus`."""

    surplus: float
    project: int
    sites: frozenset[int]


def best_by_group(table: Alternatives) -> Floats:
    """(n_groups, n_criteria) largest gain of any alternative of each site and project."""
    return _largest(table.gain, table)


def _largest(amounts: Floats, table: Alternatives) -> Floats:
    """(n, n_criteria) -> (n_groups, n_criteria) the largest of each site and project."""
    return np.asarray(np.maximum.reduceat(amounts, table.starts()[:-1], axis=0))


def attainable_by_group(table: Alternatives, inventory: Inventory) -> Floats:
    """(n_groups, n_criteria) the part of the attainable that each site and project stands for.

    Of a project and the sites it displaces the larger side counts, not both; where projects
    compete for plots, those that gain most of all that fit beside each other.
    """
    return _side_by_side_most(best_by_group(table), table, inventory)


def possible_of(
    scenario: Scenario, attributes: Attributes, table: Alternatives, inventory: Inventory
) -> Floats:
    """(n_criteria,) the most of each plain count that could be reached at all: see `counts_of`.

    What competes for a plot is told apart as in `attainable_by_group`.
    """
    best = _largest(counts_of(scenario, attributes, table), table)
    return np.asarray(_side_by_side_most(best, table, inventory).sum(axis=0))


def _side_by_side_most(best: Floats, table: Alternatives, inventory: Inventory) -> Floats:
    """`best` (n_groups, n_criteria) with 0 where the other side of a contest brings more."""
    best = best.copy()
    index = {subject: i for i, subject in enumerate(table.subjects)}
    for plots in _contests(inventory):
        rivals = [
            (index[p], [index[s] for s in taken])
            for p, taken in zip(inventory.projects.id, inventory.projects.displaces, strict=True)
            if plots.intersection(taken)
        ]
        for column in range(best.shape[1]):
            _keep_larger_side(best[:, column], rivals)
    return best


def _contests(inventory: Inventory) -> list[set[str]]:
    """Sets of plots that are linked by the projects which want them."""
    contests: list[set[str]] = []
    for taken in inventory.projects.displaces:
        if taken:
            linked = [c for c in contests if c.intersection(taken)]
            contests = [c for c in contests if not c.intersection(taken)]
            contests.append(set(taken).union(*linked))
    return contests


def _keep_larger_side(best: Floats, rivals: list[tuple[int, list[int]]]) -> None:
    """Sets the losing side's gains to 0, in place, for one criterion and one contest."""
    ahead = [
        _Rival(surplus=surplus, project=project, sites=frozenset(taken))
        for project, taken in rivals
        if (surplus := float(best[project] - best[taken].sum())) > 0
    ]
    winners = _side_by_side(ahead)
    for project in {project for project, _ in rivals} - {rival.project for rival in winners}:
        best[project] = 0.0
    for rival in winners:
        best[sorted(rival.sites)] = 0.0


def _side_by_side(rivals: list[_Rival]) -> list[_Rival]:
    """The rivals that together are furthest ahead, no two on one plot; of equals the first."""
    if not rivals:
        return []
    first, *others = rivals
    clear_of_first = [r for r in others if not r.sites & first.sites]
    beside = [first, *_side_by_side(clear_of_first)]
    if len(clear_of_first) == len(others):
        return beside  # in nobody's way, so to leave it out gains nothing
    without = _side_by_side(others)
    return max(beside, without, key=lambda side: sum(rival.surplus for rival in side))
