"""Codes of КАТОТТГ: which district of a city a code is of, and what it says where it is of none.

A code is `UA`, then oblast (2 digits), raion (2), hromada (3), settlement (3), district of the city
(2) and the unit's own number (5); zeros stand for what a unit is not part of.
"""

import re
from collections import Counter
from functools import cache
from typing import Final

import numpy as np

from planner.intake.knowledge import known
from planner.intake.take.ground import Ground, district_key
from planner.intake.take.source import Source
from planner.intake.values.distinct import Cells, Distinct

_CODE: Final = re.compile(r"UA\d{17}")
_ALIKE: Final = str.maketrans("АаUuAa", "AAUUAA")
"""Cyrillic letters that pass for those of a code."""
_CITY: Final = slice(0, 12)
_DISTRICT: Final = slice(12, 14)
_MOST: Final = 2 / 3
"""Share of a city's outlines whose names the codifier has, from which the city is that one."""


def code_of(word: str) -> str:
    """The code in a cell, however it was typed; blank where it is none."""
    plain = re.sub(r"[\s\u00a0-]", "", word).translate(_ALIKE)
    return plain if _CODE.fullmatch(plain) else ""


@cache
def names() -> dict[str, str]:
    """Code of a city's district -> its name, as far as the codifier is at hand."""
    return dict(known("katottg")["districts"])


def _city_of(ground: Ground) -> str:
    """Beginning of the codes of the city that the outlines are of; blank where nothing says it."""
    theirs = [set(map(district_key, d.names.values())) for d in ground.districts.districts]
    by_city: dict[str, set[str]] = {}
    for code, name in names().items():
        by_city.setdefault(code[_CITY], set()).add(district_key(name))
    named = {city: sum(bool(t & keys) for t in theirs) for city, keys in by_city.items()}
    best = max(named, key=lambda city: named[city], default="")
    return best if theirs and named[best] >= _MOST * len(theirs) else ""


def districts_by_code(source: Source, ground: Ground) -> Cells:
    """(n,) district that the code of a row is of; blank where it is of none, which is told.

    Outlines know their codes by the property `katottg`, or by their names in the codifier; without
    outlines a district is what the codifier calls it, or the code itself where it is not at hand.
    """
    cells = source.get("district_code")
    column = Distinct.of(cells)
    codes = [code_of(word) for word in column.words]
    city = _city_of(ground) if ground.outlined else _usual(codes, column)
    found = column.spread([_district(code, city, ground) for code in codes])
    kinds = column.spread([_kind(w, c, city) for w, c in zip(column.words, codes, strict=True)])
    blank = np.full(source.n, "", dtype=object)
    source.journal.correct("code_unreadable", "district_code", kinds == "unreadable", cells, blank)
    unnamed = (kinds == "district") & ((found == "") | (found == column.spread(codes)))
    told = {"whole": kinds == "whole", "elsewhere": kinds == "elsewhere", "unknown": unnamed}
    for kind, rows in told.items():
        n = int(np.count_nonzero(rows))
        if n:
            source.journal.note(f"code_{kind}", n=n)
    return found


def _usual(codes: list[str], column: Distinct) -> str:
    """Beginning of the codes that most rows have."""
    counts = Counter[str]()
    for code, n in zip(codes, np.bincount(column.code, minlength=len(codes)), strict=True):
        if code:
            counts[code[_CITY]] += int(n)
    return counts.most_common(1)[0][0] if counts else ""


def _kind(word: str, code: str, city: str) -> str:
    """What a cell is: a district, a whole settlement or community, one of another city, no code."""
    if not word:
        return ""
    if not code:
        return "unreadable"
    if city and code[_CITY] != city:
        return "elsewhere"
    return "whole" if code[_DISTRICT] == "00" else "district"


def _district(code: str, city: str, ground: Ground) -> str:
    if code in ground.by_code:
        return ground.by_code[code]
    if not code or code[_CITY] != city or code[_DISTRICT] == "00":
        return ""
    if ground.outlined:
        return ground.by_name.get(district_key(names().get(code, "")), "")
    return names().get(code, code)
