"""The table of alternatives: one row each, columns as arrays."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.domain import BUILD, COMPENSATE, WORKS

NOTHING: Final = -1
"""Code of "no works" in the columns `first` and `second`."""
CODES: Final = (*WORKS, BUILD)
"""Works by code: `CODES[table.first[a]]`."""
CERTIFICATES: Final = CODES.index(COMPENSATE)
"""Code of the works by which people are housed elsewhere."""
CREW_UNITS: Final = 100
"""Labour is counted in whole hundredths of the crew's unit, so that sums are exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """All alternatives of a scenario, grouped by site or project, "nothing" first in each group.

    n alternatives; years count from the start of the horizon; money in minor units (kopecks).
    """

    subjects: tuple[str, ...]
    """Ids of the groups: the sites in the order of their table, then the projects."""
    n_sites: int
    years: tuple[int, ...]
    """Calendar years of the money columns."""
    crews: tuple[str, ...]
    criteria: tuple[str, ...]
    group: Integers
    """(n,) index into `subjects`, ascending."""
    first: Integers
    """(n,) code of the first works, NOTHING where nothing is done."""
    second: Integers
    """(n,) code of the works that follow, NOTHING where there are none."""
    first_start: Integers
    second_start: Integers
    first_years: Integers
    second_years: Integers
    done: Integers
    """(n,) first year with all works finished."""
    make_way: Flags
    """(n,) the plot is cleared for a project (row C4)."""
    gain: Floats
    """(n, n_criteria) in each criterion's unit, relative to doing nothing."""
    money: Integers
    """(n, n_years) likely cost falling due."""
    cost_low: Integers
    cost_high: Integers
    labour: Integers
    """(n, n_crews, n_years) in 1/CREW_UNITS of the crew's unit."""

    def __len__(self) -> int:
        return len(self.group)

    @property
    def cost(self) -> Integers:
        """(n,) likely cost over all years."""
        return np.asarray(self.money.sum(axis=1), dtype=np.int64)

    @property
    def real(self) -> Flags:
        """(n,) whether works are done, other than making way."""
        return np.asarray((self.first != NOTHING) & ~self.make_way)

    @property
    def certified(self) -> Flags:
        """(n,) whether the people of a site are given certificates."""
        return np.asarray(self.first == CERTIFICATES)

    @property
    def last(self) -> Integers:
        """(n,) code of the last works."""
        return last_works(self.first, self.second)

    def starts(self) -> Integers:
        """(n_groups + 1,) where each group begins."""
        return np.asarray(np.searchsorted(self.group, np.arange(len(self.subjects) + 1)))

    def label(self, index: int) -> str:
        """A readable name: `derzhprom_stabilise_2027_restore_2030`."""
        return self.labels(np.array([index]))[0]

    def labels(self, indices: Integers) -> list[str]:
        """Readable names of some alternatives, in their order."""
        return self.written(indices).split("\n") if len(indices) else []

    def written(self, indices: Integers) -> str:
        """The same, one a line: ids and courses are joined once, not name by name."""
        kinds, starts = len(CODES) + 1, int(self.done.max(initial=0)) + 1
        courses = self.make_way[indices].astype(np.int64)
        for works, start in ((self.first, self.first_start), (self.second, self.second_start)):
            courses = (courses * kinds + works[indices] + 1) * starts + start[indices]
        # Few courses are taken by many sites, so that each is spelt once.
        _, one, which = np.unique(courses, return_index=True, return_inverse=True)
        spelt = [f"_{self._course(index)}\n" for index in indices[one].tolist()]
        parts = [""] * (2 * len(indices))
        parts[::2] = map(self.subjects.__getitem__, self.group[indices].tolist())
        parts[1::2] = map(spelt.__getitem__, which.tolist())
        return "".join(parts)[:-1]

    def _course(self, index: int) -> str:
        parts = ["make_way"] if self.make_way[index] else []
        for works, start in (
            (self.first[index], self.first_start[index]),
            (self.second[index], self.second_start[index]),
        ):
            if works != NOTHING:
                parts += [CODES[works], str(self.years[0] + start)]
        return "_".join(parts) or "nothing"


def last_works(first: Integers, second: Integers) -> Integers:
    """(n,) code of the last works, from those of the first and of the second."""
    return np.where(second != NOTHING, second, first)
