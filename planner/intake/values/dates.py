"""Dates as people write them, as ISO 8601: a day, or only its month or year."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal

Order = Literal["dmy", "mdy"]
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?:[T ].*)?")
_SHORT: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s*р?\.?)?(?:[T ,].*)?")
_MONTH: Final = re.compile(r"(\d{1,2})[./-](\d{4})(?:\s*р\.?)?")
_YEAR: Final = re.compile(r"((?:19|20)\d{2})(?:\.0)?(?:\s*(?:р\.?|рік|року))?")
_WORDS: Final = re.compile(
    r"(\d{1,2})?\s*([a-zа-яіїєґ]+)\.?,?\s*(\d{4})(?:\s*(?:р\.?|року))?", re.IGNORECASE
)
_AMERICAN: Final = re.compile(r"([a-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})", re.IGNORECASE)
_SERIAL: Final = re.compile(r"4[3-9]\d{3}(?:\.\d+)?")
"""Days since 1900 by which spreadsheets count, of the years 2017 to 2036."""
_COMPACT: Final = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_MONTHS: Final = (
    "січ jan", "лют feb", "бер mar", "кві apr", "тра may", "чер jun", "лип jul", "сер aug", "вер sep",
    "жов oct", "лис nov", "гру dec",
)  # fmt: skip


def ambiguous(words: Iterable[str]) -> bool:
    """Whether nothing in a column shows what comes first, the day or the month, and it matters."""
    pairs = _slashed(words)
    firsts = [int(match.group(1)) for match in pairs]
    seconds = [int(match.group(2)) for match in pairs]
    if any(first > 12 for first in firsts) or any(second > 12 for second in seconds):
        return False
    return any(a != b for a, b in zip(firsts, seconds, strict=True))


def _slashed(words: Iterable[str]) -> list[re.Match[str]]:
    """Dates of numbers between slashes; where dots stand between them the day comes first."""
    return [match for match in map(_SHORT.fullmatch, words) if match and "/" in match.group(0)]


def order_of(words: Iterable[str]) -> Order:
    """What comes first in dates such as 06/01/22: what a column shows, else the day."""
    pairs = _slashed(words)
    seconds = sum(int(match.group(2)) > 12 for match in pairs)
    firsts = sum(int(match.group(1)) > 12 for match in pairs)
    return "mdy" if seconds > firsts else "dmy"


def iso_of(word: str, order: Order) -> str:
    """The date as ISO 8601; blank where it is none."""
    for pattern in (_ISO, _YEAR_FIRST):
        match = pattern.fullmatch(word)
        if match:
            return _valid(match.group(1), match.group(2), match.group(3))
    if match := _SHORT.fullmatch(word):
        turned = order == "mdy" and "/" in word
        day, month = match.group(2, 1) if turned else match.group(1, 2)
        year = match.group(3) if len(match.group(3)) == 4 else f"20{match.group(3)}"
        return _valid(year, month, day)
    if match := _MONTH.fullmatch(word):
        return _valid(match.group(2), match.group(1), None)
    if match := _YEAR.fullmatch(word):
        return match.group(1)
    if match := _COMPACT.fullmatch(word):
        return _valid(*match.groups())
    if _SERIAL.fullmatch(word):
        return (date(1899, 12, 30) + timedelta(days=int(float(word)))).isoformat()
    if match := _WORDS.fullmatch(word):
        return _valid(match.group(3), _month(match.group(2)), match.group(1))
    if match := _AMERICAN.fullmatch(word):
        return _valid(match.group(3), _month(match.group(1)), match.group(2))
    return ""


def _month(word: str) -> str:
    start = word.lower()[:3]
    return next((str(i) for i, m in enumerate(_MONTHS, 1) if start in m.split()), "0")


def _valid(year: str, month: str, day: str | None) -> str:
    try:
        found = date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return found.isoformat() if day else found.isoformat()[:7]
