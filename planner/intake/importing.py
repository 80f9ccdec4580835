"""Bringing a list into the folder of a city: its table of sites, and the papers of how it came about.

<city>/sites.csv             and sites.2026-11-30.csv, as it was until a later list came
<city>/import/mapping.yml    what the columns meant, for next month's list
<city>/import/origin.csv     each site's file, row and words as they stood in the last list, repeated rows too
<city>/import/report.xlsx    what became of every row
<city>/import/imports.csv, fields.csv, changes.csv: the ledger of all lists
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from planner.arrays import Flags
from planner.errors import Fault, InputError
from planner.exchange.csv_text import neutral
from planner.intake.ledger import (
    CHANGES,
    FIELDS,
    IMPORTS,
    ORIGIN,
    PAPERS,
    SITES,
    changes_csv,
    fields_csv,
    imports_csv,
    next_number,
    version_name,
)
from planner.intake.looking import Look
from planner.intake.meaning.mapping import mapping_text
from planner.intake.recognising import recognised
from planner.intake.report import counts, report_xlsx
from planner.intake.take.ground import NOWHERE, Ground
from planner.intake.take.take import Taken, take
from planner.intake.updating import Update, table_at, updated
from planner.intake.values.distinct import Cells, Distinct
from planner.intake.writing import sites_csv
from planner.inventory.districts import SIZE_LIMIT, read_districts
from planner.reading import read_bytes, write_atomic
from planner.reading.locking import locked

DISTRICTS: Final = "districts.geojson"
MAPPING, REPORT = "mapping.yml", "report.xlsx"
_LONGEST: Final = 300
_REPEATING: Final = ("duplicate", "conflict")
"""Why a row is set aside that is of a building all the same."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Brought:
    """What was written, and what it changed of an earlier table."""

    taken: Taken
    update: Update | None
    paths: tuple[Path, ...]
    version: Path | None = None
    """The table as it was before, kept for plans on it."""


def ground_of(directory: Path) -> Ground:
    """The districts of a city's folder; none where it has no outlines. Raises InputError."""
    path = directory / DISTRICTS
    if not path.exists():
        return NOWHERE
    found, faults = read_districts(read_bytes(path, limit=SIZE_LIMIT, label=path.name), path.name)
    if found is None:
        raise InputError(faults)
    return Ground(found)


def taken_of(look: Look, ground: Ground, directory: Path | None = None) -> Taken:
    """The list of a file taken over; directory: of a city, by whose ids it is if they are there."""
    taken = take(look.table, look.mapping, ground, label=look.label)
    for key in look.book.notes:
        taken.journal.note(key)
    return taken if directory is None else recognised(taken, directory)


def update_of(taken: Taken, directory: Path) -> Update | None:
    """What a list would change of the table of a city; None where it has none yet. Raises InputError."""
    return updated(directory / SITES, taken.columns, taken.journal.taken)


def bring(look: Look, taken: Taken, directory: Path, *, now: datetime | None = None) -> Brought:
    """Write the table and the papers. An earlier table is brought up to date by id and stays beside.

    Raises InputError where a file cannot be read or written.
    """
    if not taken.journal.taken.any():
        headings = ", ".join(look.table.columns)[:_LONGEST]
        raise InputError(
            [Fault(key="intake_nothing_taken", file=look.label, details={"columns": headings})]
        )
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    with locked(directory / PAPERS / ".lock", label=directory.name):
        taken = recognised(taken, directory)
        before = table_at(directory / SITES) if (directory / SITES).exists() else None
        update = update_of(taken, directory)
        columns, kept = _table(taken, update)
        mapping = look.mapping.model_copy(update={"file": look.label})
        made: dict[Path, Callable[[], bytes]] = {
            **_kept_beside(directory, moment, before),
            **_ledger(look, taken, directory, moment, before, update),
            directory / SITES: lambda: sites_csv(columns, kept),
            directory / PAPERS / MAPPING: lambda: mapping_text(mapping).encode(),
            directory / PAPERS / ORIGIN: lambda: _origin(look, taken, moment),
            directory / PAPERS / REPORT: lambda: report_xlsx(taken, created=moment.isoformat()),
        }
        for path, content in [(path, make()) for path, make in made.items()]:
            write_atomic(path, content, overwrite=True)
    version = next((path for path in made if path.parent == directory and path.name != SITES), None)
    return Brought(taken=taken, update=update, paths=tuple(made), version=version)


def _table(taken: Taken, update: Update | None) -> tuple[dict[str, Cells], Flags]:
    """Columns of the table as it will be, and which of their rows."""
    if update is None:
        return taken.columns, taken.journal.taken
    return update.columns, update.rows


def _kept_beside(
    directory: Path, moment: datetime, before: pd.DataFrame | None
) -> dict[Path, Callable[[], bytes]]:
    """The table as it is, under the day on which it ends, and the words of the list before."""
    if before is None:
        return {}
    name = version_name(directory, moment.date().isoformat())
    made = {directory / name: (directory / SITES).read_bytes}
    origin, number = directory / PAPERS / ORIGIN, next_number(directory) - 1
    if origin.exists() and number:
        made[directory / PAPERS / f"origin-{number}.csv"] = origin.read_bytes
    return made


def _ledger(
    look: Look,
    taken: Taken,
    directory: Path,
    moment: datetime,
    before: pd.DataFrame | None,
    update: Update | None,
) -> dict[Path, Callable[[], bytes]]:
    """What the ledger says with this list in it."""
    number, read = next_number(directory), moment.isoformat()
    columns, kept = _table(taken, update)
    after = pd.DataFrame({name: cells[kept] for name, cells in columns.items()}, dtype=object)
    after = after.set_index("id", drop=False)
    found = counts(taken)
    line: dict[str, object] = {
        "import": number, "file": look.label, "sheet": look.table.sheet, "read": read,
        "source": look.mapping.source, "sha256": look.sha256, "rows": found.read, "kept": found.kept,
        "corrected": found.corrected, "aside": found.aside,
        "added": len(after) if update is None else len(update.added),
        "changed": 0 if update is None else len(update.changed),
        "untouched": 0 if update is None else len(update.untouched),
        "before": "" if before is None else version_name(directory, moment.date().isoformat()),
    }  # fmt: skip
    papers = directory / PAPERS
    made: dict[Path, Callable[[], bytes]] = {
        papers / FIELDS: lambda: fields_csv(directory, before, after, number),
        papers / IMPORTS: lambda: imports_csv(directory, line),
    }
    if before is not None:
        rows = np.flatnonzero(taken.journal.taken)
        ids, lines = taken.columns["id"][rows], taken.table.line[rows].tolist()
        row_of = dict(zip(ids, lines, strict=True))
        stamp = (number, read, look.label)
        made[papers / CHANGES] = lambda: changes_csv(directory, stamp, before, after, row_of)
    return made


def _origin(look: Look, taken: Taken, moment: datetime) -> bytes:
    """Each site beside its file, row and words as they stood there; at the end rows that repeat a site's."""
    mine, other = taken.journal.taken, taken.journal.other
    again = np.flatnonzero(~mine & (other >= 0) & np.isin(taken.journal.reason, _REPEATING))
    again = again[mine[other[again]]]
    rows = np.concatenate([np.flatnonzero(mine), again])
    of = np.concatenate([np.flatnonzero(mine), other[again]])
    headings = [h for h in look.mapping.columns.values() if h in look.table.cells.columns]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["id", "file", "sheet", "row", "read", *map(neutral, headings)])
    n = len(rows)
    columns = [
        taken.columns["id"][of],
        [neutral(look.label)] * n,
        [neutral(look.table.sheet)] * n,
        look.table.line[rows].tolist(),
        [moment.isoformat()] * n,
        *(_neutral(look.table.cells[h].to_numpy(dtype=object)[rows]) for h in headings),
    ]
    writer.writerows(zip(*columns, strict=True))
    return lines.getvalue().encode("utf-8")


def _neutral(cells: Cells) -> list[str]:
    """A column of which no cell can run."""
    column = Distinct.of(cells)
    return column.spread(column.read(neutral)).tolist()
