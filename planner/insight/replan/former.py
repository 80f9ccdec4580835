"""The plan that there was: what it decided about each site and project, by id and calendar year.

It may have been made from other tables, weights, money and years than the scenario in hand, so that nothing
of it is a number of an alternative: that is looked up anew (`Standing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.alternatives import CODES, Alternatives
from planner.arrays import Flags, Integers
from planner.insight.fewest import DOWN, NOTHING, kinds_of
from planner.plan import Plan
from planner.plan.entry import Entry

_CLEAR: Final = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was decided about one site or project."""

    steps: tuple[tuple[str, int], ...] = ()
    """Works and their first calendar year, in order; empty where nothing was to be done."""
    makes_way: bool = False
    """Whether its plot was to be cleared for a project."""
    grade: int | None = None
    """Damage grade that was known of it."""
    cost: int = 0
    """Likely cost, minor units."""

    @property
    def becomes(self) -> int:
        """Code of what becomes of it, as `kinds_of` has it; years do not count."""
        if self.makes_way or (self.steps and self.steps[-1][0] == _CLEAR):
            return DOWN
        return CODES.index(self.steps[-1][0]) if self.steps else NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """All of it."""

    name: Mapping[str, str]
    """Of its scenario, by language."""
    courses: Mapping[str, Course]
    """Of every site and project that it knew."""
    shares: Mapping[str, float]
    """Criterion -> weight."""
    currency: str
    money: int
    """All money at hand, minor units."""

    @classmethod
    def of(cls, plan: Plan) -> "Former":
        """A plan that is at hand."""
        return cls(
            name=plan.scenario.name.words,
            courses={entry.id: _course(entry) for entry in plan.entries},
            shares=dict(plan.shares),
            currency=plan.scenario.money.currency,
            money=plan.figures.money_total,
        )


def _course(entry: Entry) -> Course:
    planned = entry.in_plan
    return Course(
        steps=tuple((step.works, step.start) for step in entry.steps) if planned else (),
        makes_way=planned and entry.displaced_by is not None,
        grade=entry.damage_grade if entry.damage_grade >= 0 else None,
        cost=entry.cost if planned else 0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which of n alternatives leave sites and projects as the former plan has them."""

    known: Flags
    """(n_groups,) whether it knew the site or project."""
    kept: Flags
    """(n,) the same becomes of it, whatever the years."""
    same: Flags
    """(n,) by the same works in the same years."""

    @classmethod
    def of(cls, former: Former, table: Alternatives) -> "Standing":
        """Looked up by id."""
        courses = [former.courses.get(subject) for subject in table.subjects]
        known = np.array([course is not None for course in courses])
        told = [course or Course() for course in courses]
        group, way = table.group, np.array([course.makes_way for course in told])
        becomes = np.array([course.becomes for course in told])
        kept = known[group] & (kinds_of(table) == becomes[group]) & (table.make_way == way[group])
        same = kept.copy()
        columns = ((table.first, table.first_start), (table.second, table.second_start))
        for k, (works, start) in enumerate(columns):
            code, year = _step(told, k)
            same &= works == code[group]
            same &= (works == NOTHING) | (start + table.years[0] == year[group])
        return cls(known=known, kept=kept, same=same)

    def keepable(self, group: Integers) -> Flags:
        """(n_groups,) whether it can be left as it is at all; group: (n,) of the alternatives."""
        return np.asarray(np.bincount(group[self.kept], minlength=len(self.known)) > 0)

    def chosen(self, group: Integers) -> Integers:
        """(n_groups,) the former plan as far as it can be told now: the same works in the same years, else
        the same works, else nothing."""
        rank = np.where(self.same, 2, np.where(self.kept, 1, 0))
        order = np.lexsort((np.arange(len(group)), -rank, group))
        return np.asarray(order[np.searchsorted(group[order], np.arange(len(self.known)))])


def _step(courses: list[Course], k: int) -> tuple[Integers, Integers]:
    """(n_groups,) code and calendar year of the k-th step of each."""
    steps = [course.steps[k] if k < len(course.steps) else None for course in courses]
    code = np.array([CODES.index(step[0]) if step else NOTHING for step in steps])
    return code, np.array([step[1] if step else 0 for step in steps])
