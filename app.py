"""Vidnova in the browser: navigation and language, nothing else.  Run: streamlit run app.py"""

from planner.ui import shell

shell.run()
