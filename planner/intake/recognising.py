"""Buildings of a list without ids, known again in the table of a city: by what is said of them.

Ids follow from addresses, names or places, so that a list of one row a building finds them by itself.
Where several stand at one address, the rows and the buildings there that say most of the same belong
together, whatever their order. A row more than buildings is a new one, unless the last list had as many
rows for them: then it says anew, and otherwise, what another row says.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from planner.arrays import Flags, Integers
from planner.intake.ledger import ORIGIN, PAPERS, SITES, rows_at
from planner.intake.take.identity import slugs
from planner.intake.take.take import Taken
from planner.intake.updating import table_at
from planner.intake.values.distinct import Cells
from planner.inventory.sites import ADDRESS
from planner.inventory.wording import NAME

_COMPARED: Final = (
    *ADDRESS.values(),
    *NAME.values(),
    "lat",
    "lon",
    "district",
    "use",
    "storeys",
    "floor_area_m2",
    "year_built",
    "owner",
    "heritage_status",
    "people",
    "damage_grade",
    "damage_date_last",
)
"""Columns by which rows and buildings at one place are held against each other."""
_NEW: Final = -1
_MOST_PAIRS: Final = 100_000
"""Of rows and buildings at one place that are held against each other."""


def recognised(taken: Taken, directory: Path) -> Taken:
    """The list by the ids that the table of a city has; as it is where there is none yet.

    A row that is no new building is set aside in the journal. Raises InputError.
    """
    path = directory / SITES
    rows = np.flatnonzero(taken.journal.taken & (taken.source.get("id") == ""))
    if not path.exists() or not len(rows):
        return taken
    table = table_at(path)
    named = taken.columns["id"][taken.journal.taken & (taken.source.get("id") != "")]
    table = table[~table.index.isin(named)]
    pairs = _Pairs.of(pd.DataFrame({c: v[rows] for c, v in taken.columns.items()}), table)
    meant = pairs.meant(_listed(directory))
    taken.journal.leave("conflict", *_again(taken, rows, meant, pairs.repeated))
    ids = taken.columns["id"].copy()
    known = meant >= 0
    ids[rows[known]] = table.index.to_numpy(dtype=object)[meant[known]]
    _free(ids, rows[~known], frozenset(table.index) | frozenset(named))
    return replace(taken, columns=_renamed(taken, ids))


def _listed(directory: Path) -> dict[str, int]:
    """Id -> rows that the last list had for it."""
    found: dict[str, int] = {}
    for row in rows_at(directory / PAPERS / ORIGIN):
        found[row["id"]] = found.get(row["id"], 0) + 1
    return found


@dataclass(slots=True, eq=False)
class _Pairs:
    """n rows of a list, and the buildings of a table."""

    new: pd.DataFrame
    old: pd.DataFrame
    new_key: Cells
    old_key: Cells
    repeated: dict[int, int]
    """A row that is no building of its own -> the row that says most of the same."""

    @classmethod
    def of(cls, new: pd.DataFrame, old: pd.DataFrame) -> "_Pairs":
        """Each by the address, else the name, else the place."""
        return cls(new, old, _key(new), _key(old), {})

    def meant(self, listed: dict[str, int]) -> Integers:
        """(n,) the building that each row is, by its place in the table; -1 for one that it lacks."""
        old = pd.Series(np.arange(len(self.old)), index=self.old_key)
        single = ~old.index.duplicated(keep=False)
        alone = ~pd.Series(self.new_key).duplicated(keep=False).to_numpy()
        found = old[single].reindex(self.new_key).fillna(_NEW).to_numpy(dtype=np.int64, copy=True)
        open_ = np.isin(self.new_key, old.index[~single]) | (~alone & (found >= 0))
        found[open_] = _NEW
        found[open_] = self._unchanged()[open_]
        groups = pd.Series(np.arange(len(found))).groupby(self.new_key).indices
        places = pd.Series(np.arange(len(self.old))).groupby(self.old_key).indices
        for key in dict.fromkeys(self.new_key[open_ & (found == _NEW)]):
            rows, there = (np.asarray(of[key], dtype=np.int64) for of in (groups, places))
            self._told_apart(rows, there, found, listed)
        return found

    def _unchanged(self) -> Integers:
        """(n,) the building that says all the same; of several that do the first for the first row."""
        columns = [c for c in _COMPARED if c in self.new and c in self.old]
        both = [
            frame[columns].assign(place=key, at=np.arange(len(frame)))
            for frame, key in ((self.new, self.new_key), (self.old, self.old_key))
        ]
        same = [*columns, "place"]
        for frame in both:
            frame["turn"] = frame.groupby(same, sort=False).cumcount()
        joined = both[0].merge(both[1], on=[*same, "turn"], how="left", suffixes=("", "_old"))
        return joined["at_old"].fillna(_NEW).to_numpy(dtype=np.int64, copy=True)

    def _told_apart(
        self, rows: Integers, places: Integers, found: Integers, listed: dict[str, int]
    ) -> None:
        """Rows and buildings of one place by what they have in common, most of it first; where they are
        too many for that, in their order."""
        columns = [c for c in _COMPARED if c in self.new and c in self.old]
        left = rows[found[rows] == _NEW]
        free = np.setdiff1d(places, found[rows])
        if len(left) * len(free) > _MOST_PAIRS:
            n = min(len(left), len(free))
            found[left[:n]] = free[:n]
        elif len(free):
            alike = self._alike(left, free, columns)
            for place in np.argsort(-alike, axis=None, kind="stable").tolist():
                i, j = divmod(place, len(free))
                if found[left[i]] == _NEW and not (found[left] == free[j]).any():
                    found[left[i]] = free[j]
        over = rows[found[rows] == _NEW]
        before = sum(listed.get(site, 0) for site in self.old.index[places])
        if len(over) and before >= len(rows):
            known = rows[found[rows] != _NEW]
            for row in over.tolist():
                best = self._alike(np.array([row]), found[known], columns)[0].argmax()
                self.repeated[row] = int(known[best])

    def _alike(self, rows: Integers, places: Integers, columns: list[str]) -> Integers:
        """(rows, places) how many values they have in common."""
        said = self.new[columns].to_numpy(dtype=object)[rows]
        known = self.old[columns].to_numpy(dtype=object)[places]
        same = (said[:, None] == known[None]) & (said[:, None] != "")
        return np.asarray(same.sum(axis=2), dtype=np.int64)


def _key(table: pd.DataFrame) -> Cells:
    """(n,) what a building goes by: its address, its name, else its place."""
    blank = np.full(len(table), "", dtype=object)
    column = {c: table[c].to_numpy(dtype=object) if c in table else blank for c in _COMPARED}
    words = blank
    for name in (*ADDRESS.values(), *NAME.values()):
        by_id = [w.endswith(i) for w, i in zip(column[name], table["id"], strict=True)]
        said = np.where(np.array(by_id, dtype=bool), "", column[name])
        words = np.where(words == "", said, words)
    place = "@" + column["lat"] + "," + column["lon"]
    found = slugs(np.asarray(words, dtype=object))
    return np.where(found == "", place, found).astype(object)


def _again(
    taken: Taken, rows: Integers, meant: Integers, repeated: dict[int, int]
) -> tuple[Flags, Integers]:
    """(n,) rows of the list that say anew what others say, and (n,) those others."""
    again = np.zeros(len(taken.journal.reason), dtype=bool)
    other = np.full(len(again), -1, dtype=np.int64)
    for row, first in repeated.items():
        again[rows[row]], other[rows[row]] = True, rows[first]
    return again, other


def _free(ids: Cells, rows: Integers, known: frozenset[str]) -> None:
    """Ids of new buildings that no building of the table has."""
    used = set(known)
    for row in rows.tolist():
        stem, number = ids[row], 1
        while ids[row] in used:
            number += 1
            ids[row] = f"{stem}-{number}"
        used.add(ids[row])


def _renamed(taken: Taken, ids: Cells) -> dict[str, Cells]:
    """Columns with these ids; a building that goes by its id goes by the new one."""
    before = taken.columns["id"]
    names = {
        name: taken.columns[name].astype(object) for name in NAME.values() if name in taken.columns
    }
    for row in np.flatnonzero(ids != before).tolist():
        for cells in names.values():
            said = str(cells[row])
            if said.endswith(before[row]):
                cells[row] = said.removesuffix(before[row]) + ids[row]
    return {**taken.columns, "id": ids, **names}
