"""Checks of rules: whom they name, and whether two of them say the opposite."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np

from planner.criteria import COST
from planner.domain import BUILD
from planner.errors import Fault
from planner.inventory import Inventory
from planner.scenario.checks.times import horizon_years
from planner.scenario.tree import Tree

_DECIDED: Final = ("must", "never", "promises")
_SITE_RULES: Final = ("status_lifted", "recreation")


def rule_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    """Every fault of the rules."""
    faults = [
        *tree.adding,
        *_share_faults(tree),
        *_floor_faults(tree, inventory),
        *_lock_works_faults(tree),
        *_opposite_faults(tree),
        *_cycle_faults(tree),
        *_protect_faults(tree),
    ]
    if inventory is not None:
        faults += _subject_faults(tree, inventory)
    return faults


def _share_faults(tree: Tree) -> list[Fault]:
    faults = []
    for spending in tree.mapping("rules", "share"):
        place = ("rules", "share", spending)
        if isinstance(tree.mapping("rules", "share")[spending], Mapping) and not tree.mapping(
            *place
        ):
            faults.append(tree.fault("share_empty", place))
        low, high = tree.number(*place, "at_least"), tree.number(*place, "at_most")
        if low is not None and high is not None and low > high:
            faults.append(tree.fault("share_order", place, f"{low} > {high}"))
    return faults


def _floor_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    known = [str(criterion) for criterion in tree.mapping("criteria")]
    faults = []
    if tree.items("rules", "district_floor") and inventory and not inventory.district_names():
        faults.append(tree.fault("floor_nowhere", ("rules", "district_floor")))
    for i, _ in enumerate(tree.items("rules", "district_floor")):
        place = ("rules", "district_floor", i, "criterion")
        criterion = tree.word(*place)
        if criterion == COST:
            faults.append(tree.fault("floor_cost", place, criterion))
        elif criterion and criterion not in known:
            faults.append(tree.unknown("criterion", criterion, known, place))
    return faults


def _protect_faults(tree: Tree) -> list[Fault]:
    """Works begin in the money years."""
    years, by = horizon_years(tree), tree.number("rules", "protect", "by")
    if years is None or by is None or by in years[0]:
        return []
    place = ("rules", "protect", "by")
    first, last = years[0][0], years[0][-1]
    return [tree.fault("protect_year", place, str(by), first=first, last=last)]


def _lock_works_faults(tree: Tree) -> list[Fault]:
    on_sites = sorted({str(w) for w in tree.mapping("works")} - {BUILD})
    faults = []
    for rule in _DECIDED:
        for i, _ in enumerate(tree.items("rules", rule)):
            place = ("rules", rule, i)
            works = tree.word(*place, "works")
            known = ([BUILD] if tree.word(*place, "project") else []) or on_sites
            if tree.word(*place, "project") and tree.word(*place, "site"):
                continue  # the lock itself is at fault: which works it means cannot be said
            if works and works not in known:
                faults.append(tree.unknown("works", works, known, (*place, "works")))
    return faults


def _subject_faults(tree: Tree, inventory: Inventory) -> list[Fault]:
    """Ids that no table holds; the remedy says where a project was taken for a site."""
    sites, projects = frozenset(inventory.sites.id), frozenset(inventory.projects.id)
    both = sites | projects
    faults: list[Fault] = []
    for rule in _DECIDED:
        for i, _ in enumerate(tree.items("rules", rule)):
            place = ("rules", rule, i)
            faults += _named(tree, (*place, "site"), "site", sites, projects)
            faults += _named(tree, (*place, "project"), "project", projects, sites)
    for rule in _SITE_RULES:
        for i, _ in enumerate(tree.items("rules", rule)):
            faults += _named(tree, ("rules", rule, i, "site"), "site", sites, projects)
    for i, _ in enumerate(tree.items("rules", "requires")):
        for end in ("start", "after"):
            faults += _named(tree, ("rules", "requires", i, end), "subject", both, ())
    return faults


def _named(
    tree: Tree,
    place: tuple[str | int, ...],
    kind: str,
    known: Collection[str],
    others: Collection[str],
) -> list[Fault]:
    name = tree.word(*place)
    if not name or name in known:
        return []
    if name in others:
        key = "project_as_site" if kind == "site" else "site_as_project"
        return [tree.fault(key, place, name)]
    return [tree.unknown(kind, name, known, place)]


def _opposite_faults(tree: Tree) -> list[Fault]:
    """The same subject both must and never, or two different works that it must have."""
    never = {named(tree, "never", i) for i, _ in enumerate(tree.items("rules", "never"))}
    faults = []
    required: dict[str, str] = {}
    for i, _ in enumerate(tree.items("rules", "must")):
        subject, works = named(tree, "must", i)
        if not subject:
            continue
        if (subject, works) in never or (subject, "") in never:
            faults.append(tree.fault("lock_both", ("rules", "must", i), subject.split()[1]))
        other = required.setdefault(subject, works)
        if works and other and other != works:
            faults.append(tree.fault("lock_twice", ("rules", "must", i), subject.split()[1]))
        required[subject] = works or other
    return faults


def named(tree: Tree, rule: str, position: int) -> tuple[str, str]:
    """("site tower" or "project hall", works) of an entry of a rule; blank where not said."""
    place = ("rules", rule, position)
    site, project = tree.word(*place, "site"), tree.word(*place, "project")
    subject = f"site {site}" if site else f"project {project}" if project else ""
    return subject, tree.word(*place, "works")


def _cycle_faults(tree: Tree) -> list[Fault]:
    """Requirements that wait for each other in a ring can never be met: its last one is named."""
    places = [("rules", "requires", i) for i, _ in enumerate(tree.items("rules", "requires"))]
    waits = [(tree.word(*place, "start"), tree.word(*place, "after")) for place in places]
    ring = _rings([pair for pair in waits if all(pair)])
    closing: dict[object, tuple[str | int, ...]] = {}
    for place, (start, after) in zip(places, waits, strict=True):
        if start and start == after:
            closing[place] = place
        elif start and after and ring[start] == ring[after]:
            closing[ring[start]] = place
    return [tree.fault("requires_cycle", p, tree.word(*p, "start")) for p in closing.values()]


def _rings(waits: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Name -> number of the ring that it is in; a name of its own number is in none."""
    names = list(dict.fromkeys(name for pair in waits for name in pair))
    if not names:
        return {}
    place = {name: n for n, name in enumerate(names)}
    ends = np.array([[place[a], place[b]] for a, b in waits], dtype=np.int64).reshape(-1, 2)
    # not at the top: an import of a list, which asks for no circles, would wait for them
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    links = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(names),) * 2)
    _, number = connected_components(links, connection="strong")
    return dict(zip(names, number.tolist(), strict=True))
