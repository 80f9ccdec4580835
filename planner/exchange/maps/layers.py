"""Layers of a plan: the priority list with a point for each row, and the districts with their sums.

Points are those of the released plan: exact for the office, the middle of a square of a kilometre
for partners, none for everybody, who are left with the district of each row. Coordinates are WGS 84.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from planner.arrays import Floats
from planner.exchange.gate import Released
from planner.exchange.listing import priority_list
from planner.exchange.sheet import NAMES, Cell, Column, Form, Table, names, table
from planner.insight.words import district_name
from planner.inventory import District
from planner.plan import Plan
from planner.text import money_unit, text

Point = tuple[float, float]
"""Longitude, latitude."""
Polygon = list[list[Point]]
"""An outer ring and its holes, each closed."""
Shape = Point | list[Polygon] | None

WORKS, DISTRICTS, DICTIONARY, STAMP = "works", "districts", "fields", "stamp"
_DISTRICT_COLUMNS: Final[tuple[tuple[str, Form], ...]] = (
    ("id", "text"),
    *NAMES,
    ("district", "text"),
    ("planned", "whole"),
    ("waiting", "whole"),
    ("cost", "money"),
    ("schematic", "text"),
)
_IN_PLAN: Final = ("planned", "clearing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Rows of a table and the shape of each."""

    key: str
    table: Table
    shapes: Sequence[Shape]
    kind: str
    """Point or MultiPolygon."""


def layers(released: Released) -> list[Layer]:
    """The works, and the districts where the city has outlines; what the profile gets of them."""
    listed = released.gate.table(priority_list(released.plan))
    found = [Layer(key=WORKS, table=listed, shapes=_points(released.plan), kind="Point")]
    outlined = released.plan.inventory.districts.districts
    if outlined:
        shapes = [polygons(district) for district in outlined]
        sums = released.gate.table(_districts(released.plan))
        found.append(Layer(key=DISTRICTS, table=sums, shapes=shapes, kind="MultiPolygon"))
    return found


def _points(plan: Plan) -> list[Shape]:
    """A point for each entry, in list order; none where it is not known or not told."""
    listing, sites, projects = plan.listing, plan.inventory.sites, plan.inventory.projects
    found: list[Shape] = []
    for entry in plan.entries:
        row = int(listing.inventory[listing.place[entry.id]])
        where = sites if entry.kind == "site" else projects
        lat, lon = float(where.lat[row]), float(where.lon[row])
        found.append(None if np.isnan(lat) or np.isnan(lon) else (lon, lat))
    return found


def _districts(plan: Plan) -> Table:
    """How much of the plan lies in each district: sites and projects in it, those that wait, the cost."""
    tender = plan.scenario.money.tender
    planned: dict[str, int] = {}
    waiting: dict[str, int] = {}
    cost: dict[str, Decimal] = {}
    for entry in plan.entries:
        counted = planned if entry.group in _IN_PLAN else waiting
        counted[entry.district] = counted.get(entry.district, 0) + 1
        if entry.group in _IN_PLAN:
            spent = cost.get(entry.district, Decimal(0))
            cost[entry.district] = spent + tender.amount(entry.cost)
    outlines = plan.inventory.districts
    said = text(f"export.yes.{outlines.schematic}".lower())
    rows: list[tuple[Cell, ...]] = [
        (
            d.id, *names(d.names), district_name(plan, d.id), planned.get(d.id, 0),
            waiting.get(d.id, 0), cost.get(d.id, Decimal(0)), said,
        )
        for d in outlines.districts
    ]  # fmt: skip
    return table("map_districts", _DISTRICT_COLUMNS, rows, unit=money_unit(tender))


def polygons(district: District) -> list[Polygon]:
    """Outlines with the holes that lie in them."""
    rings = [_closed(ring) for ring in district.rings]
    outer = [k for k, ring in enumerate(rings) if not any(
        other != k and _holds(rings[other], ring[0]) for other in range(len(rings))
    )]  # fmt: skip
    found = {k: [rings[k]] for k in outer}
    for k, ring in enumerate(rings):
        if k not in found:
            home = next((o for o in outer if _holds(rings[o], ring[0])), None)
            if home is not None:
                found[home].append(ring)
    return list(found.values())


def _closed(ring: Floats) -> list[Point]:
    points = [(float(x), float(y)) for x, y in ring]
    return points if points[0] == points[-1] else [*points, points[0]]


def _holds(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies within a ring, by counting the sides that a line to the east crosses."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def plain(value: Cell) -> str | int | float | None:
    """A cell as maps hold it."""
    if isinstance(value, bool):
        return int(value)
    return float(value) if isinstance(value, Decimal) else value


def row_of(
    columns: Sequence[Column], cells: Sequence[Cell]
) -> Mapping[str, str | int | float | None]:
    """A row by the keys of its columns."""
    return {column.key: plain(cell) for column, cell in zip(columns, cells, strict=True)}
