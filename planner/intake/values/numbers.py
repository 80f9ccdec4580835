"""Numbers as people write them: decimal commas, blanks between thousands, units, ranges, "about"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from planner.text.folding import folded

Notation = Literal["plain", "comma", "blanks", "unit", "about", "range", "wrong"]
"""How a number is written; `range` and `about` say less than a number does."""
_BLANKS: Final = "[ \u00a0\u202f\u2009'’]"
_BODY: Final = rf"\d{{1,3}}(?:{_BLANKS}\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+"
_ONE: Final = re.compile(rf"([-−+]?)\s*({_BODY})\s*(.*)", re.DOTALL)
_RANGE: Final = re.compile(rf"({_BODY})\s*(?:[-–—…]|\.\.+|до|to)\s*({_BODY})\s*(.*)", re.DOTALL)
_ABOUT: Final = re.compile(
    r"^(?:~|≈|±|>|<|≥|≤|бл(?:изько|\.)?|прибл(?:изно|\.)?|орієнтовно|понад|більше|до|около|"
    r"about|approx(?:\.|imately)?|ca\.?|c\.|over|up to)\s*",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_COMMA: Final = re.compile(
    rf"(\d{{1,3}}(?:{_BLANKS}\d{{3}})+|\d+)(?:,(\d{{1,2}}|\d{{4,}}))?", re.ASCII
)
"""The usual ones in Ukrainian, which nothing but their marks makes doubtful: 1 250,5."""
_EXPONENT: Final = re.compile(r"-?\d+(?:\.\d+)?[eE][+-]?\d{1,2}", re.ASCII)
FACTORS: Final[dict[str, float]] = {
    "": 1.0,
    "м2": 1.0, "м": 1.0, "м.": 1.0, "м²": 1.0, "кв.м": 1.0, "кв.м.": 1.0, "кв м": 1.0, "м.кв": 1.0,
    "м.кв.": 1.0, "кв. м": 1.0, "кв. м.": 1.0, "квм": 1.0, "м?": 1.0, "m2": 1.0, "m²": 1.0, "m": 1.0,
    "sqm": 1.0, "sq m": 1.0, "sq. m": 1.0, "sq.m": 1.0, "м^2": 1.0, "m^2": 1.0, "кв метрів": 1.0,
    "тис. м2": 1000.0, "тис. м²": 1000.0, "тис. кв. м": 1000.0, "тис.кв.м": 1000.0, "тис": 1000.0,
    "тис.": 1000.0, "тис. м?": 1000.0, "тис кв м": 1000.0, "k": 1000.0,
    "га": 10_000.0, "ha": 10_000.0, "сот": 100.0, "соток": 100.0, "ар": 100.0,
    "sq ft": 0.09290304, "sqft": 0.09290304, "ft2": 0.09290304, "ft²": 0.09290304, "sq. ft": 0.09290304,
    "sq.ft": 0.09290304, "кв. футів": 0.09290304, "кв футів": 0.09290304,
    "ос": 1.0, "ос.": 1.0, "осіб": 1.0, "особи": 1.0, "особа": 1.0, "чол": 1.0, "чол.": 1.0, "людей": 1.0,
    "мешканців": 1.0, "people": 1.0, "persons": 1.0, "учнів": 1.0, "дітей": 1.0, "працівників": 1.0,
    "пов": 1.0, "пов.": 1.0, "поверх": 1.0, "поверхи": 1.0, "поверхів": 1.0, "поверховий": 1.0,
    "floors": 1.0, "storeys": 1.0, "stories": 1.0, "floor": 1.0, "-ти поверховий": 1.0, "-ти поверхова": 1.0, "-х поверховий": 1.0, "-х поверхова": 1.0, "-и поверховий": 1.0, "-поверхова": 1.0, "поверхова": 1.0, "ти поверховий": 1.0, "х поверховий": 1.0,
    "-поверховий": 1.0, "-пов.": 1.0,
    "р": 1.0, "р.": 1.0, "рік": 1.0, "року": 1.0, "роки": 1.0, "років": 1.0, "%": 1.0, "шт": 1.0, "шт.": 1.0,
}  # fmt: skip
"""A unit behind a number -> what the number is to be multiplied by: metres, square metres, pieces."""
_HEADS: Final = (
    (re.compile(r"sq\W*f(?:ee)?t|кв\W*фут|ft2|sqft"), 0.09290304),
    (re.compile(r"тис\W*(?:кв\W*)?м"), 1000.0),
    (re.compile(r"\bга\b|\bha\b|hectare"), 10_000.0),
)


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell says."""

    value: float | None
    notation: Notation


_WRONG: Final = Number(None, "wrong")


def unit_of(heading: str) -> float:
    """The factor of a unit that a heading states, to square metres; 1 where it states none."""
    words = folded(heading).replace("_", " ")
    return next((factor for pattern, factor in _HEADS if pattern.search(words)), 1.0)


def reader(words: Iterable[str], *, decimals: bool) -> Callable[[str], Number]:
    """How to read the numbers of a column, from its distinct words.

    decimals: whether single commas before three digits are decimal marks, as in a coordinate; where
    nothing in the column shows it, 1,250 is taken for a thousand and more.
    """
    thousands = not decimals and not any(_shows_decimal_comma(word) for word in words)
    return partial(_read, thousands=thousands)


def _shows_decimal_comma(word: str) -> bool:
    match = re.search(r"\d,(\d+)(?!.*,)", word)
    return bool(match) and "." not in word and len(match.group(1)) != 3  # type: ignore[union-attr]


def _read(word: str, *, thousands: bool) -> Number:
    if _PLAIN.fullmatch(word) or _EXPONENT.fullmatch(word):
        return Number(float(word), "plain")
    usual = _COMMA.fullmatch(word)
    if usual:
        whole, part = re.sub(_BLANKS, "", usual[1]), usual[2] or "0"
        blanks = len(whole) < len(usual[1])
        return Number(float(f"{whole}.{part}"), "blanks" if blanks else "comma")
    about = _ABOUT.match(word)
    body = word[about.end() :] if about else word
    span = _RANGE.fullmatch(body)
    if span:
        low, high = (_value(span.group(i), thousands) for i in (1, 2))
        factor = FACTORS.get(_unit(span.group(3)))
        if low is None or high is None or factor is None or high < low:
            return _WRONG
        return Number((low + high) / 2 * factor, "range")
    match = _ONE.fullmatch(body)
    if match is None:
        return _WRONG
    value, factor = _value(match.group(2), thousands), FACTORS.get(_unit(match.group(3)))
    if value is None or factor is None:
        return _WRONG
    signed = -value if match.group(1) in ("-", "−") and match.group(1) else value
    if about:
        return Number(signed * factor, "about")
    return Number(signed * factor, _notation(match.group(2), match.group(3)))


def _unit(words: str) -> str:
    return " ".join(words.split()).lower().strip(";")


def _notation(digits: str, unit: str) -> Notation:
    if unit.strip():
        return "unit"
    if re.search(_BLANKS, digits):
        return "blanks"
    return "comma" if "," in digits else "plain"


def _value(digits: str, thousands: bool) -> float | None:
    """A number without its unit; None where its marks make no number."""
    text = re.sub(_BLANKS, "", digits)
    commas, points = text.count(","), text.count(".")
    if commas and points:  # the last mark is the decimal one
        decimal = "," if text.rindex(",") > text.rindex(".") else "."
        text = text.replace("." if decimal == "," else ",", "").replace(decimal, ".")
    elif commas > 1 or points > 1:
        if not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
            return None
        text = text.replace(",", "").replace(".", "")
    elif commas:
        grouped = thousands and re.fullmatch(r"[1-9]\d{0,2},\d{3}", text)
        text = text.replace(",", "" if grouped else ".")
    try:
        return float(text)
    except ValueError:
        return None
