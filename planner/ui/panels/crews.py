"""Crews: how much of each trade's capacity the plan uses, year by year."""

from typing import Final

import streamlit as st

from planner.plan import Plan
from planner.text import decimal, name_of, percent, text, whole
from planner.ui.look.markup import Markup, div, span, table, tag
from planner.ui.look.widgets import show

FULL: Final = 0.995
"""Share of the capacity from which a trade counts as used up."""


def _of_trade(plan: Plan, crew: str) -> list[tuple[int, float, float]]:
    """(year, used, capacity) of one trade."""
    return [(done.year, done.used, done.capacity) for done in plan.labour if done.crew == crew]


def _name(plan: Plan, crew: str) -> tuple[str, str]:
    held = plan.scenario.crews[crew]
    return (
        name_of(held.name.words),
        name_of(held.unit.words),
    )


def share(used: float, capacity: float) -> float:
    """Used share of a capacity; of none, nothing or all."""
    return used / capacity if capacity > 0 else float(used > 0)


def chart(plan: Plan) -> Markup:
    """A table of columns: one row a trade, one cell a year, filled as far as it is used."""
    years = sorted({done.year for done in plan.labour})
    head = [
        tag("th", text("list.crews.trade"), scope="col"),
        *(tag("th", str(year), scope="col") for year in years),
    ]
    rows = []
    for crew in plan.scenario.crews:
        name, unit = _name(plan, crew)
        cells = [_cell(used, capacity) for _, used, capacity in _of_trade(plan, crew)]
        heading = tag("th", name, tag("small", unit), scope="row")
        rows.append(tag("tr", heading, *cells))
    return tag(
        "table",
        tag("caption", text("list.crews.caption")),
        tag("thead", tag("tr", *head)),
        tag("tbody", *rows),
        class_="vid-crews",
    )


def _cell(used: float, capacity: float) -> Markup:
    part = share(used, capacity)
    full = part >= FULL
    height = f"height:{100 * min(1.0, part):.1f}%"
    words = [span("p", percent(part))]
    if full:
        words.append(span("vid-warn", text("list.crews.full")))
    amounts = text("list.crews.of", used=whole(used), capacity=whole(capacity))
    return tag(
        "td",
        div("load full" if full else "load", tag("div", style=height), aria_hidden="true"),
        *words,
        tag("small", amounts),
    )


def crews_table(plan: Plan) -> Markup:
    """The same in exact figures."""
    rows = []
    for crew in plan.scenario.crews:
        name, unit = _name(plan, crew)
        for year, used, capacity in _of_trade(plan, crew):
            amounts = [decimal(amount) for amount in (used, capacity, capacity - used)]
            rows.append([f"{name}, {unit}", str(year), *amounts])
    header = [text(f"list.crews.{k}") for k in ("trade", "year", "used", "capacity", "left")]
    return table(text("list.crews.caption"), header, rows)


def crews(plan: Plan) -> None:
    """The panel; a sentence where the scenario limits no trade."""
    if not plan.scenario.crews:
        show(div("vid-empty", text("list.crews.none")))
        return
    label = text("list.crews.caption")
    show(div("vid-scroll", chart(plan), tabindex="0", role="region", aria_label=label))
    with st.popover(text("plan.table"), type="tertiary", key="crews_table"):
        show(crews_table(plan))
