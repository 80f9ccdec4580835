"""What the planner asks for while a page waits for a search."""

from collections.abc import Sequence

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequestType


def give_way() -> None:
    """Ends this drawing where something was asked for meanwhile, so that it is done at once.

    Streamlit lets whatever is asked for within a fragment wait until the fragment is drawn: a
    drawing that waits for a search would hold up the next move, and Stop. A rerun of the fragment's
    own takes in what waits, and may cut in. Nothing is lost by it: the search goes on, and is found
    again by the next drawing. Timers alone are no reason, but what waits is not a timer's alone because
    one came last.
    """
    context = get_script_run_ctx()
    requests = None if context is None else context.script_requests
    if context is None or requests is None or requests._state is not ScriptRequestType.RERUN:
        return
    if not _asked(requests._rerun_data, context.fragment_ids_this_run or []):
        return
    st.rerun(scope="fragment" if context.fragment_ids_this_run else "app")


def _asked(waiting: RerunData, drawn: Sequence[str]) -> bool:
    """Whether the planner asked for something, be it before or after a timer did.

    Streamlit keeps one request, of all that wait, and marks it by the last. drawn: the fragments that
    are being drawn, which have no timer of their own.
    """
    if not waiting.is_auto_rerun:
        return True
    queue = waiting.fragment_id_queue
    if not queue or not set(drawn).isdisjoint(queue):
        return True
    states = waiting.widget_states.widgets if waiting.widget_states else ()
    return any(_pressed(state) for state in states)


def _pressed(state: WidgetState) -> bool:
    """Whether it says that something was pressed: it holds that once, and then no longer."""
    kind = state.WhichOneof("value") or ""
    return kind.endswith("trigger_value") and bool(getattr(state, kind))
