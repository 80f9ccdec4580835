"""A second list of the same buildings: the table is brought up to date by id, and says what changed."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from planner.arrays import Flags
from planner.intake.values.distinct import Cells
from planner.inventory.qualities import WORDS
from planner.inventory.sites import ADDRESS, GRADED, SOURCE
from planner.inventory.wording import NAME
from planner.reading import decode, read_bytes
from planner.reading.tables import SIZE_LIMIT

_TOLD: Final = (
    "damage_grade",
    "damage_date_last",
    "floor_area_m2",
    "people",
    "use",
    "heritage_status",
    "district",
    "owner",
)
"""Columns whose changes are told one by one."""
_WEAK: Final = frozenset(word for word, quality in WORDS.items() if quality == "estimated")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changed:
    """One value of one site that is another now."""

    site: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Update:
    """The table after it, and how it differs from the one before."""

    columns: dict[str, Cells]
    rows: Flags
    added: tuple[str, ...]
    untouched: tuple[str, ...]
    """Sites that the new list does not name; they stay as they are."""
    changed: tuple[Changed, ...]


def updated(path: Path, columns: Mapping[str, Cells], rows: Flags) -> Update | None:
    """The table at `path` with the new rows in it; None where there is no table yet."""
    if not path.exists():
        return None
    before = table_at(path)
    after = pd.DataFrame({name: cells[rows] for name, cells in columns.items()}, dtype=object)
    after = after.set_index("id", drop=False)
    known = before.index.intersection(after.index)
    merged = before.reindex(
        columns=list(dict.fromkeys([*before.columns, *after.columns])), fill_value=""
    )
    replaced = _replaced(merged.loc[known], after.loc[known])
    changed = _changes(merged.loc[known], replaced)
    merged.loc[known] = replaced
    added = after.loc[after.index.difference(before.index, sort=False)]
    whole = pd.concat([merged, added.reindex(columns=merged.columns, fill_value="")])
    return Update(
        columns={str(name): whole[name].to_numpy(dtype=object) for name in whole.columns},
        rows=np.ones(len(whole), dtype=bool),
        added=tuple(added.index),
        untouched=tuple(before.index.difference(after.index, sort=False)),
        changed=changed,
    )


def table_at(path: Path) -> pd.DataFrame:
    """A table of sites as it stands, by id. Raises InputError."""
    words = decode(read_bytes(path, limit=SIZE_LIMIT, label=path.name), label=path.name)
    header, *rows = csv.reader(io.StringIO(words, newline=""))
    found = pd.DataFrame([row for row in rows if any(row)], columns=header, dtype=object)
    return found.set_index("id", drop=False)


def _replaced(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """What the new list says holds; what it only infers gives way to what was stated."""
    found = before.copy()
    for column in after.columns:
        found[column] = after[column].where(after[column] != "", before[column])
    found["heritage_status"] = before["heritage_status"].where(
        after["heritage_status"] == "not_checked", after["heritage_status"]
    )
    found["use"] = before["use"].where(
        (after["use"] == "other") & (before["use"] != ""), after["use"]
    )
    unsaid = (after["people"] == "") & (before["people_kind"] != "")
    found["people_kind"] = before["people_kind"].where(unsaid, after["people_kind"])
    _keep_names(found, before, after)
    _join_sources(found, before, after)
    for graded in GRADED:
        value, quality = graded.value_column, graded.quality_column
        if value not in after or quality not in after:
            continue
        weaker = (
            after[quality].isin(_WEAK) & ~before[quality].isin([*_WEAK, ""]) & (before[value] != "")
        )
        for column in (value, quality):
            found[column] = before[column].where(weaker, found[column])
    return found


def _keep_names(found: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> None:
    """A building that the new list does not name keeps its name: an address or an id is none."""
    for language, column in NAME.items():
        address = after.get(ADDRESS[language], after[column])
        named = (after[column] != "") & (after[column] != address)
        named &= np.array(
            [not n.endswith(i) for n, i in zip(after[column], after["id"], strict=True)]
        )
        # What a shorter list calls «School» alone is among several here, and has its address beside it.
        pairs = zip(before[column], after[column], strict=True)
        named &= np.array([not old.startswith(f"{new}, ") for old, new in pairs])
        found[column] = after[column].where(named | (before[column] == ""), before[column])


def _join_sources(found: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> None:
    """The new list stands behind what is new, the earlier source behind the rest."""
    for column in SOURCE.values():
        if column not in before or column not in after:
            continue
        pairs = zip(before[column], after[column], strict=True)
        found[column] = [
            old if not new or new in old.split("; ") else f"{old}; {new}" if old else new
            for old, new in pairs
        ]


def _changes(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Changed, ...]:
    """Values that are told one by one."""
    found = []
    for column in _TOLD:
        if column not in after:
            continue
        rows = (before[column] != after[column]) & (after[column] != "")
        found += [
            Changed(site=str(site), column=column, before=str(b), after=str(a))
            for site, b, a in zip(
                before.index[rows], before[column][rows], after[column][rows], strict=True
            )
        ]
    return tuple(found)
