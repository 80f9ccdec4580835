"""Planned against done, for a reader of the terminal and for programs."""

from typing import Any

from planner.cli.layout import Head, columns, heading, paragraph
from planner.insight.done.drift import Drift, Row
from planner.insight.done.words import conclusion, costs, heads, people, rows, times
from planner.plan import Plan
from planner.text import text


def show_done(plan: Plan, found: Drift) -> str:
    """How far it has drifted, and a line a site or project."""
    first, works, *others = heads(plan)
    head = [Head(first, wraps=True), Head(works, wraps=True)]
    head += [Head(name, "right", wraps=True) for name in others]
    told = [conclusion(plan, found) + ".", *costs(plan, found), *times(plan, found), people(found)]
    table = columns(head, rows(plan, found))
    return "\n".join([heading(text("done.title")), *map(paragraph, told), "", table])


def done_dict(found: Drift) -> dict[str, Any]:
    """The same for programs: money in minor units, people."""
    return {
        "format": 1,
        "day": found.day.isoformat(),
        "planned": found.planned,
        "finished": found.finished,
        "cost_of_plan": found.cost,
        **{name: found.total(name) for name in ("cost", "paid", "expected", "drift")},
        "people": found.people,
        "people_back": found.back,
        "silent": list(found.silent),
        "rows": [_row(row) for row in found.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.subject,
        "works": row.works or None,
        "cost": row.cost,
        "paid": row.paid,
        "share": row.share,
        "expected": row.expected,
        "drift": row.drift,
        "until": row.until or None,
        "finished": row.finished.isoformat() if row.finished else None,
        "late_years": row.late,
        "people": row.people,
    }
