"""Promises and targets: drawn at random, and judged without any code that writes their rows."""

from collections.abc import Sequence
from fractions import Fraction
from math import isnan
from typing import Any, cast

from hypothesis import strategies as st

from planner.alternatives import CODES, Alternatives
from planner.domain import Grade
from planner.scenario.files.loading import Loaded

Choice = tuple[int, ...]


class Commitments:
    """Says of any choice whether it keeps every promise and reaches every target."""

    def __init__(self, loaded: Loaded, table: Alternatives, away: Sequence[bool]) -> None:
        self.scenario, self.table, self.away = loaded.scenario, table, away
        self.sites, self.projects = loaded.inventory.sites, loaded.inventory.projects
        self.ids = [*self.sites.id, *self.projects.id]

    def steps(self, a: int) -> list[tuple[str, int, int]]:
        """Works, first and last calendar year of each step of an alternative."""
        columns = (
            (self.table.first, self.table.first_start, self.table.first_years),
            (self.table.second, self.table.second_start, self.table.second_years),
        )
        begin = self.scenario.horizon.start
        return [
            (CODES[works[a]], begin + int(start[a]), begin + int(start[a] + years[a]) - 1)
            for works, start, years in columns
            if works[a] >= 0
        ]

    def promised(self, choice: Choice) -> bool:
        """Somewhere in the course the promised works start in the promised year."""
        for promise in self.scenario.rules.promises:
            a = choice[self.ids.index(promise.subject)]
            begun = [] if self.away[a] else self.steps(a)
            if not any(
                start == promise.start and promise.works in (None, works)
                for works, start, _ in begun
            ):
                return False
        return True

    def people(self, who: str, group: int) -> Fraction:
        """Residents or users whom the damage keeps away, or whom a project serves."""
        k = group - len(self.sites.id)
        table, row = (self.projects, k) if k >= 0 else (self.sites, group)
        number = float(table.people[row])
        if isnan(number) or table.people_kind[row] != who:
            return Fraction(0)
        if k >= 0:
            return Fraction(number)
        grade = int(self.sites.damage_grade[group])
        unusable = self.scenario.damage.unusable[cast(Grade, grade)] if grade > 0 else 0
        return Fraction(number) * Fraction(unusable)

    def back(self, choice: Choice, who: str, by: int) -> Fraction:
        """People whom works bring back that are all finished by the end of a year."""
        counting = [c for c in self.scenario.criteria.values() if c.attribute == f"{who}_out"]
        total = Fraction(0)
        for group, a in enumerate(choice):
            steps = self.steps(a)
            if counting and steps and max(last for _, _, last in steps) <= by:
                effect = Fraction(counting[0].effects.get(steps[-1][0], 0))
                total += self.people(who, group) * effect
        return total

    def at_work(self, choice: Choice, year: int) -> int:
        """Damaged buildings with works in a year; a plot that was clear before is none of them."""
        return sum(
            any(start <= year <= last for _, start, last in self.steps(a))
            for group, a in enumerate(choice[: len(self.sites.id)])
            if not (self.away[a] and self.sites.plot_cleared[group])
        )

    def targeted(self, choice: Choice) -> bool:
        """People may be fractions that floats miss by a hair, as floors may be."""
        targets = self.scenario.rules.targets
        for goal in targets.people_back:
            enough = goal.at_least * (1 - Fraction(1, 10**12))
            if self.back(choice, goal.who, goal.by) < enough:
                return False
        limit = targets.sites_at_work
        return limit is None or all(
            self.at_work(choice, year) <= limit.at_most for year in self.table.years
        )


def lock(subject: str, works: str | None) -> dict[str, Any]:
    kind = "site" if subject.startswith("s") else "project"
    return {kind: subject, "works": works, "reason": "r", "author": "a"}


@st.composite
def promises(
    draw: Any, names: list[str], works: tuple[str, ...], years: int
) -> list[dict[str, Any]]:
    """Up to two, now and then of works that are not lawful there or cannot follow each other."""
    found = []
    for subject in draw(st.lists(st.sampled_from(names), min_size=1, max_size=2)):
        named = (None, *works) if subject.startswith("s") else (None, "build")
        start = 2027 + draw(st.integers(0, years - 1))
        found.append({**lock(subject, draw(st.sampled_from(named))), "start": start})
    return found


@st.composite
def targets(draw: Any, years: int) -> dict[str, Any]:
    """People by a year that money may reach or not, and room for few sites at once."""
    found: dict[str, Any] = {}
    if draw(st.integers(0, 3)):
        found["people_back"] = [
            {
                "who": draw(st.sampled_from(("residents", "residents", "users"))),
                "at_least": draw(st.sampled_from((0, 1, 4, 7, 7, 20, 40, 40, 47, 80))),
                "by": 2027 + draw(st.integers(0, years)),
            }
            for _ in range(draw(st.integers(1, 2)))
        ]
    if not found or draw(st.booleans()):
        found["sites_at_work"] = {"at_most": draw(st.integers(0, 3))}
    return found
