"""Dates of what has happened: not before there were records of it, not after tomorrow."""

import re
from datetime import date, timedelta
from typing import Final

FIRST: Final = date(1500, 1, 1)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def tomorrow() -> date:
    """The last day that can be today anywhere on earth."""
    return date.today() + timedelta(days=1)


def in_range(day: date) -> bool:
    """Whether a day can be that of something that has happened."""
    return FIRST <= day <= tomorrow()


def date_fault(text: str) -> str:
    """Key of what is wrong with an ISO date, whose day, or day and month, may be left out; blank
    where nothing is."""
    match = _DATE.fullmatch(text)
    if not match:
        return "date"
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return "" if in_range(date(year, month, day)) else "date_range"
    except ValueError:
        return "date"
