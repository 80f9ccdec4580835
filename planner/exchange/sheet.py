"""A table on its way out: columns with stable keys and translated titles, and plain cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Final, Literal

from planner.inventory.wording import NAME
from planner.text import LANGUAGES, Language, text

Cell = str | int | float | Decimal | bool | None
Form = Literal["text", "whole", "year", "money", "points", "number", "percent", "plain"]

NAMES: Final[tuple[tuple[str, Form], ...]] = tuple((column, "text") for column in NAME.values())
"""Columns of a name, one a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `key` is the same in every language, `title` is for people."""

    key: str
    title: str
    form: Form = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns, all of the same length."""

    key: str
    title: str
    """At most 31 characters, as a workbook demands of a sheet's name."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    frozen_columns: int = 0


def table(
    key: str,
    columns: Sequence[tuple[str, Form]],
    rows: Sequence[tuple[Cell, ...]],
    **values: object,
) -> Table:
    """A table whose title and column titles stand in the catalogue under `export.`."""
    return Table(
        key=key,
        title=text(f"export.sheet.{key}"),
        columns=tuple(
            Column(key=name, title=text(f"export.column.{name}", **values), form=form)
            for name, form in columns
        ),
        rows=tuple(rows),
    )


def names(stated: Mapping[Language, str]) -> tuple[str, ...]:
    """Cells of NAMES, blank in a language that has no name for it."""
    return tuple(stated.get(language, "") for language in LANGUAGES)


def finite(number: float) -> float | None:
    """The number itself; nothing where it is not finite."""
    return float(number) if isfinite(number) else None


def tidy(number: float) -> float | None:
    """The number to nine decimals, never a negative zero; nothing where it is not finite."""
    return round(float(number), 9) + 0.0 if isfinite(number) else None
