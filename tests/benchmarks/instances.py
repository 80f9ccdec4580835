"""Synthetic cities as arrays, of any size: 31 alternatives a site, all means and rules of a plan.

Every site may be left alone or get one of six works in one of five years; on the plots that a
project wants, clearing takes the place of the sixth. Three funds (two of them earmarked, one
without carry-over), two trades, nine district floors, a conservation floor, 20 displacing
projects. All figures are drawn, none is surveyed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array

from planner.arrays import Floats, Integers
from planner.problem import Problem, Rows
from planner.problem.linking import Sense
from tests.benchmarks.layout import (
    DISTRICTS,
    PER_SITE,
    PLOTS,
    PROJECTS,
    WORKS,
    YEARS,
    Layout,
    city_layout,
)
from tests.benchmarks.rules import with_every_rule
from tests.row_names import row_id

CHUNK: Final = 20_000
"""Sites drawn at a time, so that a million fit in memory."""
MOST_USES: Final = 8  # rows that one alternative appears in
KOPECKS: Final = 100_000
"""Costs are whole thousands of hryvnias."""
COST: Final = np.array([0.06, 0.35, 0.7, 1.0, 1.3, 1.6])
"""Share of the replacement cost, by works: stabilise, mend, repair, adapt, restore, rebuild."""
BRINGS: Final = np.array(
    [  # heritage, homes, services, safety, renewal
        [0.35, 0.0, 0.0, 0.6, 0.0],
        [0.45, 0.5, 0.5, 0.8, 0.0],
        [0.6, 1.0, 1.0, 1.0, 0.0],
        [0.75, 0.8, 1.0, 1.0, 0.3],
        [1.0, 1.0, 1.0, 1.0, 0.0],
        [0.0, 1.0, 1.0, 1.0, 0.6],
    ]
)
WEIGHTS: Final = np.array([0.3, 0.25, 0.2, 0.15, 0.1])


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A problem, and the gains from which other weights make other values."""

    problem: Problem
    gain: NDArray[np.float32]
    """(n, 5) points that each alternative would bring at weight 1."""

    def at(self, weights: Floats) -> Problem:
        """The same rows under other weights."""
        return self.problem.with_value(_values(self.gain, weights))


def moved(weights: Floats, points: float = 0.1) -> Floats:
    """The first weight raised by `points`, the others lowered in proportion."""
    rest = weights[1:] * (1 - weights[0] - points) / (1 - weights[0])
    return np.concatenate([[weights[0] + points], rest])


def _values(gain: NDArray[np.float32], weights: Floats) -> Floats:
    value = np.zeros(len(gain))
    digits = 9 + max(0, round(np.log10(len(gain) / 1e5)))
    for begin in range(0, len(gain), CHUNK * PER_SITE):
        part = value[begin : begin + CHUNK * PER_SITE]
        for column, weight in enumerate(weights):
            part += weight * gain[begin : begin + len(part), column].astype(np.float64)
        np.round(part, digits, out=part)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sites:
    """Drawn attributes, one entry a site."""

    area: Floats
    heritage: Floats
    people: Floats
    pupils: Floats
    hazard: Floats
    damage: Floats
    district: Integers

    @property
    def payers(self) -> Integers:
        """Bit 0 state, bit 1 the heritage fund, bit 2 the fund for services."""
        return 1 + 2 * (self.heritage > 40) + 4 * (self.pupils > 0)


def _sites(n: int, rng: np.random.Generator) -> _Sites:
    area = np.exp(rng.normal(7.2, 0.9, n))
    kind = rng.random(n)
    return _Sites(
        area=area,
        heritage=np.where(rng.random(n) < 0.3, rng.choice([25.0, 40.0, 50.0, 80.0], n), 0.0),
        people=np.where(kind < 0.7, area / 45 * rng.uniform(0.5, 1.2, n), 0.0),
        pupils=np.where(kind > 0.85, area / 12 * rng.uniform(0.5, 1.2, n), 0.0),
        hazard=rng.integers(0, 4, n).astype(np.float64),
        damage=rng.choice([0.05, 0.15, 0.4, 0.75, 1.0], n, p=[0.15, 0.3, 0.25, 0.2, 0.1]),
        district=rng.integers(0, DISTRICTS, n),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A block of alternatives: uses (r, n), gains (n, 5) at weight 1, not yet in points."""

    matrix: csc_array
    gain: NDArray[np.float32]


def _uses(layout: Layout, row: list[Integers], amount: list[Floats], n: int) -> csc_array:
    """Columns from entries given as arrays of one shape, (n,) each."""
    column = np.tile(np.arange(n), len(row))
    data, rows = np.concatenate(amount), np.concatenate(row)
    some = data != 0
    matrix = coo_array((data[some], (rows[some], column[some])), shape=(len(layout.names), n))
    return csc_array(matrix)


def _site_part(layout: Layout, sites: _Sites, wanted: Integers, rng: np.random.Generator) -> _Part:
    """Alternatives of a block of sites; `wanted` numbers the plot, or is -1."""
    n_sites = len(sites.area)
    site = np.repeat(np.arange(n_sites), PER_SITE)
    place = np.tile(np.arange(PER_SITE), n_sites)
    works, start = np.maximum(place - 1, 0) // YEARS, np.maximum(place - 1, 0) % YEARS
    real = place > 0
    clears = real & (works == WORKS - 1) & (wanted[site] >= 0)
    long = (works >= 2) & ~clears
    price = sites.area * 27_000 * np.sqrt(sites.damage) * rng.uniform(0.8, 1.25, n_sites)
    share = np.where(clears, 0.08, COST[works]) * np.where(sites.heritage[site] > 0, 1.3, 1.0)
    cost = np.where(real, np.ceil(price[site] * share / 1000), 0.0)
    first = np.where(long, np.ceil(cost / 2), cost)
    later = np.minimum(start + 1, YEARS - 1)
    hours = np.ceil(cost / 40)
    builders = np.where(works == 4, np.ceil(hours / 3), hours)
    conservators = np.where(np.isin(works, (0, 3, 4)) & (sites.heritage[site] > 0), hours, 0.0)
    valued = sites.heritage[site] > 0
    finished = start + 1 + long
    lasts = np.where(real & ~clears, (10 - finished) / 10, 0.0)
    effect = np.where(real[:, None] & ~clears[:, None], BRINGS[works], 0.0)
    attributes = np.column_stack(
        [
            sites.heritage * sites.damage,
            sites.people * sites.damage,
            sites.pupils * sites.damage,
            sites.hazard,
            sites.area * (sites.damage > 0.5),
        ]
    )
    gain = attributes[site] * effect * lasts[:, None]
    gain[:, 0] = np.where(clears, -0.5 * attributes[site, 0], gain[:, 0])
    payers = sites.payers[site]
    least = np.where(valued & ~clears, 7.0, -3.0)  # at least 0.3 of what is spent
    half = np.where(long, np.ceil(hours / 2), hours)
    rows = [
        layout.money(payers, start),
        layout.money(payers, later),
        layout.crew(0) + start,
        layout.crew(0) + later,
        layout.crew(1) + start,
        layout.floor + sites.district[site],
        np.full(len(site), layout.share),
        np.where(clears, layout.plots + wanted[site] * YEARS + start, 0),
    ]
    amounts = [
        first * KOPECKS,
        (cost - first) * KOPECKS,
        np.where(works == 4, builders, half) * real,
        np.where(long & (works != 4), hours - half, 0.0) * real,
        conservators * real,
        np.round(gain[:, 1], 3),
        least * cost * KOPECKS,
        clears.astype(np.float64),
    ]
    return _Part(matrix=_uses(layout, rows, amounts, len(site)), gain=gain.astype(np.float32))


def _project_part(layout: Layout, scale: float, rng: np.random.Generator) -> _Part:
    """Each project: nothing, or a start in one of five years; large works that only renew."""
    project = np.repeat(np.arange(PROJECTS), 1 + YEARS)
    start = np.tile(np.arange(-1, YEARS), PROJECTS)
    real = start >= 0
    year, later = np.maximum(start, 0), np.clip(start + 1, 0, YEARS - 1)
    size = (rng.uniform(4_000, 20_000, PROJECTS) * scale)[project]
    cost = np.where(real, np.ceil(size * 27), 0.0)
    payers = np.ones(len(project), dtype=np.int64)
    gain = np.zeros((len(project), 5))
    gain[:, 1] = np.where(real, size / 60 * (8 - year) / 10, 0.0)
    gain[:, 4] = np.where(real, size * (8 - year) / 10, 0.0)
    rows = [
        layout.money(payers, year),
        layout.money(payers, later),
        layout.crew(0) + year,
        np.full(len(project), layout.share),
        *(layout.plots + (project * PLOTS + k) * YEARS + year for k in range(PLOTS)),
    ]
    half = np.ceil(cost / 2)
    amounts = [
        half * KOPECKS,
        (cost - half) * KOPECKS,
        np.ceil(cost / 40),
        -3.0 * cost * KOPECKS,
        *(-1.0 * real for _ in range(PLOTS)),
    ]
    return _Part(matrix=_uses(layout, rows, amounts, len(project)), gain=gain.astype(np.float32))


def _parts(layout: Layout, n_sites: int, seed: int) -> Iterator[_Part]:
    rng = np.random.default_rng(seed)
    plots = np.sort(rng.choice(n_sites, size=PROJECTS * PLOTS, replace=False))
    wanted = np.full(n_sites, -1)
    wanted[plots] = rng.permutation(PROJECTS * PLOTS)
    for begin in range(0, n_sites, CHUNK):
        size = min(CHUNK, n_sites - begin)
        yield _site_part(layout, _sites(size, rng), wanted[begin : begin + size], rng)
    yield _project_part(layout, max(1.0, n_sites / 8000) ** 0.5, rng)


def city(
    n_sites: int, seed: int = 1, weights: Floats = WEIGHTS, *, every_rule: bool = False
) -> City:
    """A drawn city of `n_sites` sites and 20 projects.

    every_rule: with precedence, locks, promises, a share for projects and targets as well.
    """
    layout = city_layout()
    matrix, gain = _drawn(layout, n_sites, seed)
    sizes = np.repeat([PER_SITE, 1 + YEARS], [n_sites, PROJECTS])
    begins = np.cumsum(sizes) - sizes
    most = np.maximum.reduceat(gain, begins, axis=0).sum(axis=0, dtype=np.float64)
    gain *= (100 / most).astype(np.float32)
    rhs, sense = _limits(layout, matrix, begins)
    arcs = np.array(layout.arcs())
    rows = Rows(
        ids=tuple(map(row_id, layout.names)), matrix=matrix, sense=sense, rhs=rhs, arcs=arcs
    )
    if every_rule:
        rows = with_every_rule(rows, layout, n_sites, seed)
    return City(
        problem=Problem(
            value=_values(gain, weights),
            group=np.repeat(np.arange(len(sizes)), sizes),
            linking=rows,
            group_names=(*map(str, range(n_sites)), *(f"p{p}" for p in range(PROJECTS))),
        ),
        gain=gain,
    )


def _drawn(layout: Layout, n_sites: int, seed: int) -> tuple[csc_array, NDArray[np.float32]]:
    """Uses (r, n) and gains (n, 5) of all alternatives, each part written where it belongs."""
    n = n_sites * PER_SITE + PROJECTS * (1 + YEARS)
    gain = np.empty((n, BRINGS.shape[1]), dtype=np.float32)
    entries, rows = np.empty(MOST_USES * n), np.empty(MOST_USES * n, dtype=np.int32)
    ends = np.zeros(n + 1, dtype=np.int32 if MOST_USES * n < 2**31 else np.int64)
    column = used = 0
    for part in _parts(layout, n_sites, seed):
        size, count = len(part.gain), part.matrix.nnz
        gain[column : column + size] = part.gain
        entries[used : used + count] = part.matrix.data
        rows[used : used + count] = part.matrix.indices
        ends[column + 1 : column + size + 1] = used + part.matrix.indptr[1:]
        column, used = column + size, used + count
    entries.resize(used, refcheck=False)
    rows.resize(used, refcheck=False)
    return csc_array((entries, rows, ends), shape=(len(layout.names), n)), gain


def _limits(
    layout: Layout, matrix: csc_array, begins: Integers
) -> tuple[Floats, tuple[Sense, ...]]:
    """Budgets and crews for about a quarter of what repairing everything would take."""
    repair = begins[:-PROJECTS] + 1 + 2 * YEARS + np.arange(len(begins) - PROJECTS) % YEARS
    need = np.asarray(matrix[:, repair].sum(axis=1)).ravel()
    rhs = np.zeros(len(layout.names))
    money = need[len(layout.supplies) : layout.crew(0)].sum()
    for s, (bit, _, _) in enumerate(layout.supplies):
        share = (0.17, 0.04, 0.03)[bit] / YEARS
        rhs[s] = np.floor(money * share / KOPECKS) * KOPECKS
    crews = slice(layout.crew(0), layout.floor)
    rhs[crews] = np.floor(0.27 * need[crews])
    rhs[layout.crew(1) : layout.floor] = np.floor(0.05 * need[crews].max())
    floors = slice(layout.floor, layout.share)
    rhs[floors] = 0.25 * need[floors]
    senses: list[Sense] = ["<="] * len(rhs)
    senses[floors] = [">="] * DISTRICTS
    senses[layout.share] = ">="
    senses[layout.plots :] = ["="] * (len(rhs) - layout.plots)
    return rhs, tuple(senses)
