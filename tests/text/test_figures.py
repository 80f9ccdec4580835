"""Figures, dates and order as each language writes them."""

from datetime import date as Date

from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from planner.text import LANGUAGES, date, dated, decimal, percent, sort_key, when, whole
from tests.saying import said

NO_BREAK = "\u00a0"


def test_thousands_and_decimals_follow_the_language() -> None:
    assert said("uk", whole, 41200) == f"41{NO_BREAK}200"
    assert said("en", whole, 41200) == "41,200"
    assert said("uk", decimal, 1234.56, 1) == f"1{NO_BREAK}234,6"


def test_percentages_keep_their_sign_on_the_same_line() -> None:
    assert said("uk", percent, 0.614) == f"61{NO_BREAK}%"
    assert said("en", percent, 0.0005, 2) == f"0.05{NO_BREAK}%"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert said("en", decimal, -0.0049, 2) == said("en", decimal, 0.0, 2) == "0.00"
    assert said("uk", percent, -0.001) == f"0{NO_BREAK}%"
    assert said("en", decimal, -0.006, 2) == "-0.01"


def test_dates_follow_the_language() -> None:
    assert said("en", date, Date(2026, 11, 1)) == "1 November 2026"
    assert said("uk", date, Date(2026, 11, 1)) == "1 листопада 2026\u202fр."


def test_a_date_that_stands_alone_is_as_exact_as_it_is_stated() -> None:
    told = {
        "2023": "2023",
        "2023-02": "лютий 2023",
        "2023-06-19": said("uk", date, Date(2023, 6, 19)),
        "2022-06-20/21": said("uk", dated, "2022-06-20/21"),
        "2022-13": "2022-13",
    }
    assert {words: said("uk", when, words) for words in told} == told


def test_dates_among_words_follow_it_too() -> None:
    for words, uk, en in (
        ("2022-03-02 удар", "2 березня 2022\u202fр. удар", "2 March 2022 удар"),
        ("до 2024-12", "до грудня 2024", "до December 2024"),
        ("у ніч 2022-06-20/21", "у ніч 20/21 червня 2022\u202fр.", "у ніч 20/21 June 2022"),
        (
            "2022-13-40, 0184-2022, 2022",
            "2022-13-40, 0184-2022, 2022",
            "2022-13-40, 0184-2022, 2022",
        ),
    ):
        assert (said("uk", dated, words), said("en", dated, words)) == (uk, en)


def test_ukrainian_names_sort_in_ukrainian_order() -> None:
    names = ["Яр", "Ґанок", "Гай", "Їжак", "Інжир", "Єнот", "Еней", "Щит", "Шум", "Держпром"]
    expected = ["Гай", "Ґанок", "Держпром", "Еней", "Єнот", "Інжир", "Їжак", "Шум", "Щит", "Яр"]
    assert sorted(names, key=lambda name: said("uk", sort_key, name)) == expected


def test_apostrophes_do_not_move_a_name() -> None:
    assert said("uk", sort_key, "П’ятиповерхівка") == said("uk", sort_key, "П'ятиповерхівка")


@given(st.floats(-1e15, 1e15), st.integers(0, 6), st.sampled_from(LANGUAGES))
def test_numbers_are_written_as_unicode_says(number, digits, language) -> None:
    shown = 0 if abs(number) <= 0.5 / 10**digits else number
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    assert said(language, decimal, number, digits) == format_decimal(
        shown, pattern, locale=language
    )
    assert said(language, whole, number) == format_decimal(round(number), "#,##0", locale=language)
