"""What one building decides of the figures of a settled plan: looked for beside the page.

Nothing is asked of a worker where the prices prove at once that no building decides anything, and
nothing while weights move. What is found belongs to the plan, for every page and every file.
"""

from dataclasses import replace
from typing import Final

import streamlit as st

from planner.desk import questions
from planner.desk.solving import swung
from planner.insight.swing import undecided
from planner.ui.session import answering, asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question

PERIOD: Final = 1.0
"""Seconds between two looks."""


def told(good: Good) -> Good:
    """With the plan that says what one building decides, once that is known."""
    if good.plan.swings or asking.standing(_question(), good) != "answered":
        return good
    found = asking.answered(_question())
    return replace(good, plan=swung(good.variant, good.plan, found)) if found else good


def sought(good: Good) -> bool:
    """Whether a worker looks for it; begins that for a settled plan of which it is not known."""
    if answering.unsettled(good):
        return False
    standing = asking.standing(_question(), good)
    if standing == "open" and _undecided(good):
        asking.ask(_question(), good)
        standing = "asked"
    return standing == "asked"


def _undecided(good: Good) -> bool:
    """Whether there is anything to look for; found once for a plan."""
    key = good.plan.provenance.scenario_sha256, good.plan.provenance.decisions_sha256
    known = st.session_state.get("undecided")
    if known is None or known[0] != key:
        known = key, bool(undecided(good.loaded, good.plan.solution))
        st.session_state["undecided"] = known
    return bool(known[1])


def _question() -> Question:
    return Question(lane="swing", name="plan", function=questions.swinging, arguments=(), label="")
