"""Foreign files as offices make them, built so that a test shows all that matters of them."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
import xlsxwriter

from planner.intake.take.ground import Ground
from planner.inventory import District, Districts

Rows = Sequence[Sequence[Any]]


def csv_of(rows: Rows, *, mark: str = ";", encoding: str = "utf-8") -> bytes:
    """A table of text."""
    return "\n".join(mark.join(map(str, row)) for row in rows).encode(encoding)


def xlsx_of(sheets: dict[str, Rows]) -> bytes:
    """A workbook of numbers and words."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in ("", None):
                        sheet.write(number, column, value)
    return stream.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def ods_of(table: str) -> bytes:
    """A document of OpenDocument whose first table holds the rows given as XML."""
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<table:table table:name="Перелік">{table}</table:table></office:document-content>'
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mime, "content.xml": content.encode()})


def square(
    id: str, west: float, names: dict[str, str], former: tuple[str, ...] = (), katottg: str = ""
) -> District:
    """A district of a tenth of a degree, east of `west`."""
    ring = np.array(
        [[west, 50.0], [west + 0.1, 50.0], [west + 0.1, 50.1], [west, 50.1], [west, 50.0]]
    )
    return District(id=id, names=names, rings=(ring,), former=former, katottg=katottg)


TOWN = Ground(
    Districts(
        districts=(
            square("north", 36.0, {"uk": "Північний район", "en": "Northern"}, ("Жовтневий",)),
            square("south", 36.1, {"uk": "Південний район", "en": "Southern"}),
        ),
        rivers=(),
        schematic=True,
    )
)
"""Two districts beside each other."""
