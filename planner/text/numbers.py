"""Numbers as people type them: each language's decimal mark, with or without blanks in thousands."""

import re
from decimal import Decimal
from typing import Final

from planner.text.catalogue import Language

_BLANKS: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f']")
_FORMS: Final[dict[Language, re.Pattern[str]]] = {
    "uk": re.compile(r"([-+\u2212]?)(\d+)(?:[.,](\d+))?", re.ASCII),
    "en": re.compile(r"([-+\u2212]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?", re.ASCII),
}
"""Ukrainian takes a point for the comma, which no thousands have there; in English a comma only
stands between thousands, since 6,5 may be a slip for either."""
_LONGEST: Final = 40


def read_number(words: str, language: Language) -> Decimal | None:
    """The number that the words write in a language, exactly; None where they write none."""
    if len(words) > _LONGEST:
        return None
    match = _FORMS[language].fullmatch(_BLANKS.sub("", words))
    if match is None:
        return None
    sign, whole, decimals = match.groups()
    number = Decimal(f"{whole.replace(',', '')}.{decimals or '0'}")
    return number if sign in ("", "+") else -number
