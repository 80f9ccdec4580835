"""The columns of a list by what they mean: blanks blank, errors told, letters of one alphabet."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.arrays import Flags
from planner.intake.foreign.sheet import UNCALCULATED
from planner.intake.headings import repeats
from planner.intake.layout import Table
from planner.intake.letters import mended
from planner.intake.meaning.mapping import Mapping
from planner.intake.take.journal import Journal
from planner.intake.values.distinct import Cells, Distinct
from planner.intake.values.wording import is_blank, is_error
from planner.reading.letters import STEERING

_FORMULA: Final = re.compile(
    r"^[\s'\"]*[=+@\t\r＝＋＠]+[\s=+@-]*|^-(?!\d+(?:[.,]\d+)?$)[-=+@\s]*|(?<=;)\s*['\"]*(?:[=+@＝＋＠]|-(?=\S))+"
)
"""What a spreadsheet would run, were the cell opened in one again; behind a semicolon too, where one may cut."""
_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u200b\ufeff]+")
_AGAIN: Final = frozenset(("damage", "damage_date"))
"""Fields that a list may state for one day after the other, a column each."""
_NAMED: Final = frozenset(
    ("name", "name_uk", "name_en", "address", "street", "house", "district", "summary", "source")
)
"""Fields of people's own words."""


@dataclass(slots=True, eq=False)
class Source:
    """n rows of the list."""

    table: Table
    mapping: Mapping
    journal: Journal
    cells: dict[str, Cells]
    """Field -> (n,) text; blank where nothing is said."""

    @property
    def n(self) -> int:
        """Rows."""
        return len(self.table)

    def has(self, *fields: str) -> bool:
        """Whether the list has columns for all of these."""
        return all(field in self.cells for field in fields)

    def get(self, field: str) -> Cells:
        """A column; blank throughout where the list has none."""
        found = self.cells.get(field)
        return np.full(self.n, "", dtype=object) if found is None else found

    def heading(self, field: str) -> str:
        """What the list calls it."""
        return self.mapping.columns.get(field, "")


def source_of(table: Table, mapping: Mapping) -> Source:
    """The columns that the mapping names, cleaned; what was put right stands in the journal."""
    journal = Journal(len(table))
    source = Source(table, mapping, journal, {})
    for field, heading in mapping.columns.items():
        if heading in table.cells.columns:
            source.cells[field] = _latest(table, journal, field, heading)
    if mapping.hidden_rows == "leave":
        journal.leave("hidden", np.isin(table.line, table.hidden_rows))
    return source


def _latest(table: Table, journal: Journal, field: str, heading: str) -> Cells:
    """(n,) a column; of what was looked at again and again the last that says something."""
    again = repeats(heading, table.columns) if field in _AGAIN else [heading]
    columns = again if heading in again and len(again) > 1 else [heading]
    found = np.full(len(table), "", dtype=object)
    for name in columns:
        later = _cleaned(journal, field, table.cells[name].to_numpy(dtype=object))
        found = np.where(later != "", later, found).astype(object)
    if len(columns) > 1:
        journal.note("looked_again", columns=", ".join(columns))
    return found


def _cleaned(journal: Journal, field: str, raw: Cells) -> Cells:
    """(n,) text; every kind of damage to it is told apart."""
    column = Distinct.of(raw)
    plain = [w if w.isalnum() else _plain(w) for w in column.words]
    errors = [is_error(w) for w in plain]
    formulas = [w.startswith(UNCALCULATED) and field not in _NAMED for w in plain]
    said = [
        "" if e or f or is_blank(w) else w for w, e, f in zip(plain, errors, formulas, strict=True)
    ]
    better = [mended(w) for w in said]
    safe = (
        [_FORMULA.sub("", w) if _FORMULA.search(w) else w for w in better]
        if field in _NAMED
        else better
    )
    found = column.spread(safe)
    lost = np.array([b != s and "?" in s for b, s in zip(better, said, strict=True)], dtype=bool)
    mixed = np.array(
        [b != s and "?" not in s for b, s in zip(better, said, strict=True)], dtype=bool
    )
    marked = np.array([a != b for a, b in zip(safe, better, strict=True)], dtype=bool)
    kinds = {
        "error_cell": np.array(errors, dtype=bool),
        "uncalculated": np.array(formulas, dtype=bool),
        "lost_sign": lost,
        "mixed_letters": mixed,
        "formula": marked,
    }
    for kind, of_word in kinds.items():
        if of_word.any():
            journal.correct(kind, field, _rows(of_word, column), raw, found)
    return found


def _plain(word: str) -> str:
    """A word with single blanks, and without letters that only steer."""
    return _SPACES.sub(" ", STEERING.sub("", word)).strip()


def _rows(of_word: Flags, column: Distinct) -> Flags:
    """(n,) what holds for the word of a row."""
    return np.asarray(of_word[column.code], dtype=bool)
