"""The line between page and server: the page says when it is cut, and comes back when it is whole."""

from typing import Final

import streamlit as st

from planner.text import text
from planner.ui.keep.draft import session_mark
from planner.ui.look.component import Component, event, mount
from planner.ui.session.failing import heard

PART: Final = Component(name="line", script="line.js", styles=("line.css",))
KEY: Final = "line_unseen"
_WORDS: Final = ("cut", "trying", "silent", "back", "again")


def watch() -> None:
    """Has the page watch its line; outside of any fragment, which a new session would not know."""
    data = {
        "session": session_mark(),
        "joined": st.session_state.get("joined", 0),
        "words": {name: text(f"line.{name}") for name in _WORDS},
    }
    mount(PART, data, key=KEY, on_joined_change=_joined)


@heard
def _joined() -> None:
    """The page is drawn whenever its line is joined again; it is told which time this was."""
    number = event(KEY, "joined")
    if isinstance(number, int) and number > 0:
        st.session_state["joined"] = number
