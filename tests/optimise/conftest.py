"""An oracle that shares no code with the optimiser: every choice is tried, every rule restated.

It reads the scenario, the tables and the columns of the alternatives, and counts in whole kopecks
and fractions. Whether money suffices is told by Hall's condition over every set of demands.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import isnan, lcm, prod
from typing import Any, cast

import pytest

from planner.alternatives import CODES, Alternatives
from planner.domain import HeritageStatus
from planner.scenario.files.loading import Loaded
from planner.scenario.funds import Fund
from tests.optimise.commitments import Choice, Commitments

Parts = Sequence[Sequence[int]]
MOST_CHOICES = 30_000


def ranked_choices(values: Sequence[float], groups: Parts) -> list[Choice]:
    """Every choice of one alternative a group, the most valuable first, compared exactly."""
    exact = [Fraction(value) for value in values]
    common = lcm(*(value.denominator for value in exact))
    whole = [int(value * common) for value in exact]
    return sorted(product(*groups), key=lambda choice: -sum(whole[a] for a in choice))


def worth(values: Sequence[float], choice: Sequence[int]) -> Fraction:
    """The exact value of a choice."""
    return sum((Fraction(values[a]) for a in choice), Fraction(0))


class Referee:
    """Says of any choice whether it keeps every rule of a scenario."""

    def __init__(self, loaded: Loaded, table: Alternatives) -> None:
        self.loaded, self.scenario, self.table = loaded, loaded.scenario, table
        self.sites, self.projects = loaded.inventory.sites, loaded.inventory.projects
        self.ids = [*self.sites.id, *self.projects.id]
        self.groups: Parts = [
            [a for a in range(len(table.group)) if table.group[a] == g]
            for g in range(len(self.ids))
        ]
        self.money = [[int(m) for m in row] for row in table.money]
        self.labour = table.labour.tolist()
        self.gain = [[Fraction(g) for g in row] for row in table.gain.tolist()]
        self.works = [
            None if first < 0 or away else CODES[second if second >= 0 else first]
            for first, second, away in zip(
                table.first.tolist(), table.second.tolist(), table.make_way.tolist(), strict=True
            )
        ]
        self.start, self.done = table.first_start.tolist(), table.done.tolist()
        self.away = table.make_way.tolist()
        self.payers = [self._payers(g) for g in range(len(self.ids))]
        self.floors = list(self._floors())
        self.committed = Commitments(loaded, table, self.away)

    @property
    def n_choices(self) -> int:
        return prod(map(len, self.groups))

    def best(self, values: Sequence[float]) -> Fraction | None:
        """The value of the best choice that keeps every rule; None where there is none."""
        for choice in ranked_choices(values, self.groups):
            if self.keeps_all(choice):
                return worth(values, choice)
        return None

    def keeps_all(self, choice: Choice) -> bool:
        rules = (self.displaced, self.locked, self.required, self.staffed)
        more = (
            self.committed.promised,
            self.committed.targeted,
            self.shared,
            self.floored,
            self.paid,
        )
        return all(rule(choice) for rule in (*rules, *more))

    def _payers(self, group: int) -> frozenset[str]:
        return frozenset(
            name for name, fund in self.scenario.money.funds.items() if self._pays(fund, group)
        )

    def _pays(self, fund: Fund, group: int) -> bool:
        if fund.eligible == "all":
            return True
        is_site, k = group < len(self.sites.id), group - len(self.sites.id)
        facts = {
            "kind": "site" if is_site else "project",
            "heritage_status": self.sites.heritage_status[group] if is_site else "none",
            "use": self.sites.use[group] if is_site else self.projects.kind[k],
            "district": self.sites.district[group] if is_site else self.projects.district[k],
        }
        given = fund.eligible.model_dump()
        return all(not given[fact] or word in given[fact] for fact, word in facts.items())

    def paid(self, choice: Choice) -> bool:
        """Hall: no set of demands needs more than all the money that is open to any of them."""
        demands: dict[tuple[frozenset[str], int], int] = {}
        for group, a in enumerate(choice):
            for column, amount in enumerate(self.money[a]):
                if amount:
                    key = (self.payers[group], self.table.years[column])
                    demands[key] = demands.get(key, 0) + amount
        supplies = {
            (name, year): int(amount * 10**8)
            for name, fund in self.scenario.money.funds.items()
            for year, amount in fund.amount.items()
        }
        funds = self.scenario.money.funds
        for size in range(1, len(demands) + 1):
            for some in combinations(demands, size):
                open_to = sum(
                    amount
                    for (name, since), amount in supplies.items()
                    if any(
                        name in payers
                        and (since == year or (funds[name].carry_over and since < year))
                        for payers, year in some
                    )
                )
                if sum(demands[d] for d in some) > open_to:
                    return False
        return True

    def staffed(self, choice: Choice) -> bool:
        for k, crew in enumerate(self.scenario.crews.values()):
            for column, year in enumerate(self.table.years):
                used = sum(self.labour[a][k][column] for a in choice)
                if used > crew.capacity.get(year, 0) * 100:
                    return False
        return True

    def displaced(self, choice: Choice) -> bool:
        """A plot is cleared in the year in which the one project that takes it starts."""
        for group, site in enumerate(self.sites.id):
            starts = [
                self.start[choice[self.ids.index(project)]]
                for project, taken in zip(self.projects.id, self.projects.displaces, strict=True)
                if site in taken and self.works[choice[self.ids.index(project)]]
            ]
            cleared = [self.start[choice[group]]] if self.away[choice[group]] else []
            if starts != cleared:
                return False
        return True

    def required(self, choice: Choice) -> bool:
        for rule in self.scenario.rules.requires:
            later, before = (choice[self.ids.index(s)] for s in (rule.start, rule.after))
            if self.works[later] and not (
                self.works[before] and self.done[before] <= self.start[later]
            ):
                return False
        return True

    def locked(self, choice: Choice) -> bool:
        for lock in self.scenario.rules.must:
            works = self.works[choice[self.ids.index(lock.subject)]]
            if works is None or lock.works not in (None, works):
                return False
        for lock in self.scenario.rules.never:
            a = choice[self.ids.index(lock.subject)]
            works = "clear" if self.away[a] else self.works[a]
            if works is not None and lock.works in (None, works):
                return False
        return True

    def significance(self, group: int) -> float:
        given = float(self.sites.significance[group])
        if not isnan(given):
            return given
        table = self.scenario.significance
        if self.sites.world_heritage_candidate[group]:
            return table.world_heritage_candidate
        return table.by_status[cast(HeritageStatus, self.sites.heritage_status[group])]

    def shared(self, choice: Choice) -> bool:
        spent = {"conservation": 0, "repair": 0, "new": 0}
        for group, a in enumerate(choice):
            if group >= len(self.sites.id) or self.away[a]:
                spent["new"] += sum(self.money[a])
            else:
                valued = self.significance(group) > 0
                spent["conservation" if valued else "repair"] += sum(self.money[a])
        total = sum(spent.values())
        for name, rule in self.scenario.rules.share.items():
            if rule.at_least is not None and spent[name] < Fraction(rule.at_least) * total:
                return False
            if rule.at_most is not None and spent[name] > Fraction(rule.at_most) * total:
                return False
        return True

    def attainable(self, column: int) -> list[Fraction]:
        """Each group's part of what is attainable; of rivals for plots the larger side."""
        most = [max(self.gain[a][column] for a in group) for group in self.groups]
        plots = {p: set(t) for p, t in zip(self.projects.id, self.projects.displaces, strict=True)}
        while wanted := {site for taken in plots.values() for site in taken}:
            contest = {min(wanted)}
            while linked := [p for p, t in plots.items() if t & contest and not t <= contest]:
                contest |= plots[linked[0]]
            rivals = [p for p, taken in plots.items() if taken & contest]
            here = {site: most[self.ids.index(site)] for site in contest}
            gained = {
                p: most[self.ids.index(p)] - sum(here[site] for site in plots[p]) for p in rivals
            }
            sides = [
                (sum(gained[p] for p in side), side)
                for n in range(len(rivals) + 1)
                for side in combinations(rivals, n)
                if all(gained[p] > 0 for p in side)
                and all(not plots[p] & plots[q] for p, q in combinations(side, 2))
            ]
            winners = max(sides, key=lambda s: (s[0], [p in s[1] for p in rivals]))[1]
            taken = sorted(site for p in winners for site in plots[p])
            for loser in [p for p in rivals if p not in winners] + taken:
                most[self.ids.index(loser)] = Fraction(0)
            plots = {p: taken for p, taken in plots.items() if p not in rivals}
        return most

    def _floors(self) -> Any:
        districts = [*self.sites.district, *self.projects.district]
        for rule in self.scenario.rules.district_floor:
            column = list(self.scenario.criteria).index(rule.criterion)
            most = self.attainable(column)
            for district in sorted(set(districts)):
                members = [g for g, d in enumerate(districts) if d == district]
                yield column, members, Fraction(rule.at_least) * sum(most[g] for g in members)

    def floored(self, choice: Choice) -> bool:
        """A floor counts as kept to within a millionth of a millionth: gains are floats."""
        return all(
            sum(self.gain[choice[g]][column] for g in members) >= least * (1 - Fraction(1, 10**12))
            for column, members, least in self.floors
        )


@pytest.fixture(scope="session")
def referee() -> Callable[[Loaded, Alternatives], Referee]:
    return Referee


@pytest.fixture(scope="session")
def best_of_arrays() -> Callable[..., Fraction | None]:
    """Best value of a multiple-choice knapsack by trying every choice, in fractions."""

    def best(
        value: Sequence[float],
        group: Sequence[int],
        usage: Sequence[Sequence[float]],
        capacity: Sequence[float],
    ) -> Fraction | None:
        members = [[a for a, g in enumerate(group) if g == k] for k in range(max(group) + 1)]
        limits = [Fraction(c) for c in capacity]
        uses = [[Fraction(u) for u in row] for row in usage]
        for choice in ranked_choices(value, members):
            if all(sum(uses[a][r] for a in choice) <= limit for r, limit in enumerate(limits)):
                return worth(value, choice)
        return None

    return best
