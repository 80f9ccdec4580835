"""Vidnova in the browser.  Run: streamlit run app.py

Streamlit imports this file once, when the server begins, and runs it as the page of each session.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    from planner.desk import pool
    from planner.ui.session import tab

    pool.warm(tab.is_open)  # the workers start while the pages are imported
    from planner.ui import starting

    app = st.App(
        __file__,
        lifespan=starting.ready,
        middleware=starting.GUARDS,
        on_script_error=starting.unforeseen,
    )
else:
    from planner.ui import shell

    shell.run()
