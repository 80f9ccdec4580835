"""How far a search is, while the page waits for it, and the button that stops it."""

from typing import Final

import streamlit as st

from planner.insight.standing import Standing
from planner.text import Language, text
from planner.ui.searching import Search

PATIENCE: Final = 1.5
"""Seconds of a search before its progress is shown."""


class Progress:
    """A bar and a button in the place where it is made; both go when the search ends.

    Each look writes to the page, and so lets through whatever the planner asks for meanwhile.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._place = st.empty()
        self._bar: st.delta_generator.DeltaGenerator | None = None

    def look(self, search: Search) -> None:
        """Shows a search as it stands."""
        if search.seconds < PATIENCE:
            self._place.empty()
            return
        if self._bar is None:
            with self._place.container():
                self._bar = st.progress(0.0)
                st.button(
                    text("search.stop", self._language),
                    help=text("search.stop.help", self._language),
                    on_click=search.stop,
                    key="stop_search",
                )
        standing = search.standing
        part = standing.part(search.wanted) if standing else 0.0
        self._bar.progress(part, text=self._words(search, standing))

    def _words(self, search: Search, standing: Standing | None) -> str:
        if search.stopped:
            return text("search.stopping", self._language)
        if standing is not None:
            return standing.words(self._language)
        return text("search.waiting" if search.waiting else "search.other", self._language)

    def end(self) -> None:
        """Takes everything away."""
        self._place.empty()
