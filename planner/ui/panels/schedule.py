"""The schedule: which works run in which years, and how much is at work and paid in each."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
import streamlit as st

from planner.arrays import Flags, Integers
from planner.insight.words import course, step_years, works_name
from planner.plan import Entry, Plan, Step
from planner.text import amount, money_unit, name_of, text, whole
from planner.ui.list.rows import symbol
from planner.ui.look.markup import Child, Markup, div, join, span, table, tag
from planner.ui.look.palette import works_mark
from planner.ui.look.widgets import show
from planner.ui.session.failing import in_its_language
from planner.ui.session.state import hold_choice

Order = Literal["importance", "rank"]
ORDERS: Final = get_args(Order)
FIRST: Final = 14
"""Lines of the chart."""
PAGE: Final = 50
"""Lines of the table at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """All works of one calendar year."""

    year: int
    begun: int
    """Sites and projects whose works begin."""
    at_work: int
    """Sites and projects at work."""
    money: int
    """Minor units that fall due."""


def planned(plan: Plan, order: Order = "rank", found: Flags | None = None) -> Integers:
    """Places in the list of what is in the plan and found; by rank, or the most important first."""
    places = plan.listing.in_plan
    chosen = np.arange(places.start, places.stop)
    if found is not None:
        chosen = chosen[found[places]]
    if order == "importance":
        chosen = chosen[np.argsort(-plan.listing.importance[chosen], kind="stable")]
    return chosen


def totals(plan: Plan, places: Integers) -> list[Year]:
    """What goes on in each year, of the places given."""
    listing = plan.listing
    start = listing.step_start[places]
    end = start + listing.step_years[places]
    money = listing.money[places].sum(axis=0)
    return [
        Year(
            year=year,
            begun=int((start[:, 0] == year).sum()),
            at_work=int(((start <= year) & (year < end)).any(axis=1).sum()),
            money=int(money[column]),
        )
        for column, year in enumerate(listing.years)
    ]


def chart(plan: Plan, places: Integers, *, first: int = FIRST) -> Markup:
    """A table whose cells are the bars: the first lines of those given, and totals of them all."""
    years = plan.listing.years
    shown = [plan.entries[place] for place in places[:first].tolist()]
    words = {
        "n_text": whole(len(shown)),
        "total": whole(len(places)),
    }
    key = "list.schedule.caption" if len(shown) < len(places) else "list.schedule.caption_all"
    head = tag(
        "tr",
        tag("th", text("list.schedule.subject"), scope="col"),
        *(tag("th", str(year), scope="col") for year in years),
    )
    return tag(
        "table",
        tag("caption", text(key, **words)),
        tag("thead", head),
        tag("tbody", *(_line(plan, entry) for entry in shown)),
        tag("tbody", *_totals(plan, totals(plan, places)), class_="sums"),
        class_="vid-gantt",
    )


def _line(plan: Plan, entry: Entry) -> Markup:
    name = name_of(entry.name)
    heading = tag("th", span("n", f"№{entry.rank}"), " ", name, scope="row", title=name)
    return tag("tr", heading, *_cells(plan, entry))


def _cells(plan: Plan, entry: Entry) -> list[Markup]:
    """Each step spans its years; of steps that share a year the earlier has it."""
    first, last = plan.listing.years[0], plan.listing.years[-1]
    cells, year = [], first
    for step in entry.steps:
        begin, end = max(step.start, year), min(step.start + step.years, last + 1)
        if begin >= end:
            continue
        cells += [tag("td")] * (begin - year)
        cells.append(tag("td", _bar(plan, step), colspan=str(end - begin)))
        year = end
    return cells + [tag("td")] * (last + 1 - year)


def _bar(plan: Plan, step: Step) -> Markup:
    name = works_name(plan.scenario, step.works)
    return div(
        "vid-span",
        symbol(step.works),
        span("t", name),
        title=f"{name} {step_years(step)}",
        style=f"--mark:{works_mark(step.works).ink.css}",
    )


def _totals(plan: Plan, years: list[Year]) -> list[Markup]:
    tender = plan.scenario.money.tender
    rows: list[tuple[str, list[int], list[str]]] = [
        ("begun", [y.begun for y in years], [whole(y.begun) for y in years]),
        ("at_work", [y.at_work for y in years], [whole(y.at_work) for y in years]),
        ("money", [y.money for y in years], [amount(y.money, tender, 0) for y in years]),
    ]
    unit = money_unit(tender)
    return [
        _sum(text(f"list.schedule.{name}", unit=unit), amounts, told)
        for name, amounts, told in rows
    ]


def _sum(heading: str, amounts: list[int], told: list[str]) -> Markup:
    most = max([1, *amounts])
    cells = [
        tag("td", words, _meter(amount / most)) for amount, words in zip(amounts, told, strict=True)
    ]
    return tag("tr", tag("th", heading, scope="row"), *cells)


def _meter(share: float) -> Markup:
    fill = tag("div", style=f"width:{100 * share:.0f}%;background:var(--quiet)")
    return div("vid-meter", fill, aria_hidden="true")


def works_table(plan: Plan, places: Integers, *, page: int = 0) -> Markup:
    """One page of the same in words."""
    unit = money_unit(plan.scenario.money.tender)
    header: list[Child] = [text(f"list.schedule.{name}") for name in ("rank", "subject", "works")]
    header.append(text("list.schedule.cost", unit=unit))
    entries = [plan.entries[p] for p in places[page * PAGE : (page + 1) * PAGE].tolist()]
    return table(
        "",
        header,
        (
            [
                f"№{entry.rank}",
                name_of(entry.name),
                course(plan, entry),
                amount(entry.cost, plan.scenario.money.tender),
            ]
            for entry in entries
        ),
    )


@st.fragment
@in_its_language
def schedule(plan: Plan, *, found: Flags | None = None) -> None:
    """The panel: the chart of the first, or the table of all, page by page.

    found: (n,) in list order; none shows all.
    """
    with st.container(
        key="schedule_head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        names = {name: text(f"list.schedule.by_{name}") for name in ORDERS}
        hold_choice("schedule_order", ORDERS[0], names)
        chosen: Order | None = st.segmented_control(
            text("list.schedule.order"),
            ORDERS,
            required=True,
            format_func=names.__getitem__,
            key="schedule_order",
            label_visibility="collapsed",
        )
        order = chosen or ORDERS[0]
        as_table = st.toggle(text("list.schedule.table"), key="schedule_table")
    places = planned(plan, order, found)
    if not len(places):
        show(div("vid-empty", text("list.schedule.none")))
    elif as_table:
        _pages(plan, places)
    else:
        show(
            div(
                "vid-scroll",
                chart(plan, places),
                tabindex="0",
                role="region",
                aria_label=text("list.schedule.label"),
            )
        )


def _pages(plan: Plan, places: Integers) -> None:
    last = (len(places) - 1) // PAGE
    page = min(int(st.session_state.get("schedule_page", 0)), last)

    def turn(by: int) -> None:
        st.session_state["schedule_page"] = max(0, min(last, page + by))

    with st.container(
        key="schedule_pages", horizontal=True, vertical_alignment="center", gap="small"
    ):
        words = {
            "first": whole(page * PAGE + 1),
            "last": whole(min(len(places), (page + 1) * PAGE)),
            "total": whole(len(places)),
        }
        show(div("vid-note", text("list.schedule.pages", **words), role="status"))
        for name, by, at_end in (("back", -1, page == 0), ("on", 1, page == last)):
            st.button(
                text(f"list.schedule.{name}"),
                disabled=at_end,
                on_click=turn,
                args=(by,),
                type="tertiary",
                key=f"schedule_{name}",
            )
    shown = works_table(plan, places, page=page)
    label = text("list.schedule.label")
    show(div("vid-scroll tall", join([shown]), tabindex="0", role="region", aria_label=label))
