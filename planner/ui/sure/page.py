"""How sure: how far figures go among plans as good, two ends of the choice, what all of them share."""

from math import inf
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.insight.answer import as_percent
from planner.insight.near import WITHIN, Sure
from planner.insight.near_words import counted_sentence, sure_sentence
from planner.text import percent, text
from planner.ui.look.markup import div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.panels.frame import framed
from planner.ui.session import nearing
from planner.ui.session.answering import Good
from planner.ui.session.failing import heard, in_its_language, telling_faults
from planner.ui.session.nearing import Known
from planner.ui.session.state import seed_choice
from planner.ui.sure import draws, fairness, seats, shared, strips

PERIOD: Final = 0.5
"""Seconds between two looks at the search."""
STEPS: Final = {"window": 0.15, "ends": 0.3, "ends_again": 0.75, "both_ways": 0.9, "unlike": inf}
"""What is done up to which part of the search."""


@telling_faults
def page() -> None:
    """The sentence, the tolerance, what is known; while it is looked for, what was known last."""
    framed("sure", _drawn)


def _drawn(good: Good, said: DeltaGenerator) -> None:
    _tolerance()
    found = nearing.known(good)
    partly = None if found is not None else nearing.so_far(good)
    _search(good, found, partly)
    shown = found or partly or nearing.last(good)
    with said:
        show(tag("h1", _sentence(None if shown is partly else shown), class_="vid-answer"))
    if shown is not None:
        _told(good, shown, "" if shown is found else "partly" if shown is partly else "stale")


def _sentence(found: Known | None) -> str:
    return text("sure.intro") if found is None else f"{sure_sentence(found.home.plan, found.sure)}."


def _tolerance() -> None:
    """What counts as good."""
    with st.container(key="sure_within", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            show(div("vid-note", text("sure.within")))
        names = {share: as_percent(share) for share in WITHIN}
        seed_choice("sure_share", nearing.within(), names)
        st.segmented_control(
            text("sure.within"),
            WITHIN,
            format_func=names.__getitem__,
            key="sure_share",
            required=True,
            on_change=_chosen,
            label_visibility="collapsed",
        )


@heard
def _chosen() -> None:
    chosen = st.session_state["sure_share"]
    if chosen in WITHIN:  # a click may come before new words are drawn
        nearing.choose(chosen)


def _search(good: Good, found: Known | None, partly: Known | None) -> None:
    """One line of one height: what was found, or how far the search is and how to end it."""
    with st.container(key="sure_state"):
        if found is not None:
            nearing.show_next_time(found)
            _found(good, found)
            return
        shown = None if partly is None else partly.sure
        st.fragment(run_every=PERIOD)(in_its_language(_looking))(good, shown)


def _found(good: Good, found: Known) -> None:
    """How many plans, and whether the search came to its end."""
    with st.container(key="sure_found", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            show(div("vid-note", counted_sentence(found.sure), role="status"))
        if not found.sure.complete:
            words = text("sure.again")
            st.button(words, on_click=nearing.again, args=(good,), type="tertiary", key="sure_anew")


def _looking(good: Good, shown: Sure | None) -> None:
    """How far the search is; the whole page is drawn anew when it is over, or knows more."""
    asked = nearing.asked(good)
    partly = nearing.so_far(good)
    if partly is not None and (shown is None or partly.sure.seconds > shown.seconds):
        st.rerun()
    with st.container(key="sure_wait", horizontal=True, vertical_alignment="center", gap="small"):
        if asked is None:
            show(div("vid-note vid-busy", text("sure.waits"), role="status"))
        elif not asked.look():
            part = nearing.part_done()
            step = next(name for name, end in STEPS.items() if part < end)
            waiting = text("sure.asking", part=percent(part), doing=text(f"sure.doing.{step}"))
            words = waiting if asked.task.begun else text("card.ask.queued")
            with st.container(width="content"):
                show(div("vid-note vid-busy", words, role="status"))
            st.button(
                text("search.stop"), on_click=asked.task.stop, type="tertiary", key="sure_stop"
            )
        elif asked.result is not None or nearing.left_behind(asked) is not None:
            st.rerun()
        else:
            if asked.error is not None:
                show_faults(asked.error)
            else:
                show(div("vid-note", text("card.ask.ended")))
            st.button(text("sure.again"), on_click=nearing.again, args=(good,), key="sure_again")


def _told(good: Good, found: Known, note: str) -> None:
    """note: what is to be said of it, `partly` known or `stale`; blank for nothing."""
    plan, sure = found.home.plan, found.sure
    if note:
        show(div("vid-stale small", text(f"sure.{note}"), role="status"))
    with st.container(key="sure_body"):
        with st.container(key="sure_ranges"):
            show(strips.ranges(plan, sure))
        with st.container(key="sure_sides", gap="small"):
            seats.sides(good, found, partly=note == "partly")
    seats.all_plans(good, found)
    shared.groups(plan, sure)
    if note != "partly":
        draws.panel(good, found)
    fairness.panel(found.home)
