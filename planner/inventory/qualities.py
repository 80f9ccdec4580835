"""How well each value is known: the table's own words, and the three qualities they stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.inventory.columns import Qualities, Quality
from planner.reading import ColumnReader
from planner.reading.tables import is_zero

WORDS: Final = {
    **dict.fromkeys(("reported", "surveyed", "press", "exact", "building"), Quality.REPORTED),
    **dict.fromkeys(
        (
            "estimated",
            "judgement",
            "inferred",
            "illustrative",
            "street",
            "district",
            "unconfirmed",
            "by_area",
        ),
        Quality.ESTIMATED,
    ),
}
"""A word of a quality column -> the quality it stands for."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A column whose values carry a quality."""

    name: str
    """As the inventory calls it."""
    value_column: str
    quality_column: str
    zero_known: bool = True
    """False where 0 stands for "not known", as an area of no size does."""


def read_qualities(
    reader: ColumnReader, graded: Sequence[Graded]
) -> tuple[dict[str, Qualities], dict[str, tuple[str, ...]]]:
    """Quality and original word of every graded column, each (n,).

    A blank value is missing whatever its quality says. Where the table has no quality column,
    nobody vouches for the value, so it counts as estimated.
    """
    qualities: dict[str, Qualities] = {}
    words: dict[str, tuple[str, ...]] = {}
    for column in graded:
        values = reader.text(column.value_column)
        if not column.zero_known:
            values = tuple("" if is_zero(value) else value for value in values)
        said = reader.choice(column.quality_column, tuple(WORDS), blank=True)
        found = [
            WORDS.get(word, Quality.ESTIMATED) if value else Quality.MISSING
            for value, word in zip(values, said, strict=True)
        ]
        if column.quality_column in reader.table.cells:
            _require_words(reader, column, values, said)
        array = np.empty(len(found), dtype=object)
        array[:] = found
        qualities[column.name] = array
        words[column.name] = said
    return qualities, words


def _require_words(
    reader: ColumnReader, column: Graded, values: Sequence[str], said: Sequence[str]
) -> None:
    for i, (value, word) in enumerate(zip(values, said, strict=True)):
        if value and not word:
            details: dict[str, str | int | float] = {"column": column.value_column}
            reader.fault("quality_blank", column.quality_column, i, details)
