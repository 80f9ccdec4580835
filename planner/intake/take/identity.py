"""Which building a row is: names, ids that stay the same next month, and rows that say one twice."""

import re
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from planner.arrays import Flags
from planner.intake.headings import is_ordinal, likeness
from planner.intake.take.source import Source
from planner.intake.take.where import Points, shown
from planner.intake.values.distinct import Cells, Distinct, cyrillic
from planner.scenario.store.naming import slug

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}", re.ASCII)
_APART: Final = re.compile(r"[\s,.;:/()«»\"№-]+")
_LONGEST: Final = 48
_CALLED_SO: Final = 0.9
_SIZES: Final = ("floor_area", "footprint", "area")
_PASSING: Final = frozenset(
    (
        "id",
        "damage",
        "damage_percent",
        "damage_date",
        "damaged_area",
        "damaged_share",
        "summary",
        "source",
    )
)
"""What may be said anew of one and the same building."""
_TAIL: Final = 6
"""Digits that tell rows of one name apart."""


def joined_address(source: Source) -> Cells:
    """(n,) address in one cell."""
    address, street, house = (source.get(f) for f in ("address", "street", "house"))
    if not source.has("street"):
        return address
    both = street + np.where((street != "") & (house != ""), ", ", "").astype(object) + house
    return np.where(address == "", both, address).astype(object)


def names(source: Source) -> tuple[Cells, Cells]:
    """(n,) names in Ukrainian and in English, as far as the list has them."""
    uk, en = source.get("name_uk").copy(), source.get("name_en").copy()
    plain = source.get("name")
    mine = cyrillic(plain)
    uk = np.where((uk == "") & mine, plain, uk).astype(object)
    en = np.where((en == "") & ~mine, plain, en).astype(object)
    return uk, en


def placed(source: Source, at: Points, district: Cells, address: Cells, name: Cells) -> Flags:
    """(n,) whether anything says where a building is, or at least which: its id beside what else is
    said of it."""
    found = ~np.isnan(at[0]) | (district != "") | (address != "") | (name != "")
    told = np.zeros(source.n, dtype=bool)
    for field, cells in source.cells.items():
        if field not in ("id", "parent"):
            told |= np.asarray(cells != "", dtype=bool)
    return np.asarray(found | ((source.get("id") != "") & told), dtype=bool)


def leave_repeated(source: Source) -> None:
    """Of rows that say one building twice the first is taken: the same id, or the same in everything."""
    ids = _folded(source.get("id"))
    content = _content(source)
    if source.has("id"):
        _leave_same_id(source, ids, content)
    else:
        _tell_repeated(source)
    _leave_parts(source, ids)
    told = (source.get("address") != "") | (source.get("point") != "") | (source.get("house") != "")
    told |= (source.get("lat") != "") & (source.get("lon") != "")
    first = _first(content, source.journal.taken & np.asarray(told, dtype=bool))
    source.journal.leave("duplicate", first >= 0, first)
    if not source.has("id"):
        _leave_said_otherwise(source, np.asarray(told, dtype=bool))


def _leave_said_otherwise(source: Source, told: Flags) -> None:
    """Of rows that differ in nothing but what happened to a building, its size told, the first is taken."""
    sized = np.zeros(source.n, dtype=bool)
    for field in _SIZES:
        sized |= np.asarray(source.get(field) != "", dtype=bool)
    lasting = _content(source, leaving=_PASSING)
    first = _first(lasting, source.journal.taken & told & sized)
    source.journal.leave("conflict", first >= 0, first)


def _tell_repeated(source: Source) -> None:
    """A column that is called an id, but that several rows share: they may be parts of one building."""
    for name in source.table.columns:
        cells = source.table.cells[name]
        n = cells[cells != ""].nunique()
        if likeness(name).get("id", 0.0) >= _CALLED_SO and 1 < n < (cells != "").sum():
            source.journal.note("id_repeats", column=name, n=n)


def _leave_parts(source: Source, ids: Cells) -> None:
    """Rows that are parts of another row's building: that one is taken."""
    parents = _folded(source.get("parent"))
    if not source.has("id", "parent"):
        ids, parents = _numbered_within(source)
    rows = pd.Series(np.arange(source.n), index=ids)
    rows = rows[~rows.index.duplicated()]
    place = rows.reindex(parents).fillna(-1).to_numpy(dtype=np.int64)
    part = (parents != "") & (parents != ids) & (place >= 0)
    source.journal.leave("part", np.asarray(part, dtype=bool), place)


def _numbered_within(source: Source) -> tuple[Cells, Cells]:
    """(n,) number of a row that is a building, and of the row that it is a part of: 5.1 of 5.

    Blank where rows are not counted so, or where 5 has no place of its own and only heads the rows
    below it.
    """
    table, blank = source.table, np.full(source.n, "", dtype=object)
    counts = [name for name in table.columns if is_ordinal(name)]
    told = (source.get("address") != "") | (source.get("street") != "") | (source.get("lat") != "")
    told |= source.get("point") != ""
    if not counts or not told.any():
        return blank, blank
    number = pd.Series(table.cells[counts[0]].to_numpy(dtype=object), dtype=object).str.strip(" .")
    within = number.str.extract(r"^(\d+(?:\.\d+)*)\.\d+$")[0].fillna("")
    return np.where(told, number, "").astype(object), within.to_numpy(dtype=object)


def _leave_same_id(source: Source, ids: Cells, content: Cells) -> None:
    first = _first(ids, source.journal.taken & np.asarray(ids != "", dtype=bool))
    again = first >= 0
    same = again & (content == content[np.maximum(first, 0)])
    source.journal.leave("duplicate", np.asarray(same, dtype=bool), first)
    source.journal.leave("conflict", again, first)


def _first(key: Cells, among: Flags) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """(n,) the earlier row of the same key; -1 for the first one and for rows that do not count."""
    rows = np.flatnonzero(among)
    found = np.full(len(key), -1, dtype=np.int64)
    code, _ = pd.factorize(key[rows])
    start = pd.Series(rows).groupby(code).transform("first").to_numpy(dtype=np.int64)
    found[rows] = np.where(start == rows, -1, start)
    return found


def _folded(cells: Cells) -> Cells:
    return pd.Series(cells, dtype=object).str.casefold().to_numpy(dtype=object)


def _content(source: Source, *, leaving: frozenset[str] = frozenset(("id",))) -> Cells:
    """(n,) all that a row says of its building, but for its id and fields that are left out."""
    joined = np.full(source.n, "", dtype=object)
    for field, cells in source.cells.items():
        if field not in leaving:
            joined = joined + "\x1f" + _folded(cells)
    return joined


def ids(source: Source, name: Cells, address: Cells, at: Points) -> Cells:
    """(n,) ids in the tool's letters: the list's own, else by name or address, else by the point.

    They depend on what a row says and not on where it stands, so that next month's list finds the
    same buildings. Where two are alike, the later ones get a tail.
    """
    own = source.get("id")
    words = np.where(own != "", own, np.where(address != "", address, name)).astype(object)
    stems = slugs(words)
    place = shown(*at)
    tail = _tails(np.asarray(address + "|" + name + "|" + place, dtype=object))
    stems = np.where(stems == "", "b-" + tail, stems).astype(object)
    taken = source.journal.taken
    found = _told_apart(stems, tail, taken)
    changed = np.asarray((own != "") & (found != own) & taken, dtype=bool)
    if changed.any():
        source.journal.note("ids_written", n=int(changed.sum()))
    return found


def slugs(words: Cells) -> Cells:
    """(n,) Latin letters, digits and dashes; blank where nothing is left."""
    column = Distinct.of(words)
    return column.spread([_slug(word)[:_LONGEST].rstrip("-") for word in column.words])


def _slug(word: str) -> str:
    if _ID.fullmatch(word):
        return word
    low = word.lower()
    if _ID.fullmatch(low):
        return low
    return "-".join(filter(None, map(_slug_of_part, _APART.split(word))))


@lru_cache(maxsize=50_000)
def _slug_of_part(word: str) -> str:
    """Of one word: streets come again and again."""
    return slug(word)


def _tails(content: Cells) -> Cells:
    digest = pd.util.hash_array(content.astype(object), categorize=True)
    return pd.Series(digest).map("{:016x}".format).str[:_TAIL].to_numpy(dtype=object)


def _told_apart(stems: Cells, tail: Cells, taken: Flags) -> Cells:
    """(n,) each once among the rows that are taken."""
    found = stems.copy()
    again = _first(found, taken) >= 0
    found[again] = found[again] + "-" + tail[again]
    again = _first(found, taken) >= 0
    if again.any():
        place = pd.Series(found).groupby(found).cumcount().to_numpy()
        counted = pd.Series(place[again] + 1).astype(str).to_numpy(dtype=object)
        found[again] = found[again] + "-" + counted
    return found
