"""The handful of plans: both ends of the choice in equal room, then all of them with their figures."""

import streamlit as st

from planner.insight.near import BACK, HOUSED, MENDING, NEW, Seat, Sure
from planner.insight.near_words import (
    figure_name,
    figure_unit,
    number,
    seat_words,
    worse_words,
)
from planner.plan import Plan
from planner.text import money_in_unit, text
from planner.ui.look.markup import Child, Markup, div, span, table, tag
from planner.ui.look.widgets import show, title
from planner.ui.session import nearing
from planner.ui.session.answering import Good
from planner.ui.session.nearing import Known

LINES = (BACK, HOUSED, "services", "heritage", "renewal")
"""Figures of both ends, in the same order, where the scenario has them."""


def sides(good: Good, found: Known, *, partly: bool) -> None:
    """The plan with most repair and the one with most new construction, in equal room. partly: while
    the search goes on, which may not have come to them yet."""
    plan, sure = found.home.plan, found.sure
    ends = {name: _most(sure, name) for name in (MENDING, NEW) if name in sure.ranges}
    if partly and len(ends) < 2:
        return
    show(title(text("sure.sides")))
    if len(set(ends.values())) < 2:
        show(div("vid-note", text("sure.sides.one")))
        return
    with st.container(key="sure_ends"):
        for name, k in ends.items():
            with st.container(key=f"sure_end_{name}", gap="xsmall"):
                show(_end(plan, sure, name, sure.seats[k]))
                _open(good, found, k, tag=name)


def _most(sure: Sure, figure: str) -> int:
    """Number of the plan that has most of a figure, the one of the planner where it does."""
    amounts = [seat.amounts[figure] for seat in sure.seats]
    return amounts.index(max(amounts))


def _end(plan: Plan, sure: Sure, figure: str, seat: Seat) -> Markup:
    shown = [name for name in LINES if name in sure.ranges]
    lines = [
        div("line", span("", _titled(plan, name)), tag("b", number(plan, name, seat.amounts[name])))
        for name in shown
    ]
    kind = "mending" if figure == MENDING else "new"
    head = div(
        "t",
        tag("span", class_=f"sure-key {kind}", aria_hidden="true"),
        text(f"sure.seat.most.{figure}"),
    )
    money = money_in_unit(round(seat.amounts[figure]), plan.scenario.money.tender)
    return div(f"sure-end {kind}", head, div("v", money), div("m", worse_words(sure, seat)), *lines)


def _titled(plan: Plan, figure: str) -> str:
    return f"{figure_name(plan, figure)}, {figure_unit(plan, figure)}"


def _open(good: Good, found: Known, number: int, tag: str) -> None:
    seat = found.sure.seats[number]
    here = good.plan.solution.chosen.tobytes() == seat.solution.chosen.tobytes()
    st.button(
        text("sure.is_open" if here else "sure.open_plan"),
        help=text("sure.open_plan.help"),
        disabled=here or found.home.variant != good.variant,
        on_click=nearing.open_seat,
        args=(found, number),
        key=f"sure_open_{tag}",
    )


def all_plans(good: Good, found: Known) -> None:
    """Every plan of the handful, with its figures and a button that opens it."""
    plan, sure = found.home.plan, found.sure
    show(title(text("sure.plans"), str(len(sure.seats))))
    shown = [name for name in (*LINES, MENDING, NEW) if name in sure.ranges]
    heads: list[Child] = [text("sure.head.plan"), text("sure.head.worse")]
    heads += [_titled(plan, name) for name in shown]
    rows: list[list[Child]] = [
        [
            f"{k}. {seat_words(plan, sure, seat)}",
            worse_words(sure, seat),
            *(number(plan, name, seat.amounts[name]) for name in shown),
        ]
        for k, seat in enumerate(sure.seats, start=1)
    ]
    show(div("vid-sure-plans", table("", heads, rows), tabindex="0", role="group"))
    with st.container(key="sure_openers", horizontal=True, gap="small"):
        for k in range(len(sure.seats)):
            with st.container(width="content", gap="xxsmall"):
                _numbered(good, found, k)


def _numbered(good: Good, found: Known, number: int) -> None:
    plan, sure = found.home.plan, found.sure
    seat = sure.seats[number]
    here = good.plan.solution.chosen.tobytes() == seat.solution.chosen.tobytes()
    st.button(
        f"{number + 1}. {seat_words(plan, sure, seat)}",
        help=text("sure.open_plan.help"),
        disabled=here or found.home.variant != good.variant,
        on_click=nearing.open_seat,
        args=(found, number),
        key=f"sure_open_{number}",
    )
