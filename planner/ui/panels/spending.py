"""Money by year: what each fund pays, against what came in that year."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from planner.money import Tender
from planner.plan import Plan
from planner.text import amount, money, money_unit, name_of, text
from planner.ui.look import palette
from planner.ui.look.markup import Child, Markup, div, join, span, table, tag
from planner.ui.look.widgets import show, title

LEAST_WITH_WORDS: Final = 0.16
"""Share of the highest column from which a part has room for its amount."""
Amounts = Mapping[tuple[str, int], tuple[int, int]]
"""(fund, year) -> spent, available; minor units."""


def _names(plan: Plan) -> dict[str, str]:
    funds = plan.scenario.money.funds
    return {key: name_of(fund.name.words) for key, fund in funds.items()}


def _ink(order: int) -> str:
    return palette.FUNDS[order % len(palette.FUNDS)].css


def amounts(plan: Plan) -> dict[tuple[str, int], tuple[int, int]]:
    """(fund, year) -> spent, available; minor units."""
    return {(paid.fund, paid.year): (paid.spent, paid.available) for paid in plan.payments}


def chart(plan: Plan) -> Markup:
    """A column a year, a part a fund; a line marks the money that came in that year."""
    cells, names = amounts(plan), _names(plan)
    years = sorted({year for _, year in cells})
    spent = {year: sum(s for (_, y), (s, _) in cells.items() if y == year) for year in years}
    come = {year: sum(a for (_, y), (_, a) in cells.items() if y == year) for year in years}
    most = max([*spent.values(), *come.values(), 1])
    columns = [
        _column(cells, names, year, come[year], most, plan.scenario.money.tender) for year in years
    ]
    return div("vid-spend", *columns, role="list", aria_label=text("plan.spending.alt"))


def _column(
    cells: Amounts,
    names: Mapping[str, str],
    year: int,
    come: int,
    most: int,
    tender: Tender,
) -> Markup:
    parts, told, below = [], [], 0.0
    for order, (fund, name) in enumerate(names.items()):
        minor, _ = cells.get((fund, year), (0, 0))
        if not minor:
            continue
        words = amount(minor, tender, 0)
        told.append(f"{name} {words}")
        middle, below = below + minor / 2, below + minor
        crossed = abs(come - middle) < LEAST_WITH_WORDS * most / 2
        style = f"height:{100 * minor / most:.1f}%;background:{_ink(order)}"
        inside = words if minor / most >= LEAST_WITH_WORDS and not crossed else ""
        parts.append(tag("div", inside, class_="part", style=style, title=f"{name}: {words}"))
    level = tag("div", class_="come", style=f"bottom:{100 * come / most:.1f}%")
    label = text(
        "plan.spending.year",
        year=year,
        parts="; ".join(told) or amount(0, tender, 0),
        come=money(come, tender),
    )
    return div(
        "year",
        div("stack", *reversed(parts), level, aria_hidden="true"),
        span("t", str(year), aria_hidden="true"),
        role="listitem",
        aria_label=label,
    )


def legend(plan: Plan) -> Markup:
    """Which colour is which fund, and what the line means."""
    items = [
        span("i", tag("span", class_="vid-dot", style=f"background:{_ink(order)}"), " ", name)
        for order, name in enumerate(_names(plan).values())
    ]
    line = tag("span", class_="sym sym-line", aria_hidden="true")
    items.append(span("i", line, text("plan.spending.available")))
    return div("vid-legend", *items)


def spending_table(plan: Plan) -> Markup:
    """The same in figures: spent of available, by fund and year."""
    cells, tender = amounts(plan), plan.scenario.money.tender
    years = sorted({year for _, year in cells})
    rows: list[list[Child]] = []
    for fund, name in _names(plan).items():
        row: list[Child] = [name]
        for year in years:
            spent, come = cells.get((fund, year), (0, 0))
            row.append(
                text(
                    "plan.spending.cell",
                    spent=amount(spent, tender),
                    available=amount(come, tender),
                )
            )
        rows.append(row)
    header = [text("plan.spending.fund"), *map(str, years)]
    return table(text("plan.spending.caption", unit=money_unit(tender)), header, rows)


def spending(plan: Plan) -> None:
    """The panel."""
    with st.container(key="spent", horizontal=True, wrap=False, vertical_alignment="center"):
        show(title(text("plan.spending", unit=money_unit(plan.scenario.money.tender))))
        words = text("plan.table")
        with st.popover(words, type="tertiary", on_change="rerun", key="spending_table") as shown:
            if shown.open:
                show(spending_table(plan))
    show(join([legend(plan), chart(plan)]))
