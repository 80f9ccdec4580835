"""What a server does before its first visitor: pages are imported, and the first plan is made.

A server that answers is then ready. Only a server does this. A page that is run without one (a test, say) imports what it needs.
"""

import asyncio
import gc
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import streamlit as st
from starlette.middleware import Middleware
from streamlit.web.server.server_util import allowlisted_origins
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from planner.desk.searching import begin
from planner.desk.solving import Variant, plan_of
from planner.errors import PlannerError
from planner.text import speaking, text
from planner.ui import shell
from planner.ui.guard import Guard
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session import state

__all__ = ["GUARDS", "PATIENCE", "first_plan", "ready", "shell", "unforeseen"]

PATIENCE: Final = 10.0
"""Seconds after which the server answers without the first plan: a page says how far it is."""
SWITCH: Final = 1e-3
"""Seconds for which a thread may compute while others wait. A page being drawn is to let through
what a worker is sent, and what goes to the browsers, five times sooner than Python's 5 ms."""
GUARDS: Final = (
    Middleware(Guard, hosts=is_host_allowed, origins=lambda: frozenset(allowlisted_origins())),
)
"""Which hosts and origins are ours is for the server's own settings to say."""
NOBODY: Final = ""
"""The session that the first plan is made for."""


@asynccontextmanager
async def ready(app: st.App) -> AsyncIterator[None]:
    """The server answers once the first plan is made, or has taken too long."""
    sys.setswitchinterval(SWITCH)
    making = threading.Thread(target=first_plan, name="first plan", daemon=True)
    making.start()
    await asyncio.to_thread(making.join, PATIENCE)
    lasting()
    yield


def lasting() -> None:
    """What has been made so far lasts: collecting garbage passes it over from now on.

    Going through the objects of a city would hold up a page for a tenth of a second now and then.
    """
    gc.collect()
    gc.freeze()


def first_plan() -> None:
    """Makes the plan of the scenario that a new session takes in hand, for all sessions.

    A file with faults is left for the page, which tells all of them.
    """
    path = state.first_path()
    if path is None:
        return
    variant = Variant(path=str(path))
    try:
        plan_of(variant, begin(variant, session=NOBODY, lane="first").solution())
    except (PlannerError, OSError):
        return


def unforeseen(fault: Exception) -> bool:
    """Tells in words of a fault that no page has told of; Streamlit has logged it by now."""
    with speaking(state.language()):
        show(div("vid-faults", text("desk.failed"), role="alert"))
    return True  # Streamlit's own words for it are English
