"""Columns of words: one for each language, which the end of its name tells."""

from collections.abc import Mapping
from typing import Final

from planner.reading import ColumnReader
from planner.text import LANGUAGES, PLAIN, Language

Texts = tuple[str, ...]
Wording = Mapping[Language, Texts]
"""(n,) words in every language; blank throughout where the table has no such column."""


def suffixed(name: str) -> dict[Language, str]:
    """Language -> its column: `name_uk`, `name_en`."""
    return {language: f"{name}_{language}" for language in LANGUAGES}


def plain(name: str) -> dict[Language, str]:
    """The same where the column of one language is named without it: `note_uk`, `note`."""
    return {**suffixed(name), PLAIN: name}


NAME: Final = suffixed("name")


def others(*columns: Mapping[Language, str]) -> tuple[str, ...]:
    """Columns in other languages than the plain one, which a table may lack."""
    return tuple(name for named in columns for code, name in named.items() if code != PLAIN)


def plain_first(columns: Mapping[Language, str]) -> tuple[Language, ...]:
    """Their languages in the order in which tables hold them."""
    return (PLAIN, *(code for code in columns if code != PLAIN))


def read_wording(reader: ColumnReader, columns: Mapping[Language, str]) -> Wording:
    """The cells of such columns as they stand."""
    return {language: reader.text(column) for language, column in columns.items()}


def words_at(wording: Wording, row: int) -> dict[Language, str]:
    """What stands in one row, by language."""
    return {language: texts[row] for language, texts in wording.items()}
