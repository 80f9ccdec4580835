"""Where in a sheet the table is: titles above, headings of one row or several, totals below."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from planner.arrays import Flags, Integers
from planner.intake.foreign.sheet import Sheet
from planner.intake.headings import hits

_LOOKED: Final = 40
"""Rows among which the headings are looked for."""
_DEEPEST: Final = 3
"""Rows of headings at most."""
_NUMBER: Final = re.compile(r"[-+]?[\d\s\u00a0.,]*\d%?")
_TOTAL: Final = re.compile(
    r"(?:разом|усього|всього|підсумок|підсумки|підсумково|загалом|итого|всего|total|subtotal|"
    r"sub-total|grand total|sum)(?:\s+(?:по|за|у|в|для|для|for|of|in|об.єктів|будівель|будинків)\b.*)?"
    r"[\s:.–-]*",
    re.IGNORECASE,
)
_FIRST_CELLS: Final = 3
_LEAST_WIDTH: Final = 3
"""Columns from which a row with one cell is a heading or a note, not a building."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Rows of the sheet that are no rows of the list, and why."""

    reason: str
    line: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """The list in a sheet: n rows of text under named columns."""

    sheet: str
    header: int
    """Row of the sheet that the headings begin in, counted from 1; 0 where there are none."""
    depth: int
    """How many rows they take."""
    cells: pd.DataFrame
    """(n, columns), text; blank where nothing stands."""
    line: Integers
    """(n,) row of the sheet, counted from 1."""
    section: tuple[str, ...]
    """(n,) the heading between rows that the row stands under, if any."""
    aside: tuple[Aside, ...]
    titles: tuple[str, ...] = ()
    """What stands above the headings."""
    hidden_rows: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Lines of the rows that the file hides."""
    hidden_columns: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.line)

    @property
    def columns(self) -> list[str]:
        """Headings, each once."""
        return [str(name) for name in self.cells.columns]


def table_of(sheet: Sheet, *, header: int | None = None, depth: int | None = None) -> Table:
    """The list in a sheet; header, depth: where its headings are said to stand, counted from 1."""
    grid = _grid(sheet)
    top, deep = _headings(grid, sheet) if header is None else (header - 1, depth or 1)
    if header is not None and depth is None and header > 0:
        deep = _depth(grid, sheet, top)
    names = _names(grid[top : top + deep]) if top >= 0 else []
    names = _unique(names, grid.shape[1])
    begin = max(top + deep, 0)
    body = grid[begin:]
    line = np.arange(begin + 1, begin + 1 + len(body))
    kinds = _kinds(body, grid[top] if top >= 0 else None)
    filled = (body != "").any(axis=0) | np.array([not n.startswith("#") for n in names])
    kept = kinds == ""
    sections = _sections(body, kinds)
    hidden = np.asarray(sheet.hidden_rows, dtype=np.int64) + 1
    return Table(
        sheet=sheet.name,
        header=top + 1,
        depth=deep,
        cells=pd.DataFrame(
            {n: body[kept, i] for i, n in enumerate(names) if filled[i]}, dtype=object
        ),
        line=line[kept],
        section=tuple(sections[kept]),
        aside=tuple(
            Aside(reason=str(kinds[i]), line=int(line[i]), words=_words(body[i]))
            for i in np.flatnonzero(~kept)
        ),
        titles=tuple(_words(row) for row in grid[: max(top, 0)] if (row != "").any()),
        hidden_rows=np.intersect1d(hidden, line[kept]),
        hidden_columns=tuple(names[i] for i in sheet.hidden_columns if i < len(names)),
    )


def _grid(sheet: Sheet) -> np.ndarray[tuple[int, int], np.dtype[np.object_]]:
    """(rows, columns) of text; merged cells that hold words hold them throughout when they lie
    below each other, so that a district merged over its rows is each row's."""
    width = max(map(len, sheet.rows), default=0)
    grid = np.full((len(sheet.rows), width), "", dtype=object)
    for number, row in enumerate(sheet.rows):
        grid[number, : len(row)] = row
    for top, bottom, left, right in sheet.merged:
        words = grid[top, left] if left < width else ""
        if not words or (_NUMBER.fullmatch(words) and top >= _LOOKED):
            continue
        if (
            top < _LOOKED
            and bottom < _LOOKED + _DEEPEST
            and right > left
            and not right >= width - 1
        ):
            grid[top : bottom + 1, left : right + 1] = words
        elif bottom > top and not _NUMBER.fullmatch(words):
            grid[top : bottom + 1, left] = words
    return grid


def _texts(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell and not _NUMBER.fullmatch(cell)]


def _headings(
    grid: np.ndarray[tuple[int, int], np.dtype[np.object_]], sheet: Sheet
) -> tuple[int, int]:
    """(first row, rows) of the headings; (-1, 0) where the first row is one of the list already."""
    best, top = 0.0, -1
    for number, row in enumerate(grid[:_LOOKED]):
        texts = _texts(row)
        if len(texts) < 2:
            continue
        numbers = sum(1 for cell in row if cell) - len(texts)
        named = hits(texts)
        score = 3.0 * named + len(set(texts)) - 2.0 * numbers
        if not named and numbers:
            continue  # a row of the list
        if score > best:
            best, top = score, number
    if top < 0:
        return -1, 0
    top = _above(grid, sheet, top)
    return top, _depth(grid, sheet, top)


def _above(grid: np.ndarray[tuple[int, int], np.dtype[np.object_]], sheet: Sheet, top: int) -> int:
    """The first row of headings: groups of columns may stand over them."""
    width = grid.shape[1]
    while top > 0:
        over = [
            s for s in sheet.merged if s[0] == top - 1 and s[3] > s[2] and s[3] - s[2] < width - 1
        ]
        down = [s for s in sheet.merged if s[0] == top - 1 and s[1] >= top and s[2] == s[3]]
        if not over and not down and not _completes(grid[top - 1], grid[top]):
            return top
        top -= 1
    return top


def _depth(grid: np.ndarray[tuple[int, int], np.dtype[np.object_]], sheet: Sheet, top: int) -> int:
    """How many rows the headings take, by the merged cells in them or by what completes them."""
    width = grid.shape[1]
    bottom = top
    for first, last, left, right in sheet.merged:
        if first == top and last < top + _DEEPEST:
            bottom = max(bottom, last)
            if left < right < width and right - left < width - 1 and last == first:
                bottom = max(bottom, top + 1)
    if bottom == top and top + 1 < len(grid) and _completes(grid[top], grid[top + 1]):
        bottom = top + 1
    return min(bottom, len(grid) - 1) - top + 1


def _completes(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row holds the second level of headings: words only, under groups and in gaps."""
    below = [i for i, cell in enumerate(lower) if cell]
    if len(below) < 2 or len(_texts(lower)) < len(below) or len(_texts(upper)) < 2:
        return False
    if any(_NUMBER.fullmatch(cell) for cell in upper if cell):
        return False
    last = len(upper) - 1
    grouped = [not upper[i] or (i < last and not upper[i + 1]) for i in below]
    return all(grouped) and any(not upper[i] for i in below)


def _names(rows: np.ndarray[tuple[int, int], np.dtype[np.object_]]) -> list[str]:
    """Headings, groups before their columns: `Coordinates / latitude`."""
    if len(rows) == 0:
        return []
    levels = [list(row) for row in rows]
    for upper, lower in pairwise(levels):
        group = ""
        for i, cell in enumerate(upper):
            group = cell or (group if lower[i] else "")
            upper[i] = group
    names = []
    for parts in zip(*levels, strict=True):
        names.append(" / ".join(dict.fromkeys(part for part in parts if part)))
    return names


def _unique(names: Sequence[str], width: int) -> list[str]:
    """A name for each column: `#3` where it has none, `Name (2)` where it is the second."""
    seen: Counter[str] = Counter()
    found = []
    for number in range(width):
        name = names[number] if number < len(names) else ""
        name = name or f"#{number + 1}"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _kinds(
    body: np.ndarray[tuple[int, int], np.dtype[np.object_]], heading: Sequence[str] | None
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """(rows,) why each is no row of the list; blank where it is one."""
    filled = body != ""
    count = filled.sum(axis=1)
    kinds = np.full(len(body), "", dtype=object)
    kinds[count == 0] = "blank"
    usual = float(np.median(count[count > 0])) if (count > 0).any() else 0.0
    if usual >= _LEAST_WIDTH:
        lone = np.flatnonzero(count == 1)
        words = body[lone].max(axis=1) if len(lone) else []
        kinds[[i for i, w in zip(lone, words, strict=True) if not _NUMBER.fullmatch(w)]] = "single"
    kinds[_totals(body, filled, count <= max(0.7 * usual, 2))] = "total"
    if heading is not None and len(body):
        same = (body == np.asarray(heading, dtype=object)) | ~filled
        kinds[same.all(axis=1) & (count > 1)] = "heading"
        numbering = [_numbers_columns(row) for row in body[:3]]
        kinds[: len(numbering)][numbering] = "numbering"
    return kinds


def _totals(
    body: np.ndarray[tuple[int, int], np.dtype[np.object_]], filled: Flags, sparse: Flags
) -> Flags:
    """(rows,) whether a row sums others up: it says so first, and leaves most cells blank."""
    found = np.zeros(len(body), dtype=bool)
    place = filled.cumsum(axis=1)
    for column in range(body.shape[1]):
        early = filled[:, column] & (place[:, column] <= _FIRST_CELLS) & sparse
        rows = np.flatnonzero(early)
        found[[r for r in rows if _TOTAL.fullmatch(body[r, column])]] = True
    return found


def _numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 ..."""
    filled = [cell for cell in row if cell]
    return len(filled) >= _LEAST_WIDTH and filled == [str(n + 1) for n in range(len(filled))]


def _sections(
    body: np.ndarray[tuple[int, int], np.dtype[np.object_]],
    kinds: np.ndarray[tuple[int], np.dtype[np.object_]],
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """(rows,) the last row of one cell above each."""
    words = pd.Series(body.max(axis=1) if body.size else "", index=range(len(body)), dtype=object)
    return words.where(kinds == "single").ffill().fillna("").to_numpy(dtype=object)


def _words(row: Sequence[str]) -> str:
    return " | ".join(cell for cell in row if cell)[:200]
