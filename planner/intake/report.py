"""The row report: what became of every row that was read, in some thirty lines or row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, islice, zip_longest
from typing import Final

import numpy as np

from planner.exchange.gate.gate import Gate
from planner.exchange.sheet import Cell, Form, Table, table
from planner.exchange.workbook import workbook
from planner.intake.take.journal import Change
from planner.intake.take.take import Taken
from planner.intake.values.damage import scales
from planner.text import name_of, text, whole

MOST_LINES: Final = 30
LISTED: Final = 20_000
"""Rows of a list up to which the report names those too that stand as they are; of a longer one it
names what was done, and counts the others."""
_ROWS_NAMED: Final = 5
_EXAMPLES: Final = 2
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows read, and what became of them: the three add up to it."""

    read: int
    kept: int
    corrected: int
    aside: int


def counts(taken: Taken) -> Counts:
    """Of all rows between the headings and the end of the sheet, blank ones and totals too."""
    mine, corrected = taken.journal.taken, taken.journal.corrected
    beside = len(taken.table.aside)
    return Counts(
        read=len(mine) + beside,
        kept=int((mine & ~corrected).sum()),
        corrected=int(corrected.sum()),
        aside=int((~mine).sum()) + beside,
    )


def field_title(name: str) -> str:
    """What a field is called."""
    return text(f"intake.field.{name}")


def report_lines(taken: Taken) -> list[str]:
    """The report in lines, the weightiest groups first; what is left out is counted in the last."""
    found = counts(taken)
    head = [
        text(
            "intake.report.counts", n=found.read, n_text=whole(found.read), kept=whole(found.kept),
            corrected=whole(found.corrected), aside=whole(found.aside),
        )
    ]  # fmt: skip
    groups = [*_aside(taken), *_changes(taken)]
    tail = [_plannable(taken), *_inferred(taken), *_missing(taken), *_notes(taken)]
    room = MOST_LINES - len(head) - len(tail)
    if len(groups) > room:
        left = groups[room - 1 :]
        n = sum(count for count, _ in left)
        groups = [*groups[: room - 1], (n, text("intake.report.left", n=n, n_text=whole(n)))]
    return [*head, *(line for _, line in groups), *tail]


def _plannable(taken: Taken) -> str:
    """How many of the buildings have what works need: a grade and a size."""
    mine, columns = taken.journal.taken, taken.columns
    known = (columns["damage_grade"] != "") & (columns["floor_area_m2"] != "") & mine
    n, total = int(known.sum()), int(mine.sum())
    return text("intake.report.plannable", n=n, n_text=whole(n), total=whole(total))


def _rows(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:_ROWS_NAMED]))
    listed = f"{shown} …" if len(lines) > _ROWS_NAMED else shown
    return text("intake.report.row" if len(lines) == 1 else "intake.report.rows", listed=listed)


def _aside(taken: Taken) -> list[tuple[int, str]]:
    journal, line = taken.journal, taken.table.line
    found: dict[str, list[int]] = {}
    for row in taken.table.aside:
        found.setdefault(row.reason, []).append(row.line)
    for reason in dict.fromkeys(journal.reason[journal.reason != ""]):
        found.setdefault(str(reason), []).extend(line[journal.reason == reason].tolist())
    groups = [(len(lines), _aside_words(reason, lines, taken)) for reason, lines in found.items()]
    return sorted(groups, key=lambda group: -group[0])


def _aside_words(reason: str, lines: list[int], taken: Taken) -> str:
    words = text(f"intake.aside.{reason}")
    n = len(lines)
    said = text("intake.report.aside", n=n, n_text=whole(n), why=words, rows=_rows(lines))
    if reason not in ("duplicate", "conflict", "part"):
        return said
    journal, line = taken.journal, taken.table.line
    rows = np.flatnonzero(journal.reason == reason)[:_ROWS_NAMED]
    pairs = ", ".join(f"{line[row]} = {line[journal.other[row]]}" for row in rows)
    return f"{said} ({pairs})"


def _changes(taken: Taken) -> list[tuple[int, str]]:
    """A line for each kind of correction of a field, with examples that differ."""
    kinds: dict[tuple[str, str], list[Change]] = {}
    for change in taken.journal.changes:
        kinds.setdefault((change.field, change.kind), []).append(change)
    groups = []
    for (field, kind), changes in kinds.items():
        rows = np.unique(np.concatenate([change.rows for change in changes]))
        rows = rows[taken.journal.taken[rows]]
        if not len(rows):
            continue
        words = text(
            "intake.report.change", n=len(rows), n_text=whole(len(rows)), field=field_title(field),
            what=text(f"intake.change.{kind}"), examples="; ".join(_examples(changes)),
            rows=_rows(taken.table.line[rows].tolist()),
        )  # fmt: skip
        groups.append((len(rows), words))
    return sorted(groups, key=lambda group: -group[0])


def _examples(changes: Sequence[Change]) -> list[str]:
    """The first that differ, of each notation one before there are two of any."""
    pairs = (zip(change.before, change.after, strict=True) for change in changes)
    firsts = [list(islice(dict.fromkeys(pair), _EXAMPLES)) for pair in pairs]
    mixed = [pair for turn in zip_longest(*firsts) for pair in turn if pair is not None]
    return [
        " → ".join(text("quoted", words=_short(each)) for each in (pair if pair[1] else pair[:1]))
        for pair in mixed[:_EXAMPLES]
    ]


def _short(words: object) -> str:
    said = str(words)
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def _inferred(taken: Taken) -> list[str]:
    found = []
    for inferred in taken.journal.inferred:
        n = int(taken.journal.taken[inferred.rows].sum())
        if n:
            found.append(text(f"intake.inferred.{inferred.kind}", n=n, n_text=whole(n)))
    return found


def _missing(taken: Taken) -> list[str]:
    lacking = [(name, n) for name, n in taken.missing.items() if n]
    if not lacking:
        return []
    listed = "; ".join(
        text("intake.report.lacks", field=field_title(name), n_text=whole(n)) for name, n in lacking
    )
    return [text("intake.report.missing", listed=listed)]


def _notes(taken: Taken) -> list[str]:
    """What holds for the whole list; notations of columns share a line."""
    said: dict[str, list[str]] = {}
    found = []
    for key, details in taken.journal.notes:
        if key.startswith("notation_"):
            said.setdefault(key, []).append(str(details["column"]))
            continue
        values = dict(details)
        if "scale" in values:
            values["scale"] = name_of(scales()[str(values["scale"])].names)
        if "n" in values:
            values["n_text"] = whole(int(values["n"]))
        found.append(text(f"intake.note.{key}", **values))
    found += [
        text(f"intake.note.{key}", columns=", ".join(dict.fromkeys(columns)))
        for key, columns in said.items()
    ]
    hidden = len(taken.table.hidden_rows)
    if hidden and taken.source.mapping.hidden_rows == "keep":
        found.append(text("intake.note.hidden_rows", n=hidden, n_text=whole(hidden)))
    if taken.table.hidden_columns:
        columns = ", ".join(taken.table.hidden_columns)
        found.append(text("intake.note.hidden_columns", columns=columns))
    return found


_ROW_COLUMNS: Final[tuple[tuple[str, Form], ...]] = (
    ("intake_line", "plain"),
    ("intake_outcome", "text"),
    ("intake_id", "text"),
    ("intake_why", "text"),
    ("intake_other", "plain"),
)
_CHANGE_COLUMNS: Final[tuple[tuple[str, Form], ...]] = (
    ("intake_line", "plain"),
    ("intake_id", "text"),
    ("intake_field", "text"),
    ("intake_what", "text"),
    ("intake_before", "text"),
    ("intake_after", "text"),
)


def report_tables(taken: Taken) -> list[Table]:
    """Every row read and what became of it; every value that did not stay; what was inferred."""
    summary: list[tuple[Cell, ...]] = [(line,) for line in report_lines(taken)]
    return [
        table("intake_summary", (("intake_words", "text"),), summary),
        table("intake_rows", _ROW_COLUMNS, _row_cells(taken)),
        table("intake_changes", _CHANGE_COLUMNS, _change_cells(taken)),
        table("intake_inferred", _CHANGE_COLUMNS[:4], _inferred_cells(taken)),
    ]


def _row_cells(taken: Taken) -> list[tuple[Cell, ...]]:
    journal, line = taken.journal, taken.table.line
    outcome = np.where(journal.taken, np.where(journal.corrected, "corrected", "kept"), "aside")
    said = {key: text(f"intake.outcome.{key}") for key in ("kept", "corrected", "aside")}
    why = {reason: text(f"intake.aside.{reason}") for reason in set(journal.reason) - {""}}
    columns = (
        line.tolist(),
        [said[key] for key in outcome],
        [
            site if mine else None
            for site, mine in zip(taken.columns["id"], journal.taken, strict=True)
        ],
        [why.get(reason) for reason in journal.reason],
        [int(line[other]) if other >= 0 else None for other in journal.other],
    )
    beside = [
        (
            row.line,
            said["aside"],
            None,
            f"{text(f'intake.aside.{row.reason}')} {row.words}".strip(),
            None,
        )
        for row in taken.table.aside
    ]
    named = np.full(len(line), True) if len(line) <= LISTED else outcome != "kept"
    told = compress(zip(*columns, strict=True), named.tolist())
    found: list[tuple[Cell, ...]] = [*told, *beside]
    return sorted(found, key=lambda row: int(row[0] or 0))


def _change_cells(taken: Taken) -> list[tuple[Cell, ...]]:
    ids, line = taken.columns["id"], taken.table.line
    found: list[tuple[Cell, ...]] = []
    for change in taken.journal.changes:
        field, what = field_title(change.field), text(f"intake.change.{change.kind}")
        found += [
            (int(line[row]), ids[row], field, what, before, after or None)
            for row, before, after in zip(change.rows, change.before, change.after, strict=True)
        ]
    return sorted(found, key=lambda row: int(row[0]))  # type: ignore[arg-type]


def _inferred_cells(taken: Taken) -> list[tuple[Cell, ...]]:
    ids, line = taken.columns["id"], taken.table.line
    found: list[tuple[Cell, ...]] = []
    for inferred in taken.journal.inferred:
        rows = inferred.rows[taken.journal.taken[inferred.rows]]
        field = field_title(inferred.field)
        what = text(f"intake.inferred.short.{inferred.kind}")
        found += [(int(line[row]), ids[row], field, what) for row in rows]
    return found


def report_xlsx(taken: Taken, *, created: str) -> bytes:
    """The whole report as a workbook, for whoever brought the list; created: ISO date and time."""
    title = text("intake.report.title")
    return workbook(
        report_tables(taken),
        Gate("internal"),
        title=title,
        subject=title,
        comments="",
        created=created,
    )
