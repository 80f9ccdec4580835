"""Faults of the program: told in the page's language; the traceback goes to the log, never further.

Streamlit would say it in English. A rerun or a stop is no fault and passes through.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import streamlit as st

from planner.text import speaking, text
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session import state

LOG: Final = logging.getLogger(__name__)
P = ParamSpec("P")
_FAILED: Final = "program_failed"


def in_its_language(act: Callable[P, None]) -> Callable[P, None]:
    """What Streamlit calls by itself - a page, a fragment, a click - speaks the session's language."""

    @wraps(act)
    def said(*args: P.args, **kwargs: P.kwargs) -> None:
        with speaking(state.language()):
            act(*args, **kwargs)

    return said


def telling_faults(draw: Callable[P, None]) -> Callable[P, None]:
    """A page, or a part that is drawn again by itself, whose faults are told."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            draw(*args, **kwargs)
        except Exception:
            LOG.exception("%s failed", draw.__qualname__)
            st.session_state[_FAILED] = True
        if st.session_state.pop(_FAILED, False):
            show(div("vid-faults", text("desk.failed"), role="alert"))

    return in_its_language(drawn)


def heard(act: Callable[P, None]) -> Callable[P, None]:
    """What a click or a change calls; its faults are told when the page is drawn next."""

    @wraps(act)
    def done(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            act(*args, **kwargs)
        except Exception:
            LOG.exception("%s failed", act.__qualname__)
            st.session_state[_FAILED] = True

    return in_its_language(done)
