"""How sure: looked for by itself, told with both ends, each plan opened beside the first and left again."""

import time

import pytest

from planner.insight import answer
from planner.insight.near import BACK, CERTIFIED, HOUSED
from planner.insight.near_words import figure_name, found_words, proven_words, sure_sentence
from planner.text import LANGUAGES, text
from planner.ui.session import nearing
from tests.saying import said
from tests.ui.pages import html_of, plan_of, words_of

LONG = 120.0
PEOPLE = (BACK, HOUSED, CERTIFIED)


def known(app):
    """What the page knows, once it does."""
    until = time.monotonic() + LONG
    while "vid-sure" not in html_of(app):
        assert time.monotonic() < until and not app.exception
        time.sleep(0.3)
        app.run()
    return app.session_state["near_last"][1]


@pytest.fixture(autouse=True)
def nothing_known():
    """What another test came to know is looked for again."""
    nearing.forget()


@pytest.fixture(scope="module")
def told():
    """What was known in each language, for comparison."""
    return {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_every_range_found_and_proven_in_words_and_as_a_table(
    proven_city, open_app, language, told
):
    app = open_app(proven_city, language, "sure")
    assert said(language, text, "sure.intro") in words_of(app)
    found = known(app)
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
    told[language] = {n: (c.low, c.high) for n, c in found.sure.ranges.items()}
    assert len({str(ranges) for ranges in told.values()}) == 1


def test_a_plan_is_opened_beside_the_first_and_the_first_comes_back(proven_city, open_app):
    app = open_app(proven_city, "en", "sure")
    found = known(app)
    first = found.home.plan.provenance.decisions_sha256
    app.button(key="sure_open_1").click().run()
    assert plan_of(app).solution.chosen.tolist() == found.sure.seats[1].solution.chosen.tolist()
    assert app.session_state["turn_to_plan"]
    app.session_state["turn_to_plan"] = False
    app.run()
    assert "vid-sure" in html_of(app)  # what is known is of the settings, not of the plan looked at
    app.button(key="sure_open_0").click().run()
    assert plan_of(app).provenance.decisions_sha256 == first


def test_the_sentence_of_the_plan_has_both_ends_once_they_are_known(proven_city, open_app):
    app = open_app(proven_city, "en")
    assert said("en", answer, plan_of(app)) in words_of(app)
    asked = open_app(proven_city, "en", "sure")
    for one in (app, asked):
        one.session_state["near_within"] = 0.05
    found = known(asked.run())
    until = time.monotonic() + LONG
    while "at most 5\u00a0% worse" not in words_of(app):  # what one session knows all know
        assert time.monotonic() < until
        time.sleep(0.3)
        app.run()
    words, ends = words_of(app), [c for c in found.sure.ranges.values() if c.name in PEOPLE]
    told = [f"{round(c.low):,} to {round(c.high):,}" for c in ends if round(c.low) < round(c.high)]
    assert told and [span for span in told if span not in words] == []
