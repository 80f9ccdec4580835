"""Places on the map: degrees in any notation, two numbers in one cell, projected metres."""

import re
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats
from planner.intake.values.numbers import reader

_DMS: Final = re.compile(
    r"""([NSEWПпЗзСсШш]?)[.\s]*(\d{1,3})\s*[°º˚d:\s]\s*(\d{1,2}(?:[.,]\d+)?)\s*['’′ʼm:\s]?\s*"""
    r"""(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["”″s]|'')?)?\s*([NSEW]?|пн\.?\s*ш\.?|сх\.?\s*д\.?)""",
    re.IGNORECASE,
)
_DEGREES: Final = re.compile(
    r"([NSEW]?)\s*([-−+]?\d{1,3}(?:[.,]\d+)?)\s*[°º˚]?\s*([NSEW]?|пн\.?\s*ш\.?|сх\.?\s*д\.?)",
    re.IGNORECASE,
)
_USUAL: Final = re.compile(r"\d{1,3}(?:[.,]\d+)?", re.ASCII)
_POINT: Final = re.compile(r"(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(([^()]*)\)", re.IGNORECASE)
_NUMBER: Final = r"[-−]?\d{1,8}(?:\.\d+)?"
_PAIR: Final = re.compile(
    rf"[(\[]?\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})(?:[,;\s]+{_NUMBER})*\s*[)\]]?"
)
_COMMA_PAIR: Final = re.compile(r"[(\[]?\s*(\d{1,8},\d+)\s*[;,\s]\s*(\d{1,8},\d+)\s*[)\]]?")
_LARGEST_DEGREES: Final = 180.0


def degrees_of(word: str) -> tuple[float, bool]:
    """(number, whether it was written in degrees, minutes and seconds); NaN where it is none.

    Metres of a projection come out as they stand.
    """
    if _USUAL.fullmatch(word):
        return float(word.replace(",", ".")), False
    match = _DEGREES.fullmatch(word)
    if match:
        value = float(match.group(2).replace(",", ".").replace("−", "-"))
        south = (match.group(1) + match.group(3)).upper() in ("S", "W")
        return (-abs(value) if south else value), False
    match = _DMS.fullmatch(word)
    if match:
        parts = [float((match.group(i) or "0").replace(",", ".")) for i in (2, 3, 4)]
        value = parts[0] + parts[1] / 60 + parts[2] / 3600
        south = (match.group(1) + match.group(5)).upper() in ("S", "W")
        fits = parts[0] <= _LARGEST_DEGREES and parts[1] < 60 and parts[2] < 60
        return ((-value if south else value) if fits else np.nan), True
    number = _metres(word)
    return (np.nan if number is None else number), False


def _metres(word: str) -> float | None:
    found = reader((), decimals=True)(word)
    return found.value if found.notation in ("plain", "comma", "blanks", "unit") else None


def pair_of(word: str) -> tuple[float, float] | None:
    """(first, second) of two numbers in one cell; of WKT, whose first is the longitude, turned."""
    wkt = _POINT.fullmatch(word.strip())
    if wkt:
        numbers = wkt.group(1).split()
        try:
            return float(numbers[1]), float(numbers[0])
        except (ValueError, IndexError):
            return None
    match = _COMMA_PAIR.fullmatch(word) or _PAIR.fullmatch(word)
    if match:
        first, second = (g.replace(",", ".").replace("−", "-") for g in match.groups()[:2])
        return float(first), float(second)
    halves = re.split(r"\s*[;,]\s+|\s{2,}|(?<=[NSns])\s*[,;]?\s*", word, maxsplit=1)
    if len(halves) == 2:
        lat, lon = degrees_of(halves[0])[0], degrees_of(halves[1])[0]
        if not np.isnan(lat) and not np.isnan(lon):
            return lat, lon
    return None


def inside(lat: Floats, lon: Floats, rings: tuple[Floats, ...]) -> Flags:
    """(n,) whether points lie within rings, each (k, 2) of longitude, latitude; holes count out."""
    found = np.zeros(len(lat), dtype=bool)
    for ring in rings:
        near = np.flatnonzero(
            (lat >= ring[:, 1].min()) & (lat <= ring[:, 1].max())
            & (lon >= ring[:, 0].min()) & (lon <= ring[:, 0].max())
        )  # fmt: skip
        y, x = lat[near], lon[near]
        crossed = np.zeros(len(near), dtype=bool)
        for (x1, y1), (x2, y2) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if y1 != y2:
                between = (y1 > y) != (y2 > y)
                crossed ^= between & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
        found[near] ^= crossed
    return found
