"""Mapping: what was said of a foreign table, kept so that next month's is read the same way.

format: 1
sheet: Перелік
header: 4
columns: {address: Адреса, floor_area: "Загальна площа, кв. м", damage: Ступінь руйнування}
scale: category
"""

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from planner.domain import Strict
from planner.errors import Fault, InputError
from planner.intake.headings import fields
from planner.intake.values.damage import scales
from planner.reading import read_bytes, scan_yaml, unknown, write_yaml_text
from planner.scenario.checks.schema import validate
from planner.scenario.tree import merge

SIZE_LIMIT: Final = 1_000_000
Said = Annotated[str, Field(max_length=400)]
Guess = Annotated[int, Field(ge=0, le=5)]


class Assumed(Strict):
    """What holds for rows that do not say; marked as a judgement wherever it is used."""

    damage: Guess | None = None
    """Grade of all rows, where the list has no column of damage or leaves it blank."""
    damaged: Guess = 3
    """Grade of a building of which the list says no more than that it is damaged."""
    storeys: Annotated[float, Field(gt=0, le=200)] | None = None
    floor_area: Annotated[float, Field(gt=0, le=1_000_000)] | None = None
    """Square metres of a building whose size nothing tells."""


class Mapping(Strict):
    """What each column means, and what its words do."""

    format: Literal[1] = 1
    file: Said = ""
    """The file that it was made for; for people."""
    sheet: Said = ""
    header: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """Row of the sheet that the headings begin in, counted from 1; 0 where there are none."""
    depth: Annotated[int, Field(ge=1, le=5)] | None = None
    """How many rows they take."""
    columns: dict[str, Said] = Field(default_factory=dict)
    """Field -> heading of its column."""
    scale: str = ""
    """Of damage, one of `knowledge/damage.yaml`."""
    damage: dict[str, str] = Field(default_factory=dict)
    """Word in the column of damage -> grade 0 to 5, or `-` where it says nothing."""
    words: dict[Literal["use", "heritage_status", "owner", "district"], dict[str, str]] = Field(
        default_factory=dict
    )
    """Word in such a column -> the tool's own."""
    area: Literal["", "floor", "footprint"] = ""
    """What a column called only "area" is of."""
    dates: Literal["", "dmy", "mdy"] = ""
    """What comes first in 06/01/22."""
    crs: Annotated[str, Field(pattern=r"^(|EPSG:\d{4,6})$")] = ""
    """Of coordinates in metres."""
    hidden_rows: Literal["keep", "leave"] = "keep"
    quality: Literal["reported", "estimated"] = "reported"
    """How the list's own figures are known."""
    source: Said = ""
    """Who made the list; shown with every building."""
    assume: Assumed = Assumed()


def read_mapping(path: Path) -> Mapping:
    """A mapping from its file. Raises InputError with every fault."""
    document, faults = scan_yaml(
        read_bytes(path, limit=SIZE_LIMIT, label=path.name), label=path.name
    )
    if faults:
        raise InputError(faults)
    mapping, found = validate(merge([document]), Mapping)
    if mapping is None or found:
        raise InputError(found)
    wrong = _unknown(mapping, path.name)
    if wrong:
        raise InputError(wrong)
    return mapping


def _unknown(mapping: Mapping, label: str) -> list[Fault]:
    """Fields and scales that there are not."""
    known = [
        unknown("choice", field, fields(), file=label, field=f"columns.{field}")
        for field in mapping.columns
        if field not in fields()
    ]
    if mapping.scale and mapping.scale not in scales():
        known.append(unknown("choice", mapping.scale, tuple(scales()), file=label, field="scale"))
    return known


def mapping_text(mapping: Mapping) -> str:
    """The mapping as YAML; what is not said is left out."""
    return write_yaml_text(mapping.model_dump(exclude_defaults=True) | {"format": 1})
