"""Words that people wrote into a scenario, for a reader of either language.

Reasons are written in one language, or in two with a stroke between them (українською /
in English). Of two the reader's is shown; one of another alphabet says that it stands as it was
written, so that nobody takes it for a part of the page that was forgotten.
"""

from typing import Final

from planner.text.figures import is_latin
from planner.text.folding import is_cyrillic
from planner.text.messages import text

STROKE: Final = " / "


def written(words: str) -> str:
    """What was written, in the language spoken where it was written in both."""
    if not any(letter.isalpha() for letter in words):
        return words
    if _halves(words):
        return byline(words)
    return words if is_cyrillic(words) != is_latin() else text("written.as_it_is", words=words)


def byline(name: str) -> str:
    """Who wrote it, in the language spoken where the name stands there in both; names are not
    translated otherwise, and need no word on their language."""
    return next((half for half in _halves(name) if is_cyrillic(half) != is_latin()), name)


def _halves(words: str) -> tuple[str, ...]:
    """Both versions; none where there is but one."""
    halves = tuple(half.strip() for half in words.split(STROKE))
    two = len(halves) == 2 and is_cyrillic(halves[0]) != is_cyrillic(halves[1])
    return halves if two else ()
