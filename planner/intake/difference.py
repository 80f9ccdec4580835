"""What a second list changes, in some lines: new strikes, new grades, new buildings."""

from collections.abc import Sequence
from typing import Final

from planner.intake.report import field_title
from planner.intake.updating import Changed, Update
from planner.text import text, whole

_NAMED: Final = 5
_FIELDS: Final = {"floor_area_m2": "floor_area", "damage_date_last": "damage_date"}
"""Columns of the table that fields of a list go by another name for."""


def difference_lines(update: Update) -> list[str]:
    """Groups of changes, each with its first sites; what there is none of is left out."""
    by_column: dict[str, list[Changed]] = {}
    for change in update.changed:
        by_column.setdefault(change.column, []).append(change)
    grades = by_column.pop("damage_grade", [])
    strikes = by_column.pop("damage_date_last", [])
    groups: list[tuple[str, Sequence[Changed]]] = [
        ("strikes", [c for c in strikes if c.before < c.after]),
        ("worse", [c for c in grades if c.before < c.after]),
        ("better", [c for c in grades if c.before > c.after]),
        ("earlier", [c for c in strikes if c.before > c.after]),
    ]
    lines = [_line(f"intake.update.{key}", changes) for key, changes in groups if changes]
    for column, changes in by_column.items():
        title = field_title(_FIELDS.get(column, column))
        lines.append(_line("intake.update.field", changes, field=title))
    return [*_whole(update), *lines]


def _whole(update: Update) -> list[str]:
    counts = {"added": update.added, "untouched": update.untouched}
    found = [
        text(f"intake.update.{key}", n=len(ids), n_text=whole(len(ids)), sites=_listed(ids))
        for key, ids in counts.items()
        if ids
    ]
    return found if found or update.changed else [text("intake.update.nothing")]


def _line(key: str, changes: Sequence[Changed], **more: str) -> str:
    examples = _listed([f"{c.site} {c.before or '—'} → {c.after}" for c in changes])
    return text(key, n=len(changes), n_text=whole(len(changes)), sites=examples, **more)


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_NAMED])
    return f"{shown} …" if len(words) > _NAMED else shown
