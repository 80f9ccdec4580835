"""Text for terminals: display widths, wrapped columns, headings."""

import os
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import click

_UNKNOWN_WIDTH: Final = 120
_NARROWEST, _WIDEST = 60, 160
_NARROWEST_CELL: Final = 11
_BETWEEN: Final = "  "
_KEPT: Final = "\u00a0"


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its title, its side, and whether its words may wrap."""

    title: str
    side: Literal["left", "right"] = "left"
    wraps: bool = False


def terminal_width() -> int:
    """Columns to write in; COLUMNS sets it, a pipe counts as wide."""
    columns = shutil.get_terminal_size((_UNKNOWN_WIDTH, 24)).columns
    return min(max(columns, _NARROWEST), _WIDEST)


def printable(words: str) -> str:
    """The words without control characters: a name must not steer the terminal."""
    return "".join(c if c.isprintable() or c == _KEPT else " " for c in words)


def display_width(words: str) -> int:
    """Cells that the words take: marks that combine take none, wide letters two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in words
    )


def pad(words: str, width: int, side: Literal["left", "right"] = "left") -> str:
    """The words filled up with blanks to `width` cells."""
    blanks = " " * max(0, width - display_width(words))
    return words + blanks if side == "left" else blanks + words


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word longer than the line, cut into lines."""
    piece = ""
    for letter in word:
        if piece and display_width(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def wrap(words: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken between words; at least one line."""
    lines: list[str] = []
    line = ""
    for word in printable(words).split(" "):
        longer = f"{line} {word}" if line else word
        if display_width(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, width)
        lines += whole
    return [*lines, line]


def paragraph(words: str, indent: str = "", hanging: str = "") -> str:
    """Words wrapped to the terminal; lines after the first start with `hanging` instead."""
    lines = wrap(words, terminal_width() - max(len(indent), len(hanging)))
    return f"\n{hanging or indent}".join([indent + lines[0], *lines[1:]])


def heading(words: str) -> str:
    """A heading; bold where the terminal can."""
    return click.style(printable(words), bold=True)


def _widths(heads: Sequence[Head], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Cells of each column: as wide as needed, and columns that wrap share what is too much."""
    needed = [
        max([display_width(head.title), *(display_width(row[i]) for row in rows)])
        for i, head in enumerate(heads)
    ]
    while sum(needed) + len(_BETWEEN) * (len(heads) - 1) > width:
        wrapping = [i for i, h in enumerate(heads) if h.wraps and needed[i] > _NARROWEST_CELL]
        if not wrapping:
            break
        needed[max(wrapping, key=lambda i: needed[i])] -= 1
    return needed


def columns(
    heads: Sequence[Head],
    rows: Sequence[Sequence[str]],
    notes: Sequence[str] | None = None,
    indent: str = "  ",
) -> str:
    """A table with a header line; words wrap inside their column.

    notes: one per row, printed below it where not empty.
    """
    clean = [[printable(cell) for cell in row] for row in rows]
    width = terminal_width() - len(indent)
    widths = _widths(heads, clean, width)
    lines = _row([head.title for head in heads], heads, widths)
    for number, row in enumerate(clean):
        lines += _row(row, heads, widths)
        note = notes[number] if notes else ""
        if note:
            inset = " " * (widths[0] + len(_BETWEEN))
            lines += [inset + line for line in wrap(note, width - len(inset))]
    return "\n".join(f"{indent}{line}".rstrip(" ") for line in lines)


def _row(cells: Sequence[str], heads: Sequence[Head], widths: Sequence[int]) -> list[str]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    return [
        _BETWEEN.join(
            pad(lines[i] if i < len(lines) else "", width, head.side)
            for lines, width, head in zip(wrapped, widths, heads, strict=True)
        )
        for i in range(height)
    ]


def echo(words: str) -> None:
    """Print; bold only on a terminal that NO_COLOR does not restrain."""
    click.echo(words, color=False if os.environ.get("NO_COLOR") else None)
