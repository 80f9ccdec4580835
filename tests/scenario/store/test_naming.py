"""Titles of scenarios, and the names of their files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain import Names
from planner.errors import InputError
from planner.scenario.store.naming import LONGEST_NAME, RESERVED, free_name, slug, title_of
from tests.scenario.storing import keys


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.sets(st.text("abc-234567890", max_size=8), max_size=40))
def test_every_title_makes_a_safe_and_free_name(title: str, taken: set[str]) -> None:
    words = title.strip() or "x"
    name = free_name(Names(uk=words, en=words), taken.__contains__)
    assert 1 <= len(name) <= LONGEST_NAME
    assert name.isascii() and all(sign.isalnum() or sign == "-" for sign in name)
    assert name == name.lower() and name[0] != "-" and name[-1] != "-"
    assert name not in RESERVED and name not in taken


@pytest.mark.parametrize("word", ["base", "Con", "lpt1", "AUX"])
def test_reserved_names_get_a_number(word: str) -> None:
    assert free_name(Names(uk=word, en=word), lambda name: False) == f"{word.lower()}-2"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Юля з Їжакевича", "yulia-z-yizhakevycha"),
        ("Ґанок і Гай", "ganok-i-hai"),
        ("Розгін Згоди", "rozghin-zghody"),
        ("п'ять м'ячів", "piat-miachiv"),
        ("Café № 5", "cafe-no-5"),
        ("🏛", ""),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_ukrainian_is_written_in_latin_letters_as_the_law_has_it(title: str, name: str) -> None:
    assert slug(title) == name


@pytest.mark.parametrize(
    ("uk", "en", "key"),
    [
        ("", " ", "ui_save_title"),
        ("x" * 121, "", "text_too_long"),
        ("", "a\x00b", "control_character"),
        ("пла\u202eнь", "", "control_character"),
    ],
)
def test_a_title_that_cannot_be_shown_is_refused(uk: str, en: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        title_of({"uk": uk, "en": en})
    assert keys(caught) == [key]


def test_one_title_serves_every_language_and_is_tidied() -> None:
    assert title_of({"uk": "", "en": " a \n b "}) == Names(uk="a b", en="a b")
