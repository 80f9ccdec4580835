"""What the tables tell of a building, on its card in the language of the page."""

from dataclasses import replace
from html import unescape

import pytest

from planner.insight.card import card_of
from planner.text import LANGUAGES
from planner.ui.card.facts import certain, history
from tests.saying import said


def words(markup):
    return unescape(markup.html)


@pytest.fixture
def derzhprom(masterplan):
    return card_of(masterplan, "derzhprom")


def without_date(event: str) -> str:
    return event.partition(" ")[2]


def test_strikes_are_told_in_the_language_of_the_page(derzhprom):
    strikes = derzhprom.strikes
    told = {language: words(said(language, history, derzhprom)) for language in LANGUAGES}
    for event in map(without_date, strikes.events["uk"]):
        assert event in told["uk"] and event not in told["en"]
    for event in map(without_date, strikes.events["en"]):
        assert event in told["en"] and event not in told["uk"]
    assert "<li>1 березня 2022\u202fр.: удари" in told["uk"]
    assert "<li>1 March 2022: " in told["en"]
    assert all(strikes.summary[language] in told[language] for language in LANGUAGES)
    assert strikes.summary["en"] not in told["uk"]


def test_the_address_is_in_the_language_of_the_page(masterplan, derzhprom):
    assert "майдан Свободи, 5" in words(said("uk", certain, masterplan, derzhprom))
    assert "5 Svobody Square" in words(said("en", certain, masterplan, derzhprom))
    assert "Svobody" not in words(said("uk", certain, masterplan, derzhprom))


def test_a_month_that_stands_alone_is_in_the_nominative(masterplan):
    gone, house = (card_of(masterplan, i) for i in ("transport-college", "chernyshevska-25"))
    assert "з преси, листопад 2023" in words(said("uk", certain, masterplan, gone))
    assert "from the press, November 2023" in words(said("en", certain, masterplan, gone))
    struck = words(said("uk", history, house))
    assert "<li>березень 2022: " in struck and "Остання подія: березень 2022" in struck


def test_people_are_told_with_who_they_are(masterplan, derzhprom):
    assert "500, працівники" in words(said("uk", certain, masterplan, derzhprom))
    assert "500, workers" in words(said("en", certain, masterplan, derzhprom))


def test_the_note_of_a_project_is_in_the_language_of_the_page(masterplan):
    card = card_of(masterplan, "new-school-134")
    told = {language: words(said(language, history, card)) for language in LANGUAGES}
    assert card.note["uk"] in told["uk"] and card.note["en"] not in told["uk"]
    assert card.note["en"] in told["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_language_lacks_is_told_in_the_other(derzhprom, language):
    strikes = derzhprom.strikes
    for known in LANGUAGES:
        events = {code: strikes.events[code] if code == known else () for code in LANGUAGES}
        summary = {known: strikes.summary[known]}
        alone = replace(derzhprom, strikes=replace(strikes, events=events, summary=summary))
        told = words(said(language, history, alone))
        assert without_date(strikes.events[known][0]) in told and strikes.summary[known] in told


def test_a_fact_of_today_is_shown_with_its_day_and_source(masterplan):
    card = card_of(masterplan, "transport-college")
    assert not card.survey  # of what is gone nothing is to be surveyed
    told = {lang: words(said(lang, certain, masterplan, card)) for lang in LANGUAGES}
    assert "уже демонтовано" in told["uk"] and "листопада 2023" in told["uk"].casefold()
    assert "taken down already" in told["en"] and "November 2023" in told["en"]
    known = words(said("en", certain, masterplan, card_of(masterplan, "uzhvii-60")))
    assert "229.1" in known and "gwaramedia" in known and "co-owners" in known
