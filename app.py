"""Vidnova in the browser: navigation and language, nothing else.  Run: streamlit run app.py"""

from planner.ui import pool

pool.warm()  # the workers start while the first page is being drawn

from planner.ui import shell

shell.run()
