"""GeoPackages: SQLite in memory, tables alone, by a reader of well-known binary."""

import sqlite3
import struct
from collections.abc import Sequence
from typing import Any, Final

from planner.intake.foreign.outlines import Outlines, layer_rows, system_of
from planner.intake.foreign.sheet import (
    COLUMN_LIMIT,
    LONGEST_CELL,
    ROW_LIMIT,
    SHEET_LIMIT,
    Sheet,
    refuse,
)

_STEPS: Final = 1_000_000
"""Instructions of the database between two looks at how many there were."""
_MOST_STEPS: Final = 400
_ENVELOPES: Final = (0, 32, 48, 48, 64)
_DEPTH: Final = 4


def read_geopackage(data: bytes) -> list[Sheet]:
    """Its layers of features. Views and triggers are not run."""
    base = sqlite3.connect(":memory:")
    spent = 0

    def looked() -> int:
        nonlocal spent
        spent += 1
        return int(spent > _MOST_STEPS)

    base.set_progress_handler(looked, _STEPS)
    try:
        base.deserialize(data)
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute("PRAGMA query_only = ON")
        return [_layer(base, *row) for row in _layers(base)]
    except sqlite3.Error:
        refuse("intake_gpkg_broken")


def _layers(base: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """(table, column of geometry, id of the system) of every layer that is a table."""
    found = base.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g "
        "JOIN sqlite_master m ON m.name = g.table_name AND m.type = 'table'"
    ).fetchall()
    if len(found) > SHEET_LIMIT:
        refuse("intake_too_many_sheets", limit=SHEET_LIMIT)
    return found


def _layer(base: sqlite3.Connection, table: str, geometry: str, srs: int) -> Sheet:
    quoted = table.replace('"', '""')
    columns = [row[1] for row in base.execute(f'PRAGMA table_info("{quoted}")')]
    if len(columns) > COLUMN_LIMIT:
        refuse("intake_too_wide", limit=COLUMN_LIMIT, column=len(columns), row=1)
    rows = base.execute(f'SELECT * FROM "{quoted}" LIMIT {ROW_LIMIT + 1}').fetchall()
    if len(rows) > ROW_LIMIT:
        refuse("intake_too_many_rows", limit=ROW_LIMIT, row=len(rows))
    at = columns.index(geometry) if geometry in columns else -1
    outlines = Outlines()
    for number, row in enumerate(rows):
        if at >= 0 and isinstance(row[at], bytes):
            _take(outlines, number, row[at])
    kept = [i for i in range(len(columns)) if i != at]
    cells = [[_text(row[i]) for i in kept] for row in rows]
    stated = base.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
        "WHERE srs_id = ?", (srs,),
    ).fetchone()  # fmt: skip
    names = [columns[i] for i in kept]
    return Sheet(name=table, rows=layer_rows(names, cells, outlines, system_of(_system(stated))))


def _system(stated: Sequence[Any] | None) -> str:
    if stated is None or stated[1] in (-1, 0):
        return ""
    if str(stated[0]).upper() == "EPSG":
        return f"EPSG:{stated[1]}"
    return str(stated[2])


def _text(value: Any) -> str:
    if value is None or isinstance(value, bytes):
        return ""
    return str(value).strip()[:LONGEST_CELL]


def _take(outlines: Outlines, number: int, blob: bytes) -> None:
    """A geometry with the header of a GeoPackage."""
    if len(blob) < 8 or blob[:2] != b"GP":
        return
    envelope = (blob[3] >> 1) & 7
    if envelope >= len(_ENVELOPES):
        refuse("intake_gpkg_broken")
    add_wkb(outlines, number, blob[8 + _ENVELOPES[envelope] :])


def add_wkb(outlines: Outlines, number: int, blob: bytes) -> None:
    """A geometry in well-known binary, of either kind of extension for heights."""
    try:
        _Binary(blob, outlines, number).geometry(0)
    except (struct.error, IndexError):
        refuse("intake_geometry")


class _Binary:
    """Reads one geometry from its bytes."""

    def __init__(self, blob: bytes, outlines: Outlines, number: int) -> None:
        self._blob, self._outlines, self._number = blob, outlines, number
        self._at = 0

    def geometry(self, depth: int) -> None:
        """One geometry, perhaps of several."""
        if depth > _DEPTH:
            refuse("intake_geometry")
        order = "<" if self._blob[self._at] else ">"
        (kind,) = struct.unpack_from(order + "I", self._blob, self._at + 1)
        self._at += 5
        if kind & 0x20000000:
            self._at += 4  # the id of the system
        heights = bool(kind & 0xC0000000) + (kind % 10_000 >= 1000) + (3000 <= kind % 10_000 < 4000)
        size = 2 + min(heights, 2)
        kind = (kind & 0x0FFFFFFF) % 1000
        if kind == 1:
            self._outlines.add(self._number, self._points(order, 1, size), closed=False)
        elif kind == 2:
            self._outlines.add(
                self._number, self._points(order, self._count(order), size), closed=False
            )
        elif kind == 3:
            for _ in range(self._count(order)):
                points = self._points(order, self._count(order), size)
                self._outlines.add(self._number, points, closed=True)
        elif 4 <= kind <= 7:
            for _ in range(self._count(order)):
                self.geometry(depth + 1)

    def _count(self, order: str) -> int:
        (n,) = struct.unpack_from(order + "I", self._blob, self._at)
        self._at += 4
        return int(n)

    def _points(self, order: str, n: int, size: int) -> list[tuple[float, ...]]:
        numbers = struct.unpack_from(f"{order}{n * size}d", self._blob, self._at)
        self._at += 8 * n * size
        found = [numbers[i : i + 2] for i in range(0, len(numbers), size)]
        return [point for point in found if point[0] == point[0]]  # an empty point is NaN
