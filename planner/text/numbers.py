"""Numbers as people type them: each language's decimal mark, with or without blanks in thousands."""

import re
from decimal import Decimal
from functools import cache
from typing import Final

from babel.numbers import get_decimal_symbol, get_group_symbol

from planner.text.catalogue import Language
from planner.text.speaking import spoken

_BLANKS: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f']")
_LONGEST: Final = 40


@cache
def _form(language: Language) -> re.Pattern[str]:
    """A number without blanks: sign, whole part, decimals.

    Where the comma is the decimal mark and blanks part thousands, a point is taken for it too;
    where commas part thousands they do nothing else, since 6,5 may be a slip for either.
    """
    mark, group = get_decimal_symbol(language), get_group_symbol(language)
    if group in ",.":
        parts, marks = rf"\d+|\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", re.escape(mark)
    else:
        parts, marks = r"\d+", "[.,]"
    return re.compile(rf"([-+\u2212]?)({parts})(?:{marks}(\d+))?", re.ASCII)


def read_number(words: str) -> Decimal | None:
    """The number that the words write in the language spoken, exactly; None where they write none."""
    if len(words) > _LONGEST:
        return None
    match = _form(spoken()).fullmatch(_BLANKS.sub("", words))
    if match is None:
        return None
    sign, whole, decimals = match.groups()
    whole = whole.replace(get_group_symbol(spoken()), "")
    number = Decimal(f"{whole}.{decimals or '0'}")
    return number if sign in ("", "+") else -number
