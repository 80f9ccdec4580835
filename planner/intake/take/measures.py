"""Areas, storeys, years and people: numbers with limits, and what follows from others."""

from typing import Final

import numpy as np

from planner.arrays import Flags, Floats
from planner.intake.headings import words
from planner.intake.take.journal import QUIET
from planner.intake.take.source import Source
from planner.intake.values.distinct import Cells, Distinct
from planner.intake.values.numbers import Number, reader, unit_of

Measured = tuple[Floats, Flags]
"""(n,) values, NaN where nothing is known; (n,) whether the list itself only estimates them."""
_AREA: Final = (1.0, 2_000_000.0)
_FEET: Final = frozenset(("ft", "feet", "фути", "футів"))
_METRES_PER_FOOT: Final = 0.3048
PER_STOREY_M: Final = 3.0
"""Height of a storey where the list states heights alone; a rule of thumb."""
M2_PER_RESIDENT: Final = 25.0
"""Floor of a home for each who lives there; a rule of thumb, for homes alone."""
_LIMITS: Final[dict[str, tuple[float, float]]] = {
    "floor_area": _AREA,
    "footprint": _AREA,
    "area": _AREA,
    "damaged_area": _AREA,
    "storeys": (0.5, 200.0),
    "height": (1.0, 500.0),
    "people": (0.0, 1_000_000.0),
    "pupils": (0.0, 1_000_000.0),
    "patients": (0.0, 1_000_000.0),
    "workers": (0.0, 1_000_000.0),
    "year_built": (800.0, 2100.0),
    "damaged_share": (0.0, 100.0),
}
_NONE_AT_ZERO: Final = frozenset(("storeys", "year_built", "damaged_share"))
_AREAS: Final = frozenset(("floor_area", "footprint", "area", "damaged_area"))


def measured(source: Source, field: str) -> Measured:
    """A column of numbers; what is none, negative or out of all proportion is told and left out."""
    cells = source.get(field)
    column = Distinct.of(cells)
    read = reader(column.words, decimals=False)
    numbers = [read(word) if word else Number(None, "plain") for word in column.words]
    factor = unit_of(source.heading(field)) if field in _AREAS else 1.0
    if field == "height" and _FEET & set(words(source.heading(field))):
        factor = _METRES_PER_FOOT
    of_word = np.array([np.nan if x.value is None else x.value for x in numbers], dtype=np.float64)
    values = _spread(of_word * factor, column)
    notation = column.spread([number.notation for number in numbers])
    filled = cells != ""
    low, high = _LIMITS[field]
    wrong = filled & (notation == "wrong")
    negative = values < 0
    outside = (values < low) & ~negative | (values > high)
    if field in _AREAS or field in _NONE_AT_ZERO:
        outside &= values != 0.0
        _tell_zeros(source, field, cells, np.asarray(values == 0.0, dtype=bool))
        values = np.where(values == 0.0, np.nan, values)
    values = np.where(wrong | negative | outside, np.nan, values)
    shown = written(values, 1)
    for kind, rows in (("unreadable", wrong), ("negative", negative), ("out_of_range", outside)):
        source.journal.correct(kind, field, rows, cells, np.full(len(cells), "", dtype=object))
    vague = np.zeros(len(cells), dtype=bool)
    for kind in ("range", "about"):
        rows = (notation == kind) & ~np.isnan(values)
        source.journal.correct(kind, field, rows, cells, shown)
        vague |= rows
    _tell_notation(source, field, cells, notation, shown)
    return values, vague


def _tell_zeros(source: Source, field: str, cells: Cells, zero: Flags) -> None:
    """Zeros that stand for "not known": of a few rows, or as the column has it."""
    if zero.sum() > QUIET * (cells != "").sum():
        source.journal.note("notation_zero", column=source.heading(field))
    else:
        source.journal.correct("zero", field, zero, cells, np.full(len(cells), "", dtype=object))


def _tell_notation(source: Source, field: str, cells: Cells, notation: Cells, shown: Cells) -> None:
    """A way of writing that most of a column shares is the column's; of few rows it is a correction."""
    filled = max(int((cells != "").sum()), 1)
    for kind in ("comma", "blanks", "unit"):
        rows = np.asarray((notation == kind) & (shown != ""), dtype=bool)
        share = rows.sum() / filled
        if share > QUIET:
            source.journal.note(f"notation_{kind}", column=source.heading(field))
        elif rows.any():
            source.journal.correct("notation", field, rows, cells, shown)


def _spread(of_word: Floats, column: Distinct) -> Floats:
    if not len(of_word):
        return np.full(len(column.code), np.nan)
    return np.asarray(of_word[column.code], dtype=np.float64)


def written(values: Floats, digits: int) -> Cells:
    """(n,) numbers as text, blank where not known."""
    found = np.full(len(values), "", dtype=object)
    known = np.flatnonzero(~np.isnan(values))
    whole = np.round(values[known], digits)
    text = np.char.mod(f"%.{digits}f", whole)
    if digits:
        text = np.char.rstrip(np.char.rstrip(text, "0"), ".")
    found[known] = text.astype(object)
    return found
