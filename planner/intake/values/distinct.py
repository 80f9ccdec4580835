"""Columns by their distinct words: what is read of a word is read once and holds for all its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

from planner.arrays import Flags, Integers

T = TypeVar("T")
Cells = np.ndarray[tuple[int], np.dtype[np.object_]]
"""(n,) text; blank where nothing is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """A column of n cells: `words[code[i]]` stands in row i."""

    code: Integers
    words: Cells

    @classmethod
    def of(cls, cells: Cells) -> "Distinct":
        """Of a column."""
        code, words = pd.factorize(cells)
        return cls(code.astype(np.int64), np.asarray(words, dtype=object))

    def read(self, reading: Callable[[str], T]) -> list[T]:
        """What each distinct word is read as."""
        return [reading(word) for word in self.words]

    def spread(self, found: list[str]) -> Cells:
        """(n,) of texts, from one for each distinct word."""
        if not found:
            return np.full(len(self.code), "", dtype=object)
        return np.array(found, dtype=object)[self.code]


def cyrillic(cells: Cells) -> Flags:
    """(n,) whether a cell has Cyrillic letters."""
    found = pd.Series(cells, dtype=object).str.contains("[\u0400-\u04ff]", regex=True)
    return np.asarray(found.fillna(False), dtype=bool)
