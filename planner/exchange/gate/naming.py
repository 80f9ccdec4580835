"""Names and ids without the address that they carry.

Some lists call a building by its address, «Вул. Кузнечна, 27» or «Особняк Савича, Сумська, 43». Of
such a name the parts that tell where it stands are dropped; where nothing is left in one language, it
is called by its use and its row in all. A part tells where it stands if it is a house number, speaks
of a street, holds the number and a word of its own address, or says nothing that its address does not
say. An id that repeats house number or street gives way to use and row: `residential-57`.
"""

import re
from collections.abc import Mapping
from typing import Final

from planner.inventory import Projects, Sites
from planner.inventory.wording import words_at
from planner.text import Language, in_each, text

_PARTS: Final = re.compile(r"\s*[,;()]\s*")
_NUMBER: Final = re.compile(r"\d+")
_HOUSE: Final = re.compile(r"(?:буд\.?\s*)?\d+(?:\s*[-/]?\s*\w{1,3})?", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_STREET: Final = re.compile(
    r"\b(?:вул|просп|пров|бульв|наб|пл|шос|пр-т|б-р)\.|\bпр-т\b|\bб-р\b"
    r"|\b(?:вулиц\w|проспект\w{0,2}|провул\w+|бульвар\w{0,2}|шосе|набережн\w+|узв[іо]з\w?|"
    r"тупик\w?|майдан\w{0,2}|площ[аіу]|дорог[аи]|дорозі|в['’]їзд)\b"
    r"|\b(?:street|avenue|ave|lane|road|highway|square|boulevard|blvd|embankment)\b"
    r"|\bst\.?$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"(?:[^\W\d_]+[.\s]+)+\d+(?:[-/]?\w{1,3})?")
"""A word or two and a number, «Сумська 43»: an address, where none is told to compare with."""
_NUMBERED: Final = re.compile(
    r"(?:школ|гімназ|ліце|сад|лікар|полікл|амбулат|аптек|корпус|блок|черг|фаз|"
    r"school|gymnas|lyceum|kindergarten|hospital|clinic|pharmacy|phase|block)",
    re.IGNORECASE,
)
"""What has a number of its own."""
_ANY_BUILDING: Final = {"build", "house", "block", "будин", "будів", "корпу"}
_STEM: Final = 5
Words = dict[Language, str]


class Address:
    """What the address of one building says, in all languages."""

    def __init__(self, address: Mapping[Language, str]) -> None:
        said = " ".join(address.values())
        self.told = bool(said.strip())
        self.words = {_stem(word) for word in _WORD.findall(said)}
        self.numbers = set(_NUMBER.findall(said))

    def tells(self, part: str) -> bool:
        """Whether a part of a name tells where the building stands."""
        if _HOUSE.fullmatch(part) or _STREET.search(part):
            return True
        if not self.told:
            return bool(_BARE.fullmatch(part)) and not _NUMBERED.search(part)
        words = {_stem(word) for word in _WORD.findall(part)} - _ANY_BUILDING
        numbered = bool(set(_NUMBER.findall(part)) & self.numbers)
        shared = words & self.words
        return bool(shared) and (numbered or words == shared)

    def in_id(self, subject: str, *, words_too: bool) -> bool:
        """Whether an id repeats it: its house number, or a word of it."""
        pieces = re.split(r"[-_]", subject)
        if {number for piece in pieces for number in _NUMBER.findall(piece)} & self.numbers:
            return True
        return words_too and bool({_stem(p) for p in pieces if len(p) >= _STEM} & self.words)


def _stem(word: str) -> str:
    return word.casefold()[:_STEM]


def shortened(name: str, address: Address) -> str:
    """The parts of a name that do not tell where it stands; blank where all of them do."""
    parts = [part for part in _PARTS.split(name) if part]
    stay = [part for part in parts if not address.tells(part)]
    if len(stay) == len(parts):
        return name
    left = ", ".join(stay)
    return left[:1].upper() + left[1:]


def public_sites(sites: Sites) -> tuple[list[Words], list[str]]:
    """(n,) names and ids of sites in their public form."""
    named = [
        _public(sites, row, Address(words_at(sites.address, row)), sites.use[row])
        for row in range(len(sites))
    ]
    return [names for names, _ in named], _each_once([subject for _, subject in named], sites.id)


def public_projects(projects: Projects) -> tuple[list[Words], list[str]]:
    """(n,) the same of projects, whose table tells no addresses."""
    named = [
        _public(projects, row, Address({}), projects.kind[row]) for row in range(len(projects))
    ]
    return [names for names, _ in named], _each_once([subject for _, subject in named], projects.id)


def _public(table: Sites | Projects, row: int, address: Address, use: str) -> tuple[Words, str]:
    names, subject = table.names(row), table.id[row]
    short = {language: shortened(name, address) for language, name in names.items()}
    if any(names[language] and not short[language] for language in names):
        short = in_each(lambda: text(f"gate.unnamed.{use}", row=row + 1))
    carries = address.in_id(subject, words_too=short != names) or (
        short != names and not address.told and bool(_NUMBER.search(subject))
    )
    return short, f"{use}-{row + 1}" if carries else subject


def _each_once(ids: list[str], known: tuple[str, ...]) -> list[str]:
    """Ids of which none is another's: a new one that is taken has `-b` after it."""
    taken = {new for new, old in zip(ids, known, strict=True) if new == old}
    found = []
    for new, old in zip(ids, known, strict=True):
        while new != old and new in taken:
            new += "-b"
        taken.add(new)
        found.append(new)
    return found
