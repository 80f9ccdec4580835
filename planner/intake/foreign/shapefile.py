"""Shapefiles: outlines in .shp, columns in .dbf, the system of coordinates in .prj."""

import codecs
import struct
from collections.abc import Iterator
from typing import Final

import numpy as np

from planner.intake.foreign.encoding import decoded
from planner.intake.foreign.numbers import tidy
from planner.intake.foreign.outlines import Outlines, layer_rows, system_of
from planner.intake.foreign.packed import Archive
from planner.intake.foreign.sheet import COLUMN_LIMIT, ROW_LIMIT, Sheet, refuse

_POINTS: Final = frozenset((1, 11, 21))
_SEVERAL: Final = frozenset((8, 18, 28))
_PARTED: Final = {3: False, 13: False, 23: False, 5: True, 15: True, 25: True}
"""Kind of shape -> whether its parts are rings."""
_LANGUAGES: Final = {0xC9: "cp1251", 0x57: "cp1251", 0x65: "cp866", 0x26: "cp866"}
"""Byte of a .dbf -> its encoding, of those that say Cyrillic."""


def read_shapefile(archive: Archive, stem: str) -> Sheet:
    """One layer of an archive; stem: its name there, without the ending."""
    outlines, shapes = Outlines(), 0
    for number, record in enumerate(_records(archive.read(stem + _ending(archive, stem, ".shp")))):
        _take(outlines, number, record)
        shapes = number + 1
    table = _ending(archive, stem, ".dbf")
    encoding = _read(archive, stem, ".cpg").decode("ascii", "ignore").strip()
    names, cells = _table(archive.read(stem + table), encoding) if table else ([], [])
    cells += [[""] * len(names)] * (shapes - len(cells))
    stated = _read(archive, stem, ".prj").decode("utf-8", "replace")
    name = stem.rsplit("/", 1)[-1]
    return Sheet(name=name, rows=layer_rows(names, cells, outlines, system_of(stated)))


def _ending(archive: Archive, stem: str, ending: str) -> str:
    """An ending as the archive spells it; blank where there is no such file."""
    return next((e for e in (ending, ending.upper()) if stem + e in archive.names), "")


def _read(archive: Archive, stem: str, ending: str) -> bytes:
    spelt = _ending(archive, stem, ending)
    return archive.read(stem + spelt) if spelt else b""


def _records(data: bytes) -> Iterator[bytes]:
    """Contents of the records, in file order."""
    at = 100
    while at + 8 <= len(data):
        (words,) = struct.unpack_from(">i", data, at + 4)
        if words < 2 or at + 8 + 2 * words > len(data):
            refuse("intake_shape_broken")
        yield data[at + 8 : at + 8 + 2 * words]
        at += 8 + 2 * words


def _take(outlines: Outlines, number: int, record: bytes) -> None:
    """The geometry of one record."""
    (kind,) = struct.unpack_from("<i", record)
    try:
        if kind in _POINTS:
            outlines.add(number, [struct.unpack_from("<2d", record, 4)], closed=False)
        elif kind in _SEVERAL:
            (n,) = struct.unpack_from("<i", record, 36)
            outlines.add(number, _pairs(record, 40, n), closed=False)
        elif kind in _PARTED:
            parts, n = struct.unpack_from("<2i", record, 36)
            starts = struct.unpack_from(f"<{parts}i", record, 44)
            points = _pairs(record, 44 + 4 * parts, n)
            for first, last in zip(starts, (*starts[1:], n), strict=True):
                outlines.add(number, points[first:last], closed=_PARTED[kind])
    except (struct.error, ValueError):
        refuse("intake_shape_broken")


def _pairs(record: bytes, at: int, n: int) -> list[list[float]]:
    """n points from an offset. Raises ValueError where there are not so many."""
    found: list[list[float]] = np.frombuffer(record, "<f8", 2 * n, at).reshape(-1, 2).tolist()
    return found


def _table(data: bytes, stated: str) -> tuple[list[str], list[list[str]]]:
    """Names and rows of a .dbf; deleted rows are kept, since their shapes are."""
    if len(data) < 33:
        refuse("intake_shape_broken")
    n, head, width = struct.unpack_from("<IHH", data, 4)
    fields = []
    at = 32
    while at + 32 <= head and data[at] != 0x0D:
        name = data[at : at + 11].split(b"\0")[0]
        fields.append((name, chr(data[at + 11]), data[at + 16]))
        at += 32
    if n > ROW_LIMIT:
        refuse("intake_too_many_rows", limit=ROW_LIMIT, row=n)
    if len(fields) > COLUMN_LIMIT or head + n * width > len(data) + 1:
        refuse("intake_shape_broken")
    encoding = _encoding(data, head, stated)
    rows = [_cells(data, head + row * width + 1, fields, encoding) for row in range(n)]
    return [name.decode(encoding, "replace") for name, _, _ in fields], rows


def _encoding(data: bytes, head: int, stated: str) -> str:
    """As .cpg or the table states it, else the likeliest."""
    word = stated.lower().replace("windows-", "cp").replace("ansi ", "cp")
    if word.isdigit():
        word = f"cp{word}" if word != "65001" else "utf-8"
    for name in filter(None, (word, _LANGUAGES.get(data[29], ""))):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return decoded(data[head : head + 400_000])[1]


def _cells(data: bytes, at: int, fields: list[tuple[bytes, str, int]], encoding: str) -> list[str]:
    found = []
    for _, kind, length in fields:
        word = data[at : at + length].decode(encoding, "replace").replace("\0", "").strip()
        if kind in "NF":
            word = tidy(word) if word.strip("*") else ""
        elif kind == "D" and len(word) == 8:
            word = f"{word[:4]}-{word[4:6]}-{word[6:]}"
        found.append(word)
        at += length
    return found
