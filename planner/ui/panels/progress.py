"""How far a search is, while the page waits for it, and the button that stops it."""

from typing import Final

import streamlit as st

from planner.desk.searching import PlanSearch
from planner.insight.standing import Standing
from planner.text import text
from planner.ui.look.markup import div
from planner.ui.look.widgets import show

PATIENCE: Final = 1.0
"""Seconds of a search before its progress is shown: most end sooner, and drawing costs them time."""


class ProgressPanel:
    """A bar and a button in the place where it is made; both go when the search ends."""

    def __init__(self, *, first: bool) -> None:
        """first: there is no earlier plan on the page, so that something else has to be there."""
        self._first = first
        self._place = st.empty()
        self._bar: st.delta_generator.DeltaGenerator | None = None
        self._told: tuple[str, float] | None = None

    def look(self, search: PlanSearch) -> None:
        """Shows a search as it stands, where that has changed.

        Asking for the session's state lets through whatever the planner asks for meanwhile, as
        writing to the page would, but sends nothing.
        """
        st.session_state.get("language")
        if search.seconds < PATIENCE and not self._first:
            return
        if self._bar is None:
            self._bar = self._begin(search)
        standing = search.standing
        part = round(standing.part(search.wanted), 2) if standing else 0.0
        told = self._words(search, standing), part
        if told != self._told:
            self._bar.progress(part, text=told[0])
            self._told = told

    def _begin(self, search: PlanSearch) -> "st.delta_generator.DeltaGenerator":
        with self._place.container():
            words = "plan.first" if self._first else "plan.updating"
            show(div("vid-note", text(words), role="status"))
            bar = st.progress(0.0)
            st.button(
                text("search.stop"),
                help=text("search.stop.help"),
                on_click=search.stop,
                key="stop_search",
            )
        return bar

    def _words(self, search: PlanSearch, standing: Standing | None) -> str:
        if search.stopped:
            return text("search.stopping")
        if standing is not None:
            return standing.words()
        return text("search.waiting" if search.waiting else "search.other")

    def end(self) -> None:
        """Takes everything away."""
        if self._bar is not None:
            self._place.empty()
