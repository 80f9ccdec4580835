"""One thing, one word: the term base holds for the catalogue, the scenarios and README."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import planner
from planner.text import LANGUAGES, has, keys, text
from planner.text.catalogue import Language, _words
from tests.places import KHARKIV, ROOT
from tests.saying import said

TERMS = yaml.safe_load((Path(planner.__file__).parent / "text/terms.yaml").read_text("utf-8"))


def forms(stated: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text below a place, plural forms too."""
    if isinstance(stated, str):
        yield place, stated
    elif isinstance(stated, dict):
        for key, inner in stated.items():
            yield from forms(inner, f"{place}.{key}")
    elif isinstance(stated, list):
        for i, inner in enumerate(stated):
            yield from forms(inner, f"{place}[{i}]")


def words_of(language: Language) -> Iterator[tuple[str, str]]:
    for key in keys():
        yield from forms(_words()[key][language], key)
    for path in KHARKIV.glob("*.yaml"):
        for place, words in forms(yaml.safe_load(path.read_text("utf-8")), path.name):
            if re.search(rf"\.{language}(\.\w+)?$", place):
                yield place, words
    if language == "en":
        yield "README.md", (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_goes_by_a_name_that_is_not_its_own(language: Language) -> None:
    ruled_out = [
        (name, re.compile(pattern, re.IGNORECASE))
        for name, term in TERMS.items()
        for pattern in term.get(f"not_{language}", ())
    ]
    texts = list(words_of(language))
    assert len(texts) > 1_000 and len(ruled_out) > 20
    wrong = [
        (name, place, match.group())
        for name, pattern in ruled_out
        for place, words in texts
        if (match := pattern.search(words))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_calls_things_as_the_terms_do(language: Language) -> None:
    both = [name for name in TERMS if has(f"glossary.{name}.term")]
    assert len(both) > 8
    for name in both:
        shown = said(language, text, f"glossary.{name}.term")
        assert shown.casefold() == TERMS[name][language].casefold(), name
