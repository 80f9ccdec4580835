"""Words in cells -> the tool's own, by tables."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from planner.intake.knowledge import known
from planner.text.folding import folded

_WORDS: Final = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_CODE: Final = re.compile(r"^\d+\s*[-–.)]\s*")
"""A number before a class: `11-Residential`."""
_SHORT: Final = 5
"""Letters of a word from which its ending may change."""
_LOOKED: Final = 40
"""Words of a cell that are looked at: more is a description."""
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_ERROR: Final = re.compile(
    r"#(?:REF|VALUE|N/A|DIV/0|NAME|NUM|NULL|ERROR|ЗНАЧ|ССЫЛКА|ПОСИЛАННЯ|Н/Д|ДЕЛ/0|ДІЛ/0|ИМЯ|"
    r"ІМ.?Я|ЧИСЛО|ПУСТО|SPILL|CALC)[!?]?|Err:\d{3}",
    re.IGNORECASE,
)
_ERROR_STARTS: Final = ("#", "e", "E")


@cache
def _blanks() -> frozenset[str]:
    return frozenset(known("blanks")["blank"])


def is_blank(word: str) -> bool:
    """Whether a word stands for a blank cell."""
    return not word or word.casefold() in _blanks()


def is_error(word: str) -> bool:
    """Whether a spreadsheet shows an error here."""
    return word[:1] in _ERROR_STARTS and _ERROR.fullmatch(word) is not None


_Phrase = tuple[int, str, tuple[str, ...]]
"""Place by length, the longest first; value; words."""


@lru_cache(maxsize=64)
def _phrases(table: str) -> dict[str, list[_Phrase]]:
    """Phrases by the head of their first word, so that few of them are tried on a word."""
    stated: Mapping[str, Sequence[str]] = known("words")[table]
    found = [
        (value, tuple(_WORDS.findall(folded(str(phrase)))))
        for value, phrases in stated.items()
        for phrase in phrases
    ]
    found.sort(key=lambda pair: -sum(map(len, pair[1])))
    by_head: dict[str, list[_Phrase]] = {}
    for place, (value, words) in enumerate(found):
        by_head.setdefault(words[0][:_SHORT], []).append((place, value, words))
    return by_head


def meant(table: str, word: str) -> str:
    """What a word means by a table of `words.yaml`; blank where nothing in it is known.

    A phrase is found where its words stand one after the other in any ending: the longest wins.
    """
    tokens = _WORDS.findall(folded(_CODE.sub("", word)))[:_LOOKED]
    phrases = _phrases(table)
    tried = sorted(phrase for token in set(tokens) for phrase in phrases.get(token[:_SHORT], ()))
    return next((value for _, value, phrase in tried if contains(tokens, phrase)), "")


def contains(tokens: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether words stand one after the other among others, whatever their endings."""
    n = len(phrase)
    return any(
        all(_same(t, p) for t, p in zip(tokens[i : i + n], phrase, strict=True))
        for i in range(len(tokens) - n + 1)
    )


def _same(token: str, word: str) -> bool:
    """Whether two words are one but for their endings; short ones must be the same."""
    if token == word or len(word) < _SHORT:
        return token == word
    stem = word[: max(_SHORT, len(word) - 3)] if _CYRILLIC.match(word) else word
    return token.startswith(stem) and len(token) <= len(word) + 3
