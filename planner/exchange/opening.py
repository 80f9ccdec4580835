"""What a link stands for today: its scenario, what of its settings still fits, what has changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar, cast

from planner.errors import Fault, InputError
from planner.exchange.decisions import Recalled, recall
from planner.exchange.link import Link, fault
from planner.scenario import Forced, Loaded, list_scenarios, load_scenario
from planner.scenario.settings import Settings, applied
from planner.text import in_each, text

Changed = Literal["file", "tables"]
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What became of a link."""

    link: Link
    """With only the parts that could be used; forced decisions say that they came by a link."""
    path: Path
    loaded: Loaded
    """With the settings of the link."""
    changed: tuple[Changed, ...]
    """What is no longer as it was when the link was made, as far as that can be told."""
    recalled: Recalled
    faults: tuple[Fault, ...]
    """What could not be read or used, and was left out."""


def open_link(
    link: Link,
    root: Path,
    load: Callable[[Path], Loaded] = load_scenario,
) -> Opened:
    """What the link stands for today. load: reads a scenario, perhaps one read before.

    Raises InputError where its scenario is not among those below `root`, or cannot be loaded.
    """
    paths = {path.relative_to(root).as_posix(): path for path in list_scenarios(root)}
    path = paths.get(link.scenario)
    if path is None:
        raise InputError([fault("link_scenario", "scenario", link.scenario)])
    filed = load(path)
    usable, loaded, faults = _applied(link, filed)
    now = {"file": filed.filed_sha256, "tables": filed.inventory.sha256}
    then = {"file": link.file, "tables": link.tables}
    changed = [name for name in now if then[name] and not now[name].startswith(then[name])]
    return Opened(
        link=usable,
        path=path,
        loaded=loaded,
        changed=cast(tuple[Changed, ...], tuple(changed)),
        recalled=recall(root, link.kept, loaded),
        faults=tuple(faults),
    )


def came_by_link(choice: Forced) -> bool:
    """Whether a forced decision lacks the reason that its author gave, since a link brought it."""
    return choice.reason in in_each(lambda: text("link.forced.reason")).values()


def _applied(link: Link, filed: Loaded) -> tuple[Link, Loaded, list[Fault]]:
    """The link without the parts that do not fit the scenario, and the scenario with the rest."""
    faults: list[Fault] = []
    known = {*filed.scenario.criteria, "cost"}
    wanted = link.settings
    if wanted.shares is not None and {name for name, _ in wanted.shares} - known:
        strange = ", ".join(name for name, _ in wanted.shares if name not in known)
        faults.append(fault("link_criteria", "shares", strange))
        wanted = replace(wanted, shares=None)
    locked = tuple(name for name in link.locked if name in known)
    if len(locked) < len(link.locked):
        strange = ", ".join(sorted(set(link.locked) - known))
        faults.append(fault("link_criteria", "locked", strange))
    settings = Settings(shares=wanted.shares, protect=wanted.protect)
    budget, found = _fitting(wanted.budget, lambda b: applied(filed, replace(settings, budget=b)))
    faults += found
    funded = replace(settings, budget=budget)
    forced, found = _fitting(
        _reasoned(wanted.forced), lambda f: applied(filed, replace(funded, forced=f))
    )
    faults += [replace(fault, file="", row=None) for fault in found]
    settings = replace(funded, forced=forced)
    return replace(link, settings=settings, locked=locked), applied(filed, settings), faults


def _fitting(
    wanted: Sequence[Part], apply: Callable[[tuple[Part, ...]], object]
) -> tuple[tuple[Part, ...], list[Fault]]:
    """All parts where they fit together; else those that fit to the ones before, and the faults."""
    try:
        apply(tuple(wanted))
        return tuple(wanted), []
    except InputError:
        fitting: tuple[Part, ...] = ()
    faults: list[Fault] = []
    for part in wanted:
        try:
            apply((*fitting, part))
            fitting = (*fitting, part)
        except InputError as error:
            faults += error.faults
    return fitting, faults


def _reasoned(forced: Sequence[Forced]) -> list[Forced]:
    """Releases first, since they make room; each says that its reason did not come along."""
    reason, author = text("link.forced.reason"), text("link.forced.author")
    told = [replace(choice, reason=reason, author=author) for choice in forced]
    return sorted(told, key=lambda choice: choice.way != "free")
