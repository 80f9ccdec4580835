"""A scenario as a plain tree: several files merged, every value with the place it came from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from planner.errors import Fault
from planner.reading import Document, unknown
from planner.reading.yamls import Place, dotted


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Merged data, and where in which file each value stands."""

    data: Mapping[str | int, object]
    places: Mapping[Place, tuple[str, int]]
    label: str
    """The file that is blamed where no better place is known."""

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

    Mappings merge key by key; lists and single values replace what they extend.
    """
    data: dict[str | int, object] = {}
    places: dict[Place, tuple[str, int]] = {}
    for document in documents:
        data = merged(data, document.data)
        places |= {place: (document.label, line) for place, line in document.lines.items()}
    return Tree(data=data, places=places, label=documents[-1].label)


def merged(
    below: Mapping[str | int, object], above: Mapping[str | int, object]
) -> dict[str | int, object]:
    """`below` with everything that `above` states; neither is changed."""
    result = dict(below)
    names = {str(key): key for key in below}
    for key, value in above.items():
        known = names.get(str(key), key)
        old = result.get(known)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[known] = merged(old, value) if both else value  # type: ignore[arg-type]
    return result


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
