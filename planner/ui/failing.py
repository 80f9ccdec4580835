"""Faults of the program: told in the page's language; the traceback goes to the log, never further.

Streamlit would say it in English. A rerun or a stop is no fault and passes through.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

from planner.text import text
from planner.ui import state
from planner.ui.markup import div
from planner.ui.widgets import show

LOG: Final = logging.getLogger(__name__)
P = ParamSpec("P")


def told(draw: Callable[P, None]) -> Callable[P, None]:
    """A page, or a part that is drawn again by itself, whose faults are told."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            draw(*args, **kwargs)
        except Exception:
            LOG.exception("%s failed", draw.__qualname__)
            show(div("vid-faults", text("desk.failed", state.language()), role="alert"))

    return drawn
