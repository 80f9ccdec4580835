"""The Kharkiv tables say the same in Ukrainian as in English: cell by cell, number by number."""

import csv
import re
from collections import Counter

import pytest

from tests.places import KHARKIV

PAIRS = [
    ("sites.csv", "address_en", "address_uk"),
    ("sites.csv", "heritage_extra", "heritage_extra_uk"),
    ("sites.csv", "damage_events", "damage_events_uk"),
    ("sites.csv", "damage_summary", "damage_summary_uk"),
    ("projects.csv", "note", "note_uk"),
]
DATE = re.compile(r"\b(?:19|20)\d{2}-[01]\d(?:-\d{2})?\b")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
MONTHS = {
    "January|Jan": "січ",
    "February|Feb": "лют",
    "March|Mar": "берез",
    "April|Apr": "квіт",
    "May(?! be)": "трав",
    "June|Jun": "черв",
    "July|Jul": "лип",
    "August|Aug": "серп",
    "September|Sept|Sep": "верес",
    "October|Oct": "жовт",
    "November|Nov": "листопад",
    "December|Dec": "груд",
}


def cells(name: str, english: str, ukrainian: str) -> list[tuple[str, str, str]]:
    with (KHARKIV / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["id"], row[english], row[ukrainian]) for row in rows]


def figures(words: str) -> Counter[str]:
    """Dates and numbers; the unit m2 is no number."""
    rest = re.sub(r"\b[mм]2\b", " ", DATE.sub(" ", words))
    return Counter([*DATE.findall(words), *NUMBER.findall(rest)])


def english_figures(words: str) -> Counter[str]:
    return figures(re.sub(r"(?<=\d),(?=\d{3})", "", words))


def ukrainian_figures(words: str) -> Counter[str]:
    """Thousands stand apart by a no-break space, decimals by a comma."""
    return figures(re.sub(r"(?<=\d),(?=\d)", ".", re.sub(r"(?<=\d)\xa0(?=\d{3})", "", words)))


@pytest.mark.parametrize(("name", "english", "ukrainian"), PAIRS)
def test_whatever_is_said_in_one_language_is_said_in_the_other(name, english, ukrainian):
    found = cells(name, english, ukrainian)
    assert sum(bool(en) for _, en, _ in found) >= 10
    for subject, en, uk in found:
        assert bool(en) == bool(uk), (subject, ukrainian)


@pytest.mark.parametrize(("name", "english", "ukrainian"), PAIRS)
def test_dates_and_numbers_are_the_same(name, english, ukrainian):
    for subject, en, uk in cells(name, english, ukrainian):
        assert english_figures(en) == ukrainian_figures(uk), (subject, ukrainian)


@pytest.mark.parametrize(("name", "english", "ukrainian"), PAIRS)
def test_months_are_the_same(name, english, ukrainian):
    for subject, en, uk in cells(name, english, ukrainian):
        for month, stem in MONTHS.items():
            said = len(re.findall(rf"\b(?:{month})\b", en))
            assert said == len(re.findall(rf"\b{stem}", uk.casefold())), (subject, month)


def test_events_are_as_many_and_begin_with_the_same_dates():
    for subject, en, uk in cells("sites.csv", "damage_events", "damage_events_uk"):
        ours, theirs = en.split(";"), uk.split(";")
        assert len(ours) == len(theirs), subject
        for one, other in zip(ours, theirs, strict=True):
            assert english_figures(one) == ukrainian_figures(other), subject


@pytest.mark.parametrize(("name", "english", "ukrainian"), PAIRS)
def test_ukrainian_is_ukrainian(name, english, ukrainian):
    for subject, _, uk in cells(name, english, ukrainian):
        assert not uk or re.search("[а-щьюяєіїґ]", uk.casefold()), subject
        assert not re.search("[ыэъёЫЭЪЁ]", uk), subject
        latin = set(re.findall("[A-Za-z]+", uk))
        assert latin <= {"UNOSAT", "EC"}, (subject, latin)
        for word in re.findall(r"\w+", uk):
            mixed = re.search("[A-Za-z]", word) and re.search("[А-яєіїґЄІЇҐ]", word)
            assert not mixed, (subject, word)


@pytest.mark.parametrize("name", ["sites.csv", "projects.csv", "gains.csv"])
def test_words_of_tables_have_marks_of_print(name):
    """An apostrophe and quotation marks as the page sets its own."""
    with (KHARKIV / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    typed = [(n, key, cell) for n, row in enumerate(rows) for key, cell in row.items()]
    assert [found for found in typed if re.search("[\"'`]", found[2])] == []
