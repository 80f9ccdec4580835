"""Small problems drawn at random, with rows of every kind C1-C10 and plain resources besides.

What is drawn looks like a city: sites, projects that are rivals for plots, funds with earmarks.
Limits are often just what one drawn choice needs, or a kopeck less, so that answers are close.
"""

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from planner.problem.linking import Sense
from tests.optimise.oracle import Instance, Row

Key = tuple[int, int]
MOST_CHOICES: Final = 20_000
YEARS: Final = (2027, 2028, 2029)
UNITS: Final = (1, 1, 1000, 100_000, 10**9 + 7)
"""Kopecks in which works are priced; the last makes prices of up to 1e12 kopecks, all odd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One alternative of a drawn city; years count from 0, -1 where nothing is done."""

    group: int
    works: str
    start: int
    done: int
    cost: tuple[int, ...]
    labour: tuple[int, ...]
    people: int
    gain: float

    @property
    def real(self) -> bool:
        return self.works not in ("nothing", "clear")


class City:
    """Drawn sites and projects, and the rows that they may have to keep."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.years = range(draw.randint(1, len(YEARS)))
        self.unit = draw.choice(UNITS)
        n_sites, n_projects = draw.randint(1, 5), draw.choice((0, 0, 1, 1, 2))
        self.takes = {
            n_sites + p: draw.sample(range(n_sites), min(n_sites, draw.randint(1, 2)))
            for p in range(n_projects)
        }
        groups = [self._site(g) for g in range(n_sites)]
        groups += [self._options(g, ("build",)) for g in self.takes]
        while math.prod(map(len, groups)) > MOST_CHOICES:
            max(groups, key=len).pop()
        for group in groups:
            draw.shuffle(group)
        self.sizes = tuple(map(len, groups))
        self.all = [a for group in groups for a in group]
        self.planted: list[Option] = []

    def _site(self, group: int) -> list[Option]:
        works = self.draw.sample(("stabilise", "repair", "restore"), self.draw.randint(0, 3))
        if any(group in plots for plots in self.takes.values()) and self.draw.random() < 0.9:
            works.append("clear")
        return self._options(group, works)

    def _options(self, group: int, works: Iterable[str]) -> list[Option]:
        found = [self._option(group, "nothing", -1)]
        for step in works:
            some = step in ("clear", "build") or self.draw.randint(1, len(self.years))
            starts = self.years if some is True else self.draw.sample(self.years, some)
            found += [self._option(group, step, start) for start in starts]
        return found

    def _option(self, group: int, works: str, start: int) -> Option:
        draw = self.draw
        done = start + (draw.randint(1, 2) if start >= 0 else 0)
        under_way = range(start, done) if draw.random() < 0.9 else ()  # some works cost nothing
        gain = draw.choice((draw.randint(0, 9), draw.uniform(0, 9), 3.0)) if start >= 0 else 0.0
        return Option(
            group=group,
            works=works,
            start=start,
            done=done,
            cost=tuple((t in under_way) * draw.randint(1, 1000) * self.unit for t in self.years),
            labour=tuple((t in under_way) * draw.randint(0, 40) for t in self.years),
            people=draw.randint(0, 60) if works not in ("nothing", "clear") else 0,
            gain=-gain if works == "clear" else gain,
        )

    def plant(self, rows: list[Row]) -> None:
        """Remembers one choice, of those that keep the rows if one is soon found."""
        for _ in range(200):
            ends = [sum(self.sizes[:g]) for g in range(len(self.sizes))]
            chosen = [b + self.draw.randrange(n) for b, n in zip(ends, self.sizes, strict=True)]
            self.planted = [self.all[a] for a in chosen]
            if all(self._keeps(row, chosen) for row in rows):
                return

    def _keeps(self, row: Row, chosen: list[int]) -> bool:
        total = sum(row.use[a] for a in chosen)
        return total == row.limit if row.sense == "=" else total <= row.limit

    def row(self, name: str, use: Iterable[float], sense: Sense, limit: float) -> Row:
        """A row over all alternatives, in the floats that the planner gets."""
        return Row(name=name, use=tuple(map(float, use)), sense=sense, limit=float(limit))

    def about(self, used: float, step: float) -> float:
        """A limit: just what is used, or some steps off it, or half of it, or nothing."""
        if self.draw.random() < 0.5:
            return used
        return self.draw.choice((used - step, used + step, used + 5 * step, used // 2, 0.0))

    def displacement(self) -> list[Row]:
        """C4: a plot is cleared for exactly one of the projects that take it."""
        rows = []
        for plot in sorted({plot for plots in self.takes.values() for plot in plots}):
            part = {p: -1 for p, taken in self.takes.items() if plot in taken} | {plot: 1}
            for t in self.years:
                use = [
                    part.get(a.group, 0) * (a.start == t and a.works in ("clear", "build"))
                    for a in self.all
                ]
                rows.append(self.row(f"C4_displace_s{plot}_{YEARS[t]}", use, "=", 0))
        return [row for row in rows if any(row.use)]

    def requires(self) -> list[Row]:
        """C5: one starts only after the other is finished."""
        later, before = self.draw.choices(range(len(self.sizes)), k=2)
        rows = []
        for t in self.years if later != before else ():
            started = [a.real and a.group == later and a.start <= t for a in self.all]
            finished = [a.real and a.group == before and a.done <= t for a in self.all]
            use = [s - f for s, f in zip(started, finished, strict=True)]
            rows.append(self.row(f"C5_0_g{later}_after_g{before}_{YEARS[t]}", use, "<=", 0))
        return rows

    def locks(self) -> list[Row]:
        """C6: something must, or must never, be worked on."""
        group, kind = self.draw.randrange(len(self.sizes)), self.draw.choice(("must", "never"))
        named = self.draw.choice((None, None, "repair"))
        use = [
            a.group == group and a.works != "nothing" and named in (None, a.works) for a in self.all
        ]
        return [self.row(f"C6_{kind}_0_g{group}", use, "=", kind == "must")]

    def promises(self) -> list[Row]:
        """C9: promised works start in the promised year."""
        p = self.draw.choice(self.all)
        use = [(a.group, a.works, a.start) == (p.group, p.works, p.start) for a in self.all]
        return [self.row(f"C9_promise_0_g{p.group}", use, "=", 1)]

    def crews(self) -> list[Row]:
        """C3: people by year; small numbers beside large sums of money."""
        rows = []
        for t in self.years:
            limit = self.about(sum(a.labour[t] for a in self.planted), 1)
            use = [a.labour[t] for a in self.all]
            rows.append(self.row(f"C3_crew_builders_{YEARS[t]}", use, "<=", limit))
        return rows

    def shares(self) -> list[Row]:
        """C7: a class of works gets at least, or at most, a share of what is spent."""
        per, least = self.draw.choice((2, 3, 10, 1000)), self.draw.random() < 0.5
        part = self.draw.randint(0, per)
        members = {g for g in range(len(self.sizes)) if self.draw.random() < 0.5}
        use = [sum(a.cost) * (per * (a.group in members) - part) for a in self.all]
        name = f"C7_{'least' if least else 'most'}_repair"
        return [self.row(name, use, ">=" if least else "<=", 0)]

    def floors(self) -> list[Row]:
        """C8: each district gains its share; gains are floats of both signs."""
        north = {g for g in range(len(self.sizes)) if self.draw.random() < 0.5}
        rows = []
        for name, inside in (("north", True), ("south", False)):
            used = sum(a.gain for a in self.planted if (a.group in north) == inside)
            use = [a.gain if (a.group in north) == inside else 0.0 for a in self.all]
            least = self.draw.choice((used, used * self.draw.random(), used - 1.0, -1.0))
            rows.append(self.row(f"C8_floor_0_homes_{name}", use, ">=", least))
        return rows

    def targets(self) -> list[Row]:
        """C10: people back in time, and few sites at work at once."""
        people = self.about(sum(a.people for a in self.planted), 1)
        busy = self.about(sum(a.start == 0 for a in self.planted), 1)
        return [
            self.row("C10_people_0_all_2027", [a.people for a in self.all], ">=", people),
            self.row("C10_at_work_2027", [a.start == 0 for a in self.all], "<=", busy),
        ]

    def resources(self) -> list[Row]:
        """Plain rows of any size and sign, with limits that may be negative or unattainable."""
        draw, rows = self.draw, []
        for r in range(draw.randint(1, 2)):
            scale = draw.choice((1.0, 1e-9, 1e9, 1e-3, 1e12))
            low = draw.choice((0, 0, -100))
            amount = draw.choice((draw.randint, draw.uniform))
            use = {a: amount(low, 100) * scale for a in self.all}
            used = math.fsum(use[a] for a in self.planted)
            limit = draw.choice((used, used, self.about(used, scale), -scale, 200 * scale))
            sense: Sense = draw.choice(("<=", "<=", "<=", ">="))
            rows.append(self.row(f"resource_{r}", [use[a] for a in self.all], sense, limit))
        return rows

    def money(self) -> list[Row]:
        """C2: funds by year, some of them earmarked or without carry-over, and what they pay."""
        draw = self.draw
        payers = [draw.choice((1, 1, 2, 3, 3, 0)) for _ in self.sizes]
        carries = [draw.random() < 0.5 for _ in range(2)]
        demands = {}
        for mask, t in product(sorted(set(payers)), self.years):
            use = [a.cost[t] * (payers[a.group] == mask) for a in self.all]
            due = draw.choice((0, 0, 0, 0, 0, -self.unit))
            if any(use):
                demands[mask, t] = self.row(f"C2_money_{YEARS[t]}_{mask}", use, "<=", due)
        pays = {
            (fund, since): tuple(
                row.name
                for (mask, t), row in demands.items()
                if mask >> fund & 1 and (t == since or (carries[fund] and since < t))
            )
            for fund, since in product(range(2), self.years)
        }
        amount = self._amounts(payers, demands, pays)
        nothing = [0] * len(self.all)
        supplies = [
            replace(self.row(f"C2_fund_f{f}_{YEARS[t]}", nothing, "<=", amount[f, t]), pays=names)
            for (f, t), names in pays.items()
        ]
        return [*supplies, *demands.values()]

    def _amounts(
        self, payers: list[int], demands: dict[Key, Row], pays: dict[Key, tuple[str, ...]]
    ) -> dict[Key, int]:
        """What each fund gets in a year, so that the planted choice is just paid, or nearly so."""
        amount = dict.fromkeys(pays, 0)
        for (mask, t), row in demands.items():
            open_to = [supply for supply, names in pays.items() if row.name in names]
            need = sum(a.cost[t] for a in self.planted if payers[a.group] == mask)
            first = self.draw.randint(0, need)
            for part in (first, need - first) if open_to else ():
                amount[self.draw.choice(open_to)] += part
        for supply in amount:
            extra = self.draw.choice((0, 0, 0, -1, 1, self.unit * self.draw.randint(0, 900)))
            amount[supply] = max(0, amount[supply] + extra)
        return amount if self.draw.random() < 0.95 else dict.fromkeys(pays, 0)

    def values(self) -> tuple[float, ...]:
        """Points: whole or not, of both signs, tied, all zero, very small or very large."""
        draw = self.draw
        scale = draw.choice((1.0, 1.0, 1.0, 1e-9, 1e9))
        low = draw.choice((0, 0, -20, -100))
        kind = draw.choice(("whole", "whole", "float", "tied", "gain", "zero"))
        kinds: dict[str, Callable[[Option], float]] = {
            "whole": lambda a: draw.randint(low, 100),
            "float": lambda a: draw.uniform(low, 100),
            "tied": lambda a: draw.choice((low, 1, 1)),
            "gain": lambda a: a.gain * 1.1,
            "zero": lambda a: 0.0,
        }
        return tuple(float(kinds[kind](a) * scale) for a in self.all)


STRUCTURE: Final = (City.displacement, City.requires, City.locks, City.promises)
MEANS: Final = (City.money, City.crews, City.resources)
AIMS: Final = (City.shares, City.floors, City.targets)


def drawn(seed: int) -> Instance:
    """A drawn problem; each kind of row is there in about a third to a half of them."""
    draw = random.Random(seed)
    city = City(draw)
    often = draw.choice((0.2, 0.4, 0.7))
    rows = city.displacement() + [
        row for kind in STRUCTURE[1:] if draw.random() < often / 2 for row in kind(city)
    ]
    city.plant(rows)
    rows += [row for kind in MEANS + AIMS if draw.random() < often for row in kind(city)]
    return Instance(value=city.values(), sizes=city.sizes, rows=tuple(rows))


def revalued(instance: Instance, seed: int) -> Instance:
    """The same with other values, as after a move of the weights."""
    draw = random.Random(seed)
    return replace(instance, value=tuple(v * draw.uniform(0.5, 1.5) for v in instance.value))
