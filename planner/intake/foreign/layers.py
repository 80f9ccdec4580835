"""Archives of layers and tables: each is a sheet, so that whoever brings several is asked which."""

from typing import Final

from planner.intake.foreign.geojson import read_geojson
from planner.intake.foreign.geopackage import read_geopackage
from planner.intake.foreign.packed import Archive
from planner.intake.foreign.shapefile import read_shapefile
from planner.intake.foreign.sheet import SHEET_LIMIT, Book, Sheet, refuse

_TWIN: Final = "__MACOSX/"
"""Where another system leaves what it knows of the files."""


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


def _mine(archive: Archive) -> list[str]:
    """Files of an archive without their twins."""
    return [n for n in archive.names if not n.startswith(_TWIN) and "/._" not in f"/{n}"]
