"""The words of an inventory as a search reads them, kept from one search to the next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from planner.arrays import Flags, Integers
from planner.domain import HERITAGE_STATUSES
from planner.insight.words import choice
from planner.inventory import Inventory
from planner.text import LANGUAGES, Language, spoken
from planner.text.folding import folded, is_cyrillic, romanised

Codes = Integers
STATUSES: Final[Mapping[str, int]] = {s: code for code, s in enumerate(HERITAGE_STATUSES)}
NO_STATUS: Final = -1
_Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Index:
    """The inventory as a search reads it: n sites, then projects."""

    native: _Texts
    """(n,) all words, folded."""
    roman: _Texts
    """(n,) the same in loose Latin."""
    foreign: _Texts
    """(n,) only what is not written in Cyrillic, in loose Latin."""
    districts: Mapping[str, int]
    uses: Mapping[str, int]
    district: Codes
    use: Codes
    status: Codes
    """(n,) code by STATUSES; NO_STATUS for projects."""

    def holding(self, word: str) -> Flags:
        """(n,) whether the words of each hold one folded word, as written or romanised.

        What is typed in Cyrillic is sought in Latin only where the table has no Cyrillic, so that
        и does not find і.
        """
        found, loose = _held(self.native, word), romanised(word)
        if loose:
            found |= _held(self.foreign if is_cyrillic(word) else self.roman, loose)
        return found


def _held(texts: Sequence[str], word: str) -> Flags:
    return np.fromiter((word in text for text in texts), dtype=bool, count=len(texts))


def district_names(inventory: Inventory) -> dict[str, Mapping[str, str]]:
    """District -> its names, where the outlines name it."""
    return dict(zip(inventory.districts.ids, inventory.districts.names, strict=True))


def index_of(inventory: Inventory) -> Index:
    """The index of an inventory, with uses and statuses worded in the language spoken.

    Kept by what it is made from, so that inventories read twice share it.
    """
    sites, projects = inventory.sites, inventory.projects
    none = ("",) * len(projects.id)
    columns = (
        (*sites.id, *projects.id),
        *((*sites.name[each], *projects.name[each]) for each in LANGUAGES),
        *((*sites.address[each], *none) for each in LANGUAGES),
        (*sites.district, *projects.district),
        (*sites.use, *projects.kind),
        (*sites.heritage_status, *none),
    )
    named = district_names(inventory)
    names = tuple((d, tuple(named[d].get(each, "") for each in LANGUAGES)) for d in named)
    return _made(columns, names, spoken())


@lru_cache(maxsize=8)
def _made(
    columns: tuple[_Texts, ...], districts: tuple[tuple[str, _Texts], ...], language: Language
) -> Index:
    *texts, district, use, status = columns
    said = dict(districts)
    words = [
        _worded(district, lambda value: " ".join((value, *said.get(value, ())))),
        _worded(use, lambda value: use_name(value)),
        _worded(status, lambda value: choice("heritage_status", value) if value else ""),
    ]
    fields = [_at_once(folded, column) for column in (*texts, *words)]
    rows = list(zip(*fields, strict=True))
    native = tuple(map(" ".join, rows))
    foreign = tuple(" ".join(f for f in row if f.isascii() or not is_cyrillic(f)) for row in rows)
    district_codes, use_codes = _codes_of(district), _codes_of(use)
    return Index(
        native=native,
        roman=tuple(_at_once(romanised, native)),
        foreign=tuple(_at_once(romanised, foreign)),
        districts=district_codes,
        uses=use_codes,
        district=_coded(district, district_codes),
        use=_coded(use, use_codes),
        status=_coded(status, STATUSES),
    )


def _worded(column: _Texts, words: Callable[[str], str]) -> list[str]:
    """The words for each value of a column of few different ones."""
    known = {value: words(value) for value in dict.fromkeys(column)}
    return [known[value] for value in column]


def _at_once(change: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """Every text changed; as one long text, which is much quicker than one by one."""
    lines = (words.replace("\n", " ") for words in texts)
    return change("\n".join(lines)).split("\n") if texts else []


def _codes_of(column: _Texts) -> dict[str, int]:
    return {value: code for code, value in enumerate(dict.fromkeys(column))}


def _coded(column: _Texts, codes: Mapping[str, int]) -> Codes:
    return np.array([codes.get(value, NO_STATUS) for value in column], dtype=np.int64)


def use_name(use: str) -> str:
    """The word for a use of sites or a kind of projects."""
    word = choice("use", use)
    return word if word != use else choice("kind", use)
