"""The catalogue: loads `words/*.yaml` once and fills in the named values of a message."""

import re
import string
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, cast

import yaml
from babel import Locale
from babel.numbers import format_decimal

Language = str
"""A code of CLDR: `uk`, `en`."""
DEFAULT: Final[Language] = "uk"
"""Spoken until another language is asked for."""
PLAIN: Final[Language] = "en"
"""Of the code, of columns whose names end in no language, and of file names where there is one."""
NAMED_IN: Final[tuple[Language, ...]] = (PLAIN, DEFAULT)
"""What tables and scenarios name things in; in the others where they like."""
_WORDS: Final = Path(__file__).parent / "words"
_STOPS: Final = re.compile(r"(?<=\w)\.\.(?=\s|$)")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C, where it is built, saves every process half a second."""


@cache
def _words() -> dict[str, dict[str, str | dict[str, str]]]:
    merged: dict[str, dict[str, str | dict[str, str]]] = {}
    for path in sorted(_WORDS.glob("*.yaml")):
        for key, texts in yaml.load(path.read_text(encoding="utf-8"), _LOADER).items():
            if key in merged:
                raise KeyError(f"{path.name} repeats the key {key}")
            merged[key] = texts
    return merged


def _languages() -> tuple[Language, ...]:
    """The languages that every message is worded in, the default first: to add one, word them all."""
    shared = set.intersection(*(set(texts) for texts in _words().values()))
    return tuple(sorted(shared, key=lambda code: (code != DEFAULT, code)))


@lru_cache(maxsize=None, typed=True)  # 1 and 1.0 have other forms
def plural_form(n: float | Decimal, language: Language) -> str:
    """What CLDR calls the form that a number takes: one, few, many, other."""
    return str(Locale(language).plural_form(n))


class _Figures(string.Formatter):
    """Fills in messages; `{x:.2f}` prints with the language's decimal mark and thousands."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, float | Decimal):
            digits = int(format_spec[1:-1]) if format_spec.endswith("f") else 2
            shown = "0" * digits if format_spec else "#" * digits
            pattern = f"#,##0.{shown}" if digits else "#,##0"
            return str(format_decimal(value, format=pattern, locale=self._language))
        return str(super().format_field(value, format_spec))


@cache
def _formatter(language: Language) -> _Figures:
    return _Figures(language)


def keys() -> frozenset[str]:
    """Every key of the catalogue."""
    return frozenset(_words())


def has(key: str) -> bool:
    """Whether the catalogue holds `key`."""
    return key in _words()


def message(key: str, language: Language, values: Mapping[str, object]) -> str:
    """The message `key` in `language` with its named values filled in.

    A message with plural forms is chosen by the value `n`; `n_text` may hold its printed form.
    Raises KeyError for a key or a value that is missing: a page never shows a bare key.
    """
    words = _words()[key][language]
    if isinstance(words, dict):
        category = plural_form(cast(float, values["n"]), language)
        words = words.get(category, words["other"])
    return _once_stopped(_formatter(language).vformat(words, (), values)) if values else words


def _once_stopped(words: str) -> str:
    """A sentence that ends with an abbreviation ends with its full stop: 30 листопада 2026 р."""
    return _STOPS.sub(".", words) if ".." in words else words


LANGUAGES: Final = _languages()
