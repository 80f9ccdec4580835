"""What a plain word in a YAML file means: YAML 1.2, and a fault where 1.1 reads it otherwise."""

import re
from decimal import Decimal

_INT = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_REAL = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]([-+]?[0-9]{1,3}))?", re.ASCII)
_OTHER_NUMBER = re.compile(
    r"[-+]?(?:0[0-9]+|0[xXoO][0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*_[0-9_.]*|[0-9]+(?::[0-5]?[0-9])+"
    r"(?:\.[0-9]*)?)",
    re.ASCII,
)
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", re.ASCII)
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False}
_BOOLEANS["FALSE"] = False
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOOSE_BOOLEANS = frozenset({"yes", "no", "on", "off", "y", "n"})
_LONGEST_NUMBER = 40
_LARGEST_EXPONENT = 30


class ScalarError(ValueError):
    """A plain word that different YAML versions read differently; `key` names the message."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def scalar(text: str) -> bool | int | Decimal | str | None:
    """The value of a plain word: null, true/false, an exact number, or the word itself.

    Raises ScalarError for words that YAML 1.1 reads as something else (`NO`, `010`, `1_000`),
    for numbers out of all proportion, and for `.nan` and `.inf`.
    """
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text.lower() in _LOOSE_BOOLEANS:
        raise ScalarError("yaml_yes_no")
    if _NOT_FINITE.fullmatch(text):
        raise ScalarError("yaml_not_finite")
    if _OTHER_NUMBER.fullmatch(text):
        raise ScalarError("yaml_number")
    match = _REAL.fullmatch(text)
    if match is None:
        return text
    if len(text) > _LONGEST_NUMBER or abs(int(match.group(1) or 0)) > _LARGEST_EXPONENT:
        raise ScalarError("yaml_number")
    return int(text) if _INT.fullmatch(text) else Decimal(text)


def needs_quotes(text: str) -> bool:
    """Whether `text` must be quoted so that it is read back as text."""
    try:
        return not isinstance(scalar(text), str)
    except ScalarError:
        return True
