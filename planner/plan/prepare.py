"""Everything of a plan that the weights do not touch, made once and kept for the next move."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from planner.alternatives import Alternatives, Attributes, attributes_of, build_alternatives
from planner.alternatives.attainable import attainable_by_group, possible_of
from planner.alternatives.costs import quickest_years
from planner.arrays import Floats, Integers
from planner.inventory import Inventory
from planner.keeping import Kept
from planner.plan.fixed import Fixed, fixed_of
from planner.problem.build import build_problem, points_of, values_of
from planner.problem.case import Case
from planner.problem.problem import Problem
from planner.scenario.files.loading import Loaded
from planner.scenario.scenario import Scenario

_KEPT: Final = 6
"""Prepared scenarios held in memory; pure results, so that sessions may share them."""
_WORDS: Final = dict.fromkeys(("weights", "name", "note", "extends", "chosen_plan"), True)
"""Settings on which neither alternatives nor rows depend."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """Alternatives and rows of a scenario, and what its base scenario makes attainable.

    It has no slots, so that it can keep what is worked out when first asked for.
    """

    case: Case
    attributes: Attributes
    problem: Problem
    """Its values are 0: they follow from the weights."""
    attainable: Floats
    """(n_criteria,) frozen from the base scenario, so that a weight never changes its meaning."""
    possible: Floats
    """(n_criteria,) the most of each plain count, frozen likewise."""
    all_money: int
    """Minor units of all funds of the base scenario."""

    @property
    def table(self) -> Alternatives:
        """The alternatives."""
        return self.case.alternatives

    @cached_property
    def fixed(self) -> Fixed:
        """What the account of a plan needs and neither weights nor decisions touch."""
        return fixed_of(self.case, self.attributes, self.problem.linking)

    def values(self, scenario: Scenario) -> Floats:
        """(n,) value of every alternative under the scenario's weights."""
        return values_of(self.table, scenario.shares, self.attainable, self.all_money)

    def points(self, scenario: Scenario, alternatives: Integers | slice = slice(None)) -> Floats:
        """(n, n_criteria + 1) the same by criterion, `cost` last, of n alternatives."""
        return points_of(self.table, scenario.shares, self.attainable, self.all_money, alternatives)

    def points_of_weights(self) -> Floats:
        """(n, n_criteria + 1) points that each alternative brings for a whole weight of 1 on each
        criterion, `cost` last: times weights they are its value."""
        table = self.table
        whole = np.divide(
            100.0, self.attainable, out=np.zeros_like(self.attainable), where=self.attainable > 0
        )
        charge = 100.0 / self.all_money if self.all_money else 0.0
        return np.column_stack([table.gain * whole, -charge * table.cost])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Tables:
    """What money and most rules do not touch either, so that a move of the budget keeps it."""

    attributes: Attributes
    alternatives: Alternatives
    quickest: Integers

    @classmethod
    def of(cls, scenario: Scenario, inventory: Inventory) -> "_Tables":
        attributes = attributes_of(scenario, inventory)
        return cls(
            attributes=attributes,
            alternatives=build_alternatives(scenario, inventory, attributes),
            quickest=quickest_years(scenario, inventory),
        )


def _fingerprint(inventory: Inventory, *scenarios: Scenario) -> str:
    """Of all that alternatives and rows depend on: everything but weights and names."""
    return _hash(inventory, [scenario.model_dump_json(exclude=_WORDS) for scenario in scenarios])


def _fingerprint_of_tables(inventory: Inventory, scenario: Scenario) -> str:
    """Of all that alternatives depend on: of the money the years alone, of the rules those about
    what is lawful."""
    parts = scenario.model_dump_json(exclude={**_WORDS, "money": {"funds"}, "rules": True})
    rules = scenario.rules.model_dump_json(include={"status_lifted", "recreation"})
    return _hash(inventory, [parts, rules, repr(scenario.years)])


def _hash(inventory: Inventory, parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join([inventory.sha256, *parts]).encode()).hexdigest()


def _tables(scenario: Scenario, inventory: Inventory) -> _Tables:
    key = _fingerprint_of_tables(inventory, scenario)
    return _kept_tables.get(key, lambda: _Tables.of(scenario, inventory))


def prepare_apart(
    scenario: Scenario,
    base: Scenario,
    inventory: Inventory,
    tables_of: Callable[[Scenario, Inventory], _Tables] = _Tables.of,
) -> Prepared:
    """The same, kept by nobody: for what is asked once."""
    tables = tables_of(scenario, inventory)
    # The scenario's criteria may differ from the base's; what they could gain is still frozen there.
    base_here = base.model_copy(update={"criteria": scenario.criteria})
    frozen = tables_of(base_here, inventory)
    by_group = attainable_by_group(frozen.alternatives, inventory)
    case = Case(
        scenario=scenario,
        inventory=inventory,
        alternatives=tables.alternatives,
        significance=tables.attributes.significance,
        attainable=by_group,
        quickest=tables.quickest,
    )
    return Prepared(
        case=case,
        attributes=tables.attributes,
        problem=build_problem(case, np.zeros(len(tables.alternatives))),
        attainable=by_group.sum(axis=0),
        possible=possible_of(base_here, frozen.attributes, frozen.alternatives, inventory),
        all_money=base.money.minor,
    )


def prepare_like(prepared: Prepared, inventory: Inventory) -> Prepared:
    """The same scenario with another table of the same sites and projects; what is attainable stays, so
    that weights mean what they did."""
    tables = _Tables.of(prepared.case.scenario, inventory)
    case = replace(
        prepared.case,
        inventory=inventory,
        alternatives=tables.alternatives,
        significance=tables.attributes.significance,
        quickest=tables.quickest,
    )
    return Prepared(
        case=case,
        attributes=tables.attributes,
        problem=build_problem(case, np.zeros(len(tables.alternatives))),
        attainable=prepared.attainable,
        possible=prepared.possible,
        all_money=prepared.all_money,
    )


_kept_prepared: Final[Kept[str, Prepared]] = Kept(_KEPT)
_kept_tables: Final[Kept[str, _Tables]] = Kept(_KEPT)


def prepare(loaded: Loaded) -> Prepared:
    """Alternatives and rows of a scenario; remembered, since a move of a weight changes neither."""
    key = _fingerprint(loaded.inventory, loaded.scenario, loaded.base)
    return _kept_prepared.get(
        key, lambda: prepare_apart(loaded.scenario, loaded.base, loaded.inventory, _tables)
    )


def problem_of(loaded: Loaded, *, labelled: bool = False) -> Problem:
    """The complete problem of a scenario, with names on the alternatives where it is to be read."""
    prepared = prepare(loaded)
    if labelled:
        return build_problem(prepared.case, prepared.values(loaded.scenario), labelled=True)
    return prepared.problem.with_value(prepared.values(loaded.scenario))
