"""How sure: looked for by itself, told with both ends, each plan opened beside the first and left again."""

import time
from types import SimpleNamespace
from typing import cast

import pytest

from planner.insight import answer
from planner.insight.near import BACK, CERTIFIED, HOUSED, Looking, Sure
from planner.insight.near_words import figure_name, found_words, proven_words, sure_sentence
from planner.text import text
from planner.ui.session import nearing
from planner.ui.session.asking import Asked
from planner.ui.sure import draws
from tests.saying import said
from tests.ui.pages import html_of, plan_of, words_of

LONG = 150.0
PEOPLE = (BACK, HOUSED, CERTIFIED)


def until(app, sign, read=html_of):
    """Looks at the page again and again until something stands there."""
    end = time.monotonic() + LONG
    while sign not in read(app):
        assert time.monotonic() < end and not app.exception
        time.sleep(0.3)
        app.run()


def known(app):
    """What the page knows, once it does."""
    until(app, "vid-sure")
    until(app, True, lambda app: ["near_last" in app.session_state])  # till then partly
    return app.session_state["near_last"][1]


@pytest.fixture(autouse=True)
def nothing_known():
    """What another test came to know is looked for again."""
    nearing.forget()


def tells_all(app, language, found):
    """Every range in words and as a table, and what all plans share."""
    words, html, plan = words_of(app), html_of(app), found.home.plan
    assert said(language, sure_sentence, plan, found.sure) in words
    assert html.count('class="row"') == len(found.sure.ranges)
    for name, claim in found.sure.ranges.items():
        for say in (found_words, proven_words):
            assert html.count(said(language, say, plan, claim)) >= 2, name
        assert said(language, figure_name, plan, name) in words
    for key in ("always", "sometimes", "never"):
        if found.sure.ids(key):
            assert said(language, text, f"sure.{key}") in words


def opens_and_leaves(app, found):
    """A plan as good stands on the screen beside the first, and the first comes back."""
    first = found.home.plan.provenance.decisions_sha256
    app.button(key="sure_open_1").click().run()
    assert plan_of(app).solution.chosen.tolist() == found.sure.seats[1].solution.chosen.tolist()
    assert app.session_state["turn_to_plan"]
    app.session_state["turn_to_plan"] = False
    app.run()
    assert "vid-sure" in html_of(app)  # what is known is of the settings, not of the plan looked at
    app.button(key="sure_open_0").click().run()
    assert plan_of(app).provenance.decisions_sha256 == first


def test_a_planner_sees_what_is_a_choice_looks_at_another_plan_and_tries_other_weights(
    proven_city, open_app, monkeypatch
):
    monkeypatch.setattr(draws, "DRAWS", 5)
    plan = open_app(proven_city, "en")
    assert said("en", answer, plan_of(plan)) in words_of(plan)
    app = open_app(proven_city, "en", "sure")
    assert said("en", text, "sure.intro") in words_of(app)
    for one in (plan, app):
        one.session_state["near_within"] = 0.05
    found = known(app.run())
    tells_all(app, "en", found)
    opens_and_leaves(app, found)
    app.button(key="ask_robust_around_weights").click().run()
    until(app, "vid-draws")
    for key in ("sure.draws.figures", "sure.draws.plans", "sure.draws.depends"):
        assert said("en", text, key) in words_of(app)
    assert "of 5 draws" in words_of(app)
    until(plan, "at most 5\u00a0% worse", words_of)  # what one session knows all know
    ends = [claim for claim in found.sure.ranges.values() if claim.name in PEOPLE]
    told = [f"{round(c.low):,} to {round(c.high):,}" for c in ends if round(c.low) < round(c.high)]
    assert told and [span for span in told if span not in words_of(plan)] == []


@pytest.mark.slow
def test_it_is_told_in_ukrainian(proven_city, open_app):
    app = open_app(proven_city, "uk", "sure")
    tells_all(app, "uk", known(app))


def test_a_search_that_had_to_be_ended_leaves_what_it_knew():
    known = cast(Sure, object())
    task = SimpleNamespace(told=Looking(part=0.3, known=known))
    asked = SimpleNamespace(error=None, task=task)
    assert nearing.left_behind(cast(Asked, asked)) is known
    task.told = Looking(part=0.1, known=None)
    assert nearing.left_behind(cast(Asked, asked)) is None and nearing.left_behind(None) is None
