"""What is wrong with what was given: a line for each kind of fault, and every fault as a file."""

from hashlib import sha256

import streamlit as st

from planner.errors import InputError, PlannerError
from planner.exchange.faults_file import faults_csv
from planner.text import fault_summary, grouped_lines, text
from planner.ui.look.markup import Markup, div, tag
from planner.ui.look.widgets import show


def show_faults(error: PlannerError, subject: str = "") -> None:
    """The faults of an error on the page; where kinds share a line, a file with all of them."""
    lines = grouped_lines(error)
    show(_markup(error, lines, subject))
    if isinstance(error, InputError) and len(lines) < len(error.faults):
        made = faults_csv(error)
        st.download_button(
            text("faults.download"),
            data=made,
            file_name="vidnova-faults.csv",
            mime="text/csv",
            key=f"faults_{sha256(made).hexdigest()[:12]}",
            on_click="ignore",
        )


def _markup(error: PlannerError, lines: list[tuple[str, bool]], subject: str) -> Markup:
    """A line for each kind, below how many faults there are."""
    items = [tag("li", line, class_="vid-note" if note else "") for line, note in lines]
    summary = fault_summary(error)
    heading = f"{subject}: {summary}" if subject else summary
    return div("vid-faults", tag("b", heading), tag("ul", *items), role="alert")
