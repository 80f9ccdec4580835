"""One problem over every damage grade that a building may turn out to have.

A survey may be wrong by a grade, and another grade is other works, costs and gains: alternatives that the
problem in hand does not hold. So all of them are made once, for the grades as they are told, for one less
and for one more, and stand side by side; a future keeps those of one grade of each building. Rows are
matched by their names. What is attainable stays that of the tables in hand, so that no weight changes its
meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from scipy.sparse import coo_array, csc_array, hstack

from planner.alternatives import CODES, Alternatives
from planner.alternatives.attributes import PEOPLE
from planner.arrays import Flags, Floats, Integers
from planner.criteria import service_share
from planner.insight.forcing import Hand
from planner.insight.near import figures_asked, works_of_its_own
from planner.inventory import Inventory
from planner.plan.prepare import prepare_like
from planner.problem.linking import Rows
from planner.problem.problem import Problem

SHIFTS: Final = (0, -1, 1)
"""Grades more than told; the told one first."""
LEAST: Final = 1
MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stock:
    """n alternatives of all grades, in the order of their groups."""

    hand: Hand
    problem: Problem
    per_point: Floats
    """(n, n_criteria + 1) points for a whole weight on each criterion, cost last."""
    shift: Integers
    """(n,) grades more than told that an alternative is of."""
    likely: Floats
    """(n,) cost."""
    low: Floats
    high: Floats
    done: Integers
    struck: Floats
    """(n,) yearly probability of a strike."""
    first: Integers
    """(n,) code of the first works, and of the last."""
    last: Integers
    inside: Flags
    early: Flags
    """(n,) whether works begin in the first year."""
    protects: Flags
    """(n,) whether they begin then by protecting what stands."""
    figures: Mapping[str, Floats]
    """(n,) each: what it brings of a figure."""
    same: Mapping[int, Integers]
    """Shift -> (n_told,) of each alternative of the tables in hand the number of the same course at another
    grade; that of doing nothing where it is not lawful there."""
    paid: Flags
    """(n_rows,) whether the numbers of a row are costs, or labour that goes with them."""
    counted: Flags
    """(n_rows,) whether they are people."""
    people: Flags
    """(n_criteria + 1,) whether a criterion counts people."""

    @classmethod
    def of(cls, hand: Hand, *, damage: bool) -> Self:
        """damage: whether other grades are held as well."""
        shifts = SHIFTS if damage else SHIFTS[:1]
        inventory = hand.loaded.inventory
        hands = [_shifted(hand, inventory, shift) for shift in shifts]
        tables = [one.prepared.table for one in hands]
        group = np.concatenate([table.group for table in tables])
        shift = np.repeat(shifts, [len(table) for table in tables])
        order = np.lexsort((shift, group))
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        begins = np.cumsum([0, *(len(table) for table in tables)])

        def of_all(parts: list[np.ndarray]) -> np.ndarray:
            return np.concatenate(parts)[order]

        rows = _side_by_side([one.problem.linking for one in hands], order)
        per_point = of_all([one.prepared.points_of_weights() for one in hands])
        asked = [
            {aim.name: aim.amounts for aim in figures_asked(one, one.problem.starts()[:-1])}
            for one in hands
        ]
        criteria = hand.loaded.scenario.criteria
        stabilise = [table.first == CODES.index("stabilise") for table in tables]
        struck = [one.prepared.attributes.struck[one.prepared.table.group] for one in hands]
        return cls(
            hand=hand,
            problem=Problem(
                value=np.zeros(len(order)),
                group=group[order],
                linking=rows,
                group_names=hand.problem.group_names,
            ),
            per_point=per_point,
            shift=shift[order],
            likely=of_all([table.cost.astype(np.float64) for table in tables]),
            low=of_all([table.cost_low.astype(np.float64) for table in tables]),
            high=of_all([table.cost_high.astype(np.float64) for table in tables]),
            done=of_all([table.done for table in tables]),
            struck=of_all(struck),
            first=of_all([table.first for table in tables]),
            last=of_all([table.last for table in tables]),
            inside=of_all([works_of_its_own(one) for one in hands]),
            early=of_all([table.real & (table.first_start == 0) for table in tables]),
            protects=of_all(
                [
                    table.real & (table.first_start == 0) & first
                    for table, first in zip(tables, stabilise, strict=True)
                ]
            ),
            figures={
                name: of_all(
                    [
                        amounts.get(name, np.zeros(len(table)))
                        for amounts, table in zip(asked, tables, strict=True)
                    ]
                )
                for name in asked[0]
            },
            same={
                s: place[begins[k] + _same_course(tables[0], tables[k])]
                for k, s in enumerate(shifts)
            },
            paid=np.array([row.money == "spent" or row.rule.row == "C3" for row in rows.ids]),
            counted=np.array([_counts_people(hand, row.rule) for row in rows.ids]),
            people=np.array([*(c.attribute in PEOPLE for c in criteria.values()), False]),
        )

    def expected(self) -> Floats:
        """(n,) share of the years for which works serve, strikes and all on average."""
        years = self.hand.loaded.scenario.horizon.appraisal_years
        return service_share(self.done, np.full_like(self.done, years), years, self.struck)


def _shifted(hand: Hand, inventory: Inventory, shift: int) -> Hand:
    """The same with every building damaged by so many grades more, where there is such a grade."""
    if not shift:
        return hand
    sites = inventory.sites
    moved = sites.damage_grade + shift
    possible = (sites.damage_grade >= LEAST) & (moved >= LEAST) & (moved <= MOST)
    grade = np.where(possible & ~sites.today.settled, moved, sites.damage_grade)
    other = replace(inventory, sites=replace(sites, damage_grade=grade))
    prepared = prepare_like(hand.prepared, other)
    return replace(hand, prepared=prepared, problem=prepared.problem)


def _side_by_side(parts: list[Rows], order: Integers) -> Rows:
    """The columns of several problems beside each other, rows matched by name; in an order."""
    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for rows in parts for name in rows.names)
    number = {name: r for r, name in enumerate(names)}
    last = {row.name: (rows, r) for rows in reversed(parts) for r, row in enumerate(rows.ids)}
    blocks, arcs = [], set[tuple[int, int]]()
    for rows in parts:
        at = np.array([number[name] for name in rows.names], dtype=np.int64)
        entries = coo_array(rows.matrix)
        shape = (len(names), rows.matrix.shape[1])
        blocks.append(csc_array((entries.data, (at[entries.row], entries.col)), shape=shape))
        arcs |= {(int(at[a]), int(at[b])) for a, b in rows.arcs}
    return Rows(
        ids=tuple(last[name][0].ids[last[name][1]] for name in names),
        matrix=csc_array(csc_array(hstack(blocks, format="csc"))[:, order]),
        sense=tuple(last[name][0].sense[last[name][1]] for name in names),
        rhs=np.array([last[name][0].rhs[last[name][1]] for name in names]),
        arcs=np.array(sorted(arcs), dtype=np.int64).reshape(-1, 2),
    )


def _same_course(told: Alternatives, other: Alternatives) -> Integers:
    """(n_told,) number of the same course in another table, or of doing nothing there."""

    def keys(table: Alternatives) -> Integers:
        key = table.group.copy()
        for column in (table.make_way, table.first + 1, table.second + 1):
            key = key * 32 + column.astype(np.int64)
        for column in (table.first_start, table.second_start):
            key = key * 32 + column
        return np.asarray(key, dtype=np.int64)

    mine, theirs = keys(told), keys(other)
    order = np.argsort(theirs, kind="stable")
    at = np.searchsorted(theirs[order], mine).clip(max=len(theirs) - 1)
    found = order[at]
    nothing = other.starts()[:-1][told.group]
    return np.where(theirs[found] == mine, found, nothing)


def _counts_people(hand: Hand, rule: object) -> bool:
    """Whether the numbers of a rule's rows are people."""
    row, kind, key = rule.row, rule.kind, rule.key  # type: ignore[attr-defined]
    if row == "C8":
        floors, criteria = hand.loaded.scenario.rules.district_floor, hand.loaded.scenario.criteria
        return criteria[floors[int(key or 0)].criterion].attribute in PEOPLE
    return bool(row == "C10" and kind == "people")
