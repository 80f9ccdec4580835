"""A sheet as it stands in a foreign file, and how large one may be."""

from dataclasses import dataclass, field, fields
from typing import Any, Final, NoReturn, Self

from planner.errors import Fault, InputError

FILE_LIMIT: Final = 128_000_000
"""Bytes of a file."""
UNPACKED_LIMIT: Final = 1_200_000_000
"""Bytes of all that an archive holds: a workbook of 300,000 rows comes to some 500 million."""
ROW_LIMIT: Final = 300_000
COLUMN_LIMIT: Final = 400
CELL_LIMIT: Final = 9_000_000
"""Cells of a file."""
LONGEST_CELL: Final = 20_000
SHEET_LIMIT: Final = 100
MEMORY_LIMIT: Final = 4_000_000_000
"""Bytes that reading a file may take."""
SECONDS: Final = 120
"""That reading a file may take."""
DATABASE: Final = "database"
"""What the reading process is told where it is to ask a server instead of a file."""
UNCALCULATED: Final = "="
"""How a cell begins that holds a formula without its result."""

Span = tuple[int, int, int, int]
"""Merged cells: first and last row, first and last column, counted from 0."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """Rows of text cells; a row ends with its last cell that is not blank.

    Numbers are written plainly, dates as ISO 8601, errors as the program shows them (#REF!), and a
    formula that was never calculated as the formula, so that none of them passes for a blank.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    """Counted from 0, as `hidden_columns`."""
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Its fields as JSON holds them."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """The sheet out of its fields as JSON holds them."""
        return cls(**{**plain, "merged": [tuple(span) for span in plain["merged"]]})


@dataclass(slots=True, kw_only=True)
class Book:
    """All sheets of a file, and how it was read."""

    kind: str
    """csv, xlsx, ods, xls, geojson, gpkg, shp, parquet."""
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""
    notes: list[str] = field(default_factory=list)
    """Keys of messages on how it was read."""
    sha256: str = ""
    """Of the file's bytes, or of the rows that a database gave."""

    def plain(self) -> dict[str, Any]:
        """Its fields as JSON holds them."""
        held = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**held, "sheets": [sheet.plain() for sheet in self.sheets]}


def refuse(key: str, **details: str | float) -> NoReturn:
    """Give a file up; `key` names the message. The caller adds the file's name."""
    raise InputError([Fault(key=key, details=details)])


class Grid:
    """Gathers the cells of one sheet, refusing more than there is room for."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.cells = 0

    def put(self, row: int, values: dict[int, str]) -> None:
        """One row (0-based) of cells by column; blank ones are left out."""
        if not values:
            return
        if row >= ROW_LIMIT:
            refuse("intake_too_many_rows", limit=ROW_LIMIT, row=row + 1)
        width = max(values) + 1
        if width > COLUMN_LIMIT:
            refuse("intake_too_wide", limit=COLUMN_LIMIT, column=width, row=row + 1)
        self.cells += width
        if self.cells > CELL_LIMIT:
            refuse("intake_too_many_cells", limit=CELL_LIMIT)
        while len(self.rows) < row:
            self.rows.append([])
        cells = [""] * width
        for column, value in values.items():
            cells[column] = value[:LONGEST_CELL]
        self.rows.append(cells)
