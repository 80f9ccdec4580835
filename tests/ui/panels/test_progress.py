"""What a page shows of a long search: how far it is, and how to stop it."""

import pytest
from streamlit.testing.v1 import AppTest

from planner.text import LANGUAGES, Language, text
from tests.saying import said


def page(language: "Language", stopped: bool, told: bool) -> None:
    from types import SimpleNamespace
    from typing import Any

    from planner.insight.standing import Standing
    from planner.text import speaking
    from planner.ui.panels.progress import ProgressPanel

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
        shown = ProgressPanel(first=False)
        shown.look(search)
        shown.look(search)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stopped", [False, True])
def test_a_long_search_shows_how_far_it_is_and_how_to_stop_it(language, stopped):
    app = AppTest.from_function(page, args=(language, stopped, True)).run()
    assert not app.exception
    (bar,) = app.get("progress")
    key = "search.stopping" if stopped else "search.prove"
    assert said(language, text, key) in bar.proto.text
    assert bar.proto.value == 50
    assert app.button(key="stop_search").label == said(language, text, "search.stop")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_that_waits_for_a_worker_says_so(language):
    app = AppTest.from_function(page, args=(language, False, False)).run()
    (bar,) = app.get("progress")
    assert bar.proto.text == said(language, text, "search.waiting")
