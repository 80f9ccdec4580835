"""Scenario files: load one with all it extends, list them, and say every fault at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from planner.errors import Fault, InputError, listed
from planner.inventory import Inventory
from planner.reading import read_bytes
from planner.reading.yamls import SIZE_LIMIT
from planner.scenario.about import About
from planner.scenario.adding import SWITCHED, WITHOUT, held
from planner.scenario.checks.cross import base_faults, cross_faults
from planner.scenario.checks.currency import currency_faults
from planner.scenario.checks.schema import validate
from planner.scenario.files.chain import Chain, read_chain
from planner.scenario.files.describing import ABOUT, read_about
from planner.scenario.files.naming import SHARED, is_plain_name, leads_outside
from planner.scenario.scenario import Scenario
from planner.scenario.tree import RULES, Tree, merge

_LOOKS_LIKE_A_SCENARIO = re.compile(rb"^\s*(format|extends)\s*:", re.MULTILINE)
_BASE = "base.yaml"
_TABLES = ("sites", "projects", "districts", "gains")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loaded:
    """A scenario ready to plan with."""

    scenario: Scenario
    base: Scenario
    """Root of the city's own files: what `attainable` and `all money` are taken from."""
    inventory: Inventory
    about: About
    """What is true of the city, in words; no plan depends on it, and no hash holds it."""
    path: Path
    directory: Path
    sha256: str
    """Of all files of the chain, and of the settings made since."""
    filed: Scenario
    """As the files state it, before any settings."""
    filed_sha256: str
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rule, by what it is called -> the files that state it; none for one of settings made since. A
    rule that was taken out stands here as `without.` and its name."""


def load_scenario(path: str | PathLike[str], *, sites: str = "") -> Loaded:
    """Read a scenario, everything it extends, and its inventory.

    sites: another table beside the scenario to plan with, such as an earlier version. Raises
    InputError with every fault of all the files.
    """
    file = Path(path)
    chain = read_chain(file)
    return assemble(chain.stating({"inventory": {"sites": sites}}) if sites else chain, file)


def assemble(chain: Chain, path: Path) -> Loaded:
    """A scenario out of the files of its chain; raises InputError with every fault."""
    if not chain.links:
        raise InputError(chain.faults)
    documents = [link.document for link in chain.links]
    n_base = chain.shared + 1  # what cities share has neither money nor tables: no base of a plan
    tree, root = merge(documents), merge(documents[:n_base])
    inventory, table_faults = _inventory(tree, path.parent)
    scenario, base, found = None, None, list[Fault]()
    if chain.complete:  # or else every value that was not read would seem to be missing
        base, base_form = validate(root, Scenario)
        scenario, form = validate(tree, Scenario) if len(documents) > n_base else (base, [])
        crossed = [*base_faults(root, inventory), *cross_faults(tree, inventory)]
        found = [*base_form, *form, *crossed, *currency_faults(documents)]
    about, unclear = read_about(path.parent)
    short = _outnumbered(about, inventory)
    faults = _each_once([*chain.faults, *found, *table_faults, *unclear, *short])
    if faults or scenario is None or base is None or inventory is None or about is None:
        raise InputError(faults)
    return Loaded(
        scenario=scenario,
        base=base,
        inventory=inventory,
        about=about,
        path=path,
        directory=path.parent,
        sha256=chain.sha256(),
        filed=scenario,
        filed_sha256=chain.sha256(),
        origins=_origins(tree),
    )


def _origins(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Which files state each rule that holds, and each entry that takes one out."""
    found: dict[str, tuple[str, ...]] = {}
    for rule in held(tree.mapping(RULES)):
        file = tree.file_of((RULES, *rule.path))
        found[rule.name] = tuple(dict.fromkeys((*found.get(rule.name, ()), file)))
    if tree.mapping(RULES, SWITCHED):
        places = [(RULES, SWITCHED, key) for key in tree.mapping(RULES, SWITCHED)]
        found[SWITCHED] = tuple(dict.fromkeys(tree.file_of(place) for place in places))
    for i, _ in enumerate(tree.items(RULES, WITHOUT)):
        place = (RULES, WITHOUT, i, "rule")
        found[f"{WITHOUT}.{tree.word(*place)}"] = (tree.file_of(place),)
    return found


def _outnumbered(about: About | None, inventory: Inventory | None) -> list[Fault]:
    """That the city says of itself to have fewer damaged buildings than its list holds."""
    if about is None or about.damaged is None or inventory is None:
        return []
    n, number = len(inventory.sites), about.damaged.number
    if n <= number:
        return []
    details = {"n": n}
    return [
        Fault(
            key="damaged_fewer",
            file=ABOUT,
            field="damaged.number",
            value=str(number),
            details=details,
        )
    ]


def files_of(path: Path) -> list[Path]:
    """Every file that a scenario is read from: its chain, its tables, what the city says of itself."""
    chain = read_chain(path)
    tree = merge([link.document for link in chain.links]) if chain.links else None
    names = [tree.word("inventory", table) for table in _TABLES] if tree else []
    tables = [path.parent / name for name in names if is_plain_name(name)]
    return [path, *(link.path for link in chain.links), *tables, path.parent / ABOUT]


def list_scenarios(root: Path) -> list[Path]:
    """All scenario files below `root`, sorted; what they extend (base.yaml, and what cities share) is
    no plan itself, nor is what the city says of itself.

    A file that cannot be read is listed, so that loading it says why.
    """
    files = (
        path
        for path in root.rglob("*.yaml")
        if path.name not in (_BASE, ABOUT) and not path.name.endswith(SHARED)
    )
    visible = (
        path
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    )
    return sorted(path for path in visible if _is_ours(path, root) and _may_be_scenario(path))


def _is_ours(path: Path, root: Path) -> bool:
    """Whether a file is there, and none that a link brings in from elsewhere."""
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _may_be_scenario(path: Path) -> bool:
    try:
        content = read_bytes(path, limit=SIZE_LIMIT, label=path.name)
        content.decode("utf-8")
    except (InputError, UnicodeDecodeError):
        return True
    return _LOOKS_LIKE_A_SCENARIO.search(content) is not None


def _inventory(tree: Tree, directory: Path) -> tuple[Inventory | None, list[Fault]]:
    """The tables that the scenario names, or every fault in them."""
    names = {table: tree.word("inventory", table) for table in _TABLES}
    faults = [
        tree.fault("inventory_name", ("inventory", table), name)
        for table, name in names.items()
        if name and not is_plain_name(name)
    ]
    faults += [
        tree.fault("link_outside", ("inventory", table), name)
        for table, name in names.items()
        if is_plain_name(name) and leads_outside(directory / name)
    ]
    sites, projects, *further = (directory / names[table] for table in _TABLES)
    if faults or not names["sites"] or not names["projects"]:
        return None, faults
    try:
        named = [
            path if names[table] else None for table, path in zip(_TABLES[2:], further, strict=True)
        ]
        return Inventory.from_files(sites, projects, *named), []
    except InputError as error:
        return None, list(error.faults)


def _each_once(faults: Sequence[Fault]) -> list[Fault]:
    """Without repetition, and without what follows from a fault of form at the same place.

    A setting of the root shows in the merged scenario again, there perhaps without its line.
    """
    unread = {(f.file, f.field) for f in faults if f.field and f.key.startswith("yaml_")}
    unique: list[Fault] = []
    seen: set[tuple[object, ...]] = set()
    for fault in faults:
        what = (fault.key, fault.field, fault.value)
        where = (*what, fault.file, fault.row)
        echo = not fault.key.startswith("yaml_") and (fault.file, fault.field) in unread
        again = where in seen or (bool(fault.field) and fault.row is None and what in seen)
        if not echo and not again:
            unique.append(fault)
        seen |= {what, where}
    return listed(unique)
