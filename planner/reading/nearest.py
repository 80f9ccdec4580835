"""Did you mean ...? The known word nearest to a misspelt one."""

import difflib
from collections.abc import Collection, Iterable
from heapq import nlargest
from typing import Final

from planner.errors import Fault

_MANY = 400
_LISTED = 12

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
    "site": ("unknown_site", "unknown_site_near"),
    "subject": ("unknown_subject", "unknown_subject_near"),
    "works": ("unknown_works", "unknown_works_near"),
}
"""Kind of word -> its message without and with a word that may have been meant."""


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The known word most like `word`, regardless of case, or None if none is much like it."""
    folded = {k.casefold(): k for k in sorted(known, reverse=True)}
    asked = word.casefold()
    if len(folded) > _MANY:
        alike = [known for known in folded if _alike(asked, known)]
        close = nlargest(_MANY, alike, key=lambda known: _shared_beginning(asked, known))
        folded = {known: folded[known] for known in close}
    matches = difflib.get_close_matches(asked, folded, n=1, cutoff=cutoff)
    return folded[matches[0]] if matches else None


def _alike(asked: str, known: str) -> bool:
    """Cheap first sieve for long lists: same beginning or end, similar length."""
    near_length = abs(len(asked) - len(known)) <= 3
    return near_length and (asked[:3] == known[:3] or asked[-4:] == known[-4:])


def _shared_beginning(asked: str, known: str) -> int:
    pairs = zip(asked, known, strict=False)
    return next((i for i, (a, k) in enumerate(pairs) if a != k), min(len(asked), len(known)))


def unknown(
    kind: str, word: str, known: Collection[str], *, file: str, field: str, row: int | None = None
) -> Fault:
    """The fault for a word that is not among the `known` ones of its `kind`."""
    near = nearest(word, known)
    plain, suggesting = UNKNOWN[kind]
    listed = ", ".join(sorted(known)[:_LISTED]) + (", …" if len(known) > _LISTED else "")
    return Fault(
        key=suggesting if near else plain,
        file=file,
        row=row,
        field=field,
        value=word,
        details={"known": listed, "near": near or ""},
    )
