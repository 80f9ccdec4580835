"""The page of new construction and repair: both sides readable in equal room."""

import re
from html import unescape

import pytest

from planner.insight.brings import spent_renewing
from planner.scenario import load_scenario
from planner.text import LANGUAGES, money, name_of, text
from planner.ui.contest.page import sides
from tests.saying import said
from tests.ui.pages import balanced, html_of, words_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_critics_and_authors_have_as_many_lines_each_with_its_page(own_city, open_app, language):
    about = load_scenario(balanced(own_city)).about
    assert about.debate is not None
    app = open_app(own_city, language, "contest")
    words, html = words_of(app), html_of(app)
    _, critics, authors = html.split('<div class="voices ')
    for side, voices in ((critics, about.debate.critics), (authors, about.debate.authors)):
        assert side.count('class="voice"') == len(voices) == 4
        assert side.count('class="unknown"') == 1
        assert side.count('class="d"') == len(voices)  # its date, or that the page has none
        assert [voice.link for voice in voices] == re.findall('href="([^"]+)"', side)
    for voice in (*about.debate.critics, *about.debate.authors):
        assert said(language, name_of, voice.says.words) in words
    assert said(language, text, "contest.unasked") in words
    (own_city / "kharkiv" / "about.yaml").unlink()
    app.run()
    assert "vid-voices" not in html_of(app) and not app.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_projects_spend_on_buildings_that_stand_is_told(masterplan, language):
    """Beside new construction, so that a retrofit is not taken for it."""
    spent = spent_renewing(masterplan)
    named = [e.id for e in masterplan.entries if e.in_plan and "retrofit" in e.id]
    named += ["nff-heritage-restoration"] * masterplan.entry("nff-heritage-restoration").in_plan
    assert spent == sum(masterplan.entry(i).cost for i in named) > 0
    told = said(language, money, spent, masterplan.scenario.money.tender)
    words = said(language, text, "contest.renewing", n=told)
    assert words in unescape(said(language, sides, masterplan).html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_projects_stand_apart_from_ours_and_say_what_they_bring(city, open_app, language):
    words = words_of(open_app(city, language, "contest"))
    published = words.index(said(language, text, "contest.origin.published"))
    others = words.index(said(language, text, "contest.origin.others"))
    inventory = load_scenario(balanced(city)).inventory
    origins = inventory.projects.parts.origin
    for row, origin in enumerate(origins):
        name = said(language, name_of, inventory.projects.names(row))
        at = words.index(name, published)
        assert (at < others) == (origin == "published"), name
    assert said(language, text, "choice.origin.hypothetical") in words
    assert said(language, text, "choice.gain_quality.illustrative") in words
