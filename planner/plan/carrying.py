"""What falls with what: later phases with an earlier one, projects with a building that they restore."""

from collections.abc import Mapping

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.inventory import Inventory


def carried_of(inventory: Inventory, index: Mapping[str, int]) -> Integers:
    """(m, 2) pairs of groups: one, and a project that cannot be built without it, however indirectly.

    index: id -> group number.
    """
    projects = inventory.projects
    needs: dict[int, set[int]] = {}
    for row, before in projects.parts.waits:
        needs.setdefault(index[projects.id[row]], set()).add(index[projects.id[before]])
    for project, sites in zip(projects.id, projects.parts.restores, strict=True):
        needs.setdefault(index[project], set()).update(index[site] for site in sites)
    pairs = [(need, one) for one in needs for need in _all_needed(needs, one)]
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _all_needed(needs: Mapping[int, set[int]], one: int) -> set[int]:
    found: set[int] = set()
    open_ = set(needs[one])
    while open_:
        found |= open_
        open_ = {need for each in open_ for need in needs.get(each, ())} - found
    return found


def with_carried(carried: Integers, planned: Flags, loss: Floats) -> Floats:
    """(n_groups,) losses with those of what falls with each that is in the plan; of what is out, with
    what would have to come in before it."""
    needed, one = carried.T
    both, neither = planned[needed] & planned[one], ~planned[needed] & ~planned[one]
    found = loss.copy()
    np.add.at(found, needed[both], np.maximum(0.0, loss[one[both]]))
    np.add.at(found, one[neither], np.minimum(0.0, loss[needed[neither]]))
    return found
