"""The card of one site or project: what is proposed, why here, what it displaces, how certain."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.arrays import Flags
from planner.insight.card import card_of
from planner.insight.lead import lead
from planner.insight.orders import Order
from planner.insight.words import choice, district_name, entry_use
from planner.plan import Entry, Plan
from planner.text import name_of, text
from planner.ui.card import facts
from planner.ui.card.asks import displaces
from planner.ui.card.entering import entering
from planner.ui.card.force import force
from planner.ui.card.parts import parts
from planner.ui.card.stepping import steps
from planner.ui.card.turns import changes
from planner.ui.card.waterfall import why
from planner.ui.look.markup import Markup, div, join, span
from planner.ui.look.widgets import show
from planner.ui.session import state
from planner.ui.session.answering import Good


def card(good: Good, subject: str, found: Flags | None = None, read: Order = "loss") -> None:
    """The card of a site or project of the plan, with its own close button.

    found: (n,) in list order what the filter leaves, through which the card steps in the order in
    which the list is read; none for all.
    """
    try:
        about = card_of(good.plan, subject)
    except KeyError:
        with _head(div("vid-cp", text("card.none"))):
            _close_button()
        return
    with st.container(key="card", gap="small"):
        with _head(_title(good.plan, about.entry)):
            steps(good.plan, subject, found, read)
            _close_button()
        if first := lead(good.plan, about):
            show(div("vid-lead", first))
        with st.container(key="card_body"):
            with st.container(key="card_left", gap="small"):
                show(facts.proposed(good.plan, about))
                show(parts(good.plan, about.entry))
                show(why(good.plan, about))
                changes(good, about.entry)
                entering(good, about.entry)
            with st.container(key="card_right", gap="small"):
                displaces(good, about.entry)
                show(facts.certain(good.plan, about))
                show(facts.history(about))
        with st.container(key="card_foot", gap="small"):
            force(good, about.entry)


def _head(title: Markup) -> DeltaGenerator:
    """The title; beside it stands what is put into the row afterwards."""
    row = st.container(key="card_head", horizontal=True, wrap=False, vertical_alignment="top")
    with row:
        show(title)
    return row


def _close_button() -> None:
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
    name = div("vid-ct", name_of(entry.name), role="heading", aria_level="2")
    return join([name, div("vid-tags", *tags)])
