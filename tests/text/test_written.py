"""What people wrote reads in the reader's language where they wrote both, and else says so."""

import pytest

from planner.text.written import byline, written
from tests.saying import said

BOTH = "Спершу перевірити / Check it first"


def test_of_two_languages_the_readers_is_shown():
    assert said("uk", written, BOTH) == "Спершу перевірити"
    assert said("en", written, BOTH) == "Check it first"
    assert said("en", written, "Check it first / Спершу перевірити") == "Check it first"


def test_what_was_written_in_the_other_language_only_says_so_and_is_whole():
    for language, words in (("en", "Діти чекають"), ("uk", "Children are waiting")):
        told = said(language, written, words)
        assert told.startswith(words) and len(told) > len(words)
    for language, words in (("uk", "Діти чекають"), ("en", "Children are waiting")):
        assert said(language, written, words) == words


def test_a_stroke_between_words_of_one_language_parts_nothing():
    assert said("en", written, "roof / walls") == "roof / walls"
    assert said("uk", written, "2027 / 2028") == "2027 / 2028"


@pytest.mark.parametrize(("language", "name"), [("uk", "Автори"), ("en", "The authors")])
def test_a_name_in_both_languages_is_shown_in_the_readers(language, name):
    assert said(language, byline, "Автори / The authors") == name
    assert said(language, byline, "О. Коваль") == "О. Коваль"
