"""An inventory without some of its sites and projects, as if their rows had never been there."""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any, Final, TypeVar

import numpy as np

from planner.arrays import Flags
from planner.inventory.columns import Projects, Sites
from planner.inventory.gains import StatedGains
from planner.inventory.inventory import Inventory
from planner.inventory.parts import Parts
from planner.inventory.today import Today

_WHOLE: Final = frozenset({"extra", "stated", "file"})
"""Fields that say something of the table and not of its rows."""
Rows = TypeVar("Rows", Sites, Projects, Today, Parts, StatedGains)


def without(inventory: Inventory, hidden: Collection[str]) -> Inventory:
    """The inventory without these ids; projects neither displace nor restore what is not there.

    Its hash is another one, so that nothing that was made of the whole is taken for it.
    """
    gone = frozenset(hidden)
    sites = _rows(inventory.sites, _stay(inventory.sites.id, gone))
    projects = _rows(inventory.projects, _stay(inventory.projects.id, gone))
    parts = replace(projects.parts, restores=_lists(projects.parts.restores, gone))
    told = "\n".join([inventory.sha256, *sorted(gone)])
    return replace(
        inventory,
        sites=sites,
        projects=replace(projects, displaces=_lists(projects.displaces, gone), parts=parts),
        gains=_rows(inventory.gains, _stay(inventory.gains.project, gone)),
        sha256=sha256(told.encode()).hexdigest(),
    )


def _stay(ids: Collection[str], gone: frozenset[str]) -> Flags:
    return np.array([subject not in gone for subject in ids], dtype=bool)


def _lists(lists: tuple[tuple[str, ...], ...], gone: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(subject for subject in one if subject not in gone) for one in lists)


def _rows(table: Rows, stay: Flags) -> Rows:
    """The rows of a table that stay; stay (n,)."""
    kept = {f.name: getattr(table, f.name) for f in fields(table) if f.name not in _WHOLE}
    return replace(table, **{name: _kept(column, stay) for name, column in kept.items()})


def _kept(column: Any, stay: Flags) -> Any:
    if isinstance(column, np.ndarray):
        return column[stay]
    if isinstance(column, Mapping):
        return {key: _kept(part, stay) for key, part in column.items()}
    if isinstance(column, Today):
        return _rows(column, stay)
    if isinstance(column, Parts):
        return _rows(column, stay)
    return tuple(cell for cell, stays in zip(column, stay.tolist(), strict=True) if stays)
