"""Words as a search compares them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.text.folding import folded, is_cyrillic, romanised

UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("СУМСЬКА", "сумська"),
        ("памʼятка", "пам'ятка"),
        ("памʼятка", "пам’ятка"),
        ("памʼятка", "памятка"),
        ("Ґалаґан", "галаган"),
        ("Ново–Баварський", "ново-баварський"),
        ("за́мок", "замок"),
        ("Ёлка", "елка"),
        ("Café", "cafe"),
        ("ки\u0306", "кй"),
    ],
)
def test_these_are_the_same_word(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("дим", "дім"), ("її", "іі"), ("край", "краи")])
def test_these_are_not(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("ukrainian", "typed"),
    [
        ("Сумська", "Sumska"),
        ("Харків", "Kharkiv"),
        ("Київський", "Kyivskyi"),
        ("Ярослава", "Yaroslava"),
        ("Юність", "Yunist"),
        ("Згурський", "Zghurskyi"),
        ("Андрій", "Andriy"),
        ("Андрій", "Andrii"),
        ("Щорса", "Shchorsa"),
        ("Гоголя", "Gogolia"),
        ("Знам'янка", "Znamianka"),
    ],
)
def test_what_is_typed_in_latin_meets_the_ukrainian_word(ukrainian, typed):
    assert romanised(folded(ukrainian)) == romanised(folded(typed))


@given(st.text(alphabet=UKRAINIAN + UKRAINIAN.upper() + "'’ʼ -.1"))
def test_folding_twice_changes_nothing_and_writing_decomposed_neither(words):
    assert folded(folded(words)) == folded(words)
    assert folded(unicodedata.normalize("NFD", words)) == folded(words)
    assert folded(words.upper()) == folded(words)


@given(st.text(alphabet=UKRAINIAN + "’ -.1"))
def test_no_cyrillic_is_left_in_latin(words):
    assert not is_cyrillic(romanised(folded(words)))
