"""Did you mean ...? The known word nearest to a misspelt one."""

import difflib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import Final

from planner.errors import Fault

_MANY = 400
_LISTED = 12
_BEGINNING, _ENDING = 3, 4
_LENGTHS_APART = 3

UNKNOWN: Final = {
    "choice": ("unknown_choice", "unknown_choice_near"),
    "column": ("unknown_column", "unknown_column_near"),
    "crew": ("unknown_crew", "unknown_crew_near"),
    "criterion": ("unknown_criterion", "unknown_criterion_near"),
    "attribute": ("unknown_attribute", "unknown_attribute_near"),
    "district": ("unknown_district", "unknown_district_near"),
    "fund": ("unknown_fund", "unknown_fund_near"),
    "key": ("unknown_key", "unknown_key_near"),
    "project": ("unknown_project", "unknown_project_near"),
    "rule": ("unknown_rule", "unknown_rule_near"),
    "site": ("unknown_site", "unknown_site_near"),
    "subject": ("unknown_subject", "unknown_subject_near"),
    "works": ("unknown_works", "unknown_works_near"),
}
"""Kind of word -> its message without and with a word that may have been meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Known words as a search wants them; made once for all misspelt words of a file."""

    folded: Mapping[str, str]
    """In small letters -> as it is."""
    beginning: Mapping[str, list[str]]
    ending: Mapping[str, list[str]]
    """The small ones by their first and by their last letters."""
    listed: str
    """The first ones, for a message."""


@lru_cache(maxsize=32)
def _prepared(known: frozenset[str]) -> _Known:
    folded = {word.casefold(): word for word in sorted(known, reverse=True)}
    beginning: dict[str, list[str]] = defaultdict(list)
    ending: dict[str, list[str]] = defaultdict(list)
    for word in folded:
        beginning[word[:_BEGINNING]].append(word)
        ending[word[-_ENDING:]].append(word)
    first = sorted(known)[:_LISTED]
    listed = ", ".join(first) + (", …" if len(known) > _LISTED else "")
    return _Known(folded=folded, beginning=beginning, ending=ending, listed=listed)


def nearest(word: str, known: Collection[str], *, cutoff: float = 0.6) -> str | None:
    """The known word most like `word`, regardless of case, or None if none is much like it.

    Give many known words as one frozenset, which is looked through once for all words.
    """
    return _nearest(word.casefold(), frozenset(known), cutoff)


@lru_cache(maxsize=4096)
def _nearest(asked: str, known: frozenset[str], cutoff: float) -> str | None:
    words = _prepared(known)
    close: Collection[str] = words.folded
    if len(close) > _MANY:
        close = nlargest(_MANY, _alike(asked, words), key=lambda k: _shared_beginning(asked, k))
    matches = difflib.get_close_matches(asked, close, n=1, cutoff=cutoff)
    return words.folded[matches[0]] if matches else None


def _alike(asked: str, words: _Known) -> list[str]:
    """Cheap first sieve for long lists: same beginning or end, similar length."""
    found = dict.fromkeys(
        [
            *words.beginning.get(asked[:_BEGINNING], ()),
            *words.ending.get(asked[-_ENDING:], ()),
        ]
    )
    return [word for word in found if abs(len(asked) - len(word)) <= _LENGTHS_APART]


def _shared_beginning(asked: str, known: str) -> int:
    pairs = zip(asked, known, strict=False)
    return next((i for i, (a, k) in enumerate(pairs) if a != k), min(len(asked), len(known)))


def unknown(
    kind: str, word: str, known: Collection[str], *, file: str, field: str, row: int | None = None
) -> Fault:
    """The fault for a word that is not among the `known` ones of its `kind`."""
    words = frozenset(known)
    near = nearest(word, words)
    plain, suggesting = UNKNOWN[kind]
    return Fault(
        key=suggesting if near else plain,
        file=file,
        row=row,
        field=field,
        value=word,
        details={"known": _prepared(words).listed, "near": near or ""},
    )
