"""What is drawn of a future, and the problem that it makes.

- *Costs* within the range that is stated of each, most often near the likely one (triangular). Half of how far
  they depart is common to all, as prices of a year are, half is each building's own; its alternatives and
  their labour move together.
- *Damage*: a grade more or less than told, with a chance that depends on how the grade is known.
- *People*: more or fewer than told, by how their number is known.
- *Strikes*: whether and when a finished building is struck again, with the scenario's yearly probability, whose
  mean the plan counts with.

The chances of damage and people are assumptions of this tool (`CHANCE`, `SPREAD`): no list states them.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from scipy.sparse import csc_array
from scipy.special import ndtr

from planner.arrays import Flags, Floats, Integers
from planner.insight.future.stock import LEAST, MOST, Stock
from planner.inventory import Quality, Sites
from planner.optimise import Solution
from planner.problem.build import VALUE_DIGITS
from planner.problem.problem import Problem

Unknown = Literal["weights", "costs", "damage", "people", "strikes"]
UNKNOWN: Final[tuple[Unknown, ...]] = ("weights", "costs", "damage", "people", "strikes")
CHANCE: Final = {Quality.REPORTED: 0.1, Quality.ESTIMATED: 0.4}
"""That a building's grade is another one than told, by how it is known: one more as likely as one less."""
SPREAD: Final = {Quality.REPORTED: 0.1, Quality.ESTIMATED: 0.3}
"""By what part people may be more or fewer at most (triangular), by how their number is known."""
COMMON: Final = 0.5
"""Part of the variance of costs that is common to all buildings."""
_DUST: Final = 1e-14
"""Relative: binary dust is no kopeck."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Future:
    """One draw, by group and by alternative of the stock."""

    weights: Floats
    """(n_criteria + 1,) cost last."""
    shift: Integers
    """(n_groups,) grades more than told."""
    cost: Floats
    """(n,) what an alternative costs, as a multiple of what is likely."""
    people: Floats
    """(n_groups,) people, as a multiple of those told."""
    served: Floats
    """(n,) years of service, as a multiple of those expected."""


class Drawer:
    """Futures of a stock, each from numbers of its own, so that the k-th is the same whatever came before."""

    def __init__(self, stock: Stock, unknown: Collection[Unknown], seed: int) -> None:
        self.stock, self.unknown, self.seed = stock, frozenset(unknown), seed
        self.n_groups = stock.problem.n_groups
        self.expected = stock.expected()
        inventory = stock.hand.loaded.inventory
        sites, n_projects = inventory.sites, len(inventory.projects)
        self.grade = np.concatenate([sites.damage_grade, np.zeros(n_projects, dtype=np.int64)])
        settled = np.concatenate([sites.today.settled, np.ones(n_projects, dtype=bool)])
        self.graded = (self.grade >= LEAST) & ~settled
        self.chance = _by_quality(sites, "damage_grade", CHANCE, n_projects)
        self.spread = _by_quality(sites, "people", SPREAD, n_projects)
        matrix = stock.problem.linking.matrix
        self.entry = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr))
        """(nnz,) alternative of each number of the rows."""
        self.paid = stock.paid[matrix.indices]
        self.counted = stock.counted[matrix.indices]

    def future(self, number: int, weights: Floats) -> Future:
        """The draw of a number; weights: those drawn for it, or those set."""
        random = np.random.default_rng([self.seed, number])
        costs, damage, people, strikes = random.spawn(4)
        ones, n = np.ones(self.n_groups), len(self.stock.problem.value)
        return Future(
            weights=weights,
            shift=self._shift(damage) if "damage" in self.unknown else np.zeros_like(self.grade),
            cost=self._cost(costs) if "costs" in self.unknown else np.ones(n),
            people=self._people(people) if "people" in self.unknown else ones,
            served=self._served(strikes) if "strikes" in self.unknown else np.ones(n),
        )

    def _shift(self, random: np.random.Generator) -> Integers:
        drawn = random.random(self.n_groups)
        shift = (drawn < self.chance / 2.0).astype(np.int64) - (drawn > 1.0 - self.chance / 2.0)
        moved = self.grade + shift
        return np.where(self.graded & (moved >= LEAST) & (moved <= MOST), shift, 0)

    def _cost(self, random: np.random.Generator) -> Floats:
        common, own = random.standard_normal(), random.standard_normal(self.n_groups)
        place = ndtr(np.sqrt(COMMON) * common + np.sqrt(1.0 - COMMON) * own)
        stock = self.stock
        cost = triangular(place[stock.problem.group], stock.low, stock.likely, stock.high)
        return np.divide(cost, stock.likely, out=np.ones_like(cost), where=stock.likely > 0)

    def _people(self, random: np.random.Generator) -> Floats:
        place = random.random(self.n_groups)
        return triangular(place, 1.0 - self.spread, np.ones(self.n_groups), 1.0 + self.spread)

    def _served(self, random: np.random.Generator) -> Floats:
        """Years until a strike are geometric from when the works are done."""
        stock, years = self.stock, self.stock.hand.loaded.scenario.horizon.appraisal_years
        drawn = random.random(self.n_groups)[stock.problem.group]
        left = (years - stock.done).clip(min=0)
        with np.errstate(divide="ignore"):
            spared = np.floor(np.log(drawn) / np.log1p(-stock.struck))
        share = np.where(stock.struck > 0, np.minimum(left, spared), left) / years
        return np.divide(share, self.expected, out=np.ones_like(share), where=self.expected > 0.0)

    def kept(self, future: Future) -> Flags:
        """(n,) whether an alternative is of the grade that a building has."""
        return np.asarray(self.stock.shift == future.shift[self.stock.problem.group])

    def value(self, future: Future) -> Floats:
        """(n,) what each alternative is worth."""
        stock, group = self.stock, self.stock.problem.group
        points = stock.per_point * future.weights
        who = stock.people
        serving = _serving(stock)
        points[:, who] *= future.people[group][:, None]
        points[:, serving] *= future.served[:, None]
        points[:, -1] *= future.cost
        return np.asarray(np.round(points.sum(axis=1), VALUE_DIGITS), dtype=np.float64)

    def problem(self, future: Future) -> tuple[Problem, Integers]:
        """The problem of a future, and which alternatives of the stock it holds, (m,)."""
        stock, kept = self.stock, self.kept(future)
        rows = stock.problem.linking
        data = rows.matrix.data
        if self.unknown & {"costs", "people"}:
            group = stock.problem.group[self.entry]
            costs, people = future.cost[self.entry], future.people[group]
            paid = np.ceil(data * costs - _DUST * np.abs(data * costs))
            data = np.where(self.paid, paid, np.where(self.counted, data * people, data))
        matrix = csc_array((data, rows.matrix.indices, rows.matrix.indptr), rows.matrix.shape)
        whole = replace(
            stock.problem, value=self.value(future), linking=replace(rows, matrix=matrix)
        )
        if kept.all():
            return whole, np.arange(len(kept))
        return whole.restricted(kept), np.flatnonzero(kept)

    def taken_over(self, chosen: Integers, future: Future) -> Integers:
        """(n_groups,) the same courses in the stock, at the grades of a future; chosen: of the tables in
        hand."""
        found = self.stock.same[0][chosen]
        for shift, same in self.stock.same.items():
            found = np.where(future.shift == shift, same[chosen], found)
        return np.asarray(found)


def started(plan: Solution, problem: Problem) -> Solution:
    """A plan's prices to begin a search with: those of rows that it does not know are 0."""
    prices = {name: plan.prices.get(name, 0.0) for name in problem.linking.names}
    return replace(plan, chosen=plan.chosen[:0], prices=prices, proof=None)


def triangular(place: Floats, low: Floats, likely: Floats, high: Floats) -> Floats:
    """Where in a triangular distribution a part of all that is drawn lies below, (n,) each; no range: the
    likely one."""
    low, high = np.minimum(low, likely), np.maximum(high, likely)
    whole = high - low
    peak = np.divide(likely - low, whole, out=np.zeros_like(whole), where=whole > 0)
    below = low + np.sqrt(place * whole * (likely - low))
    above = high - np.sqrt((1.0 - place) * whole * (high - likely))
    return np.where(whole > 0, np.where(place < peak, below, above), likely)


def _serving(stock: Stock) -> Flags:
    """(n_criteria + 1,) whether a criterion counts years of service."""
    criteria = stock.hand.loaded.scenario.criteria.values()
    return np.array([*(criterion.timing == "service" for criterion in criteria), False])


def _by_quality(sites: Sites, column: str, table: dict[Quality, float], n_projects: int) -> Floats:
    """(n_groups,) a number by how a value is known; of projects, which are intended, that of estimates."""
    usual = table[Quality.ESTIMATED]
    qualities = sites.quality.get(column)
    known = [usual] * len(sites) if qualities is None else [table.get(q, 0.0) for q in qualities]
    return np.array([*known, *[usual] * n_projects])
