"""Faults of the program."""

import logging

from streamlit.testing.v1 import AppTest

from planner.text import text

SCRIPT = """
import streamlit as st
from planner.ui.failing import told

@told
def page():
    st.write("before")
    raise ZeroDivisionError("secret 4711")

page()
"""


def test_a_fault_of_the_program_is_told_in_words_and_logged_with_its_traceback(caplog):
    with caplog.at_level(logging.ERROR):
        app = AppTest.from_string(SCRIPT).run()
    assert not app.exception
    shown = "".join(element.proto.body for element in app.get("html"))
    assert text("desk.failed", "uk") in shown
    assert "4711" not in shown
    assert "secret 4711" in caplog.text and "Traceback" in caplog.text
    caplog.clear()
