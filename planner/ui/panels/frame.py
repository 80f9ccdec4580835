"""What pages about the plan in hand have in common: its state on one line, its faults, its settling."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.ui.look.refusing import show_faults
from planner.ui.panels.state_bar import StateBar
from planner.ui.session import answering
from planner.ui.session.answering import Good


def framed(key: str, body: Callable[[Good, DeltaGenerator], None]) -> None:
    """A page of the plan in hand; where none can be made, the faults above the last good one.

    key: of the page; body: draws the plan, and its sentence into the place above its state.
    """
    with st.container(key=key, gap="small"):
        said = st.container()
        bar = StateBar(st.container(key="state"), first=answering.last_plan() is None)
        outcome = answering.answer_in_hand(bar.look)
        if outcome.error is not None:
            show_faults(outcome.error)
        if outcome.good is None:
            bar.fail()
            return
        bar.tell(outcome, outcome.good)
        body(outcome.good, said)
    if outcome.error is None:
        answering.settle(outcome.good)
