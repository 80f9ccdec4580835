"""The ground of a synthetic city: nine districts and a river, far out in the open Black Sea.

At sea no point can be taken for a real building.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from planner.arrays import Floats
from planner.inventory.wording import NAME, plain_first
from planner.synthetic.distributions import DISTRICTS
from planner.text import in_each, text

WEST: Final = 31.30
NORTH: Final = 43.50
CELL_LON: Final = 0.10
CELL_LAT: Final = 0.07
"""Degrees: the north-west corner, and the size of a district before its corners move."""
SIDE: Final = 3
JITTER: Final = 0.15
"""Corners move by at most this share of a cell, which keeps every district convex."""
MARGIN: Final = 0.02
"""Sites keep this share of the district's width from its edge."""
RIVER: Final = "synthetic-river"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Corners (SIDE + 1, SIDE + 1, 2) as lon, lat; rows run from north to south."""

    corners: Floats

    def rings(self) -> dict[str, Floats]:
        """District -> closed ring (5, 2) of lon, lat, counter-clockwise."""
        rings = {}
        for index, district in enumerate(DISTRICTS.shares):
            row, column = divmod(index, SIDE)
            block = self.corners[row : row + 2, column : column + 2]
            ring = [block[0, 0], block[1, 0], block[1, 1], block[0, 1], block[0, 0]]
            rings[district] = np.array(ring)
        return rings

    def points(
        self, district: NDArray[np.str_], east: Floats, south: Floats
    ) -> tuple[Floats, Floats]:
        """(n,) districts and two uniforms in [0, 1) -> (n,) lon and (n,) lat inside them."""
        place = {name: index for index, name in enumerate(DISTRICTS.shares)}
        row, column = np.divmod(np.array([place[d] for d in district], dtype=np.int64), SIDE)
        u = (MARGIN + (1 - 2 * MARGIN) * east)[:, None]
        v = (MARGIN + (1 - 2 * MARGIN) * south)[:, None]
        north = (1 - u) * self.corners[row, column] + u * self.corners[row, column + 1]
        below = (1 - u) * self.corners[row + 1, column] + u * self.corners[row + 1, column + 1]
        point = np.round((1 - v) * north + v * below, 5)
        return point[:, 0], point[:, 1]

    def geojson(self) -> dict[str, Any]:
        """Districts and river in the schema of the Kharkiv file."""
        features = [
            _feature(district, "district", "Polygon", [ring.tolist()])
            for district, ring in self.rings().items()
        ]
        line = self.corners[:, 1:3].mean(axis=1).round(4).tolist()
        features.append(_feature(RIVER, "river", "LineString", line))
        return {
            "type": "FeatureCollection",
            "name": "synthetic_districts",
            "schematic": True,
            "notice": "SYNTHETIC: an invented city placed in the open sea.",
            "features": features,
        }


def laid_out(generator: np.random.Generator) -> Ground:
    """A grid of districts with its corners moved a little."""
    grid = np.stack(np.meshgrid(np.arange(SIDE + 1), np.arange(SIDE + 1)), axis=-1)
    moved = grid + JITTER * (2 * generator.random((SIDE + 1, SIDE + 1, 2)) - 1)
    lon = WEST + CELL_LON * moved[..., 0]
    lat = NORTH - CELL_LAT * moved[..., 1]
    return Ground(corners=np.stack([lon, lat], axis=-1).round(4))


def _feature(name: str, kind: str, shape: str, coordinates: list[Any]) -> dict[str, Any]:
    names = in_each(lambda: text(f"synthetic.place.{name}"))
    return {
        "type": "Feature",
        "properties": {
            "id": name,
            "kind": kind,
            **{NAME[code]: names[code] for code in plain_first(NAME)},
            "schematic": True,
        },
        "geometry": {"type": shape, "coordinates": coordinates},
    }
