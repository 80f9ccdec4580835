"""Archives of layers and tables: each is a sheet, so that whoever brings several is asked which."""

from collections.abc import Callable
from typing import Final

from planner.intake.foreign.geojson import read_geojson
from planner.intake.foreign.geopackage import read_geopackage
from planner.intake.foreign.packed import Archive
from planner.intake.foreign.shapefile import read_shapefile
from planner.intake.foreign.sheet import SHEET_LIMIT, Book, Sheet, refuse

_TWIN: Final = "__MACOSX/"
"""Where another system leaves what it knows of the files."""
_TABLES: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


def read_layers(archive: Archive) -> Book:
    """All layers of an archive."""
    sheets: list[Sheet] = []
    for name in _mine(archive):
        low = name.lower()
        if low.endswith(".shp"):
            sheets.append(read_shapefile(archive, name[:-4]))
        elif low.endswith(".geojson"):
            sheets.append(read_geojson(archive.read(name), name.rsplit("/", 1)[-1][:-8]))
        elif low.endswith(".gpkg"):
            sheets += read_geopackage(archive.read(name))
        if len(sheets) > SHEET_LIMIT:
            refuse("intake_too_many_sheets", limit=SHEET_LIMIT)
    return Book(kind="layers", sheets=sheets)


def tables_of(archive: Archive) -> list[str]:
    """Files of an archive that are tables."""
    return [name for name in _mine(archive) if name.lower().endswith(_TABLES)]


def read_tables(archive: Archive, read: Callable[[bytes], Book]) -> Book:
    """All tables of an archive, as survey programs pack a form and its repeated parts."""
    sheets: list[Sheet] = []
    for name in tables_of(archive):
        stem, book = name.rsplit("/", 1)[-1].rsplit(".", 1)[0], read(archive.read(name))
        for sheet in book.sheets:
            sheet.name = " / ".join(filter(None, (stem, sheet.name)))
            sheets.append(sheet)
        if len(sheets) > SHEET_LIMIT:
            refuse("intake_too_many_sheets", limit=SHEET_LIMIT)
    return Book(kind="zip", sheets=sheets)


def _mine(archive: Archive) -> list[str]:
    """Files of an archive without their twins."""
    return [n for n in archive.names if not n.startswith(_TWIN) and "/._" not in f"/{n}"]
