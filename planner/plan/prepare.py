"""Everything of a plan that the weights do not touch, made once and kept for the next move."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.alternatives import Alternatives, Attributes, attributes_of, build_alternatives
from planner.alternatives.attainable import attainable_by_group
from planner.alternatives.costs import quickest_years
from planner.problem.build import build_problem, points_of, values_of
from planner.problem.case import Case, minor
from planner.problem.model import Problem
from planner.scenario.files import Loaded
from planner.scenario.model import Scenario

Floats = NDArray[np.float64]
_KEPT: Final = 6
"""Prepared scenarios held in memory; pure results, so that sessions may share them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Alternatives and rows of a scenario, and what its base scenario makes attainable."""

    case: Case
    attributes: Attributes
    problem: Problem
    """Its values are 0: they follow from the weights."""
    attainable: Floats
    """(n_criteria,) frozen from the base scenario, so that a weight never changes its meaning."""
    all_money: int
    """Minor units of all funds of the base scenario."""

    @property
    def table(self) -> Alternatives:
        """The alternatives."""
        return self.case.alternatives

    def values(self, scenario: Scenario) -> Floats:
        """(n,) value of every alternative under the scenario's weights."""
        return values_of(self.table, scenario.shares, self.attainable, self.all_money)

    def points(self, scenario: Scenario) -> Floats:
        """(n, n_criteria + 1) the same by criterion, `cost` last."""
        return points_of(self.table, scenario.shares, self.attainable, self.all_money)


def money_of(scenario: Scenario) -> int:
    """Minor units in all funds and years."""
    return sum(minor(a) for fund in scenario.money.funds.values() for a in fund.amount.values())


def _fingerprint(loaded: Loaded) -> str:
    """Of all that alternatives and rows depend on: everything but weights and names."""
    parts = [
        scenario.model_dump_json(exclude={"weights", "name", "note", "extends"})
        for scenario in (loaded.scenario, loaded.base)
    ]
    return hashlib.sha256("\n".join([loaded.inventory.sha256, *parts]).encode()).hexdigest()


def _prepare(loaded: Loaded) -> Prepared:
    scenario, inventory = loaded.scenario, loaded.inventory
    attributes = attributes_of(scenario, inventory)
    table = build_alternatives(scenario, inventory, attributes)
    # The scenario's criteria may differ from the base's; what they could gain is still frozen there.
    base = loaded.base.model_copy(update={"criteria": scenario.criteria})
    by_group = attainable_by_group(build_alternatives(base, inventory), inventory)
    case = Case(
        scenario=scenario,
        inventory=inventory,
        alternatives=table,
        significance=attributes.significance,
        attainable=by_group,
        quickest=quickest_years(scenario, inventory),
    )
    return Prepared(
        case=case,
        attributes=attributes,
        problem=build_problem(case, np.zeros(len(table))),
        attainable=by_group.sum(axis=0),
        all_money=money_of(loaded.base),
    )


class _Store:
    """The few prepared scenarios used last, safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Prepared] = OrderedDict()

    def get(self, loaded: Loaded) -> Prepared:
        key = _fingerprint(loaded)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        prepared = _prepare(loaded)
        with self._lock:
            self._kept[key] = prepared
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return prepared


_store: Final = _Store()


def prepare(loaded: Loaded) -> Prepared:
    """Alternatives and rows of a scenario; remembered, since a move of a weight changes neither."""
    return _store.get(loaded)


def problem_of(loaded: Loaded, *, labelled: bool = False) -> Problem:
    """The complete problem of a scenario, with names on the alternatives where it is to be read."""
    prepared = prepare(loaded)
    if labelled:
        return build_problem(prepared.case, prepared.values(loaded.scenario), labelled=True)
    return prepared.problem.with_value(prepared.values(loaded.scenario))
