"""What was paid and finished, from a small CSV or XLSX: read strictly, all faults at once.

    id,works,paid,finished,share
    school-3,repair,12.5,2027-11-20,
    palace,restore,40,,35

paid: in the scenario's unit of money, so far; finished: a day, or blank while works go on; share: per cent of the works
that is done, blank for 100 where they are finished and 0 where not. Heads may be Ukrainian.
"""

import csv
import io
import re
from datetime import date
from typing import Final

import numpy as np

from planner.errors import Fault, InputError
from planner.insight.done.drift import Reported
from planner.intake.foreign.apart import read_apart
from planner.reading import ColumnReader, scan_table, unknown
from planner.reading.tables import CsvTable
from planner.scenario import Loaded
from planner.text import LANGUAGES, speaking, text
from planner.works import Works

COLUMNS: Final = ("id", "works", "paid", "finished", "share")
_CELL: Final = re.compile(r"[^,;\t|]+")
_WORKBOOK: Final = b"PK"
_ALL: Final = 100.0
_MONTH: Final = 7
"""Characters of a date without its day."""


def read_done(data: bytes, label: str, loaded: Loaded) -> tuple[Reported, ...]:
    """What is reported, row by row; label: the file's name. Raises InputError with every fault."""
    words = _as_csv(data, label) if data.startswith(_WORKBOOK) else data
    table, faults = scan_table(
        _english(words),
        required=("id", "paid"),
        optional=("works", "finished", "share"),
        extra_numeric=False,
        label=label,
    )
    if table is None:
        raise InputError(faults)
    reader = ColumnReader(table)
    found = _reported(reader, loaded)
    if faults or reader.faults:
        raise InputError([*faults, *reader.faults])
    return found


def _as_csv(data: bytes, label: str) -> bytes:
    """The first sheet of a workbook that holds anything."""
    book = read_apart(data, label)
    rows = next(sheet.rows for sheet in book.sheets if sheet.rows)
    width = max(map(len, rows))
    words = io.StringIO(newline="")
    csv.writer(words).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return words.getvalue().encode()


def _english(data: bytes) -> bytes:
    """With the heads by which the columns are known: of any language they may be called so."""
    head, newline, rest = data.partition(b"\n")
    try:
        titles = head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data  # the reader says what is wrong with it
    called: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            called |= {text(f"done.column.{column}").casefold(): column for column in COLUMNS}

    def known(cell: re.Match[str]) -> str:
        word = str(cell.group())
        return called.get(word.strip(' "').casefold(), word)

    titles = _CELL.sub(known, titles.rstrip("\r"))
    return titles.encode() + newline + rest


def _reported(reader: ColumnReader, loaded: Loaded) -> tuple[Reported, ...]:
    scenario, inventory = loaded.scenario, loaded.inventory
    ids, days = reader.ids("id"), reader.dates("finished")
    paid = reader.numbers("paid", blank=False)
    share = reader.numbers("share", high=_ALL)
    kinds = _works(reader, scenario.works)
    known = [*inventory.sites.id, *inventory.projects.id]
    names = frozenset(known)
    for row, subject in enumerate(ids):
        if subject and subject not in names:
            reader.faults.append(_no_subject(reader.table, row, subject, known))
        if days[row] and len(days[row]) <= _MONTH:
            reader.fault("done_day", "finished", row)
        if days[row] and share[row] < _ALL:
            reader.fault("done_both", "share", row)
    if reader.faults:
        return ()
    unit = scenario.money.tender.size
    return tuple(
        Reported(
            subject=subject,
            paid=round(float(paid[row]) * unit),
            finished=date.fromisoformat(days[row]) if days[row] else None,
            share=1.0 if days[row] else float(np.nan_to_num(share[row])) / _ALL,
            works=kinds[row],
        )
        for row, subject in enumerate(ids)
    )


def _works(reader: ColumnReader, works: dict[str, Works]) -> tuple[str, ...]:
    """Kinds of works by their key, or by their name in any language."""
    named = {name.casefold(): key for key, one in works.items() for name in one.name.words.values()}
    cells = tuple(named.get(cell.casefold(), cell) for cell in reader.text("works"))
    strange = [row for row, cell in enumerate(cells) if cell and cell not in {*works, "build"}]
    for row in strange:
        line, label = reader.table.lines[row], reader.table.label
        reader.faults.append(
            unknown("choice", cells[row], tuple(works), file=label, field="works", row=line)
        )
    return cells


def _no_subject(table: CsvTable, row: int, subject: str, known: list[str]) -> Fault:
    return unknown("subject", subject, known, file=table.label, field="id", row=table.lines[row])
