"""Stable phases of the plan on the desk: found from the smallest sum up, drawn as they are found."""

from typing import Any

import streamlit as st

from planner.desk import afterwards
from planner.insight.trade.nest import Nest
from planner.insight.trade.nest_words import conclusion, heads, rows
from planner.text import text
from planner.ui.look.markup import div, table, tag
from planner.ui.look.widgets import show
from planner.ui.session import asking, visiting
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question


def panel(good: Good) -> None:
    """The question, and the phases as far as they are known."""
    show(tag("h2", text("nest.title")))
    show(div("vid-note", text("nest.why")))
    question = Question(
        lane="nest",
        name="phases",
        function=afterwards.nesting,
        arguments=(),
        label=text("nest.ask"),
    )
    asking.place(question, good, lambda found: _draw(good, found))


def _draw(good: Good, found: Any) -> None:
    phases: Nest = found
    show(div("vid-name", conclusion(good.plan, phases)))
    shown = table("", heads(good.plan, phases), rows(good.plan, phases))
    show(div("vid-scroll", shown, tabindex="0", role="group"))
    whole = next((phase for phase in phases.phases if phase.factor == 1), None)
    if phases.final and whole is not None:
        st.button(
            text("nest.open"),
            on_click=visiting.open_plan,
            args=(good, whole.nested, text("nest.opened")),
            key="nest_open",
        )
