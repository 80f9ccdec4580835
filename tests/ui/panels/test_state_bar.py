"""The line that says how good the plan on the screen is, and how far a search for it is."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.desk.solving import limits
from planner.text import LANGUAGES, Language, text
from planner.ui.panels import state_bar
from tests.saying import said
from tests.ui.pages import html_of, move, words_of


def page(language: "Language", stopped: bool, told: bool) -> None:
    from types import SimpleNamespace
    from typing import Any

    import streamlit as st

    from planner.insight.standing import Standing
    from planner.text import speaking
    from planner.ui.panels.state_bar import StateBar

    standing = Standing(phase="prove", bound=84.5, value=84.25, gap=1e-3) if told else None
    search: Any = SimpleNamespace(
        seconds=9.0,
        standing=standing,
        wanted=1e-6,
        stopped=stopped,
        waiting=not told,
        stop=lambda: None,
    )
    with speaking(language):
        shown = StateBar(st.container(), first=False)
        shown.look(search)
        shown.look(search)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stopped", [False, True])
def test_a_long_search_shows_how_far_it_is_and_how_to_stop_it(language, stopped):
    app = AppTest.from_function(page, args=(language, stopped, True)).run()
    assert not app.exception
    key = "search.stopping" if stopped else "search.prove"
    assert said(language, text, key) in words_of(app)
    assert 'data-state="updating"' in html_of(app) and "width:50%" in html_of(app)
    assert app.button(key="stop_search").label == said(language, text, "search.stop")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_that_waits_for_a_worker_says_so(language):
    app = AppTest.from_function(page, args=(language, False, False)).run()
    assert said(language, text, "search.waiting") in words_of(app)


def test_nothing_is_compared_with_figures_that_may_still_turn(city, open_app, monkeypatch):
    app = open_app(city)
    with monkeypatch.context() as patched:
        patched.setattr("planner.ui.session.answering.unsettled", lambda good: True)
        move(app, ("renewal", 90))
    html = html_of(app)
    assert 'data-state="refined"' in html and "≈" in html
    assert 'class="d ' not in html and "vid-changes" not in html
    app.session_state["unsettled"] = app.session_state["good"].variant
    app.run()
    html = html_of(app)
    assert 'data-state="refined"' not in html and "≈" not in html
    assert 'class="d ' in html and "vid-changes" in html


@pytest.mark.parametrize(("times", "state"), [(0.9, "settled"), (1.1, "stopped")])
def test_a_quick_answer_as_close_as_a_settled_one_is_settled(plans, times, state):
    gap = times * limits("settled").gap
    near = replace(plans[0], solution=replace(plans[0].solution, gap=gap))
    good: Any = SimpleNamespace(plan=near, answer=SimpleNamespace(stage="quick", stopped=False))
    assert f'data-state="{state}"' in said("uk", state_bar._known, good).html
