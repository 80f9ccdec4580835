"""How sure: how far figures go among plans as good, two ends of the choice, what all of them share."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.insight.answer import as_percent
from planner.insight.near import WITHIN
from planner.insight.near_words import counted_sentence, sure_sentence
from planner.text import carried, percent, text
from planner.ui.look.markup import div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.panels.frame import framed
from planner.ui.session import nearing
from planner.ui.session.answering import Good
from planner.ui.session.failing import heard, in_its_language, telling_faults
from planner.ui.session.nearing import Known
from planner.ui.sure import draws, seats, shared, strips

PERIOD: Final = 0.5
"""Seconds between two looks at the search."""


@telling_faults
def page() -> None:
    """The sentence, the tolerance, what is known; while it is looked for, what was known last."""
    framed("sure", _drawn)


def _drawn(good: Good, said: DeltaGenerator) -> None:
    _tolerance()
    found = nearing.known(good)
    _search(good, found)
    shown = found or nearing.last(good)
    with said:
        show(tag("h1", _sentence(shown), class_="vid-answer"))
    if shown is not None:
        _told(good, shown, stale=found is None)


def _sentence(found: Known | None) -> str:
    return text("sure.intro") if found is None else f"{sure_sentence(found.home.plan, found.sure)}."


def _tolerance() -> None:
    """What counts as good."""
    with st.container(key="sure_within", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            show(div("vid-note", text("sure.within")))
        st.segmented_control(
            text("sure.within"),
            WITHIN,
            default=nearing.within(),
            format_func=carried(as_percent),
            key="sure_share",
            required=True,
            on_change=_chosen,
            label_visibility="collapsed",
        )


@heard
def _chosen() -> None:
    nearing.choose(st.session_state["sure_share"])


def _search(good: Good, found: Known | None) -> None:
    """One line of one height: what was found, or how far the search is and how to end it."""
    with st.container(key="sure_state"):
        if found is not None:
            nearing.show_next_time(found)
            _found(good, found)
            return
        st.fragment(run_every=PERIOD)(in_its_language(_looking))(good)


def _found(good: Good, found: Known) -> None:
    """How many plans, and whether the search came to its end."""
    with st.container(key="sure_found", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            show(div("vid-note", counted_sentence(found.sure), role="status"))
        if not found.sure.complete:
            words = text("sure.again")
            st.button(words, on_click=nearing.again, args=(good,), type="tertiary", key="sure_anew")


def _looking(good: Good) -> None:
    """How far the search is; the whole page is drawn anew when it is over."""
    asked = nearing.asked(good)
    with st.container(key="sure_wait", horizontal=True, vertical_alignment="center", gap="small"):
        if asked is None:
            show(div("vid-note vid-busy", text("sure.waits"), role="status"))
        elif not asked.look():
            part = asked.task.told if isinstance(asked.task.told, float) else 0.0
            waiting = text("sure.asking", part=percent(part))
            words = waiting if asked.task.begun else text("card.ask.queued")
            with st.container(width="content"):
                show(div("vid-note vid-busy", words, role="status"))
            st.button(
                text("search.stop"), on_click=asked.task.stop, type="tertiary", key="sure_stop"
            )
        elif asked.result is not None:
            st.rerun()
        else:
            if asked.error is not None:
                show_faults(asked.error)
            else:
                show(div("vid-note", text("card.ask.ended")))
            st.button(text("sure.again"), on_click=nearing.again, args=(good,), key="sure_again")


def _told(good: Good, found: Known, *, stale: bool) -> None:
    plan, sure = found.home.plan, found.sure
    if stale:
        show(div("vid-stale small", text("sure.stale"), role="status"))
    with st.container(key="sure_body"):
        with st.container(key="sure_ranges"):
            show(strips.ranges(plan, sure))
        with st.container(key="sure_sides", gap="small"):
            seats.sides(good, found)
    seats.all_plans(good, found)
    shared.groups(plan, sure)
    draws.panel(good, found)
