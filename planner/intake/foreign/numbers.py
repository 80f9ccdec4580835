"""Numbers of workbooks as text: plainly, dates as dates, percentages with their sign."""

import re
from datetime import datetime, timedelta
from typing import Final, Literal

Style = Literal["plain", "date", "percent"]
_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENTS: Final = frozenset({9, 10})
"""Numbers of the formats that every workbook knows."""
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DATE_LETTERS: Final = re.compile(r"[dy]|m{3}|h|[дгр]{2}", re.IGNORECASE)
_START: Final = datetime(1899, 12, 30)
_START_1904: Final = datetime(1904, 1, 1)
_LAST_DAY: Final = 2_958_465


def style_of(number: int, code: str) -> Style:
    """What a number format shows; code: of formats that the workbook defines."""
    if number in _DATES:
        return "date"
    if number in _PERCENTS:
        return "percent"
    plain = _QUOTED.sub("", code)
    if "%" in plain:
        return "percent"
    return "date" if "0" not in plain and _DATE_LETTERS.search(plain) else "plain"


def written(value: str, style: Style, *, since_1904: bool = False) -> str:
    """A number as its cell shows it, without rounding."""
    if style == "plain":
        return tidy(value)
    try:
        number = float(value)
    except ValueError:
        return value
    if style == "percent":
        return f"{tidy(repr(round(100 * number, 10)))}%"
    if not 1 <= number <= _LAST_DAY:
        return tidy(value)
    moment = (_START_1904 if since_1904 else _START) + timedelta(days=number)
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return moment.date().isoformat() if number == int(number) else moment.isoformat(" ")


def tidy(value: str) -> str:
    """12.0 and 1.2E1 are 12; 50.000000000000004 stays as it is."""
    if value.isdigit():
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    if number == int(number) if abs(number) < 1e15 else False:
        return str(int(number))
    return repr(number)
