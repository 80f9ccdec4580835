"""What a second list changes, in some lines: new strikes, new grades, new buildings."""

from collections.abc import Mapping, Sequence
from typing import Final

from planner.intake.report import field_title
from planner.intake.take.ground import NOWHERE, Ground
from planner.intake.updating import Changed, Update
from planner.inventory.wording import NAME
from planner.reading.tables import is_number
from planner.text import has, name_of, quantity, text, when, whole

_NAMED: Final = 5
_DATE: Final = "damage_date_last"
_FIELDS: Final = {"floor_area_m2": "floor_area", "damage_date_last": "damage_date"}
"""Columns of the table that fields of a list go by another name for."""


def difference_lines(update: Update, ground: Ground = NOWHERE) -> list[str]:
    """Groups of changes, each with its first buildings by name; what there is none of is left out."""
    names = _names(update)
    by_column: dict[str, list[Changed]] = {}
    for change in update.changed:
        by_column.setdefault(change.column, []).append(change)
    grades = by_column.pop("damage_grade", [])
    strikes = by_column.pop(_DATE, [])
    groups: list[tuple[str, Sequence[Changed]]] = [
        ("strikes", [c for c in strikes if c.before < c.after]),
        ("worse", [c for c in grades if c.before < c.after]),
        ("better", [c for c in grades if c.before > c.after]),
        ("earlier", [c for c in strikes if c.before > c.after]),
    ]
    lines = [_line(f"intake.update.{key}", found, names, ground) for key, found in groups if found]
    for column, changes in by_column.items():
        title = field_title(_FIELDS.get(column, column))
        lines.append(_line("intake.update.field", changes, names, ground, field=title))
    return [*_whole(update, names), *lines]


def _names(update: Update) -> dict[str, str]:
    """Site -> its name in the language spoken, with its id where others are called the same."""
    columns, ids = update.columns, update.columns["id"].tolist()
    called = [
        name_of({code: str(columns[c][k]) for code, c in NAME.items() if c in columns})
        for k in range(len(ids))
    ]
    times: dict[str, int] = {}
    for name in called:
        times[name] = times.get(name, 0) + 1
    return {
        site: name if name and (times[name] == 1 or site in name) else f"{name} ({site})".strip()
        for site, name in zip(ids, called, strict=True)
    }


def _whole(update: Update, names: Mapping[str, str]) -> list[str]:
    counts = {"added": update.added, "untouched": update.untouched}
    found = [
        text(
            f"intake.update.{key}",
            n=len(ids),
            n_text=whole(len(ids)),
            sites=_listed([names[site] for site in ids[: _NAMED + 1]]),
        )
        for key, ids in counts.items()
        if ids
    ]
    return found if found or update.changed else [text("intake.update.nothing")]


def _line(
    key: str, changes: Sequence[Changed], names: Mapping[str, str], ground: Ground, **more: str
) -> str:
    told = [
        text(
            "intake.update.site",
            name=names[c.site],
            before=_value(c.column, c.before, ground),
            after=_value(c.column, c.after, ground),
        )
        for c in changes[: _NAMED + 1]
    ]
    return text(key, n=len(changes), n_text=whole(len(changes)), sites=_listed(told), **more)


def _value(column: str, stated: str, ground: Ground) -> str:
    """A cell of the table as people read it."""
    if not stated:
        return "—"
    if column == _DATE:
        return when(stated)
    if column == "district":
        return ground.name(stated)
    if is_number(stated):
        return quantity(float(stated))
    word = f"choice.{column}.{stated}"
    return text(word) if has(word) else stated


def _listed(words: Sequence[str]) -> str:
    shown = "; ".join(words[:_NAMED])
    return f"{shown} …" if len(words) > _NAMED else shown
