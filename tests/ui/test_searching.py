"""Searches that take long: shown, stopped, replaced, forgotten."""

import time
from threading import Event
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from planner.errors import Fault, SolverError
from planner.plan import make_plan
from planner.text import LANGUAGES, text
from planner.ui import progress, searching, solving
from planner.ui.searching import Search, StoppedError
from planner.ui.solving import Settings, search_for

SECONDS = 20.0
"""Until which a search has to have ended."""


def ended(search: Search) -> bool:
    """Whether a search ends while a page waits for it."""
    until = time.monotonic() + SECONDS
    while not search.wait():
        assert time.monotonic() < until
    return True


def until_unwanted(search: Search) -> SimpleNamespace:
    """Work that ends only when nobody wants it."""
    until = time.monotonic() + SECONDS
    while not search.unwanted():
        assert time.monotonic() < until
        time.sleep(0.01)
    raise StoppedError(SimpleNamespace(gap=0.5))


def test_a_search_that_is_stopped_gives_its_best_plan():
    search = Search(1e-6).begin(until_unwanted)
    assert not search.cut_short
    search.stop()
    assert ended(search) and search.holds
    assert search.plan().gap == 0.5


def test_a_search_that_nobody_waits_for_ends_and_is_not_shown_later(monkeypatch):
    monkeypatch.setattr(searching, "FORGOTTEN", 0.1)
    over = Event()

    def work(search: Search) -> SimpleNamespace:
        try:
            return until_unwanted(search)
        finally:
            over.set()

    search = Search(1e-6).begin(work)
    assert over.wait(SECONDS)
    assert not search.holds and not search.stopped


def test_a_search_that_found_nothing_in_time_begins_anew():
    def work(search: Search) -> SimpleNamespace:
        raise SolverError([Fault(key="no_plan_in_time", details={"seconds": 4})])

    search = Search(1e-6).begin(work)
    assert ended(search) and not search.holds
    with pytest.raises(SolverError):
        search.plan()


def test_a_stopped_plan_is_kept_for_nobody_else(city, monkeypatch):
    gaps = iter((0.5, 0.0))

    def make(loaded, *, cancelled, **_):
        gap = next(gaps)
        while gap and not cancelled():
            time.sleep(0.01)
        return SimpleNamespace(gap=gap)

    monkeypatch.setattr(solving, "make_plan", make)
    solving._planned.clear()
    settings = Settings(path=str(city / "kharkiv" / "balanced.yaml"), thorough=True)
    first = search_for(settings)
    first.stop()
    assert ended(first) and first.plan().gap == 0.5
    second = search_for(settings)
    assert ended(second) and second.plan().gap == 0.0
    assert search_for(settings).plan().gap == 0.0, "what is proven is kept for all"
    solving._planned.clear()


def test_stopping_shows_the_plan_found_and_the_search_can_go_on(city, open_app, monkeypatch):
    monkeypatch.setattr(solving, "GAP", 0.5)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    solving._planned.clear()
    app = open_app(city)
    quick = app.session_state["good"].plan
    assert not app.button(key="search_on").disabled

    def stopped(loaded, *, cancelled, progress, **_):
        plan = make_plan(loaded, gap=0.5, seconds=1.0)
        progress("improve", plan.bound, plan.value, plan.gap)
        time.sleep(3 * searching.PERIOD)
        cancelled.__self__.stop()
        return plan

    with monkeypatch.context() as patched:
        patched.setattr(solving, "make_plan", stopped)
        app.button(key="search_on").click().run()
    shown = app.session_state["good"].plan
    assert not app.exception
    assert shown.gap == quick.gap > solving.THOROUGH_GAP
    assert not app.button(key="search_on").disabled
    assert not any(button.key == "stop_search" for button in app.button)
    app.button(key="search_on").click().run()
    assert app.session_state["good"].plan.gap <= solving.THOROUGH_GAP
    solving._planned.clear()


def test_a_newer_request_stops_the_search_before_it(city, open_app):
    app = open_app(city)
    before = app.session_state["search"]
    app.run()
    assert app.session_state["search"] is before and not before.stopped
    app.slider(key="share_heritage").set_value(61).run()
    assert before.stopped
    assert app.session_state["search"] is not before


def page(language: str, stopped: bool) -> None:
    from types import SimpleNamespace

    from planner.insight.standing import Standing
    from planner.ui.progress import Progress

    standing = Standing(phase="prove", bound=84.5, value=84.25, gap=1e-3)
    search = SimpleNamespace(seconds=9.0, standing=standing, wanted=1e-6, stopped=stopped)
    shown = Progress(language)
    shown.look(search)
    shown.look(search)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stopped", [False, True])
def test_a_long_search_shows_how_far_it_is_and_how_to_stop_it(language, stopped):
    app = AppTest.from_function(page, args=(language, stopped)).run()
    assert not app.exception
    (bar,) = app.get("progress")
    key = "search.stopping" if stopped else "search.prove"
    assert text(key, language) in bar.proto.text
    assert bar.proto.value == 50
    assert app.button(key="stop_search").label == text("search.stop", language)
