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


def test_strikes_are_told_in_the_language_of_the_page(derzhprom):
    strikes = derzhprom.strikes
    told = {language: words(said(language, history, derzhprom)) for language in LANGUAGES}
    for event in strikes.events_uk:
        assert event in told["uk"] and event not in told["en"]
    for event in strikes.events:
        assert event in told["en"] and event not in told["uk"]
    assert strikes.summary_uk in told["uk"] and strikes.summary in told["en"]
    assert strikes.summary not in told["uk"]


def test_the_address_is_in_the_language_of_the_page(derzhprom):
    assert "майдан Свободи, 5" in words(said("uk", certain, derzhprom))
    assert "5 Svobody Square" in words(said("en", certain, derzhprom))
    assert "Svobody" not in words(said("uk", certain, derzhprom))


def test_the_note_of_a_project_is_in_the_language_of_the_page(masterplan):
    card = card_of(masterplan, "new-school-134")
    assert card.note_uk in words(said("uk", history, card)) and card.note not in words(
        said("uk", history, card)
    )
    assert card.note in words(said("en", history, card))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_language_lacks_is_told_in_the_other(derzhprom, language):
    strikes = derzhprom.strikes
    own = replace(derzhprom, strikes=replace(strikes, events_uk=(), summary_uk=""))
    assert strikes.events[0] in words(said(language, history, own))
    assert strikes.summary in words(said(language, history, own))
    other = replace(derzhprom, strikes=replace(strikes, events=(), summary=""))
    assert strikes.events_uk[0] in words(said(language, history, other))
    assert strikes.summary_uk in words(said(language, history, other))
