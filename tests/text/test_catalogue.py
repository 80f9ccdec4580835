"""The catalogue: one place for every word, complete in both languages."""

import re
import string
from functools import cache
from pathlib import Path

import pytest
import yaml
from babel import Locale

import planner
from planner.text import LANGUAGES, has, keys, text
from planner.text.catalogue import Language
from tests.saying import said

ROOM = Path(planner.__file__).parent
WORDS = ROOM / "text" / "words"
LITERAL_KEY = re.compile(r"""\btext\(\s*["']([a-z_]+(?:\.[A-Za-z0-9_]+)+)["']""")


@cache
def entries() -> list[tuple[str, dict[str, object]]]:
    """What the files say, repeated keys of two files too."""
    files = [path.read_text(encoding="utf-8") for path in sorted(WORDS.glob("*.yaml"))]
    return [pair for file in files for pair in yaml.safe_load(file).items()]


def forms(words: object) -> list[str]:
    return list(words.values()) if isinstance(words, dict) else [str(words)]


def fields(form: str) -> set[str]:
    """Names of the values in a message; `site_uk` and `site_en` are the same value."""
    names = {name for _, name, _, _ in string.Formatter().parse(form) if name}
    return {re.sub(rf"_({'|'.join(LANGUAGES)})$", "", name) for name in names}


def test_every_key_is_written_in_both_languages() -> None:
    """A comma in an unquoted flow text starts a new key."""
    assert len(entries()) > 1_000
    assert [key for key, texts in entries() if set(texts) != set(LANGUAGES)] == []
    empty = [
        (key, language)
        for key, texts in entries()
        for language in LANGUAGES
        if not all(form.strip() for form in forms(texts[language]))
    ]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_texts_have_every_form_that_the_language_needs(language: Language) -> None:
    needed = {"one", "few", "many", "other"} if language == "uk" else {"one", "other"}
    assert needed == {*Locale(language).plural_form.tags, "other"}
    wrong = [
        key
        for key, texts in entries()
        if isinstance(words := texts[language], dict) and set(words) != needed
    ]
    assert wrong == []


def test_both_languages_name_the_same_values() -> None:
    wrong = []
    for key, texts in entries():
        used = {
            language: set().union(*map(fields, forms(texts[language]))) for language in LANGUAGES
        }
        if used["uk"] != used["en"]:
            wrong.append(key)
    assert wrong == []


def test_every_language_has_a_name_of_its_own() -> None:
    named = ("ui.language.", "export.column.name_", "store.save_name.title.", "store.rename.title.")
    assert all(has(f"{key}{language}") for key in named for language in LANGUAGES)


def test_no_key_stands_twice() -> None:
    names = [key for key, _ in entries()]
    assert sorted(names) == sorted(keys())


def test_every_key_that_the_code_names_exists() -> None:
    named = {
        (path.relative_to(ROOM).as_posix(), key)
        for path in ROOM.rglob("*.py")
        for key in LITERAL_KEY.findall(path.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert [(place, key) for place, key in sorted(named) if not has(key)] == []


def test_ukrainian_texts_are_ukrainian() -> None:
    """Letters that Ukrainian does not have, and words that the glossary rules out."""
    wrong = [
        (key, form)
        for key, texts in entries()
        for form in forms(texts["uk"])
        if re.search(r"[ыэёъЫЭЁЪ]|стабілізаці|реконструкці", form, re.IGNORECASE)
    ]
    assert wrong == []


def test_a_missing_key_is_never_shown_as_text() -> None:
    with pytest.raises(KeyError):
        said("uk", text, "no.such.key")


@pytest.mark.parametrize(("n", "word"), [(1, "перешкода"), (3, "перешкоди"), (11, "перешкод")])
def test_plural_form_follows_the_number(n: int, word: str) -> None:
    assert word in said("uk", text, "fault.summary.InfeasiblePlanError", n=n, n_text=str(n))


def test_fractions_are_printed_with_the_language_s_decimal_mark() -> None:
    values = {"now": 12.5, "possible": 7.25}
    assert "12,5" in said("uk", text, "fault.infeasible_share_least", **values)
    assert "12.5" in said("en", text, "fault.infeasible_share_least", **values)


def test_a_sentence_that_ends_with_an_abbreviation_has_one_full_stop() -> None:
    said_of = said("uk", text, "answer.covers.source", source="преса", date="30 листопада 2026 р.")
    assert said_of.endswith("2026 р.")
