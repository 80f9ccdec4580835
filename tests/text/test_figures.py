"""Figures, dates and order as each language writes them."""

from datetime import date as Date

from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from planner.text import LANGUAGES, date, decimal, million, percent, sort_key, whole

NO_BREAK = "\u00a0"


def test_thousands_and_decimals_follow_the_language() -> None:
    assert whole(41200, "uk") == f"41{NO_BREAK}200"
    assert whole(41200, "en") == "41,200"
    assert decimal(1234.56, "uk", 1) == f"1{NO_BREAK}234,6"


def test_money_in_kopecks_is_shown_in_millions_without_losing_a_kopeck() -> None:
    assert million(600_000_000_000, "en", 0) == "6,000"
    assert million(123_456_789, "en", 8) == "1.23456789"


def test_percentages_keep_their_sign_on_the_same_line() -> None:
    assert percent(0.614, "uk") == f"61{NO_BREAK}%"
    assert percent(0.0005, "en", 2) == f"0.05{NO_BREAK}%"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert decimal(-0.0049, "en", 2) == decimal(0.0, "en", 2) == "0.00"
    assert percent(-0.001, "uk") == f"0{NO_BREAK}%"
    assert decimal(-0.006, "en", 2) == "-0.01"


def test_dates_follow_the_language() -> None:
    assert date(Date(2026, 11, 1), "en") == "Nov 1, 2026"
    assert "2026" in date(Date(2026, 11, 1), "uk")


def test_ukrainian_names_sort_in_ukrainian_order() -> None:
    names = ["Яр", "Ґанок", "Гай", "Їжак", "Інжир", "Єнот", "Еней", "Щит", "Шум", "Держпром"]
    expected = ["Гай", "Ґанок", "Держпром", "Еней", "Єнот", "Інжир", "Їжак", "Шум", "Щит", "Яр"]
    assert sorted(names, key=lambda name: sort_key(name, "uk")) == expected


def test_apostrophes_do_not_move_a_name() -> None:
    assert sort_key("П’ятиповерхівка", "uk") == sort_key("П'ятиповерхівка", "uk")


@given(st.floats(-1e15, 1e15), st.integers(0, 6), st.sampled_from(LANGUAGES))
def test_numbers_are_written_as_unicode_says(number, digits, language) -> None:
    shown = 0 if abs(number) <= 0.5 / 10**digits else number
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    assert decimal(number, language, digits) == format_decimal(shown, pattern, locale=language)
    assert whole(number, language) == format_decimal(round(number), "#,##0", locale=language)
