"""What became of a plan, to hand on: a draft for the evaluation after completion as DOCX, its table as XLSX.

Both are of a released plan: names, years and sites are those that the profile gets. What a plan does not count
(economic benefit, the environment, conclusions) has an empty place to write on.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from planner.exchange.council.docx import written
from planner.exchange.gate import Released
from planner.exchange.sheet import Cell, Column, Form, Table
from planner.exchange.stamp import stamp_words
from planner.exchange.workbook import workbook
from planner.insight.done.drift import Drift
from planner.insight.done.words import conclusion, costs, people, times
from planner.insight.words import scenario_name, works_name
from planner.text import date, money_unit, name_of, spoken, text, whole

_MOST: Final = 60
_COLUMNS: Final[tuple[tuple[str, Form], ...]] = (
    ("subject", "text"),
    ("works", "text"),
    ("cost", "money"),
    ("paid", "money"),
    ("share", "percent"),
    ("expected", "money"),
    ("drift", "money"),
    ("until", "year"),
    ("finished", "text"),
    ("people", "whole"),
)
_SHOWN: Final = ("subject", "cost", "paid", "expected", "until", "finished")
"""Columns that the paper has room for."""


def released_drift(released: Released, found: Drift) -> Drift:
    """Of what the profile gets, by the ids that it knows; sums that count the rest are not told.

    Raises InputError where sites are left out: what is reported of all would tell of them.
    """
    if released.profile == "internal":
        return found
    answer = released.answer("done_json", {"ids": [row.subject for row in found.rows]})
    named = dict(zip((row.subject for row in found.rows), answer["ids"], strict=True))
    silent = released.answer("done_json", {"ids": list(found.silent)}).get("ids", [])
    return replace(
        found,
        rows=tuple(replace(row, subject=named[row.subject]) for row in found.rows),
        silent=tuple(silent),
    )


def done_table(released: Released, found: Drift) -> Table:
    """A row a site or project; before the gate."""
    plan = released.plan
    tender = plan.scenario.money.tender
    unit = money_unit(tender)
    rows: list[tuple[Cell, ...]] = [
        (
            name_of(plan.names(row.subject)),
            works_name(plan.scenario, row.works) if row.works else None,
            *(tender.amount(minor) for minor in (row.cost, row.paid)),
            row.share,
            *(tender.amount(minor) for minor in (row.expected, row.drift)),
            row.until or None,
            row.finished.isoformat() if row.finished else None,
            round(row.people),
        )
        for row in found.rows
    ]
    titles = [text(f"done.head.{key}", unit=unit) for key, _ in _COLUMNS]
    return Table(
        key="done",
        title=text("done.sheet"),
        columns=tuple(
            Column(key=key, title=title, form=form)
            for (key, form), title in zip(_COLUMNS, titles, strict=True)
        ),
        rows=tuple(rows),
        frozen_columns=1,
    )


def to_done_xlsx(released: Released, drifted: Drift) -> bytes:
    """The table as a workbook."""
    plan = released.plan
    return workbook(
        [done_table(released, released_drift(released, drifted))],
        released.gate,
        title=text("done.paper.title", name=scenario_name(plan.scenario)),
        subject=text("done.paper.draft"),
        comments=f"sha256 {plan.provenance.decisions_sha256}",
        created=plan.provenance.created,
        foot=stamp_words(released)[-1],
    )


def to_done_docx(released: Released, drifted: Drift) -> bytes:
    """The draft in the language spoken."""
    plan, found = released.plan, released_drift(released, drifted)
    table = released.gate.table(done_table(released, found))
    timed = any(column.key == "finished" for column in table.columns)
    blank = text("done.paper.blank")
    parts: list[tuple[str, list[str]]] = [
        ("costs", costs(plan, found)),
        *([("times", times(plan, found))] if timed else []),
        ("social", [people(found)]),
        ("economic", [blank]),
        ("environment", [blank]),
        ("verdict", [text("done.paper.verdict.blank")]),
    ]
    return written(
        title=text("done.paper.title", name=scenario_name(plan.scenario)),
        first=[
            text("done.paper.draft"),
            *([text("done.paper.day", day=date(found.day))] if timed else []),
            conclusion(plan, found) + ".",
        ],
        parts=[
            {"title": text(f"done.paper.{key}"), "told": told, "blank": _blank(key)}
            for key, told in parts
        ],
        table=_on_paper(table),
        last=stamp_words(released),
        language=spoken(),
        created=plan.provenance.created,
    )


def _blank(key: str) -> bool:
    return key in ("economic", "environment", "verdict")


def _on_paper(table: Table) -> Mapping[str, Any]:
    """The first rows, of the columns that there is room for."""
    shown = [k for k, column in enumerate(table.columns) if column.key in _SHOWN]
    left = len(table.rows) - _MOST
    return {
        "title": text("done.paper.rows"),
        "none": text("done.paper.no_rows"),
        "heads": [table.columns[k].title for k in shown],
        "rows": [
            ["" if row[k] is None else str(row[k]) for k in shown] for row in table.rows[:_MOST]
        ],
        "more": text("done.paper.more", n_text=whole(left)) if left > 0 else "",
    }
