"""The ground that a list lies on: the districts of the city that it is brought into, if there are any."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from planner.inventory import Districts
from planner.text import name_of
from planner.text.folding import folded, romanised

AROUND_DEGREES: Final = 0.15
"""Points may lie so far outside the outlines of districts, which are rough."""
_DISTRICT_WORDS: Final = ("район", "р-н", "district", "raion", "rayon", "області", "м.")
_ENDINGS: Final = ("skyi", "skii", "skyy", "ska", "ske", "sky", "skij", "kyi", "yi")

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Districts with their outlines; none where the city has none yet."""

    districts: Districts

    @property
    def outlined(self) -> bool:
        """Whether there are outlines."""
        return bool(self.districts.districts)

    @cached_property
    def box(self) -> Box | None:
        """Where points may lie; None where nothing says it."""
        if not self.outlined:
            return None
        south, west, north, east = self.districts.box()
        around = AROUND_DEGREES
        return south - around, west - around, north + around, east + around

    def name(self, district: str) -> str:
        """What a district is called in the language spoken; its id where there is no such outline."""
        named = (name_of(d.names) for d in self.districts.districts if d.id == district)
        return next(named, "") or district

    @cached_property
    def by_name(self) -> dict[str, str]:
        """What a district may be called, folded -> its id."""
        found: dict[str, str] = {}
        for district in self.districts.districts:
            for name in (district.id, *district.names.values()):
                found.setdefault(district_key(name), district.id)
        return found

    @cached_property
    def by_former_name(self) -> dict[str, str]:
        """Names that districts had -> the id of what is there today."""
        return {
            district_key(name): district.id
            for district in self.districts.districts
            for name in district.former
        }

    @cached_property
    def by_code(self) -> dict[str, str]:
        """Code of КАТОТТГ -> id, of the districts that state theirs."""
        return {d.katottg: d.id for d in self.districts.districts if d.katottg}


NOWHERE: Final = Ground(Districts(districts=(), rivers=(), schematic=False))
"""A city without outlines."""


def district_key(name: str) -> str:
    """A name of a district without the word for it, in loose Latin."""
    plain = romanised(_without(folded(name)))
    ending = next((end for end in _ENDINGS if plain.endswith(end)), "")
    return "".join(letter for letter in plain.removesuffix(ending) if letter.isalnum())


def _without(words: str) -> str:
    return " ".join(word for word in words.split() if word not in _DISTRICT_WORDS)


def middle_box(lat: np.ndarray, lon: np.ndarray) -> Box | None:
    """Around the middle of most points, within half a degree; None without any."""
    known = ~np.isnan(lat) & ~np.isnan(lon) & (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
    known &= (lat != 0) | (lon != 0)
    if not known.any():
        return None
    south, west = float(np.median(lat[known])), float(np.median(lon[known]))
    return south - 0.75, west - 1.25, south + 0.75, west + 1.25
