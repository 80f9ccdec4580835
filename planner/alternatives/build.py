"""Inventory x scenario -> the table of alternatives, all sites and courses at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.alternatives.attributes import Attributes, attributes_of
from planner.alternatives.bringing import spread_as_stated
from planner.alternatives.costs import (
    Costs,
    costs_of,
    labour_rates,
    spread,
    step_of,
)
from planner.alternatives.gains import gains_of
from planner.alternatives.table import CODES, CREW_UNITS, NOTHING, Alternatives
from planner.arrays import Flags, Integers
from planner.domain import BUILD
from planner.inventory import Inventory
from planner.scenario.scenario import Scenario

CLEAR = CODES.index("clear")
BUILDING = CODES.index(BUILD)
_Block = tuple[Any, ...]
"""Columns of some alternatives: group, order inside it, first, second, their starts, make way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Courses:
    """Sequences of one or two works with their start years; column arrays of equal length."""

    first: Integers
    second: Integers
    first_start: Integers
    second_start: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """A group and a course for each alternative to be."""

    group: Integers
    course: _Courses
    make_way: Flags


def _courses(scenario: Scenario) -> _Courses:
    """Every works in every start year, and every "first this, later that" of the scenario."""
    starts = range(scenario.horizon.money_years)
    rows = [(code, NOTHING, start, 0) for code in range(len(CODES)) for start in starts]
    rows += [
        (CODES.index(works), CODES.index(later), start, then)
        for works, spec in scenario.works.items()
        for later in spec.before
        for start in starts
        for then in starts
        if then > start
    ]
    first, second, first_start, second_start = np.array(rows, dtype=np.int64).T
    return _Courses(first=first, second=second, first_start=first_start, second_start=second_start)


def _possible(costs: Costs, courses: _Courses, n_years: int) -> Flags:
    """(n_groups, n_courses): lawful, prepared, in sequence, and paid for before the money ends."""
    has_second = courses.second != NOTHING
    then = np.where(has_second, courses.second, 0)
    end = courses.first_start + costs.years[:, courses.first]
    second_end = courses.second_start + costs.years[:, then]
    second_fits = costs.lawful[:, then] & (courses.second_start >= end) & (second_end <= n_years)
    second_fits &= courses.second_start >= costs.lead[:, then]
    first_fits = costs.lawful[:, courses.first] & (end <= n_years)
    first_fits &= courses.first_start >= costs.lead[:, courses.first]
    return np.asarray(first_fits & (second_fits | ~has_second))


def _displaced(inventory: Inventory, costs: Costs) -> Integers:
    """Indices of the sites that some project would displace and that may be cleared for it."""
    index = {site: i for i, site in enumerate(inventory.sites.id)}
    taken = {index[site] for sites in inventory.projects.displaces for site in sites}
    displaced = np.array(sorted(taken), dtype=np.int64)
    return displaced[costs.may_make_way[displaced]]


def _rows(scenario: Scenario, inventory: Inventory, costs: Costs, n_years: int) -> _Rows:
    """All alternatives in order: group by group, "nothing" first, making way last."""
    courses = _courses(scenario)
    group, column = np.nonzero(_possible(costs, courses, n_years))
    displaced = _displaced(inventory, costs)
    starts = np.arange(scenario.horizon.money_years)
    blocks: list[_Block] = [
        (np.arange(len(costs.years)), -1, NOTHING, NOTHING, 0, 0, False),
        (
            group,
            column,
            courses.first[column],
            courses.second[column],
            courses.first_start[column],
            courses.second_start[column],
            False,
        ),
        (
            np.repeat(displaced, len(starts)),
            len(courses.first),
            CLEAR,
            NOTHING,
            np.tile(starts, len(displaced)),
            0,
            True,
        ),
    ]
    columns = [
        np.concatenate([np.broadcast_to(block[k], block[0].shape) for block in blocks])
        for k in range(7)
    ]
    order = np.lexsort((columns[4], columns[1], columns[0]))
    by_column = [column[order] for column in columns]
    course = _Courses(
        first=by_column[2],
        second=by_column[3],
        first_start=by_column[4],
        second_start=by_column[5],
    )
    return _Rows(group=by_column[0], course=course, make_way=by_column[6].astype(bool))


def _step_years(costs: Costs, group: Integers, works: Integers, make_way: Flags) -> Integers:
    """Years of a step; 0 where there is none; a plot is cleared within the year."""
    years = costs.years[group, np.where(works == NOTHING, 0, works)]
    return np.where(works == NOTHING, 0, np.where(make_way, 1, years))


def _step_cost(amounts: Integers, group: Integers, works: Integers) -> Integers:
    return np.where(works == NOTHING, 0, amounts[group, np.where(works == NOTHING, 0, works)])


def _times(costs: Costs, rows: _Rows) -> dict[str, Integers]:
    """Years of both steps, and the first year with all works finished; (n,) each."""
    course = rows.course
    first_years = _step_years(costs, rows.group, course.first, rows.make_way)
    second_years = _step_years(costs, rows.group, course.second, rows.make_way)
    done = np.where(
        course.second != NOTHING,
        course.second_start + second_years,
        course.first_start + first_years,
    )
    return {"first_years": first_years, "second_years": second_years, "done": done}


def _means(
    scenario: Scenario,
    inventory: Inventory,
    costs: Costs,
    rows: _Rows,
    times: dict[str, Integers],
) -> dict[str, Integers]:
    """Money and labour by year, and the range of the cost: columns of Alternatives."""
    n_years, step = len(scenario.years), step_of(scenario)
    rates = np.vstack([labour_rates(scenario), np.zeros(len(scenario.crews))])  # NOTHING is last
    steps = (
        (rows.course.first, rows.course.first_start, times["first_years"]),
        (rows.course.second, rows.course.second_start, times["second_years"]),
    )
    projects = inventory.projects
    shares = projects.parts.shares_of(projects.years_to_build)
    stated = np.vstack([np.full((len(inventory.sites), shares.shape[1]), np.nan), shares])
    money = np.zeros((len(rows.group), n_years), dtype=np.int64)
    labour = np.zeros((len(rows.group), len(scenario.crews), n_years))
    low, high = np.zeros_like(rows.group), np.zeros_like(rows.group)
    for works, start, years in steps:
        cost = _step_cost(costs.likely, rows.group, works)
        due = spread(cost, start, years.clip(1), n_years, step)
        by_year = np.where((works == BUILDING)[:, None], stated[rows.group], np.nan)
        due = spread_as_stated(due, cost, start, by_year, step)
        money += due
        labour += rates[works][:, :, None] * due[:, None, :]
        low += _step_cost(costs.low, rows.group, works)
        high += _step_cost(costs.high, rows.group, works)
    hours = np.rint(labour / scenario.money.tender.size * CREW_UNITS).astype(np.int64)
    return {"money": money, "labour": hours, "cost_low": low, "cost_high": high}


def build_alternatives(
    scenario: Scenario, inventory: Inventory, attributes: Attributes | None = None
) -> Alternatives:
    """Every lawful alternative of every site and project under the scenario.

    A course that would still cost money after the last funded year is left out; otherwise late
    starts would look free. Sites that lack what a course needs have only "nothing".
    """
    attributes = attributes or attributes_of(scenario, inventory)
    costs = costs_of(scenario, inventory)
    rows = _rows(scenario, inventory, costs, len(scenario.years))
    course, times = rows.course, _times(costs, rows)
    return Alternatives(
        subjects=(*inventory.sites.id, *inventory.projects.id),
        n_sites=len(inventory.sites.id),
        years=scenario.years,
        crews=tuple(scenario.crews),
        criteria=tuple(scenario.criteria),
        group=rows.group,
        first=course.first,
        second=course.second,
        first_start=course.first_start,
        second_start=course.second_start,
        make_way=rows.make_way,
        gain=gains_of(
            scenario,
            attributes,
            group=rows.group,
            works=(course.first, course.second),
            start=(course.first_start, course.second_start),
            done=(course.first_start + times["first_years"], times["done"]),
        ),
        **times,
        **_means(scenario, inventory, costs, rows, times),
    )
