"""Bringing a list into the folder of a city: its table of sites, and the papers of how it came about.

<city>/sites.csv
<city>/import/mapping.yml    what the columns meant, for next month's list
<city>/import/origin.csv     each site's file, row and words as they stood in it
<city>/import/report.xlsx    what became of every row
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from planner.errors import InputError
from planner.exchange.csv_file import neutral
from planner.intake.looking import Look
from planner.intake.meaning.mapping import mapping_text
from planner.intake.report import report_xlsx
from planner.intake.take.ground import NOWHERE, Ground
from planner.intake.take.take import Taken, take
from planner.intake.updating import Update, updated
from planner.intake.writing import sites_csv
from planner.inventory.districts import SIZE_LIMIT, read_districts
from planner.reading import read_bytes, write_atomic

SITES: Final = "sites.csv"
DISTRICTS: Final = "districts.geojson"
PAPERS: Final = "import"
MAPPING, ORIGIN, REPORT = "mapping.yml", "origin.csv", "report.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Brought:
    """What was written, and what it changed of an earlier table."""

    taken: Taken
    update: Update | None
    paths: tuple[Path, ...]


def ground_of(directory: Path) -> Ground:
    """The districts of a city's folder; none where it has no outlines. Raises InputError."""
    path = directory / DISTRICTS
    if not path.exists():
        return NOWHERE
    found, faults = read_districts(read_bytes(path, limit=SIZE_LIMIT, label=path.name), path.name)
    if found is None:
        raise InputError(faults)
    return Ground(found)


def taken_of(look: Look, ground: Ground) -> Taken:
    """The list of a file taken over."""
    return take(look.table, look.mapping, ground, label=look.label)


def bring(look: Look, taken: Taken, directory: Path, *, now: datetime | None = None) -> Brought:
    """Write the table and the papers. An earlier table is brought up to date by id.

    Raises InputError where a file cannot be read or written.
    """
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    rows = taken.journal.taken
    update = updated(directory / SITES, taken.columns, rows)
    columns, kept = (taken.columns, rows) if update is None else (update.columns, update.rows)
    (directory / PAPERS).mkdir(parents=True, exist_ok=True)
    mapping = look.mapping.model_copy(update={"file": look.label})
    made: dict[Path, Callable[[], bytes]] = {
        directory / SITES: lambda: sites_csv(columns, kept),
        directory / PAPERS / MAPPING: lambda: mapping_text(mapping).encode(),
        directory / PAPERS / ORIGIN: lambda: _origin(look, taken, moment),
        directory / PAPERS / REPORT: lambda: report_xlsx(taken, created=moment.isoformat()),
    }
    for path, make in made.items():
        write_atomic(path, make(), overwrite=True)
    return Brought(taken=taken, update=update, paths=tuple(made))


def _origin(look: Look, taken: Taken, moment: datetime) -> bytes:
    """Each site beside its file, row and words as they stood there."""
    rows = np.flatnonzero(taken.journal.taken)
    headings = [h for h in look.mapping.columns.values() if h in look.table.cells.columns]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["id", "file", "sheet", "row", "read", *map(neutral, headings)])
    n = len(rows)
    columns = [
        taken.columns["id"][rows],
        [neutral(look.label)] * n,
        [neutral(look.table.sheet)] * n,
        look.table.line[rows].tolist(),
        [moment.isoformat()] * n,
        *([neutral(str(cell)) for cell in look.table.cells[h].to_numpy()[rows]] for h in headings),
    ]
    writer.writerows(zip(*columns, strict=True))
    return lines.getvalue().encode("utf-8")
