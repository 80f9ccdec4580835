"""Every text of these rooms can be said, in both languages and with every number."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
import yaml

import planner.text
from planner.insight.words import criterion_unit
from planner.scenario import load_scenario
from planner.text import LANGUAGES, Language, text
from tests.places import KHARKIV
from tests.saying import said

WORDS = Path(planner.text.__file__).parent / "words"
OWN = ("compare.yaml", "export.yaml", "cli.yaml")
COUNTS = (0, 1, 2, 4, 5, 11, 12, 21, 22, 25, 101, 111, 1000, 1.5)
CATEGORIES = {"uk": {"one", "few", "many", "other"}, "en": {"one", "other"}}


@cache
def entries() -> list[tuple[str, dict[str, str | dict[str, str]]]]:
    return [
        pair
        for name in OWN
        for pair in yaml.safe_load((WORDS / name).read_text(encoding="utf-8")).items()
    ]


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def forms(words: str | dict[str, str]) -> list[str]:
    return list(words.values()) if isinstance(words, dict) else [words]


def test_a_text_takes_the_same_values_in_both_languages() -> None:
    assert len(entries()) > 200
    assert {key: wrong for key, texts in entries() if (wrong := _wrong(texts))} == {}


def _wrong(texts: dict[str, str | dict[str, str]]) -> str:
    """What differs between the languages of a text; nothing is ""."""
    if set(texts) != set(LANGUAGES):
        return "languages"
    uk, en = (set().union(*map(places, forms(texts[language]))) - {"n"} for language in LANGUAGES)
    if uk - {"n_text"} != en - {"n_text"}:
        return f"values: {uk ^ en}"
    plural = {isinstance(texts[language], dict) for language in LANGUAGES}
    return "" if len(plural) == 1 else "plural forms"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_there_and_renders(language: Language) -> None:
    for key, texts in entries():
        words = texts[language]
        if not isinstance(words, dict):
            continue
        assert set(words) == CATEGORIES[language], key
        for n in COUNTS:
            values = dict.fromkeys(set().union(*map(places, words.values())), "x")
            assert said(language, text, key, **{**values, "n": n, "n_text": str(n)})


def test_ukrainian_counts_agree_with_their_nouns():
    worded = {
        n: said("uk", text, "compare.buildings", n=n, n_text=str(n)) for n in (1, 3, 5, 11, 21, 22)
    }
    assert worded == {
        1: "1 будівлю",
        3: "3 будівлі",
        5: "5 будівель",
        11: "11 будівель",
        21: "21 будівлю",
        22: "22 будівлі",
    }


def test_a_unit_takes_the_form_of_the_number_beside_it() -> None:
    scenario = load_scenario(KHARKIV / "balanced.yaml").scenario
    for n, uk, en in (
        (91, "бал небезпеки", "hazard points"),
        (1, "бал небезпеки", "hazard point"),
        (23, "бали небезпеки", "hazard points"),
        (11, "балів небезпеки", "hazard points"),
        (Decimal("21.8"), "бала небезпеки", "hazard points"),
        (None, "балів небезпеки", "hazard points"),
    ):
        assert said("uk", criterion_unit, scenario, "safety", n) == uk
        assert said("en", criterion_unit, scenario, "safety", n) == en
