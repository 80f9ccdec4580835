"""One building or project as the tables hold it: every value, how it is known, and the source."""

from collections.abc import Iterator

import numpy as np
import streamlit as st

from planner.insight.words import choice, worth
from planner.inventory import FACTS, Inventory
from planner.inventory.columns import Projects, Sites
from planner.inventory.wording import words_at
from planner.text import dated, decimal, name_of, sort_key, text, when, whole
from planner.ui.look.markup import Child, table
from planner.ui.look.widgets import show
from planner.ui.look.words import distinct
from planner.ui.session.state import hold_choice

_WORDS = (
    "use",
    "kind",
    "heritage_status",
    "people_kind",
    "owner",
    "state_today",
    "readiness",
    "shelter",
)
_SITE_FIELDS = (
    "address",
    "district",
    "use",
    "heritage_status",
    "heritage_extra",
    "year_built",
    "storeys",
    "floor_area_m2",
    "people",
    "people_kind",
    "damage_grade",
    "damage_date_last",
    *FACTS,
    "events",
    "summary",
    "source",
)
_PROJECT_FIELDS = (
    "district",
    "kind",
    "cost_musd_low",
    "cost_musd_likely",
    "cost_musd_high",
    "years_to_build",
    "capacity_m2",
    "renewal_index",
    "people",
    "people_kind",
    "displaces",
    "note",
    "source",
)
_QUALITY_OF = {"address": "location", "cost_musd_likely": "cost"}
"""Fields whose quality stands under another name."""
_WORDED = ("address", "heritage_extra", "events", "summary", "note", "source")
"""Fields that the table may give in every language."""
_YEARS = ("year_built",)


def panel(inventory: Inventory) -> None:
    """Choose one; its fields, each with its quality."""
    names = _names(inventory)
    hold_choice("datum", None, names)
    chosen = st.selectbox(
        text("datum.choose"),
        sorted(names, key=lambda subject: sort_key(names[subject])),
        index=None,
        format_func=names.__getitem__,
        key="datum",
        placeholder=text("datum.placeholder"),
    )
    if chosen is None:
        return
    header = [text(f"datum.{k}") for k in ("field", "value", "quality")]
    show(table(names[chosen], header, rows_of(inventory, chosen)))


def _names(inventory: Inventory) -> dict[str, str]:
    return distinct(
        {
            subject: name_of(part.names(row))
            for part in (inventory.sites, inventory.projects)
            for row, subject in enumerate(part.id)
        }
    )


def rows_of(inventory: Inventory, subject: str) -> list[list[Child]]:
    """Field, value, how it is known; a blank value says that it is not known."""
    if subject in inventory.sites.id:
        part: Sites | Projects = inventory.sites
        fields: tuple[str, ...] = _SITE_FIELDS
    else:
        part, fields = inventory.projects, _PROJECT_FIELDS
    at = part.id.index(subject)
    stated = inventory.sites.today.stated
    fields = tuple(field for field in fields if field not in FACTS or field in stated)
    rows: list[list[Child]] = [
        [text(f"datum.field.{field}"), *_known(part, field, at)] for field in fields
    ]
    district = fields.index("district")
    rows[district][1] = _district(inventory, part.district[at]) or text("datum.unknown")
    if "displaces" in fields:
        named = _names(inventory)
        displaced = [named.get(site, site) for site in inventory.projects.displaces[at]]
        rows[fields.index("displaces")][1] = "; ".join(displaced) or "—"
        rows += _parts(inventory, at)
    return [*rows, *_own(part, at)]


def _parts(inventory: Inventory, at: int) -> list[list[Child]]:
    """Of a project whose idea it is, its whole and phase, and what it restores, where that is said."""
    parts, named = inventory.projects.parts, _names(inventory)
    phase = str(parts.phase[at]) if parts.phase[at] else ""
    told = {
        "origin": choice("origin", parts.origin[at]) if parts.origin[at] else "",
        "part_of": name_of(words_at(parts.whole, at)),
        "phase": phase,
        "restores": "; ".join(named.get(site, site) for site in parts.restores[at]),
    }
    return [[text(f"datum.field.{field}"), value, ""] for field, value in told.items() if value]


def _district(inventory: Inventory, district: str) -> str:
    named = dict(zip(inventory.districts.ids, inventory.districts.names, strict=True))
    return name_of(named[district]) if district in named else district


def _own(part: Sites | Projects, at: int) -> Iterator[list[Child]]:
    """Columns that the table adds to the known ones go by their own names."""
    for column in part.extra:
        yield [column, _number(float(part.numbers[column][at]), column), ""]


def _known(part: Sites | Projects, field: str, at: int) -> list[Child]:
    if isinstance(part, Sites) and field in FACTS:
        return _fact(part, field, at)
    column = getattr(part, field)
    value = name_of(words_at(column, at)) if field in _WORDED else column[at]
    quality = part.quality_word.get(_QUALITY_OF.get(field, field))
    word = quality[at] if quality else ""
    return [_told(value, field), choice("quality", word) if word else ""]


def _fact(sites: Sites, fact: str, at: int) -> list[Child]:
    """What the table adds of a building: the value, how and since when it is known, and from whom."""
    value = sites.today.value(fact, at)
    if value is None or fact not in sites.today.stated:
        return [text("datum.unknown"), ""]
    shown = (
        worth(float(value), sites.today.judged_by(at))
        if fact == "significance"
        else _told(value, "use" if fact == "new_use" else fact)
    )
    word = choice("quality", sites.quality_word[fact][at] or str(sites.quality[fact][at]))
    told = [
        word,
        when(sites.today.date[fact][at]),
        name_of(words_at(sites.today.source[fact], at)),
    ]
    return [shown, ", ".join(part for part in told if part)]


def _told(value: object, field: str) -> str:
    if field == "damage_grade":
        return choice(field, int(value))  # type: ignore[call-overload]
    if isinstance(value, tuple):
        return ", ".join(value) or "—"
    if isinstance(value, str):
        shown = choice(field, value) if field in _WORDS else dated(value)
        return shown or text("datum.unknown")
    return _number(float(value), field)  # type: ignore[arg-type]


def _number(value: float, field: str) -> str:
    if np.isnan(value):
        return text("datum.unknown")
    if field in _YEARS:
        return str(int(value))
    return whole(value) if value == int(value) else decimal(value, 2)
