"""A scenario as a plain tree: several files merged, every value with the place it came from."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from planner.errors import Fault
from planner.reading import Document, unknown
from planner.reading.yamls import Place, dotted
from planner.scenario.adding import LISTS, WITHOUT, Path, Plain, Sum, added, held, merged

RULES: Final = "rules"
CHOSEN: Final = "chosen_plan"
"""What a file states for itself alone."""
LISTED: Final = frozenset({WITHOUT, *(kind[0] for kind in LISTS)})
"""Where lists of rules stand, below `rules`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Merged data, and where in which file each value stands."""

    data: Mapping[str | int, object]
    places: Mapping[Place, tuple[str, int]]
    label: str
    """The file that is blamed where no better place is known."""
    adding: tuple[Fault, ...] = ()
    """What went wrong where the rules of several files were added up."""

    def mapping(self, *place: str | int) -> Mapping[str | int, object]:
        """The mapping at a place; empty where there is none."""
        found = self._at(place)
        return found if isinstance(found, Mapping) else {}

    def items(self, *place: str | int) -> Sequence[object]:
        """The list at a place; empty where there is none."""
        found = self._at(place)
        return found if isinstance(found, (list, tuple)) else ()

    def word(self, *place: str | int) -> str:
        """The text at a place; blank where there is none."""
        found = self._at(place)
        return found if isinstance(found, str) else ""

    def number(self, *place: str | int) -> Decimal | None:
        """The finite number at a place, or None."""
        return as_number(self._at(place))

    def fault(
        self, key: str, place: Sequence[str | int], value: object = "", **details: str | float
    ) -> Fault:
        """A fault that names the file, the line and the dotted path of `place`."""
        full = self._resolved(place)
        file, row = self._where(full)
        return Fault(
            key=key, file=file, row=row, field=dotted(full), value=str(value), details=details
        )

    def unknown(
        self, kind: str, word: str, known: Collection[str], place: Sequence[str | int]
    ) -> Fault:
        """The fault for a word at `place` that is not among the known ones."""
        full = self._resolved(place)
        file, row = self._where(full)
        return unknown(kind, word, known, file=file, row=row, field=dotted(full))

    def file_of(self, place: Sequence[str | int]) -> str:
        """The file that states what stands at a place."""
        return self._where(self._resolved(place))[0]

    def _at(self, place: Sequence[str | int]) -> object:
        found: object = self.data
        for part in place:
            if isinstance(found, Mapping):
                found = found.get(part)
            elif isinstance(found, (list, tuple)) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found

    def _resolved(self, place: Sequence[str | int]) -> Place:
        """Keys as words, list positions as numbers, as the data has them."""
        resolved: list[str | int] = []
        for i, part in enumerate(place):
            inside_list = isinstance(self._at(place[:i]), (list, tuple))
            resolved.append(part if inside_list else str(part))
        return tuple(resolved)

    def _where(self, place: Place) -> tuple[str, int | None]:
        for length in range(len(place), 0, -1):
            if place[:length] in self.places:
                return self.places[place[:length]]
        return self.label, None


def merge(documents: Sequence[Document]) -> Tree:
    """Documents merged from the first, which the others extend, to the last.

    Mappings merge key by key; lists and single values replace what they extend, but rules add up, and
    a chosen plan is of the file alone that states it.
    """
    data: dict[str | int, object] = {}
    places: dict[Place, tuple[str, int]] = {}
    faults: list[Fault] = []
    for document in documents:
        found = {place: (document.label, line) for place, line in document.lines.items()}
        below, above = data.get(RULES), document.data.get(RULES)
        if "extends" in document.data:
            data.pop(CHOSEN, None)
        data = merged(data, document.data)
        if isinstance(below, Mapping) and isinstance(above, Mapping):
            total = added(below, above)
            data[RULES] = total.rules
            faults += _unlawful(total, document, found, below)
            places = _moved(places, total.stayed)
            found = _moved(found, total.came)
        elif isinstance(above, Mapping):
            faults += _unlawful(added({}, above), document, found, {})
        places |= found
    tree = Tree(data=data, places=places, label=documents[-1].label)
    return replace(tree, adding=tuple(faults))


def _unlawful(
    total: Sum, document: Document, lines: Mapping[Place, tuple[str, int]], below: Plain
) -> Iterator[Fault]:
    """Rules taken out that nobody stated, and rules stated otherwise that nobody took out."""
    here = Tree(data=document.data, places=lines, label=document.label)
    names = [rule.name for rule in held(below)]
    for i in total.unknown:
        place = (RULES, WITHOUT, i, "rule")
        yield here.unknown("rule", here.word(*place), names, place)
    for rule in total.anew:
        yield here.fault("rule_anew", (RULES, *rule.path), rule.says, rule=rule.name)


def _moved(
    places: Mapping[Place, tuple[str, int]], paths: Mapping[Path, Path]
) -> dict[Place, tuple[str, int]]:
    """Places of rules by where their lists have them now; those of what is gone are dropped."""
    now = {(RULES, *old): (RULES, *new) for new, old in paths.items()}
    found: dict[Place, tuple[str, int]] = {}
    for place, line in places.items():
        at = next((k for k, part in enumerate(place) if isinstance(part, int)), None)
        if place[:1] != (RULES,) or at is None or place[1] not in LISTED:
            found[place] = line
        elif place[: at + 1] in now:
            found[*now[place[: at + 1]], *place[at + 1 :]] = line
    return found


def as_number(value: object) -> Decimal | None:
    """A finite number out of what a file or a model holds, or None."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def as_year(key: str | int) -> int | None:
    """A calendar year out of a key, or None."""
    text = str(key)
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
