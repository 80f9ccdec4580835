"""What the planner asks for while a page waits for a search."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType


def give_way() -> None:
    """Ends this drawing where something was asked for meanwhile, so that it is done at once.

    Streamlit lets whatever is asked for within a fragment wait until the fragment is drawn: a
    drawing that waits for a search would hold up the next move, and Stop. A rerun of the fragment's
    own takes in what waits, and may cut in. Nothing is lost by it: the search goes on, and is found
    again by the next drawing. Timers alone are no reason.
    """
    context = get_script_run_ctx()
    requests = None if context is None else context.script_requests
    if context is None or requests is None or requests._state is not ScriptRequestType.RERUN:
        return
    if requests._rerun_data.is_auto_rerun:
        return
    st.rerun(scope="fragment" if context.fragment_ids_this_run else "app")
