"""Sites, projects and districts as columns: one entry per row of their tables, in file order."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.arrays import Flags, Floats, Integers
from planner.inventory.parts import Parts
from planner.inventory.today import Today
from planner.inventory.wording import Texts, Wording, words_at
from planner.text import Language

PROJECT_KINDS: Final = (
    "landmark",
    "infrastructure",
    "quarter",
    "housing",
    "school",
    "health",
    "culture",
)
PEOPLE_KINDS: Final = (
    "residents",
    "users",
    "pupils",
    "patients",
    "workers",
    "visitors",
    "none",
)
SERVED: Final = ("users", "pupils", "patients")
"""Whom a service is there for; workers and visitors are counted apart, if at all."""
HAZARD_LIMIT: Final = 3.0


class Quality(StrEnum):
    """How a value is known; a value that is missing is never filled in."""

    REPORTED = "reported"
    ESTIMATED = "estimated"
    MISSING = "missing"


Qualities = NDArray[np.object_]
"""(n,) of Quality."""


class _Named:
    """What both tables are: rows with an id and with names."""

    __slots__: tuple[str, ...] = ()
    id: Texts
    name: Wording

    def __post_init__(self) -> None:
        _protect(self)

    def __len__(self) -> int:
        return len(self.id)

    def names(self, row: int) -> dict[Language, str]:
        """Of one of them."""
        return words_at(self.name, row)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sites(_Named):
    """Damaged buildings, n of them; NaN and -1 mean not known, never zero."""

    id: Texts
    name: Wording
    address: Wording
    lat: Floats
    lon: Floats
    """Degrees, WGS 84; NaN both where the place is not known, which leaves the map and nothing else."""
    district: Texts
    """Blank where not known."""
    use: Texts
    heritage_status: Texts
    heritage_extra: Wording
    world_heritage_candidate: Flags
    ensemble: Texts
    """Id of the group of buildings that it belongs to; blank for none."""
    sensitive: Flags
    """(n,) whether nothing of it, not even its part in a sum, may be told to the public."""
    plot_cleared: Flags
    floor_area_m2: Floats
    people: Floats
    people_kind: Texts
    damage_grade: NDArray[np.int8]
    """0 (none) to 5 (destroyed); -1 where not known."""
    hazard: Floats
    """0-3; NaN where the scenario's default by grade applies."""
    unusable: Floats
    """Share of its people who cannot use it, [0, 1]; NaN where the scenario's default by grade applies."""
    community_priority: Floats
    year_built: Floats
    storeys: Floats
    damage_date_last: Texts
    """ISO date, or only its year or year and month; blank where not known."""
    events: Wording
    summary: Wording
    source: Wording
    quality: Mapping[str, Qualities]
    """By column: location, floor_area_m2, people, damage_grade, year_built, storeys,
    heritage_status, damage_date_last, and the facts of `today` that the table has."""
    quality_word: Mapping[str, Texts]
    """The same as the table words it: surveyed, press, street ..."""
    today: Today
    """What the table may add of each: owner, state, readiness, part damaged, known cost, new use."""
    numbers: Mapping[str, Floats]
    """Numeric columns by name, own and extra ones; a criterion may name any as its attribute."""
    extra: Texts
    """Names of the numeric columns that the table adds to the known ones."""

    @property
    def significance(self) -> Floats:
        """(n,) heritage value before the damage, 0-100, as the table judges it; NaN where the
        scenario's default by status applies."""
        return self.today.significance

    @property
    def begun(self) -> Flags:
        """(n,) whether works are reported to be under way; a guess that they are binds nobody."""
        if "state_today" not in self.today.stated:
            return np.zeros(len(self), dtype=bool)
        reported = self.quality["state_today"] == Quality.REPORTED
        return np.asarray(self.today.has_state("under_works") & reported, dtype=bool)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Projects(_Named):
    """Candidates for new construction, n of them."""

    id: Texts
    name: Wording
    lat: Floats
    lon: Floats
    district: Texts
    kind: Texts
    cost_musd_low: Floats
    cost_musd_likely: Floats
    cost_musd_high: Floats
    """Million US dollars; always known, low <= likely <= high."""
    cost_quality: Qualities
    years_to_build: Integers
    people: Floats
    people_kind: Texts
    capacity_m2: Floats
    renewal_index: Floats
    """0-100."""
    sensitive: Flags
    """(n,) as of sites."""
    displaces: tuple[Texts, ...]
    """Ids of the sites whose plots the project takes."""
    parts: Parts
    """What the table may add: wholes and phases, costs by year, what is restored."""
    note: Wording
    source: Wording
    quality: Mapping[str, Qualities]
    """By column: cost, capacity_m2."""
    quality_word: Mapping[str, Texts]
    numbers: Mapping[str, Floats]
    extra: Texts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class District:
    """One district: its names and the rings of its outline."""

    id: str
    names: Mapping[Language, str]
    rings: tuple[Floats, ...]
    """Each (n_points, 2): longitude, latitude; outer rings and holes alike."""
    former: tuple[str, ...] = ()
    """Names that it had, by which older lists call it."""
    katottg: str = ""
    """Its code in the state codifier; blank where it is not stated."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class River:
    """One river: its names and its lines, each (n_points, 2) of longitude, latitude."""

    id: str
    names: Mapping[Language, str]
    lines: tuple[Floats, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Districts:
    """The city's outline for checks and for the map; empty where there is none."""

    districts: tuple[District, ...]
    rivers: tuple[River, ...]
    schematic: bool
    """The outlines are drawn for orientation only."""

    @property
    def ids(self) -> Texts:
        """Ids in file order."""
        return tuple(d.id for d in self.districts)

    @property
    def names(self) -> tuple[Mapping[Language, str], ...]:
        """Names by language, in the order of `ids`."""
        return tuple(d.names for d in self.districts)

    def box(self) -> tuple[float, float, float, float]:
        """South, west, north, east in degrees, of all districts together, of which there are some."""
        points = np.concatenate([ring for d in self.districts for ring in d.rings])
        west, south = points.min(axis=0)
        east, north = points.max(axis=0)
        return float(south), float(west), float(north), float(east)


def _protect(table: _Named) -> None:
    """Make arrays read-only: one inventory serves many plans."""
    for name in table.__slots__:
        column = getattr(table, name)
        for array in column.values() if isinstance(column, Mapping) else (column,):
            if isinstance(array, np.ndarray):
                array.setflags(write=False)
