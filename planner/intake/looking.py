"""A foreign file looked at: which sheet holds the list, and what its columns seem to mean."""

import re
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.errors import Fault, InputError
from planner.intake.foreign.apart import read_apart
from planner.intake.foreign.sheet import Book, Sheet
from planner.intake.layout import Table, table_of
from planner.intake.meaning.guess import guess, scale_of
from planner.intake.meaning.mapping import Mapping
from planner.intake.values.damage import scales
from planner.reading.tables import is_number

_COUNTS: Final = re.compile(
    r"кільк\w* (?:об|буд|спор|объ)|к-сть|number of (?:build|struct)|\bcounts?\b|кільк\w*$|"
    r"(?:buildings|structures|houses|будинків|будівель|об.єктів)$",
    re.IGNORECASE,
)
_LOST: Final = re.compile(r"[^\w]*\?\?[^\w]*")
"""What is left of a word whose letters an encoding did not have."""
LAYERS: Final = "layers"
"""Kind of a book whose sheets are layers of a map: their headings are the first row."""
_BUILDINGS: Final = re.compile(r"built|build|struct|house|буд[ииі]", re.IGNORECASE)
_NAMED_SO: Final = 2.0
"""What the name of a sheet counts for, in columns; rows that belong to other rows count against it."""
_FEW: Final = 400
"""Rows up to which a table without places may be a summary."""
_PLACES: Final = frozenset(("lat", "point", "address", "street", "name", "id"))
_NAMING: Final = frozenset(("name", "id"))
"""Which districts have as well."""
_MARKS: Final = frozenset(("0", "1"))
_WEIGHTY: Final = frozenset(
    ("lat", "point", "address", "street", "damage", "floor_area", "area", "name")
)
"""Columns by which a list of buildings is known."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """A file, its list, and what the list's columns mean."""

    label: str
    """The file's name."""
    book: Book
    table: Table
    mapping: Mapping
    sha256: str = ""
    """Of the file's bytes."""

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets that hold anything."""
        return [sheet.name for sheet in self.book.sheets if sheet.rows]

    @property
    def ignored(self) -> list[str]:
        """Columns that no field was found for."""
        return [name for name in self.table.columns if name not in self.mapping.columns.values()]


def look_at(data: bytes, label: str, said: Mapping | None = None) -> Look:
    """Look at a file; `said`: what is known of it, the rest is guessed.

    Raises InputError where it cannot be read, has no list, or holds sums instead of buildings.
    """
    return look_in(read_apart(data, label), label, said)


def look_in(book: Book, label: str, said: Mapping | None = None) -> Look:
    """The same of a file that was read."""
    named = said or Mapping()
    table = _table(book, label, named)
    if len(table) == 0:
        raise InputError([Fault(key="intake_no_rows", file=label, field=table.sheet)])
    _refuse_lost(table, label)
    guessed = guess(table)
    headings = guessed.columns if said is None else said.columns
    missing = [heading for heading in headings.values() if heading not in table.columns]
    if missing:
        raise InputError([_strange("intake_heading", m, table.columns, label) for m in missing])
    mapping = _completed(guessed, said, table)
    if said is None or not said.columns:
        _refuse_summary(table, mapping, label)
    return Look(label=label, book=book, table=table, mapping=mapping, sha256=book.sha256)


def beside_guessed(book: Book, label: str, said: Mapping) -> Mapping:
    """What was said of a file that has no mapping yet: columns named are added to those guessed.

    Raises what `look_in` does.
    """
    stated = said.model_dump(exclude_unset=True)
    named: dict[str, str] = stated.pop("columns", {})
    if not named:
        return said
    guessed = look_in(book, label, Mapping.model_validate(stated)).mapping.columns
    rest = {field: name for field, name in guessed.items() if name not in named.values()}
    return Mapping.model_validate(stated | {"columns": rest | named})


def _refuse_lost(table: Table, label: str) -> None:
    """Question marks instead of most headings: the letters are in no byte of the file."""
    lost = [name for name in table.columns if _LOST.fullmatch(name)]
    if len(lost) > len(table.columns) / 2:
        raise InputError([Fault(key="intake_letters_lost", file=label, value=lost[0])])


def _completed(guessed: Mapping, said: Mapping | None, table: Table) -> Mapping:
    """What was said, and what was guessed of the rest; columns are said all or none."""
    if said is None:
        return guessed
    stated: dict[str, Any] = said.model_dump(exclude_unset=True)
    found = guessed.model_dump() | stated
    if "scale" not in stated:
        heading = found["columns"].get("damage", "")
        mine = heading == guessed.columns.get("damage", "")
        found["scale"] = guessed.scale if mine else scale_of(table, heading)
    return Mapping.model_validate(found)


def _table(book: Book, label: str, said: Mapping) -> Table:
    """The list in the sheet that is named, or in the one that looks most like one."""
    sheets = [sheet for sheet in book.sheets if sheet.rows]
    if book.kind == LAYERS:
        said = said.model_copy(update={"header": 1, "depth": 1})
    if said.sheet or len(sheets) == 1:
        named = [sheet for sheet in sheets if sheet.name == said.sheet] or sheets[:1]
        if said.sheet and named[0].name != said.sheet and len(sheets) > 1:
            names = [sheet.name for sheet in sheets]
            raise InputError([_strange("intake_sheet", said.sheet, names, label)])
        return table_of(named[0], header=said.header, depth=said.depth)
    tables = [table_of(sheet, header=said.header, depth=said.depth) for sheet in sheets]
    return max(zip(tables, sheets, strict=True), key=lambda pair: _promise(*pair))[0]


def _strange(key: str, said: str, known: Sequence[str], label: str) -> Fault:
    """The fault for a sheet or a heading that there is not."""
    details = {"known": ", ".join(known)[:300]}
    return Fault(key=key, file=label, value=said, details=details)


def _promise(table: Table, sheet: Sheet) -> tuple[bool, float]:
    """How much a sheet looks like a list of buildings."""
    if len(table) == 0:
        return False, 0.0
    fields = guess(table).columns.keys()
    known = len(_WEIGHTY & fields) + min(len(table), 1000) / 1000
    known += _NAMED_SO * bool(_BUILDINGS.search(sheet.name)) - _NAMED_SO * ("parent" in fields)
    return not sheet.hidden and bool(_WEIGHTY & fields), known


def _refuse_summary(table: Table, mapping: Mapping, label: str) -> None:
    """Numbers of buildings by class or district are no list of buildings."""
    if len(table) > _FEW or _PLACES - _NAMING & mapping.columns.keys():
        return
    counts = []
    if not _NAMING & mapping.columns.keys():
        counts = [name for name in table.columns if _COUNTS.search(name)]
    classes = [name for name in table.columns if scales()["plain"].grade(name)]
    words = [word for name in classes for word in table.cells[name] if word]
    if len(classes) > 1 and all(map(is_number, words)) and not set(words) <= _MARKS:
        counts += classes  # a column for each class
    if counts:
        raise InputError([Fault(key="intake_summary", file=label, value=counts[0])])


def path_of(name: str) -> list[str]:
    """The keys of a dotted name: the last may be a word of the list, with points of its own."""
    return name.split(".", 1 if name.startswith("damage.") else 2)


def with_answers(mapping: Mapping, answers: Named[str, Any]) -> Mapping:
    """The mapping with values set by dotted names, `assume.damage`, `columns.floor_area`; a blank
    takes what was said back."""
    tree = mapping.model_dump(exclude_unset=True)
    for name, value in answers.items():
        *path, last = path_of(name)
        place = tree
        for key in path:
            place = place.setdefault(key, {})
        if value in ("", None):
            place.pop(last, None)
        else:
            place[last] = value
        if name == "columns.damage":
            tree.pop("scale", None)  # another column may be on another scale
    return Mapping.model_validate(tree)
