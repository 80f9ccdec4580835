"""Draws the projects of a synthetic city, some of them on the plots of ruins."""

import math
from collections.abc import Mapping
from functools import partial

import numpy as np

from planner.inventory.projects import NOTE
from planner.inventory.wording import NAME, plain_first
from planner.synthetic import distributions as stated
from planner.synthetic.draw import City, chosen, lognormal
from planner.synthetic.ground import Ground
from planner.text import in_each, text

Row = Mapping[str, str | float]


def _build_years(cost_musd: float) -> int:
    return next((years for limit, years in stated.BUILD_YEARS if cost_musd <= limit), 5)


class _Plots:
    """Ruins whose plots are still free to take, by use; each is taken once."""

    def __init__(self, city: City) -> None:
        free = (city.heritage_status == "none") & (city.damage_grade == 5)
        free &= ~city.missing["damage_grade"] & ~city.missing["floor_area_m2"]
        self._city = city
        self._rows = {
            use: np.flatnonzero(free & (city.use == use)).tolist()
            for use in {kind.replaces for kind in stated.PROJECTS.values()}
        }

    def take(self, use: str, count: int) -> list[int]:
        """Up to `count` plots of one district; none where there are none left."""
        rows = self._rows[use]
        if not rows or not count:
            return []
        district = self._city.district[rows[0]]
        taken = [row for row in rows if self._city.district[row] == district][:count]
        self._rows[use] = [row for row in rows if row not in taken]
        return taken


def drawn_projects(
    generator: np.random.Generator, projects: int, city: City, ground: Ground, seed: int
) -> list[Row]:
    """Rows of the projects' table, by the stated distributions."""
    uniform = generator.random((projects, 7))
    names = chosen(uniform[:, 0], stated.KINDS.shares)
    anywhere = chosen(uniform[:, 1], stated.DISTRICTS.shares)
    lon, lat = ground.points(anywhere, uniform[:, 2], uniform[:, 3])
    plots = _Plots(city)
    rows: list[Row] = []
    for i, name in enumerate(names):
        kind = stated.PROJECTS[name]
        takes = kind.replaces and uniform[i, 4] < stated.DISPLACING
        wanted = 1 + math.floor(uniform[i, 4] / stated.DISPLACING * 3)
        taken = plots.take(kind.replaces, wanted) if takes else []
        if taken:
            anywhere[i] = city.district[taken[0]]
            lon[i], lat[i] = city.lon[taken[0]], city.lat[taken[0]]
        note = in_each(lambda: text("synthetic.project_note"))
        named = in_each(partial(text, f"synthetic.project.{name}", number=i + 1))
        rows.append(
            {
                "id": f"synthetic-project-{i + 1:03d}",
                **{NAME[code]: named[code] for code in plain_first(NAME)},
                "lat": float(lat[i]),
                "lon": float(lon[i]),
                "district": str(anywhere[i]),
                "kind": str(name),
                **_figures(kind, uniform[i, 5], uniform[i, 6]),
                "displaces": ";".join(str(city.id[row]) for row in taken),
                **{NOTE[code]: note[code] for code in plain_first(NOTE)},
                "source": f"Synthetic: Vidnova generator, seed {seed}",
            }
        )
    return rows


def _figures(kind: stated.BuildingKind, size: float, quality: float) -> Row:
    spread = kind.capacity_m2
    capacity = float(lognormal(np.array([size]), spread.median, spread.sigma)[0].round(-2))
    likely = capacity * kind.usd_per_m2 / 1e6
    low, high = (round(likely * share, 2) for share in stated.COST_RANGE)
    first, last = kind.renewal
    return {
        "cost_musd_low": low,
        "cost_musd_likely": round(likely, 2),
        "cost_musd_high": high,
        "cost_quality": "illustrative",
        "years_to_build": _build_years(likely),
        "people": round(capacity / kind.area_per_person),
        "people_kind": kind.people_kind,
        "capacity_m2": round(capacity),
        "capacity_quality": "illustrative",
        "renewal_index": round(first + quality * (last - first)),
    }
