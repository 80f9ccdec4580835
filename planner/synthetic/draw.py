"""Draws the sites of a synthetic city, all columns at once.

Only uniform numbers are taken from the generator and turned into the stated distributions here,
so the same seed gives the same city under every version of NumPy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtri

from planner.arrays import Flags, Floats, Integers, Words
from planner.domain import MONUMENTS
from planner.synthetic import distributions as stated
from planner.synthetic.ground import Ground

ROW: Final = "synthetic-{:05d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """n sites as drawn, before any field is left blank; `missing` says which will be."""

    id: Words
    district: Words
    lat: Floats
    lon: Floats
    location_quality: Words
    use: Words
    heritage_status: Words
    heritage_status_quality: Words
    world_heritage_candidate: Flags
    year_built: Integers
    storeys: Integers
    floor_area_m2: Floats
    people: Integers
    damage_grade: Integers
    damage_grade_quality: Words
    plot_cleared: Flags
    damage_date_last: Words
    missing: Mapping[str, Flags]
    reported: Mapping[str, Flags]


def chosen(uniform: Floats, shares: Mapping[str, float]) -> Words:
    """(n,) uniform in [0, 1) -> (n,) names, each with its share."""
    edges = np.cumsum(list(shares.values()))
    index = np.searchsorted(edges / edges[-1], uniform, side="right")
    names: Words = np.array(list(shares), dtype=np.str_)
    return np.asarray(names[index.clip(max=len(shares) - 1)])


def lognormal(uniform: Floats, median: Floats | float, sigma: Floats | float) -> Floats:
    """(n,) uniform in [0, 1) -> (n,) lognormal values; the ends are cut at 1e-9."""
    return np.asarray(median * np.exp(sigma * ndtri(uniform.clip(1e-9, 1 - 1e-9))))


def _dates(uniform: Floats, month_only: Flags) -> Words:
    """(n,) uniform in [0, 1) -> ISO dates, or ISO months where only the month is known."""
    days = np.zeros(len(uniform), dtype="datetime64[D]")
    before = 0.0
    for share, first, last in stated.DATES:
        inside = (uniform >= before) & (uniform < before + share)
        length = (last - first).days + 1
        passed = np.floor((uniform[inside] - before) / share * length).astype(np.int64)
        days[inside] = np.datetime64(first) + passed.clip(max=length - 1)
        before += share
    return np.where(month_only, days.astype("datetime64[M]").astype(str), days.astype(str))


def _years(uniform: Floats, status: Words) -> Integers:
    monument = np.isin(status, sorted(MONUMENTS))
    kind = np.where(monument, "monument", np.where(status == "none", "none", "valuable"))
    first = np.array([stated.BUILT[k][0] for k in kind])
    last = np.array([stated.BUILT[k][1] for k in kind])
    return np.asarray(first + np.floor(uniform * (last - first + 1)), dtype=np.int64)


def _areas(uniform: Floats, use: Words) -> Floats:
    median = np.array([stated.AREAS[u].median for u in use])
    sigma = np.array([stated.AREAS[u].sigma for u in use])
    return np.round(lognormal(uniform, median, sigma).clip(*stated.AREA_LIMITS), -1)


def _people(uniform: Floats, use: Words, area: Floats) -> Integers:
    each = np.array([stated.AREA_PER_PERSON[u] for u in use])
    return np.rint(area / lognormal(uniform, each, stated.PERSON_SIGMA)).astype(np.int64)


def _storeys(uniform: Floats, area: Floats) -> Integers:
    """Taller the larger: footprints of 300 to 1,100 m2, at most 16 storeys."""
    return np.ceil(area / (300 + 800 * uniform)).clip(1, 16).astype(np.int64)


def _status_quality(uniform: Floats, status: Words) -> Words:
    monument = np.isin(status, sorted(MONUMENTS))
    inferred = uniform < stated.INFERRED_STATUS
    return np.where(monument, np.where(inferred, "inferred", "reported"), "unconfirmed")


def drawn(generator: np.random.Generator, sites: int, ground: Ground) -> City:
    """A city of `sites` sites on `ground`, by the stated distributions."""

    def uniform() -> Floats:
        return generator.random(sites)

    use = chosen(uniform(), stated.USES.shares)
    status = chosen(uniform(), stated.STATUSES.shares)
    grade = chosen(uniform(), stated.GRADES.shares).astype(np.int64)
    anywhere = chosen(uniform(), stated.DISTRICTS.shares)
    central = (status != "none") & (uniform() < stated.HERITAGE_IN_CENTRE)
    district = np.where(central, stated.CENTRE, anywhere)
    lon, lat = ground.points(district, uniform(), uniform())
    area = _areas(uniform(), use)
    missing = {field: uniform() < share for field, share in stated.MISSING.items()}
    ruin = (status == "none") & (grade == 5) & ~missing["damage_grade"]
    return City(
        id=np.array([ROW.format(row) for row in range(1, sites + 1)], dtype=np.str_),
        district=district,
        lat=lat,
        lon=lon,
        location_quality=chosen(uniform(), stated.LOCATION_QUALITY.shares),
        use=use,
        heritage_status=status,
        heritage_status_quality=_status_quality(uniform(), status),
        world_heritage_candidate=(status == "national") & (uniform() < stated.WORLD_HERITAGE),
        year_built=_years(uniform(), status),
        storeys=_storeys(uniform(), area),
        floor_area_m2=area,
        people=_people(uniform(), use, area),
        damage_grade=grade,
        damage_grade_quality=chosen(uniform(), stated.GRADE_QUALITY.shares),
        plot_cleared=ruin & (uniform() < stated.CLEARED),
        damage_date_last=_dates(uniform(), uniform() < stated.MONTH_ONLY),
        missing=missing,
        reported={field: uniform() < share for field, share in stated.REPORTED.items()},
    )
