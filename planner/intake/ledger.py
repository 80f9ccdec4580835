"""Where every value of the table came from, through all lists that were ever brought in.

import/imports.csv     a line for each list: file, sheet, time, hash, what became of its rows
import/fields.csv      site by column: the number of the list that the value is from
import/changes.csv     every value that a later list replaced: before, after, how each was known
import/origin.csv      rows and words of the last list; of list N before it in origin-N.csv
sites.2026-11-30.csv   the table as it was until that day, for plans on the earlier version
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from planner.errors import Fault, InputError
from planner.exchange.csv_text import neutral
from planner.inventory.sites import GRADED
from planner.reading import decode, read_bytes
from planner.reading.tables import is_number

PAPERS: Final = "import"
IMPORTS, FIELDS, CHANGES, ORIGIN = "imports.csv", "fields.csv", "changes.csv", "origin.csv"
SITES: Final = "sites.csv"
LIMIT: Final = 400_000_000
"""Bytes of a paper."""
_IMPORT_COLUMNS: Final = (
    "import", "file", "sheet", "source", "read", "sha256", "rows", "kept", "corrected", "aside",
    "added", "changed", "untouched", "before",
)  # fmt: skip
_CHANGE_COLUMNS: Final = (
    "import", "read", "file", "row", "site", "column", "before", "after", "quality_before",
    "quality_after",
)  # fmt: skip
_ROW: Final = 3
"""Place of the row in origin.csv, whose first column is the site; the list's own may have any name."""
_UNKNOWN: Final = "0"
"""The number of what stood in the table before lists were counted."""
_QUALITY: Final = {graded.value_column: graded.quality_column for graded in GRADED}
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One value of one site: what it is, how it is known, and which row of which list said so."""

    column: str
    value: str
    quality: str
    file: str
    """Blank where it stood in the table before lists were counted."""
    row: str
    read: str
    earlier: tuple[Row, ...]
    """Lines of changes.csv, the latest first."""


def rows_at(path: Path) -> list[dict[str, str]]:
    """A paper as rows; none where there is no such paper. Raises InputError."""
    if not path.exists():
        return []
    words = decode(read_bytes(path, limit=LIMIT, label=path.name), label=path.name)
    return list(csv.DictReader(io.StringIO(words, newline="")))


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A paper: CSV in UTF-8, in which no cell can run."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(str(cell)) for cell in row] for row in rows)
    return lines.getvalue().encode("utf-8")


def _safe(cell: str) -> str:
    return cell if is_number(cell) else neutral(cell)


def next_number(directory: Path) -> int:
    """The number of the list that comes in now, counted from 1."""
    return len(rows_at(directory / PAPERS / IMPORTS)) + 1


def imports_csv(directory: Path, line: Mapping[str, object]) -> bytes:
    """imports.csv with one more list."""
    known = [
        [row.get(c, "") for c in _IMPORT_COLUMNS] for row in rows_at(directory / PAPERS / IMPORTS)
    ]
    return written(_IMPORT_COLUMNS, [*known, [line.get(c, "") for c in _IMPORT_COLUMNS]])


def fields_csv(
    directory: Path, before: pd.DataFrame | None, after: pd.DataFrame, number: int
) -> bytes:
    """fields.csv after a list: new values are from it, the others from where they were.

    before, after: the table by id, as text.
    """
    columns = [str(c) for c in after.columns if c != "id"]
    numbers = pd.DataFrame("", index=after.index, columns=columns, dtype=object)
    if before is not None:
        known = pd.DataFrame(rows_at(directory / PAPERS / FIELDS), dtype=object)
        old = known.set_index("id") if len(known) else pd.DataFrame(dtype=object)
        old = old.reindex(index=after.index, fill_value=_UNKNOWN)
        old = old.reindex(columns=columns, fill_value=_UNKNOWN)
        same = before.reindex(index=after.index, columns=columns).eq(after[columns])
        numbers = old.where(same, str(number))
    else:
        numbers[:] = str(number)
    numbers = numbers.where(after[columns].to_numpy() != "", "")
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")  # ids and numbers: none of them can run
    writer.writerow(["id", *columns])
    writer.writerows(np.column_stack([after.index, numbers.to_numpy()]).tolist())
    return lines.getvalue().encode("utf-8")


def changes_csv(
    directory: Path,
    stamp: tuple[int, str, str],
    before: pd.DataFrame,
    after: pd.DataFrame,
    row_of: Mapping[str, int],
) -> bytes:
    """changes.csv with every value that the list replaced.

    stamp: (number, time, file) of the list; row_of: id -> its row there.
    """
    number, read, file = stamp
    known = [[r.get(c, "") for c in _CHANGE_COLUMNS] for r in rows_at(directory / PAPERS / CHANGES)]
    sites = before.index.intersection(after.index)
    new: list[list[object]] = []
    for column in after.columns:
        if column == "id" or column in _QUALITY.values():
            continue
        was = before.loc[sites, column] if column in before else pd.Series("", index=sites)
        now = after.loc[sites, column]
        quality = _QUALITY.get(str(column), "")
        for site in sites[was.ne(now).to_numpy()]:
            pair = [_at(frame, site, quality) for frame in (before, after)]
            new.append([number, read, file, row_of.get(site, ""), site, column, was[site], now[site], *pair])  # fmt: skip
    return written(_CHANGE_COLUMNS, [*known, *new])


def _at(frame: pd.DataFrame, site: str, column: str) -> str:
    return str(frame.at[site, column]) if column in frame else ""


def version_name(directory: Path, day: str) -> str:
    """What the table is kept as when a list takes its place; day: ISO date."""
    taken = [f"sites.{day}.csv", *(f"sites.{day}.{n}.csv" for n in range(2, 1000))]
    return next(name for name in taken if not (directory / name).exists())


def known_of(directory: Path, site: str) -> list[Known]:
    """Every value of a site and where it came from. Raises InputError where there is no such site."""
    table = {row["id"]: row for row in rows_at(directory / SITES)}
    if site not in table:
        raise InputError([Fault(key="intake_site", file=SITES, value=site)])
    papers = directory / PAPERS
    numbers = next((r for r in rows_at(papers / FIELDS) if r["id"] == site), {})
    lists = {row["import"]: row for row in rows_at(papers / IMPORTS)}
    rows = {n: _row_in(papers, n, len(lists), site) for n in set(numbers.values()) & set(lists)}
    changes = [row for row in rows_at(papers / CHANGES) if row["site"] == site]
    found = []
    for column, value in table[site].items():
        if not value or column == "id" or column in _QUALITY.values():
            continue
        number = numbers.get(column, "")
        found.append(
            Known(
                column=column,
                value=value,
                quality=table[site].get(_QUALITY.get(column, ""), ""),
                file=lists.get(number, {}).get("file", ""),
                row=rows.get(number, ""),
                read=lists.get(number, {}).get("read", ""),
                earlier=tuple(row for row in reversed(changes) if row["column"] == column),
            )
        )
    return found


def _row_in(papers: Path, number: str, last: int, site: str) -> str:
    """The row of a site in a list."""
    name = ORIGIN if number == str(last) else f"origin-{number}.csv"
    words = papers / name
    if not words.exists():
        return ""
    lines = csv.reader(io.StringIO(decode(read_bytes(words, limit=LIMIT, label=name), label=name)))
    return next((line[_ROW] for line in lines if line[0] == site), "")
