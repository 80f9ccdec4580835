"""The rows of a drawn city: their names and which of them stands where."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.arrays import Integers

YEARS: Final = 5
WORKS: Final = 6
PER_SITE: Final = 1 + WORKS * YEARS
PROJECTS: Final = 20
PLOTS: Final = 3
DISTRICTS: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which row stands where."""

    names: tuple[str, ...]
    classes: tuple[int, ...]
    supplies: tuple[tuple[int, int, bool], ...]
    """Bit of the fund, year, whether it carries over; the first rows."""

    def money(self, payers: Integers, year: Integers) -> Integers:
        """Row of what a class of sites pays in a year."""
        place = np.searchsorted(np.array(self.classes), payers)
        return len(self.supplies) + place * YEARS + year

    def crew(self, trade: int) -> int:
        """First of the five rows of a trade."""
        return len(self.supplies) + (len(self.classes) + trade) * YEARS

    def arcs(self) -> list[tuple[int, int]]:
        """Which money may pay for what: every fund its classes, later years where it carries."""
        return [
            (s, len(self.supplies) + c * YEARS + year)
            for s, (bit, since, carries) in enumerate(self.supplies)
            for c, payers in enumerate(self.classes)
            for year in range(YEARS)
            if payers >> bit & 1 and (since == year or (carries and since < year))
        ]

    @property
    def floor(self) -> int:
        """First of the floors by district."""
        return self.crew(2)

    @property
    def share(self) -> int:
        """The floor of conservation."""
        return self.floor + DISTRICTS

    @property
    def plots(self) -> int:
        """First of the rows that clear a plot for a project."""
        return self.share + 1


def city_layout() -> Layout:
    """The rows of every drawn city."""
    funds = ("state", "heritage", "services")
    supplies = tuple((bit, year, bit != 2) for bit in range(3) for year in range(YEARS))
    classes = (1, 3, 5, 7)
    paid_by = {c: "~".join(f for bit, f in enumerate(funds) if c >> bit & 1) for c in classes}
    names = (
        *(f"C2_fund_{funds[bit]}_{2027 + year}" for bit, year, _ in supplies),
        *(f"C2_money_{2027 + year}_{paid_by[c]}" for c in classes for year in range(YEARS)),
        *(f"C3_crew_{k}_{2027 + y}" for k in ("builders", "conservators") for y in range(YEARS)),
        *(f"C8_floor_0_homes_{district}" for district in range(DISTRICTS)),
        "C7_least_conservation",
        *(
            f"C4_displace_p{p}s{k}_{2027 + y}"
            for p in range(PROJECTS)
            for k in range(PLOTS)
            for y in range(YEARS)
        ),
    )
    return Layout(names=names, classes=classes, supplies=supplies)
