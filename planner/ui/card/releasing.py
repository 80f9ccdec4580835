"""Releasing what a file states of a site or project, or any other of its rules: with reason and author, which stay in the
scenario (`rules.without`)."""

import streamlit as st

from planner.scenario import Forced, Way, forced_with
from planner.text import text
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session import state
from planner.ui.session.acts import acting
from planner.ui.session.failing import heard

LONGEST = 400
"""Letters of a reason or an author, as in a scenario file."""
_OPEN, _MISSING = "releasing", "release_missing"


@heard
def begin(subject: str, place: str) -> None:
    """Opens the form at one place of the page, and closes it at any other."""
    st.session_state[_OPEN] = subject, place
    st.session_state.pop(_MISSING, None)


def form(subject: str, place: str, way: Way = "free") -> None:
    """Reason, author, and what releases it; nothing where it was not asked for."""
    if st.session_state.get(_OPEN) != (subject, place):
        return
    keys = {part: f"{part}_free_{place}_{subject}" for part in ("reason", "author")}
    name = f"confirm_{way}_{place}_{subject}"
    with st.form(key=f"free_{place}_{subject}", border=False):
        show(div("vid-note", text("card.force.release_why")))
        st.text_area(text("card.force.reason"), key=keys["reason"], max_chars=LONGEST, height=80)
        st.text_input(text("card.force.author"), key=keys["author"], max_chars=LONGEST)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                text("card.force.confirm_free"),
                type="primary",
                key=name,
                on_click=acting(name, _confirm),
                args=(subject, way, keys),
            )
            st.form_submit_button(text("card.force.keep"), on_click=_close)
    if st.session_state.get(_MISSING):
        show(div("vid-faults", text("card.force.missing"), role="alert"))


@heard
def _close() -> None:
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_MISSING, None)


def _confirm(subject: str, way: Way, keys: dict[str, str]) -> None:
    reason, author = (str(st.session_state.get(keys[part], "")) for part in keys)
    let_go(subject, way, reason, author)


def let_go(subject: str, way: Way, reason: str, author: str) -> None:
    """Releases it, where both are written; says so where they are not."""
    reason, author = reason.strip(), author.strip()
    if not (reason and author):
        st.session_state[_MISSING] = True
        return
    _close()
    choice = Forced(subject=subject, way=way, reason=reason, author=author)
    state.put(forced=forced_with(state.desk().forced, choice))
