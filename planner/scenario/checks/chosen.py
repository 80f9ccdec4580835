"""Checks of a chosen plan: whose works it names, and which."""

from collections.abc import Mapping
from typing import Final

from planner.domain import BUILD
from planner.errors import Fault
from planner.inventory import Inventory
from planner.scenario.tree import CHOSEN, Tree

MAKE_WAY: Final = "make_way"
"""A plot is cleared for a project."""


def chosen_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    """Sites, projects and works that the tables and the scenario do not have."""
    if inventory is None:
        return []
    subjects = [*inventory.sites.id, *inventory.projects.id]
    known, kinds = frozenset(subjects), [*map(str, tree.mapping("works")), BUILD, MAKE_WAY]
    faults = []
    for subject, steps in tree.mapping(CHOSEN, "works").items():
        place = (CHOSEN, "works", subject)
        if str(subject) not in known:
            faults.append(tree.unknown("subject", str(subject), subjects, place))
        for year, works in steps.items() if isinstance(steps, Mapping) else ():
            if isinstance(works, str) and works not in kinds:
                faults.append(tree.unknown("works", works, kinds, (*place, year)))
    return faults
