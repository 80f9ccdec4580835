"""Faults of the program."""

import ast
import logging

from streamlit.testing.v1 import AppTest

from planner.text import text
from tests.places import ROOT
from tests.saying import said

ACT = """
import streamlit as st
from planner.ui.session.failing import heard, telling_faults

@heard
def act():
    raise ZeroDivisionError("secret 4711")

@telling_faults
def page():
    st.button("act", on_click=act)
    st.write("drawn")

page()
"""
SCRIPT = """
import streamlit as st
from planner.ui.session.failing import telling_faults

@telling_faults
def page():
    st.write("before")
    raise ZeroDivisionError("secret 4711")

page()
"""


def shown(app):
    return "".join(element.proto.body for element in app.get("html"))


def test_a_fault_of_the_program_is_told_in_words_and_logged_with_its_traceback(caplog):
    with caplog.at_level(logging.ERROR):
        app = AppTest.from_string(SCRIPT).run()
    assert not app.exception
    assert said("uk", text, "desk.failed") in shown(app)
    assert "4711" not in shown(app)
    assert "secret 4711" in caplog.text and "Traceback" in caplog.text
    caplog.clear()


def test_a_fault_of_a_click_is_told_once_on_the_page_that_is_drawn_after_it(caplog):
    app = AppTest.from_string(ACT).run()
    with caplog.at_level(logging.ERROR):
        app.button[0].click().run()
    assert not app.exception
    assert said("uk", text, "desk.failed") in shown(app) and "4711" not in shown(app)
    assert app.markdown[0].value == "drawn"
    assert "secret 4711" in caplog.text
    assert said("uk", text, "desk.failed") not in shown(app.run())
    caplog.clear()


def test_what_streamlit_calls_later_carries_the_language_of_the_page():
    """It names choices again when a click comes, before the page speaks."""
    for path in (ROOT / "planner" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "format_func":
                asks = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
                assert "text" not in asks or "carried" in asks, (path.name, node.value.lineno)
