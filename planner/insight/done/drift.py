r"""How far what was done is from what was planned: money, time, people who are back already.

    expected_i = paid_i + (1 - share_i) cost_i        share 1 once it is finished

cost_i  what the plan says of it [minor units]    paid_i  what was paid so far    share_i  part of the works that is
done. What is left is expected to cost what it was planned to (the estimate at completion of earned value, ANSI/EIA-748:
paid + planned - earned); a site is late by the years from its last planned year to that in which it was finished.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from math import isnan

import numpy as np

from planner.domain import WORKS
from planner.insight.replan.former import Former
from planner.inventory import Inventory, Quality
from planner.plan import Plan
from planner.plan.entry import Entry
from planner.scenario import Loaded

_RESIDENTS = "residents_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What is reported of one site or project."""

    subject: str
    paid: int
    """Minor units, so far."""
    finished: date | None = None
    share: float = 0.0
    """Part of the works that is done, [0, 1]; 1 where they are finished."""
    works: str = ""
    """The kind of works; blank for those of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One site or project, planned and done."""

    subject: str
    works: str
    planned_works: str
    """The last ones in the plan; blank where it is not in it."""
    cost: int
    """Planned, minor units."""
    paid: int
    expected: int
    share: float
    until: int
    """Last planned year; 0 where it is not in the plan."""
    finished: date | None
    people: float
    """Residents who are back in their homes, or new ones, once it is finished."""

    @property
    def drift(self) -> int:
        """Minor units beyond the plan."""
        return self.expected - self.cost

    @property
    def late(self) -> int | None:
        """Years after the planned one; None while it is not finished, or was not planned."""
        return self.finished.year - self.until if self.finished and self.until else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """All of them, and their sums."""

    day: date
    """The last day that is reported of."""
    rows: tuple[Row, ...]
    """What drifts furthest in money first."""
    silent: tuple[str, ...]
    """Ids that were to be finished in an earlier year and of which nothing is reported as finished."""
    planned: int
    """How many sites and projects the plan has."""
    cost: int
    """Of the whole plan, minor units."""
    people: float
    """Residents back by the whole plan."""

    @property
    def inside(self) -> tuple[Row, ...]:
        """Those that the plan has."""
        return tuple(row for row in self.rows if row.until)

    @property
    def outside(self) -> tuple[Row, ...]:
        """Works that it does not have."""
        return tuple(row for row in self.rows if not row.until)

    def total(self, amount: str) -> int:
        """Sum of `cost`, `paid`, `expected` or `drift` over what the plan has."""
        return sum(getattr(row, amount) for row in self.inside)

    @property
    def finished(self) -> int:
        """How many are finished."""
        return sum(row.finished is not None for row in self.inside)

    @property
    def back(self) -> float:
        """Residents who are back already."""
        return sum(row.people for row in self.rows if row.finished is not None)


def drift(plan: Plan, reports: Sequence[Reported], today: date) -> Drift:
    """A plan against what is reported; today: the day where nothing says a later one was looked at."""
    place = plan.listing.place
    days = [report.finished for report in reports if report.finished]
    day = max(days, default=today)
    rows = [_row(plan, report) for report in reports if report.subject in place]
    finished = {row.subject for row in rows if row.finished is not None}
    planned = [entry for entry in plan.entries if entry.in_plan]
    overdue = (e for e in planned if 0 < _until(e) < day.year and e.id not in finished)
    return Drift(
        day=day,
        rows=tuple(sorted(rows, key=lambda row: (-abs(row.drift), row.subject))),
        silent=tuple(entry.id for entry in overdue),
        planned=len(planned),
        cost=sum(entry.cost for entry in planned),
        people=sum(_people(plan, entry) for entry in planned),
    )


def _row(plan: Plan, report: Reported) -> Row:
    entry = plan.entry(report.subject)
    planned = entry.steps[-1].works if entry.in_plan and entry.steps else ""
    cost = entry.cost if entry.in_plan else 0
    return Row(
        subject=report.subject,
        works=report.works or planned,
        planned_works=planned,
        cost=cost,
        paid=report.paid,
        expected=report.paid + round((1.0 - report.share) * cost),
        share=report.share,
        until=_until(entry) if entry.in_plan else 0,
        finished=report.finished,
        people=_people(plan, entry),
    )


def _until(entry: Entry) -> int:
    return max((step.start + step.years - 1 for step in entry.steps), default=0)


def _people(plan: Plan, entry: Entry) -> float:
    """Residents whom the entry's works bring home."""
    names = [c for c, one in plan.scenario.criteria.items() if one.attribute == _RESIDENTS]
    counts = [entry.counts.get(name, 0.0) for name in names[:1]]
    return sum(count for count in counts if not isnan(count))


def begun_of(former: Former, reports: Sequence[Reported]) -> dict[str, tuple[str, ...]]:
    """Id -> works of a former plan that a report calls begun or finished: up to those that it names, else the
    first where nothing is finished, and all where they are."""
    found: dict[str, tuple[str, ...]] = {}
    for report in reports:
        steps = (
            [works for works, _ in former.courses[report.subject].steps]
            if (report.subject in former.courses)
            else []
        )
        if not steps or not (report.finished or report.share > 0.0 or report.paid > 0):
            continue
        if report.works:
            upto = steps.index(report.works) + 1 if report.works in steps else 0
        else:
            upto = len(steps) if report.finished else 1
        if upto:
            found[report.subject] = tuple(steps[:upto])
    return found


def as_reported(loaded: Loaded, former: Former, reports: Sequence[Reported]) -> Loaded:
    """The scenario on tables that know what is reported: what was finished before its first year is done,
    and the works of other sites cost what is expected of them by now, less what was paid before that year."""
    sites = loaded.inventory.sites
    row_of = {subject: row for row, subject in enumerate(sites.id)}
    first, size = loaded.scenario.horizon.start, loaded.scenario.money.tender.size
    state, works = list(sites.today.state_today), list(sites.today.cost_known_works)
    known, quality = sites.today.cost_known.copy(), _qualities(sites.quality, len(sites))
    for report in reports:
        row, course = row_of.get(report.subject), former.courses.get(report.subject)
        if row is None or course is None or not course.steps:
            continue
        last, start = course.steps[-1][0], course.steps[0][1]
        kind = report.works or last
        if report.finished and report.finished.year < first and kind == last:
            state[row], quality["state_today"][row] = "done", Quality.REPORTED
            continue
        expected = report.paid + round((1.0 - report.share) * course.cost)
        left = expected - report.paid if start < first else expected
        if kind in WORKS and len(course.steps) == 1 and left > 0:
            known[row], works[row] = left / size, kind
            quality["cost_known"][row] = Quality.REPORTED
    today = replace(
        sites.today,
        stated=sites.today.stated | {"state_today", "cost_known"},
        state_today=tuple(state),
        cost_known=known,
        cost_known_works=tuple(works),
    )
    told = repr(sorted(reports, key=lambda report: report.subject))
    digest = sha256(f"{loaded.inventory.sha256}\n{told}".encode()).hexdigest()
    inventory: Inventory = replace(
        loaded.inventory, sites=replace(sites, today=today, quality=quality), sha256=digest
    )
    return replace(loaded, inventory=inventory)


def _qualities(quality: Mapping[str, np.ndarray], n: int) -> dict[str, np.ndarray]:
    blank = {
        fact: np.full(n, Quality.MISSING, dtype=object)
        for fact in ("state_today", "cost_known")
        if fact not in quality
    }
    return {**{fact: column.copy() for fact, column in quality.items()}, **blank}
