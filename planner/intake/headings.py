"""Headings of columns, compared as people mean them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from planner.intake.knowledge import known
from planner.intake.letters import mended
from planner.text.folding import folded, is_cyrillic, romanised

_WORD: Final = re.compile(r"[^\W_]+|№|%", re.UNICODE)
_HUMPS: Final = re.compile(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ])")
_UNITS: Final = re.compile(
    r"\((?:[^()]*(?:м2|м²|кв|m2|m²|sq|шт|осіб|од|чол|років|грн|%)[^()]*)\)|,\s*(?:кв\.?\s*м\.?|м2|м²|м\?|m2|шт\.?|осіб|чол\.?|од\.?)\s*$",
    re.IGNORECASE,
)
_CUT: Final = 10
"""Letters that a Shapefile leaves of a name."""
_STEM: Final = 5
_SHORTEST: Final = 3
"""Letters of a word in Latin spelling that can stand for a longer one."""
_SPELLINGS: Final = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("kh", "h"),
    ("ts", "c"),
    ("j", "i"),
    ("ii", "i"),
)
_PERCENT: Final = frozenset(("%", "percent", "percentage", "pct", "відсо"))
_SHARES: Final = frozenset(("damage", "damage_percent", "damaged_share"))
"""What a column of percentages can be: no area and no height."""
_WHOLE: Final = frozenset(
    [
        "код",
        "key",
        "номер",
        "ref",
        "дата",
        "date",
        "стан",
        "тип",
        "вид",
        "type",
        "class",
        "name",
        "назва",
        "найменування",
        "note",
        "comment",
        "use",
        "year",
        "рік",
    ]
)
"""Names that say too little unless they are the whole heading."""
_WITHIN_GROUP: Final = 0.97
_LEAST: Final = 0.55
"""How alike a heading and a name must be at least."""
_NUMBERED: Final = re.compile(r"[ _]?\(?(\d{1,2})\)?$")
_FIRST: Final = ("", "1")
_ORDINAL: Final = frozenset({"№", "з", "п", "пп", "зп", "n", "no", "номер", "порядковий", "row"})
"""Words of a column that only counts rows."""


@cache
def fields() -> tuple[str, ...]:
    """What a column can be."""
    return tuple(known("columns"))


@lru_cache(maxsize=20_000)
def words(heading: str) -> tuple[str, ...]:
    """The words of a heading: without units, case and punctuation."""
    plain = mended(_UNITS.sub(" ", heading) or heading)
    return tuple(_WORD.findall(folded(_HUMPS.sub(" ", plain).replace("_", " "))))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, as far as Ukrainian declines it."""
    if not is_cyrillic(word) or len(word) < _STEM:
        return word
    return word[:_STEM] if len(word) > _STEM + 1 else word[:-1]


@dataclass(frozen=True, slots=True)
class _Name:
    field: str
    stems: frozenset[str]
    compact: str
    weight: float
    latin: tuple[str, ...]
    """Words of a Ukrainian name as Latin letters spell them."""


@cache
def _names() -> tuple[_Name, ...]:
    found = []
    for field, names in known("columns").items():
        for place, name in enumerate(names):
            parts = words(str(name))
            weight = 1.0 - 0.005 * place
            latin = tuple(map(_loose, parts)) if is_cyrillic(str(name)) and "%" not in parts else ()
            found.append(_Name(field, frozenset(map(stem, parts)), "".join(parts), weight, latin))
    return tuple(found)


@cache
def _by_stem() -> dict[str, tuple[int, ...]]:
    """Places of names by one of their stems, all of which must stand in a heading that is none of
    them whole; and by their letters, joined."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(_names()):
        for key in {*sorted(name.stems, key=len)[-1:], name.compact}:
            found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def _candidates(stems: frozenset[str], compact: str) -> Sequence[_Name]:
    """Names that a heading can be: those in Latin letters may be cut short or spelt in many ways."""
    if compact.isascii():
        return _names()
    index = _by_stem()
    places = {place for key in (*stems, compact) for place in index.get(key, ())}
    return [_names()[place] for place in sorted(places)]


@lru_cache(maxsize=20_000)
def likeness(heading: str) -> dict[str, float]:
    """Field -> how much a heading names it, 0 to 1; fields that it hardly names are left out.

    Of headings in groups (`Address / street`, `group_place/lat`) the last says most.
    """
    found = _likeness(heading)
    group, slash, last = heading.rpartition("/")
    if slash and group.strip() and last.strip():
        for field, score in _likeness(last).items():
            found[field] = max(found.get(field, 0.0), _WITHIN_GROUP * score)
    return found


def _likeness(heading: str) -> dict[str, float]:
    parts = words(heading)
    if not parts or (is_ordinal(heading) and len(parts) > 1):
        return {}
    stems, compact = frozenset(map(stem, parts)), "".join(parts)
    found: dict[str, float] = {}
    if compact.isdigit():
        return found
    of_hundred = bool(_PERCENT & stems)
    latin = tuple(map(_loose, parts)) if compact.isascii() else ()
    for name in _candidates(stems, compact):
        if of_hundred and name.field not in _SHARES:
            continue
        score = name.weight * max(_alike(stems, compact, name), _spelt(latin, name.latin))
        if score > max(_LEAST, found.get(name.field, 0.0)):
            found[name.field] = score
    return found


def _alike(stems: frozenset[str], compact: str, name: _Name) -> float:
    if compact == name.compact:
        return 1.0
    if stems == name.stems:
        return 0.98
    if len(compact) >= _CUT - 2 and compact.isascii() and name.compact.startswith(compact):
        return 0.9
    if name.compact not in _WHOLE and len(name.compact) > 2 and name.stems <= stems:
        return 0.55 + 0.4 * len(name.stems) / len(stems)
    return 0.0


def _loose(word: str) -> str:
    """A word in Latin letters, the ways of spelling it made one: POSHKODZH, ploscha, rayon."""
    spelt = romanised(word)
    for letters, one in _SPELLINGS:
        spelt = spelt.replace(letters, one)
    return spelt


def _spelt(heading: Sequence[str], name: Sequence[str]) -> float:
    """How much a heading in Latin letters spells a Ukrainian name, cut short or whole."""
    if not heading or not name:
        return 0.0
    whole, full = "".join(heading), "".join(name)
    if whole == full:
        return 0.93 if len(whole) > _SHORTEST else 0.0
    if len(whole) >= _CUT // 2 and full.startswith(whole):
        return 0.5 + 0.45 * len(whole) / len(full)
    pairs = list(zip(heading, name, strict=False))
    begun = all(len(part) >= _SHORTEST and word.startswith(part) for part, word in pairs)
    return 0.75 if begun and 2 <= len(heading) <= len(name) else 0.0


def repeats(heading: str, among: Sequence[str]) -> list[str]:
    """The same heading again with a number behind it, the last one last: later looks at one thing,
    as satellite products have them (`Damage`, `Damage_2`, `Damage_3`)."""
    base = _NUMBERED.sub("", heading)
    cut = base[: _CUT - 2] if len(base) == _CUT else base  # a Shapefile cuts before it counts
    found = {
        0 if other == base else int((_NUMBERED.search(other) or _FIRST)[1]): other
        for other in among
        if other == base or (_NUMBERED.search(other) and _NUMBERED.sub("", other) in (base, cut))
    }
    return [found[number] for number in sorted(found)]


def is_ordinal(heading: str) -> bool:
    """Whether a column only counts rows."""
    parts = set(words(heading))
    return bool(parts) and parts <= _ORDINAL


def hits(headings: Sequence[str]) -> int:
    """How many of the cells of a row are names of columns."""
    return sum(1 for heading in headings if heading and likeness(heading))
