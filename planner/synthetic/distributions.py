"""What the synthetic city is made of: every share with its reason, as data.

All of it is illustrative. `stated()` prints it at the head of the generated base.yaml, so that
nobody has to read code to know what the figures of a synthetic plan rest on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """Shares that sum to 1, and why."""

    title: str
    shares: Mapping[str, float]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A lognormal: half of the values lie below `median`; `sigma` is that of the logarithm."""

    median: float
    sigma: float


USES: Final = Mix(
    title="use of sites",
    shares={
        "residential": 0.70,
        "education": 0.09,
        "commerce": 0.09,
        "administration": 0.04,
        "industry": 0.03,
        "health": 0.02,
        "culture": 0.01,
        "religious": 0.01,
        "sport": 0.01,
    },
    reason="most damaged buildings are homes; uses that are not safe to publish never occur",
)
STATUSES: Final = Mix(
    title="heritage status",
    shares={
        "national": 0.002,
        "local": 0.036,
        "newly_identified": 0.002,
        "unlisted_valuable": 0.04,
        "none": 0.92,
    },
    reason="of the damaged monuments of Kharkiv oblast counted in December 2023, 10 were national, "
    "202 local, 4 newly identified; some 4 % of all damage, and as many valuable but unlisted",
)
GRADES: Final = Mix(
    title="damage grade",
    shares={"1": 0.30, "2": 0.28, "3": 0.20, "4": 0.14, "5": 0.08},
    reason="press reports the worst; across a whole city light damage is commoner",
)
CENTRE: Final = "synthetic-centre"
DISTRICTS: Final = Mix(
    title="district of sites without heritage status",
    shares={
        "synthetic-north-west": 0.09,
        "synthetic-north": 0.16,
        "synthetic-north-east": 0.22,
        "synthetic-west": 0.08,
        CENTRE: 0.14,
        "synthetic-east": 0.13,
        "synthetic-south-west": 0.05,
        "synthetic-south": 0.06,
        "synthetic-south-east": 0.07,
    },
    reason="heavier on the side that faces the front, as in Kharkiv",
)
"""Row by row from the north-west, three to a row."""
HERITAGE_IN_CENTRE: Final = 0.6
"""Share of the sites with a heritage status that lie in the centre; the others as above."""

AREAS: Final = {
    "residential": Spread(median=2500, sigma=1.0),
    "education": Spread(median=4500, sigma=0.7),
    "commerce": Spread(median=1800, sigma=1.2),
    "administration": Spread(median=3000, sigma=1.0),
    "industry": Spread(median=4000, sigma=1.0),
    "health": Spread(median=5000, sigma=1.0),
    "culture": Spread(median=2500, sigma=1.0),
    "religious": Spread(median=900, sigma=0.5),
    "sport": Spread(median=4000, sigma=0.7),
}
"""Floor area, m2. Spreads as in the Kharkiv table, medians lower: it lists the large landmarks."""
AREA_LIMITS: Final = (60.0, 90_000.0)
AREA_PER_PERSON: Final = {
    "residential": 25.0,
    "education": 9.0,
    "commerce": 45.0,
    "administration": 23.0,
    "industry": 150.0,
    "health": 50.0,
    "culture": 11.0,
    "religious": 3.5,
    "sport": 16.0,
}
"""m2 a person; the means of the Kharkiv table, and its rule for housing."""
PERSON_SIGMA: Final = 0.25

BUILT: Final = {"monument": (1840, 1940), "valuable": (1870, 1960), "none": (1950, 2012)}
"""Year built, evenly between these years, by kind of heritage status."""
DATES: Final = (
    (0.61, date(2022, 2, 24), date(2022, 12, 31)),
    (0.39, date(2023, 1, 1), date(2026, 2, 28)),
)
"""Share of last strikes in each period, evenly inside it; 43 of 71 in Kharkiv fell in 2022."""
MONTH_ONLY: Final = 0.2
"""Share of dates of which only the month is known."""
WORLD_HERITAGE: Final = 0.1
"""Share of the national monuments that are candidates for the World Heritage List."""
CLEARED: Final = 0.04
"""Share of the unlisted sites of grade 5 that are cleared plots already."""
INFERRED_STATUS: Final = 0.3
"""Share of the monuments whose category is inferred; 11 of 28 in Kharkiv."""

MISSING: Final = {
    "floor_area_m2": 0.02,
    "people": 0.03,
    "damage_grade": 0.02,
    "year_built": 0.36,
    "storeys": 0.64,
    "damage_date_last": 0.11,
}
"""Share of blank fields. The last three as in Kharkiv; the first so that surveys show as needed."""
REPORTED: Final = {"floor_area_m2": 0.13, "people": 0.11, "year_built": 0.75, "storeys": 0.97}
"""Share of the filled fields that are reported, not estimated; as in Kharkiv."""
GRADE_QUALITY: Final = Mix(
    title="origin of the damage grade",
    shares={"surveyed": 0.15, "press": 0.775, "judgement": 0.075},
    reason="as in the Kharkiv table",
)
LOCATION_QUALITY: Final = Mix(
    title="origin of the point",
    shares={"exact": 0.35, "building": 0.14, "street": 0.42, "district": 0.09},
    reason="as in the Kharkiv table",
)

KINDS: Final = Mix(
    title="kind of projects",
    shares={
        "housing": 0.35,
        "school": 0.25,
        "quarter": 0.15,
        "infrastructure": 0.15,
        "landmark": 0.10,
    },
    reason="mostly the everyday needs, and a few large schemes of the masterplan kind",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingKind:
    """One kind of project; costs and capacities follow the Kharkiv projects of that kind."""

    capacity_m2: Spread
    usd_per_m2: float
    area_per_person: float
    people_kind: str
    renewal: tuple[int, int]
    replaces: str
    """Use of the ruins whose plots it may take; blank: it takes none."""


PROJECTS: Final = {
    "housing": BuildingKind(
        capacity_m2=Spread(median=30_000, sigma=0.4),
        usd_per_m2=850,
        area_per_person=25,
        people_kind="residents",
        renewal=(50, 70),
        replaces="residential",
    ),
    "school": BuildingKind(
        capacity_m2=Spread(median=4_000, sigma=0.6),
        usd_per_m2=1_300,
        area_per_person=7,
        people_kind="users",
        renewal=(20, 55),
        replaces="education",
    ),
    "quarter": BuildingKind(
        capacity_m2=Spread(median=60_000, sigma=0.3),
        usd_per_m2=2_200,
        area_per_person=20,
        people_kind="none",
        renewal=(55, 75),
        replaces="",
    ),
    "infrastructure": BuildingKind(
        capacity_m2=Spread(median=30_000, sigma=0.3),
        usd_per_m2=2_000,
        area_per_person=2,
        people_kind="none",
        renewal=(55, 70),
        replaces="",
    ),
    "landmark": BuildingKind(
        capacity_m2=Spread(median=22_000, sigma=0.3),
        usd_per_m2=3_500,
        area_per_person=8,
        people_kind="none",
        renewal=(40, 60),
        replaces="",
    ),
}
COST_RANGE: Final = (0.5, 2.0)
"""Low and high cost of a project as shares of the likely cost; about those of Kharkiv."""
BUILD_YEARS: Final = ((3.0, 1), (20.0, 2), (50.0, 3), (100.0, 4))
"""Projects that cost at most so many million USD take so many years; others take five."""
DISPLACING: Final = 0.5
"""Share of housing and schools that take the plots of one to three unlisted ruins of grade 5."""


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def stated() -> Iterator[str]:
    """The distributions as lines of plain English."""
    for mix in (USES, STATUSES, GRADES, DISTRICTS, GRADE_QUALITY, LOCATION_QUALITY, KINDS):
        shares = ", ".join(f"{name} = {_percent(share)}" for name, share in mix.shares.items())
        yield f"{mix.title}: {shares}. Why: {mix.reason}."
    yield f"sites with a heritage status: {_percent(HERITAGE_IN_CENTRE)} in the centre."
    areas = ", ".join(f"{use} {s.median:g} (sigma {s.sigma:g})" for use, s in AREAS.items())
    low, high = AREA_LIMITS
    yield f"floor area, m2, lognormal with median: {areas}; cut to {low:g}-{high:g}."
    people = ", ".join(f"{use} {area:g}" for use, area in AREA_PER_PERSON.items())
    yield f"people: floor area divided by m2 a person ({people}), lognormal sigma {PERSON_SIGMA:g}."
    years = ", ".join(f"{kind} {first}-{last}" for kind, (first, last) in BUILT.items())
    yield f"year built, evenly: {years}."
    dates = ", ".join(f"{_percent(share)} {first} to {last}" for share, first, last in DATES)
    yield f"last strike: {dates}; only the month known in {_percent(MONTH_ONLY)}."
    blank = ", ".join(f"{field} {_percent(share)}" for field, share in MISSING.items())
    yield f"missing: {blank}."
    known = ", ".join(f"{field} {_percent(share)}" for field, share in REPORTED.items())
    yield f"reported rather than estimated: {known}; heritage category inferred " + (
        f"for {_percent(INFERRED_STATUS)} of the monuments."
    )
    yield f"World Heritage candidates: {_percent(WORLD_HERITAGE)} of the national monuments."
    yield f"plots already cleared: {_percent(CLEARED)} of the unlisted sites of grade 5."
    for name, kind in PROJECTS.items():
        yield (
            f"project {name}: {kind.capacity_m2.median:g} m2 (sigma {kind.capacity_m2.sigma:g}) at "
            + (f"USD {kind.usd_per_m2:g}/m2, renewal index {kind.renewal[0]}-{kind.renewal[1]}.")
        )
    low, high = COST_RANGE
    yield f"cost of projects from {low:g} to {high:g} times the likely cost; " + (
        f"{_percent(DISPLACING)} of housing and schools take the plots of 1-3 unlisted ruins."
    )
