"""The folder of a new city: base, four scenarios, no projects yet, its own words, its districts."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from planner.errors import ConflictError, Fault, InputError
from planner.intake.city.base import base_text, cost_of_everything, money_of, presets
from planner.intake.city.terms import Terms
from planner.intake.importing import DISTRICTS, ground_of
from planner.intake.ledger import SITES
from planner.intake.take.ground import Ground
from planner.intake.updating import table_at
from planner.inventory.projects import REQUIRED as PROJECT_COLUMNS
from planner.reading import write_atomic, write_yaml_text
from planner.text import in_each, text

BASE: Final = "base.yaml"
FIRST: Final = "balanced.yaml"
"""The scenario that a new city is shown with."""


def begin_city(directory: Path, terms: Terms) -> tuple[list[Path], Decimal]:
    """Write the files of a city around its table of sites; what they are, and the money in millions.

    Raises InputError where there is no table yet, ConflictError, with nothing written, where the
    folder holds any of the files already.
    """
    if not (directory / SITES).is_file():
        raise InputError([Fault(key="city_sites", file=str(directory / SITES))])
    sites = table_at(directory / SITES)
    status, grade, floor = (
        np.asarray(sites[c], dtype=object)
        for c in ("heritage_status", "damage_grade", "floor_area_m2")
    )
    total = money_of(terms, cost_of_everything(terms, status, grade, floor))
    drawn = (directory / DISTRICTS).is_file()
    source = next((str(words) for words in sites["source"] if words), "")
    files = {
        BASE: base_text(terms, total, outlined=drawn),
        **presets(terms),
        "projects.csv": _header(),
        "about.yaml": _about(source),
    }
    return _placed(directory, files), total


def outlined(directory: Path, outlines: str | None) -> Ground:
    """Make the folder with the districts of the city, if it has any, and read them. Raises InputError."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise InputError([Fault(key="not_writable", file=str(directory))]) from None
    if outlines is not None:
        write_atomic(directory / DISTRICTS, outlines.encode(), overwrite=False)
    return ground_of(directory)


def free(directory: Path) -> None:
    """Refuse a folder that is a city already. Raises ConflictError."""
    if (directory / BASE).exists():
        raise ConflictError([Fault(key="city_there", file=str(directory / BASE))])


def _placed(directory: Path, files: Mapping[str, str]) -> list[Path]:
    taken = [name for name in files if (directory / name).exists()]
    if taken:
        raise ConflictError([Fault(key="city_there", file=str(directory / name)) for name in taken])
    for name, content in files.items():
        write_atomic(directory / name, content.encode(), overwrite=False)
    return [directory / name for name in files]


def _header() -> str:
    """A table of projects without any."""
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerow(PROJECT_COLUMNS)
    return lines.getvalue()


def _about(source: str) -> str:
    """What is true of the city so far."""
    said = {
        key: in_each(partial(text, f"intake.about.{key}"))
        for key in ("notice", "limit", "use", "licence")
    }
    named = in_each(lambda: source or text("intake.about.unnamed"))
    return write_yaml_text(
        {
            "format": 1,
            "notice": said["notice"],
            "limits": [said["limit"]],
            "sources": [{"name": named, "use": said["use"], "licence": said["licence"]}],
        }
    )
