"""The ground of the browser's map: what stays while weights move, sent once.

Plain data: arrays as base64 of their deflated bytes, in the order of the inventory (sites, then
projects). Places are rounded to 1/65,535 of the city's width and height.
"""

import base64
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.alternatives import CODES
from planner.arrays import Flags, Floats
from planner.insight.words import choice, works_name
from planner.inventory import Districts, Inventory, Quality
from planner.plan import Plan
from planner.plan.columns import Group
from planner.text import Language, name_of, text
from planner.ui.look import palette
from planner.ui.look.palette import DAMAGE, DAMAGE_OF_GRADE, STANDING, WORKS, Ink, Mark

Bytes = NDArray[np.uint8]

DRAWN: Final[tuple[Group, ...]] = ("planned", "next", "deferred", "unplannable")
"""Groups by the code that is sent; what is only cleared is drawn with what is planned."""
GRID: Final = 65_535
"""Steps along each side of the map."""
NO_WORKS: Final = len(CODES)
"""Mark of what no works are possible for; those of the works are their codes."""
_LEAST_ROOM: Final = 0.002
"""Degrees, about 200 m, around the places of a city without outlines."""
_NOWHERE: Final = (-1.0, -1.0, 1.0, 1.0)
"""West, south, east, north of a map with nothing on it."""
HIDDEN: Final = 15
"""Mark of what is not drawn."""
APPROXIMATE: Final = 8
PROJECT: Final = 7
UNPLACED: Final = 16
"""Facts of a place: damage grade + 1 in bits 0-2 (7: a project), approximate place in bit 3, no
place in bit 4."""
_INKS: Final = {
    "land": palette.LAND,
    "border": palette.BORDER,
    "water": palette.WATER,
    "text": palette.TEXT,
    "quiet": palette.QUIET,
    "ring": palette.RING,
}
_WORDS: Final = (
    "zoom_in",
    "zoom_out",
    "home",
    "expand",
    "shrink",
    "tools",
    "keys",
    "wheel",
    "touch",
    "start",
    "approximate",
    "place",
    "nothing",
)


@dataclass(frozen=True, slots=True)
class CityGround:
    """An inventory, known by the bytes it was read from: equal cities have equal grounds."""

    sha256: str
    inventory: Inventory = field(compare=False, repr=False)

    @classmethod
    def of(cls, inventory: Inventory) -> "CityGround":
        """The city of an inventory."""
        return cls(inventory.sha256, inventory)

    @property
    def stamp(self) -> str:
        """Tells the browser which decisions belong to which ground."""
        return self.sha256[:12]


def packed(data: bytes) -> str:
    """Base64 of the deflated bytes, as the browser's own DecompressionStream reads them."""
    return base64.b64encode(zlib.compress(data, 6)).decode("ascii")


def _packed_lines(lines: Iterable[str]) -> str:
    return packed("\n".join(" ".join(line.split()) for line in lines).encode())


def _extent(inventory: Inventory) -> tuple[float, float, float, float]:
    """West, south, east, north of everything drawn, in degrees.

    Without outlines, places have some room around them, so that none lies on the edge.
    """
    districts = inventory.districts
    outlines = [ring for d in districts.districts for ring in d.rings]
    outlines += [line for river in districts.rivers for line in river.lines]
    sites, projects = inventory.sites, inventory.projects
    places = [np.column_stack([table.lon, table.lat]) for table in (sites, projects)]
    points = np.concatenate([*outlines, *places])
    points = points[~np.isnan(points).any(axis=1)]
    if not len(points):
        return _NOWHERE
    room = 0.0 if outlines else np.maximum(0.05 * np.ptp(points, axis=0), _LEAST_ROOM)
    west, south = points.min(axis=0) - room
    east, north = points.max(axis=0) + room
    return float(west), float(south), float(east), float(north)


def _home(inventory: Inventory, grid: "_Grid") -> list[int]:
    """Steps west, south, east, north of what the map shows first: the districts, or everything."""
    if not inventory.districts.districts:
        return [0, 0, GRID, GRID]
    south, west, north, east = inventory.districts.box()
    corners = grid.steps(np.array([[west, south], [east, north]]))
    return [int(step) for step in corners.ravel()]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Degrees -> steps of the grid."""

    extent: tuple[float, float, float, float]

    def steps(self, points: Floats) -> NDArray[np.uint16]:
        """(n, 2) of longitude, latitude -> (n, 2) of steps from west and from south."""
        west, south, east, north = self.extent
        width = np.maximum([east - west, north - south], 1e-9)
        shares = (points - [west, south]) / width
        known = np.nan_to_num(np.clip(shares, 0.0, 1.0))  # what has no place is not drawn
        return np.rint(known * GRID).astype("<u2")


def _centroid(ring: Floats) -> Floats:
    """Centre of area of a closed ring, (n, 2) -> (2,)."""
    x, y = (ring - ring[0]).T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    moments = [((v + np.roll(v, -1)) * cross).sum() for v in (x, y)]
    area = cross.sum()
    if area == 0.0:
        return np.asarray(ring.mean(axis=0), dtype=np.float64)
    return np.asarray(ring[0] + np.array(moments) / (3 * area), dtype=np.float64)


def _outlines(districts: Districts, grid: _Grid) -> dict[str, object]:
    """Names, lengths and centres of the outlines, and all their points in one array."""
    rings = [ring for d in districts.districts for ring in d.rings]
    lines = [line for river in districts.rivers for line in river.lines]
    points = np.concatenate([*rings, *lines]) if rings or lines else np.empty((0, 2))
    return {
        "districts": [
            {
                "name": name_of(d.names).split(" ")[0],
                "lengths": [len(ring) for ring in d.rings],
                "centre": grid.steps(_centroid(d.rings[0])[None])[0].tolist(),
            }
            for d in districts.districts
        ],
        "rivers": [
            {"name": name_of(r.names), "lengths": [len(line) for line in r.lines]}
            for r in districts.rivers
        ],
        "rings": packed(grid.steps(points).tobytes()),
    }


def _ink(ink: Ink) -> dict[str, str]:
    return {"light": ink.light, "dark": ink.dark}


def mark_data(mark: Mark, name: str, *, quiet: bool = False, letter: str = "") -> dict[str, object]:
    """One symbol for the browser: its shape, its colours on both grounds, its name; a letter that
    stands on it."""
    shape = mark.shape.removesuffix("-open")
    return {
        "shape": shape,
        "open": shape != mark.shape,
        "quiet": quiet,
        "name": name,
        "letter": letter,
        **_ink(mark.ink),
    }


def works_marks(plan: Plan) -> list[dict[str, object]]:
    """The symbols of all works by their code, then of none, then of the degrees of damage."""
    works = [mark_data(WORKS[w], works_name(plan.scenario, w)) for w in CODES]
    none = mark_data(palette.OTHER_WORKS, text("map.no_works"))
    damage = [mark_data(m, text(f"plan.map.damage.{d}")) for d, m in DAMAGE.items()]
    return [*works, none, *damage]


def standing_marks() -> list[dict[str, object]]:
    """The symbols of what is certain and what is a choice among plans as good."""
    return [mark_data(mark, text(f"plan.map.standing.{kind}")) for kind, mark in STANDING.items()]


def _facts(inventory: Inventory) -> Bytes:
    sites = inventory.sites
    grade = sites.damage_grade + 1
    known = np.array([q is Quality.REPORTED for q in sites.quality["location"]], dtype=bool)
    projects = np.full(len(inventory.projects), PROJECT)
    facts = np.concatenate([grade + np.where(known, 0, APPROXIMATE), projects])
    return (facts | np.where(unplaced(inventory), UNPLACED, 0)).astype(np.uint8)


def _damage_marks(inventory: Inventory) -> Bytes:
    """Mark of each place where colour shows damage; projects have none."""
    first = NO_WORKS + 1
    order = {degree: first + k for k, degree in enumerate(DAMAGE)}
    of_grade = np.array([order[DAMAGE_OF_GRADE[grade]] for grade in range(-1, 6)])
    sites = of_grade[inventory.sites.damage_grade + 1]
    hidden = np.full(len(inventory.projects), HIDDEN)
    marks = np.concatenate([sites, hidden])
    return np.where(unplaced(inventory), HIDDEN, marks).astype(np.uint8)


def unplaced(inventory: Inventory) -> Flags:
    """(n,) sites, then projects, whose place is not known: they leave the map and nothing else."""
    lat = np.concatenate([inventory.sites.lat, inventory.projects.lat])
    return np.asarray(np.isnan(lat), dtype=bool)


def _damage_words() -> list[str]:
    """By `facts`: what is said of the damage; nothing of undamaged sites and of projects."""
    label = text("plan.map.damage")
    unknown = f"{label} {text('plan.map.damage.unknown')}"
    grades = [f"{label} {choice('damage_grade', grade)}" for grade in range(1, 6)]
    return [unknown, "", *grades, ""]


@lru_cache(maxsize=16)
def ground(city: CityGround, language: Language) -> Mapping[str, object]:
    """What stays while weights move: places, ids, names, outlines, words, colours.

    The caller adds `marks` and the name of the map.
    """
    inventory = city.inventory
    sites, projects = inventory.sites, inventory.projects
    extent = _extent(inventory)
    grid = _Grid(extent)
    lon, lat = (np.concatenate([getattr(t, c) for t in (sites, projects)]) for c in ("lon", "lat"))
    names = (t.names(row) for t in (sites, projects) for row in range(len(t)))
    words: dict[str, object] = {key: text(f"map.{key}") for key in _WORDS}
    schematic = inventory.districts.schematic
    words["note"] = text("plan.map.schematic") if schematic else ""
    words["small"] = text("map.small")
    words |= {key: text(f"plan.map.{key}") for key in ("hollow", "ring")}
    unplanned = text("map.unplanned") if sites.today.settled.any() else ""
    words["groups"] = [
        unplanned if unplanned and group == "unplannable" else text(f"plan.group.{group}")
        for group in DRAWN
    ]
    words["damage"] = _damage_words()
    return {
        "stamp": city.stamp,
        "language": language,
        "extent": extent,
        "box": _home(inventory, grid),
        "places": packed(grid.steps(np.column_stack([lon, lat])).tobytes()),
        "ids": _packed_lines((*sites.id, *projects.id)),
        "names": _packed_lines(map(name_of, names)),
        "facts": packed(_facts(inventory).tobytes()),
        "second": packed(_damage_marks(inventory).tobytes()),
        "inks": {name: _ink(ink) for name, ink in _INKS.items()},
        "words": words,
        **_outlines(inventory.districts, grid),
    }
