"""What Streamlit says of a session: its name, and whether its tab is still open."""

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


def here() -> str:
    """The session whose page is being made; empty outside of any."""
    context = get_script_run_ctx(suppress_warning=True)
    return "" if context is None else context.session_id


def is_open(session: str) -> bool:
    """Whether the session's tab is connected; yes where there is no server to ask.

    A closed tab, or one that has lost its connection, is no longer among the active sessions.
    """
    if not session:
        return True
    try:
        return bool(runtime.get_instance().is_active_session(session))
    except RuntimeError:  # there is none
        return True
