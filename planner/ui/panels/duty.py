"""Whether damaged monuments have to be protected in time, and beside the switch what that costs."""

from typing import Any

import streamlit as st

from planner.desk import questions
from planner.insight.duty import duty_words
from planner.insight.words import choice
from planner.text import byline, text, written
from planner.ui.look.markup import div
from planner.ui.look.widgets import show, title
from planner.ui.session import asking, state
from planner.ui.session.acts import acting
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question


def _switch() -> None:
    state.put(protect=bool(st.session_state["protect"]))


def panel(good: Good) -> None:
    """The switch, why and by whom, and its price; nothing where the scenario states no such rule."""
    rule = good.loaded.scenario.rules.protect
    if rule is None:
        return
    state.seed("protect", good.desk.protect)
    with st.container(key="duty", gap="xsmall"):
        show(title(text("duty.title")))
        st.toggle(
            text("duty.switch", year=rule.by),
            help=text(
                "duty.switch.help",
                status=", ".join(choice("heritage_status", status) for status in rule.status),
                grade=choice("damage_grade", str(rule.least_grade)),
            ),
            key="protect",
            on_change=acting("protect", _switch),
        )
        why = [part for part in (written(rule.reason), byline(rule.author)) if part]
        show(div("vid-note", ". ".join(why)))
        asking.place(
            Question(
                lane="duty",
                name="price",
                function=questions.protection,
                arguments=(),
                label=text("duty.ask"),
            ),
            good,
            lambda found: _draw(good, found),
        )


def _draw(good: Good, found: Any) -> None:
    first, *rest = duty_words(good.plan, found)
    show(div("vid-cp vid-price", first))
    if rest:
        show(div("vid-note", " ".join(rest)))
