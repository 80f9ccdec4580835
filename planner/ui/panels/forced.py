"""What the planner has forced in, barred or released: each with its reason, and a way back."""

import streamlit as st

from planner.desk.desk import Desk
from planner.scenario import Loaded, forced_without
from planner.text import name_of, text
from planner.ui.look.markup import div, span
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.session import state
from planner.ui.session.failing import heard


@heard
def _release(subject: str) -> None:
    state.put(forced=forced_without(state.desk().forced, subject))


def panel(loaded: Loaded, held: Desk) -> None:
    """One line a choice; nothing where there is none."""
    if not held.forced:
        return
    with st.container(key="forced", gap="xsmall"):
        show(div("vid-h", text("desk.forced")))
        for order, choice in enumerate(held.forced):
            name = _name(loaded, choice.subject)
            words = text(f"desk.forced.{choice.way}")
            why = ", ".join(part for part in (choice.reason, choice.author) if part)
            with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="xsmall"):
                with st.container(width="stretch"):
                    show(div("vid-forced", span("w", words), " ", name, div("vid-note", why)))
                label = text("desk.forced.undo", name=plain(name))
                st.button(
                    label,
                    icon=":material/close:",
                    help=label,
                    on_click=_release,
                    args=(choice.subject,),
                    key=f"unforce_{order}_{choice.way}_{choice.subject}",
                    type="tertiary",
                )


def _name(loaded: Loaded, subject: str) -> str:
    for part in (loaded.inventory.sites, loaded.inventory.projects):
        if subject in part.id:
            at = part.id.index(subject)
            return name_of(part.names(at))
    return subject
