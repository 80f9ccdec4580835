"""Damage on any known scale as grades 0 to 5."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from planner.intake.headings import stem
from planner.intake.headings import words as heading_words
from planner.intake.knowledge import known
from planner.intake.values.wording import contains
from planner.text import Language
from planner.text.folding import folded

_LONGEST_SCALE: Final = "ems98"
"""Of five grades: a list that knows but three may be on another scale, whatever it calls them."""
NOT_SAID: Final = "-"
"""A class that says nothing of the damage: not looked at."""
PERCENT: Final = "percent"
YES_NO: Final = "yes_no"
_BESIDE: Final = (
    "plain",
    "state",
    "category",
    "copernicus",
    "unosat",
    "fire",
    "ems98",
    "condition",
)
"""Scales whose words lists mix in, whatever scale they are on: «аварійний» among words."""
_TELLING: Final = 4
"""Letters from which a phrase of another scale is no chance."""
_STEPS: Final = ((0.0, 0), (10.0, 1), (25.0, 2), (55.0, 3), (85.0, 4))
"""Per cent damaged, up to and including -> grade; more is 5."""
_WORDS: Final = re.compile(r"[^\W_]+(?:[-'%<>][^\W_]+)*|[()%<>]")
_CODE: Final = re.compile(r"(\d{1,2})(?:[.,]0+)?(?:\s*[-–—:.)].*|\s+[^\d\s].*)?", re.DOTALL)
_PERCENT: Final = re.compile(
    r"[<>~≈до ]*(\d{1,3}(?:[.,]\d+)?)\s*(?:[-–]\s*(\d{1,3}(?:[.,]\d+)?))?\s*%?"
)
_ROMAN: Final = str.maketrans("іІ", "ii")


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale: its codes and words with their grades."""

    id: str
    names: Mapping[Language, str]
    numbers: Mapping[int, int]
    words: tuple[tuple[tuple[str, ...], str], ...]
    """(words of a phrase, grade or `-`), the longest first."""
    heads: tuple[str, ...]
    guess: bool
    """Its classes say less than a grade does."""

    def grade(self, word: str) -> str:
        """0 to 5, `-` where the class says nothing, blank where it is no class of the scale."""
        if self.id == PERCENT:
            return percent_grade(word)
        code = _CODE.fullmatch(word)
        if code and int(code.group(1)) in self.numbers:
            return str(self.numbers[int(code.group(1))])
        return self.worded(word)

    def worded(self, word: str, least: int = 0) -> str:
        """The same by its words alone, those of so many letters at least."""
        tokens = _WORDS.findall(folded(word))
        roman = [t.translate(_ROMAN) if set(t) <= set("іivх") else t for t in tokens]
        for phrase, grade in self.words:
            if sum(map(len, phrase)) < least:
                continue
            if contains(tokens, phrase) or (roman != tokens and contains(roman, phrase)):
                return grade
        return ""

    def coverage(self, words: Sequence[str]) -> float:
        """Share of words that are classes of the scale."""
        return sum(1 for word in words if self.grade(word)) / len(words) if words else 0.0


@cache
def scales() -> dict[str, Scale]:
    """All scales by id."""
    return {name: _scale(name, stated) for name, stated in known("damage").items()}


def _scale(name: str, stated: Mapping[str, Any]) -> Scale:
    phrases = [
        (tuple(_WORDS.findall(folded(str(phrase)))), str(grade))
        for phrase, grade in stated["words"].items()
    ]
    return Scale(
        id=name,
        names=stated["name"],
        numbers={int(code): int(grade) for code, grade in stated["numbers"].items()},
        words=tuple(sorted(phrases, key=lambda pair: -sum(map(len, pair[0])))),
        heads=tuple(stem(folded(str(head))) for head in stated["heads"]),
        guess=bool(stated.get("guess", False)),
    )


def grade_beside(word: str) -> str:
    """The grade of a word that is none of its column's scale, by the first other scale that knows it."""
    found = (scales()[name].worded(word, _TELLING) for name in _BESIDE)
    return next(filter(None, found), "")


def likely_scales(heading: str, words: Sequence[str]) -> list[str]:
    """Scales that a column may be on, the likeliest first: what covers its words, then what its
    heading names, then the order in which they are stated."""
    named = {stem(word) for word in heading_words(heading)}
    found = []
    for place, scale in enumerate(scales().values()):
        covered = scale.coverage(words)
        if covered > 0:
            hinted = any(head in named for head in scale.heads)
            found.append((-round(covered, 2), not hinted, place, scale.id))
    return [scale_id for _, _, _, scale_id in sorted(found)]


def is_ambiguous(heading: str, words: Sequence[str]) -> bool:
    """Whether scales give the words of a column different grades, and its heading names none."""
    likely = likely_scales(heading, words)
    if len(likely) < 2 or scales()[likely[0]].coverage(words) < 1.0:
        return False
    named = {stem(word) for word in heading_words(heading)}
    short = likely[0] == _LONGEST_SCALE and set(words) == {"1", "2", "3"}
    if any(head in named for head in scales()[likely[0]].heads) and not short:
        return False
    full = [scales()[i] for i in likely if scales()[i].coverage(words) == 1.0]
    return any(full[0].grade(w) != other.grade(w) for other in full[1:] for w in words)


def percent_grade(word: str) -> str:
    """The grade of a per cent damaged, or of the middle of a range; blank where it is none."""
    match = _PERCENT.fullmatch(word.strip())
    if match is None:
        return ""
    low = float(match.group(1).replace(",", "."))
    high = float((match.group(2) or match.group(1)).replace(",", "."))
    share = (low + high) / 2
    if share > 100:
        return ""
    return str(next((grade for most, grade in _STEPS if share <= most), 5))
