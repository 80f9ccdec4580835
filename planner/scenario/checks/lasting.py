"""Checks of what keeps repaired buildings from serving, and of groups of buildings: names that nothing
answers to."""

from planner.domain import USES
from planner.errors import Fault
from planner.inventory import Inventory
from planner.scenario.tree import Tree

_STRIKES = ("damage", "strike_probability", "by_district")


def lasting_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    """Uses, works, districts and ensembles that there are none of."""
    faults = [
        tree.unknown("choice", use, USES, ("shelter", "uses", i))
        for i, use in enumerate(tree.items("shelter", "uses"))
        if isinstance(use, str) and use not in USES
    ]
    works = list(map(str, tree.mapping("works")))
    faults += [
        tree.unknown("works", name, works, ("shelter", "built_with", i))
        for i, name in enumerate(tree.items("shelter", "built_with"))
        if isinstance(name, str) and name not in works
    ]
    if inventory is None:
        return faults
    districts = inventory.district_names()
    if districts:
        faults += [
            tree.unknown("district", str(name), districts, (*_STRIKES, name))
            for name in tree.mapping(*_STRIKES)
            if str(name) not in districts
        ]
    members = set(inventory.sites.ensemble)
    faults += [
        tree.fault("ensemble_empty", ("ensembles", name), str(name))
        for name in tree.mapping("ensembles")
        if str(name) not in members
    ]
    return faults
