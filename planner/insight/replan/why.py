"""What changes against a former plan, and why: what happened to the building itself first, then to the city.

A cause of its own is read off the tables: struck, dearer, no longer lawful, done, bound by a lock. Where there
is none the building gave way to others, or came in for them: then what changed for the city is named, with the
money that these changes take and set free, which adds up to the change of what is spent.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from planner.alternatives import CODES
from planner.insight.fewest import NOTHING
from planner.insight.forcing import Hand
from planner.insight.replan.former import Course, Former, Standing
from planner.optimise import Solution
from planner.plan.columns import BEFOREHAND

What = Literal["entered", "left", "other", "moved", "cleared", "spared"]
"""Works that come in, are given up, are others, or fall in other years; a building that is taken down
now, or no longer."""
Kind = Literal[
    "struck", "eased", "settled", "new", "gone", "locked", "taken", "impossible", "dearer", "cheaper",
    "money_less", "money_more", "weights", "others",
]  # fmt: skip
"""Causes: the first nine are the building's own."""
OWN: Final = frozenset(
    ("struck", "eased", "settled", "new", "gone", "locked", "taken", "impossible", "dearer", "cheaper")
)  # fmt: skip
NOTABLE: Final = 0.01
"""Part by which a cost has to differ to be a cause."""
_SHARES: Final = 1e-9
_CLEARED: Final = -2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause, and what its sentence names."""

    kind: Kind
    before: float = 0.0
    """Grade, or minor units."""
    after: float = 0.0
    subject: str = ""
    """Id of the project that the plot is cleared for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One site or project of which something else becomes, or in other years."""

    subject: str
    what: What
    before: tuple[tuple[str, int], ...]
    """Works and first years."""
    after: tuple[tuple[str, int], ...]
    spent: int
    """Minor units more than before."""
    why: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is otherwise for the city."""

    money_before: int | None
    """None where it was counted in another currency."""
    money: int
    weights: bool
    """Whether the weights are others."""
    struck: tuple[str, ...]
    """Ids whose damage grade rose."""
    eased: tuple[str, ...]
    new: tuple[str, ...]
    """Ids that the former plan did not know."""
    gone: tuple[str, ...]
    """Ids that only the former plan knew."""
    settled: tuple[str, ...] = field(default=())
    """Ids with works in the former plan on which nothing is left to do."""


def circumstances_of(hand: Hand, former: Former) -> Circumstances:
    """All of it."""
    scenario, table = hand.loaded.scenario, hand.prepared.table
    grades = _grades(hand)
    moved = {
        subject: (course.grade, grades[subject])
        for subject, course in former.courses.items()
        if course.grade and grades.get(subject)
    }
    shares = scenario.shares
    known = former.shares.keys() | shares.keys()
    settled = np.flatnonzero(hand.prepared.fixed.settled).tolist()
    return Circumstances(
        money_before=former.money if former.currency == scenario.money.currency else None,
        money=scenario.money.minor,
        weights=any(abs(former.shares.get(c, 0.0) - shares.get(c, 0.0)) > _SHARES for c in known),
        struck=tuple(i for i, (before, now) in moved.items() if now > before),
        eased=tuple(i for i, (before, now) in moved.items() if now < before),
        new=tuple(i for i in table.subjects if i not in former.courses),
        gone=tuple(i for i in former.courses if i not in set(table.subjects)),
        settled=tuple(
            table.subjects[g]
            for g in settled
            if former.courses.get(table.subjects[g], Course()).steps
        ),
    )


def _grades(hand: Hand) -> dict[str, int]:
    sites = hand.loaded.inventory.sites
    return dict(zip(sites.id, sites.damage_grade.tolist(), strict=True))


def changes_of(
    hand: Hand, former: Former, standing: Standing, plan: Solution, begun: Collection[str] = ()
) -> tuple[Change, ...]:
    """Every change of a plan against the former one: what is done no longer first, then what is
    otherwise, then what is new; the dearest first. begun: ids of works that go on: they are bound to
    what was decided, so that this changes nothing."""
    teller = _Teller(hand, former, standing, plan, frozenset(begun))
    found = [change for g in teller.otherwise() if (change := teller.change(g)) is not None]
    rank = {"left": 0, "spared": 0, "other": 1, "cleared": 1, "entered": 2, "moved": 3}
    gone = tuple(teller.gone())
    return tuple(sorted([*found, *gone], key=lambda c: (rank[c.what], -abs(c.spent), c.subject)))


class _Teller:
    def __init__(
        self,
        hand: Hand,
        former: Former,
        standing: Standing,
        plan: Solution,
        begun: frozenset[str],
    ) -> None:
        self.hand, self.former, self.standing, self.plan = hand, former, standing, plan
        self.begun = begun
        self.table, self.about = hand.prepared.table, circumstances_of(hand, former)
        self.grades = _grades(hand)
        self.takers = _takers(hand, plan)
        self.keepable = standing.keepable(hand.problem.group)

    def otherwise(self) -> list[int]:
        """Groups that are not as they were."""
        return np.flatnonzero(~self.standing.same[self.plan.chosen]).tolist()

    def gone(self) -> Iterator[Change]:
        """What the tables hold no longer, though there were works on it."""
        for subject in self.about.gone:
            course = self.former.courses[subject]
            if course.steps:
                yield Change(
                    subject=subject,
                    what="left",
                    before=course.steps,
                    after=(),
                    spent=-course.cost,
                    why=(Cause(kind="gone"),),
                )

    def change(self, g: int) -> Change | None:
        """What becomes of a group now; None where it was not known and nothing is done."""
        subject, a = self.table.subjects[g], int(self.plan.chosen[g])
        course = self.former.courses.get(subject, Course())
        after = self._steps(a)
        what = _what(course, bool(self.standing.kept[a]), after, down=self._down(a))
        if what is None:
            return None
        return Change(
            subject=subject,
            what=what,
            before=course.steps,
            after=after,
            spent=int(self.table.cost[a]) - course.cost,
            why=tuple(self._why(g, subject, course, what)),
        )

    def _down(self, a: int) -> bool:
        return bool(self.table.make_way[a]) or bool(
            self.table.real[a] and CODES[self.table.last[a]] == "clear"
        )

    def _steps(self, a: int) -> tuple[tuple[str, int], ...]:
        table = self.table
        columns = ((table.first, table.first_start), (table.second, table.second_start))
        return tuple(
            (CODES[works[a]], int(table.years[0] + start[a]))
            for works, start in columns
            if works[a] != NOTHING
        )

    def _why(self, g: int, subject: str, course: Course, what: What) -> Iterator[Cause]:
        own = list(self._own(g, subject, course, what))
        yield from own
        if not own:
            yield from self._shared(what)

    def _own(self, g: int, subject: str, course: Course, what: What) -> Iterator[Cause]:
        """What happened to the building itself."""
        grade, known = self.grades.get(subject), subject in self.former.courses
        if not known:
            yield Cause(kind="new")
        if course.grade and grade and grade != course.grade:
            worse: Kind = "struck" if grade > course.grade else "eased"
            yield Cause(kind=worse, before=course.grade, after=grade)
        fixed = self.hand.prepared.fixed
        if fixed.settled[g]:
            yield Cause(kind="settled")
        elif fixed.forced[g] != BEFOREHAND.index("") and subject not in self.begun:
            yield Cause(kind="locked")
        elif known and not self.keepable[g]:
            yield Cause(kind="impossible")
        if subject in self.takers:
            yield Cause(kind="taken", subject=self.takers[subject])
        elif what != "moved":
            yield from self._cost(g, course)

    def _cost(self, g: int, course: Course) -> Iterator[Cause]:
        """Whether what was planned costs another sum by now."""
        mine = np.flatnonzero(self.standing.kept & (self.table.group == g))
        if not course.cost or not len(mine) or self.about.money_before is None:
            return
        same = mine[self.standing.same[mine]]
        now = int(self.table.cost[same[0] if len(same) else mine[0]])
        if abs(now - course.cost) > NOTABLE * course.cost:
            dearer: Kind = "dearer" if now > course.cost else "cheaper"
            yield Cause(kind=dearer, before=course.cost, after=now)

    def _shared(self, what: What) -> Iterator[Cause]:
        """What happened to the city."""
        before, now = self.about.money_before, self.about.money
        if before is not None and now != before:
            more: Kind = "money_more" if now > before else "money_less"
            yield Cause(kind=more, before=before, after=now)
        if self.about.weights:
            yield Cause(kind="weights")
        yield Cause(kind="others")


def _what(
    course: Course, kept: bool, after: tuple[tuple[str, int], ...], *, down: bool
) -> What | None:
    was_down = course.becomes == _CLEARED
    if kept:
        return "moved" if course.steps or course.makes_way else None
    if down:
        return "cleared"
    if was_down:
        return "spared"
    if not course.steps:
        return "entered" if after else None
    return "other" if after else "left"


def _takers(hand: Hand, plan: Solution) -> dict[str, str]:
    """Site that is cleared -> the project that it makes way for."""
    table, projects = hand.prepared.table, hand.loaded.inventory.projects
    built = {
        table.subjects[g] for g in np.flatnonzero(table.real[plan.chosen]) if g >= table.n_sites
    }
    cleared = {table.subjects[g] for g in np.flatnonzero(table.make_way[plan.chosen])}
    return {
        site: project
        for project, sites in zip(projects.id, projects.displaces, strict=True)
        if project in built
        for site in sites
        if site in cleared
    }
