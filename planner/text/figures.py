"""Figures and dates as each language writes them (CLDR, through Babel)."""

import re
import unicodedata
from datetime import date as Date
from decimal import Decimal
from functools import cache

from babel.core import get_global
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from planner.text.catalogue import Language
from planner.text.speaking import spoken

_ORDERS = {"uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"}
"""Alphabets that Unicode does not have in their order."""
_DATES = {"en": "en_GB"}
"""Whose dates a language has where it is spoken in several ways: the English here is Britain's."""
_DATE = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2})(?:/(\d{1,2}))?)?\b(?![-/\d])")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`"))


@cache
def _marks(language: Language) -> dict[int, str]:
    """From the marks of a program to those of the language: thousands and decimals."""
    marks = {",": get_group_symbol(language), ".": get_decimal_symbol(language)}
    return str.maketrans(marks)


def _written(number: float | Decimal, digits: int) -> str:
    # Babel writes the same, but takes some 50 microseconds; a list has a thousand numbers.
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    return format(exact, f",.{digits}f").translate(_marks(spoken()))


def whole(number: float) -> str:
    """A whole number with the language's thousands separator: 41 200 or 41,200."""
    return _written(round(number), 0)


def decimal(number: float | Decimal, digits: int = 1) -> str:
    """A number with `digits` decimals and the language's decimal mark; 0 never has a sign."""
    shown: float | Decimal = 0 if abs(number) <= 0.5 / 10**digits else number
    return _written(shown, digits)


def exact(number: float) -> str:
    """A number with the decimals that it was stated with."""
    digits = max(0, -int(Decimal(str(number)).normalize().as_tuple().exponent))
    return _written(number, digits)


def quantity(number: float) -> str:
    """A figure in its natural unit: one decimal where it is small and not whole."""
    plain = abs(number) >= 100 or number == round(number)
    return whole(number) if plain else decimal(number, 1)


def percent(share: float, digits: int = 0) -> str:
    """A share in [0, 1] as a percentage, with a no-break space: 61 %."""
    return f"{decimal(100 * share, digits)}\u00a0%"


def date(day: Date) -> str:
    """A calendar date in the language's long form: 2 березня 2022 р., 2 March 2022."""
    return str(format_date(day, format="long", locale=_DATES.get(spoken(), spoken())))


def dated(words: str) -> str:
    """Words of a table with its dates (2022-03-02, 2022-03, 2022-06-20/21) as the language has them.

    What only looks like a date stays as it is.
    """
    return _DATE.sub(_told_date, words)


def _told_date(match: re.Match[str]) -> str:
    year, month, day, night = match.groups()
    try:
        found = Date(int(year), int(month), int(day or 1))
    except ValueError:
        return match.group()
    if not day:
        return str(format_date(found, format="MMMM y", locale=spoken()))
    told = date(found)
    return told.replace(str(found.day), f"{found.day}/{int(night)}", 1) if night else told


def when(words: str) -> str:
    """A date that stands alone, as exact as it is stated: 2023, 2023-06, 2023-06-19 or 2022-06-20/21.

    A month that no day goes before is in the nominative, as Ukrainian has it.
    """
    year, _, month = words.partition("-")
    if not (year.isdecimal() and len(month) == 2 and month.isdecimal()):
        return dated(words)
    try:
        return str(format_date(Date(int(year), int(month), 1), format="LLLL y", locale=spoken()))
    except ValueError:
        return words


def sort_key(name: str) -> tuple[tuple[int, str], ...]:
    """Alphabetical order: letters of the language in its own order, others by Unicode.

    Case, apostrophes and accents other than those of й and ї are ignored, as in a dictionary.
    """
    plain = unicodedata.normalize("NFC", name).translate(_APOSTROPHES).casefold()
    order = _ranks(spoken())
    return tuple((order.get(letter, -1), letter) for letter in plain)


@cache
def _ranks(language: Language) -> dict[str, int]:
    return {letter: rank for rank, letter in enumerate(_ORDERS.get(language, ""))}


def is_latin() -> bool:
    """Whether the language spoken is written in Latin letters."""
    return "Latn" in get_global("likely_subtags")[spoken()].split("_")
