"""Numbers as people type them, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.text import LANGUAGES, Language, decimal, read_number, whole
from tests.saying import said


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("uk", "6000", "6000"),
        ("uk", "6 000,5", "6000.5"),
        ("uk", "6\u00a0000,5", "6000.5"),
        ("uk", "6\u202f000", "6000"),
        ("uk", "12.5", "12.5"),
        ("uk", "12,5", "12.5"),
        ("uk", "\u22123", "-3"),
        ("uk", " 1 ", "1"),
        ("en", "6,000.5", "6000.5"),
        ("en", "6 000.5", "6000.5"),
        ("en", "6,000", "6000"),
        ("en", "12.5", "12.5"),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(
    language: Language, words: str, number: str
) -> None:
    assert said(language, read_number, words) == Decimal(number)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        *[
            (language, words)
            for language in LANGUAGES
            for words in ("", "abc", "1e5", "1,2,3", "5 млн")
        ],
        *[(language, words) for language in LANGUAGES for words in ("nan", "inf", "٣", "9" * 50)],
        ("uk", "1.234,5"),
        ("en", "6,5"),
        ("en", "1.234,5"),
        ("en", "60,00"),
    ],
)
def test_what_can_be_two_numbers_or_none_is_not_read(language: Language, words: str) -> None:
    assert said(language, read_number, words) is None


@given(st.integers(0, 10**14))
def test_what_a_page_writes_it_reads_back(minor: int) -> None:
    for language in LANGUAGES:
        assert said(language, read_number, said(language, whole, minor)) == minor
        exact = Decimal(minor).scaleb(-8)
        assert said(language, read_number, said(language, decimal, exact, 8)) in (exact, Decimal(0))
