"""The card of one site or project: what is proposed, why here, what it displaces, how certain."""

import streamlit as st

from planner.insight.card import card_of
from planner.insight.words import choice, district_name, entry_use
from planner.plan import Entry, Plan
from planner.text import name_of, text
from planner.ui.card import facts
from planner.ui.card.asks import changes, displaces
from planner.ui.card.force import force
from planner.ui.look.markup import Markup, div, join, span
from planner.ui.look.widgets import show
from planner.ui.session import state
from planner.ui.session.answering import Good


def card(good: Good, subject: str) -> None:
    """The card of a site or project of the plan, with its own close button."""
    try:
        about = card_of(good.plan, subject)
    except KeyError:
        _closing(div("vid-cp", text("card.none")))
        return
    with st.container(key="card", gap="small"):
        _closing(_title(good.plan, about.entry))
        with st.container(key="card_body"):
            with st.container(key="card_left", gap="small"):
                show(facts.proposed(good.plan, about))
                show(facts.why(good.plan, about))
                changes(good, about.entry)
            with st.container(key="card_right", gap="small"):
                displaces(good, about.entry)
                show(facts.certain(about))
                show(facts.history(about))
        with st.container(key="card_foot", gap="small"):
            force(good, about.entry)


def _closing(title: Markup) -> None:
    """The title and, beside it, what closes the card."""
    with st.container(key="card_head", horizontal=True, wrap=False, vertical_alignment="top"):
        show(title)
        label = text("card.close")
        st.button(
            label,
            icon=":material/close:",
            help=label,
            on_click=_close,
            key="close",
            type="tertiary",
        )


def _close() -> None:
    state.select(None)


def _title(plan: Plan, entry: Entry) -> Markup:
    group = text(f"plan.group.{entry.group}")
    tags = [span("vid-tag", text("card.rank", group=group, rank=entry.rank))]
    if entry.heritage_status != "none":
        status = choice("heritage_status", entry.heritage_status)
        tags.append(span("vid-tag", status))
    tags.append(span("vid-tag", entry_use(entry)))
    if entry.kind == "project":
        tags.append(span("vid-tag", text("plan.row.project")))
    if entry.forced:
        tags.append(span("vid-tag new", text(f"plan.row.{entry.forced}")))
    if entry.district:
        tags.append(span("vid-tag", district_name(plan, entry.district)))
    name = div("vid-ct", name_of(entry.name), role="heading", aria_level="3")
    return join([name, div("vid-tags", *tags)])
