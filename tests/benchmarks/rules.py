"""Every kind of rule that a scenario knows, drawn for a city: C5, C6, C7 at most, C9 and C10.

They are loose enough that a plan exists, and tight enough that some bind.
"""

from typing import Final

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from planner.arrays import Floats, Integers
from planner.problem import Rows
from planner.problem.linking import Sense
from tests.benchmarks.layout import PER_SITE, PROJECTS, WORKS, YEARS, Layout
from tests.row_names import row_id

PAIRS: Final = 10
"""Sites that wait for another one."""
LOCKS: Final = 10
"""Sites that must be worked on, and as many that must not."""
PROMISES: Final = 10
NEW_AT_MOST: Final = 0.2
"""Of what is spent."""
BACK: Final = {2: 0.05, YEARS - 1: 0.15}
"""Year -> share of all people whom repair would bring back, to be back by its end."""
AT_WORK: Final = 0.15
"""Of all sites, at once."""


class _Writer:
    """Rows of a city, one after the other."""

    def __init__(self, rows: Rows, layout: Layout, n_sites: int) -> None:
        self.n, self.n_sites, self.layout = rows.matrix.shape[1], n_sites, layout
        self.names: list[str] = []
        self.sense: list[Sense] = []
        self.rhs: list[float] = []
        self.lines: list[csr_array] = []
        place = np.arange(n_sites * PER_SITE) % PER_SITE
        self.real = place > 0
        self.works = np.maximum(place - 1, 0) // YEARS
        self.start = np.maximum(place - 1, 0) % YEARS
        uses = rows.matrix[:, : n_sites * PER_SITE]
        ties = np.asarray(uses[layout.plots :].sum(axis=0)).ravel()
        self.clears = ties > 0
        self.finished = self.start + np.where((self.works >= 2) & ~self.clears, 2, 1)
        self.cost = np.asarray(rows.matrix[len(layout.supplies) : layout.crew(0)].sum(axis=0))
        lasts = np.where(self.real, (10 - self.finished) / 10, 1.0)
        homes = np.asarray(uses[layout.floor : layout.share].sum(axis=0)).ravel()
        self.people = np.round(homes / lasts)

    def write(
        self, name: str, members: Integers, amounts: Floats, sense: Sense, rhs: float
    ) -> None:
        """One row over some alternatives."""
        shape, at = (1, self.n), np.zeros(len(members), dtype=np.int64)
        self.lines.append(csr_array((amounts, (at, members)), shape=shape))
        self.names.append(name)
        self.sense.append(sense)
        self.rhs.append(rhs)

    def count(self, name: str, members: Integers, sense: Sense, rhs: float) -> None:
        """One row that counts alternatives."""
        self.write(name, members, np.ones(len(members)), sense, rhs)

    def of(self, site: int) -> Integers:
        """The real works of a site."""
        return site * PER_SITE + np.arange(1, PER_SITE)

    def precedence(self, number: int, later: int, earlier: int) -> None:
        """C5: works on `later` only after those on `earlier`."""
        for year in range(YEARS):
            waits = self.of(later)[self.start[self.of(later)] <= year]
            done = self.of(earlier)[self.finished[self.of(earlier)] <= year]
            members = np.concatenate([waits, done])
            amounts = np.repeat([1.0, -1.0], [len(waits), len(done)])
            self.write(
                f"C5_{number}_{later}_after_{earlier}_{2027 + year}", members, amounts, "<=", 0
            )

    def promise(self, number: int, site: int, year: int) -> None:
        """C9: works on a site begin in the promised year."""
        members = self.of(site)[self.start[self.of(site)] == year]
        self.count(f"C9_promise_{number}_{site}", members, "=", 1)

    def new_at_most(self, share: float) -> None:
        """C7: projects, and clearing for them, take at most a share of what is spent."""
        new = np.ones(self.n, dtype=bool)
        new[: len(self.clears)] = self.clears
        amounts = self.cost * (10.0 * new - round(10 * share))
        members = np.flatnonzero(amounts)
        self.write("C7_most_new", members, amounts[members], "<=", 0)

    def targets(self) -> None:
        """C10: people back by a year, and sites at work at once."""
        repair = self.real & (self.works == 2) & (self.start == 0)
        for year, share in BACK.items():
            back = np.flatnonzero(np.where(self.finished <= year + 1, self.people, 0.0))
            goal = np.floor(share * self.people[repair].sum())
            name = f"C10_people_0_residents_{2027 + year}"
            self.write(name, back, self.people[back], ">=", goal)
        for year in range(YEARS):
            busy = self.real & (self.start <= year) & (year < self.finished)
            most = np.floor(AT_WORK * self.n_sites)
            self.count(f"C10_at_work_{2027 + year}", np.flatnonzero(busy), "<=", most)


def with_every_rule(rows: Rows, layout: Layout, n_sites: int, seed: int) -> Rows:
    """The rows of a city and one or more of every kind that it lacks."""
    writer = _Writer(rows, layout, n_sites)
    plots = np.unique(np.flatnonzero(writer.clears) // PER_SITE)
    draw = np.random.default_rng([seed, WORKS, PROJECTS])
    others = np.setdiff1d(np.arange(n_sites), plots)
    drawn = draw.choice(others, size=2 * PAIRS + 2 * LOCKS + PROMISES, replace=False).tolist()
    for number in range(PAIRS):
        writer.precedence(number, drawn.pop(), drawn.pop())
    for number in range(LOCKS):
        must, never = drawn.pop(), drawn.pop()
        writer.count(f"C6_must_{number}_{must}", writer.of(must), "=", 1)
        writer.count(f"C6_never_{number}_{never}", writer.of(never), "=", 0)
    writer.new_at_most(NEW_AT_MOST)
    for number in range(PROMISES):
        writer.promise(number, drawn.pop(), number % YEARS)
    writer.targets()
    return Rows(
        ids=(*rows.ids, *map(row_id, writer.names)),
        matrix=csc_array(vstack([rows.matrix, *writer.lines], format="csc")),
        sense=(*rows.sense, *writer.sense),
        rhs=np.concatenate([rows.rhs, writer.rhs]),
        arcs=rows.arcs,
    )
