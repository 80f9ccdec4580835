"""Settings made after loading, such as those of the page: weights, money, locks and a name."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Final

from planner.criteria import COST
from planner.domain import Names
from planner.errors import Fault, InputError
from planner.reading import unknown
from planner.scenario.adding import merged, stated, taken_out
from planner.scenario.checks.commitments import commitment_faults
from planner.scenario.checks.cross import settings_faults
from planner.scenario.checks.rules import rule_faults
from planner.scenario.checks.schema import validate
from planner.scenario.chosen import ChosenPlan
from planner.scenario.files.loading import Loaded
from planner.scenario.forced import Forced, forced_faults, forced_rules, released_rules
from planner.scenario.scenario import Scenario
from planner.scenario.tree import CHOSEN, RULES, Tree

Weights = Mapping[str, Decimal]
Amounts = Mapping[str, Mapping[int, Decimal]]
"""Fund -> year -> money units."""
Shares = tuple[tuple[str, int], ...]
"""Criterion -> whole percentage."""
Budget = tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
"""Fund -> year -> minor units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was changed of a scenario, from the slider to its file and to a link."""

    shares: Shares | None = None
    """Whole percentages that sum to 100; none leaves the file's weights."""
    budget: Budget = ()
    """The funds whose money differs from the file's, every year of theirs."""
    forced: tuple[Forced, ...] = ()
    """Locks set and released."""
    protect: bool | None = None
    """Whether monuments have to be protected in time; none leaves it to the file."""

    @property
    def rows(self) -> tuple[Budget, tuple[Forced, ...], bool | None]:
        """All on which rows depend: equal ones have one prepared problem."""
        return self.budget, self.forced, self.protect

    @property
    def changed(self) -> bool:
        """Whether anything departs from the file."""
        return (
            self.shares is not None
            or bool(self.budget)
            or bool(self.forced)
            or self.protect is not None
        )


NOTHING_CHANGED: Final = Settings()


def applied(loaded: Loaded, settings: Settings) -> Loaded:
    """The scenario with its settings changed. Raises InputError with every fault."""
    if not settings.changed:
        return loaded
    shares, amount = settings.shares, loaded.scenario.money.tender.amount
    return with_settings(
        loaded,
        weights=None if shares is None else {name: Decimal(share) for name, share in shares},
        budget={f: {year: amount(m) for year, m in years} for f, years in settings.budget} or None,
        forced=settings.forced,
        protect=settings.protect,
    )


def with_settings(
    loaded: Loaded,
    weights: Weights | None = None,
    budget: Amounts | None = None,
    name: Names | None = None,
    forced: Sequence[Forced] = (),
    protect: bool | None = None,
) -> Loaded:
    """The scenario with other weights, other money, other locks or another name; its base stays.

    weights: all of them, a criterion not named weighs 0. budget: fund -> year -> amount in the
    money unit; a fund not named keeps its money, a year not named of a fund that is has none.
    forced: locks set and released, and rules released by name, in any order; see `forced_rules`.
    protect: whether its rule of that name holds; ignored where it states none.
    A plan that the file has chosen was so for its own settings: with others there is none.
    Raises InputError with every fault of the new settings.
    """
    strange = _unknown_funds(loaded, budget or {})
    known = None if budget is None else {f: a for f, a in budget.items() if f not in strange}
    changes = changed_settings(loaded.scenario, weights, known, name)
    locks = forced_rules(loaded, forced)
    if protect is not None and loaded.scenario.rules.protect is not None:
        locks["protect"] = {"holds": protect}
    if locks:
        changes["rules"] = locks
    faults = [*strange.values(), *forced_faults(loaded, forced)]
    released = released_rules(loaded, forced)
    if not (changes or faults or released):
        return loaded
    below = _plain(loaded.scenario)
    if released or set(changes) - {"name"}:
        below.pop(CHOSEN, None)
    data = merged(below, changes)
    if released:
        data[RULES] = taken_out(data[RULES], released)
    tree = Tree(data=data, places={}, label=loaded.path.name)
    scenario, form = validate(tree, Scenario)
    faults += [*form, *settings_faults(tree)]
    if locks or released:
        faults += [*rule_faults(tree, loaded.inventory), *commitment_faults(tree)]
    if faults or scenario is None:
        raise InputError(faults)
    return replace(loaded, scenario=scenario, sha256=_sha256(loaded, scenario))


def with_chosen(loaded: Loaded, plan: ChosenPlan) -> Loaded:
    """The scenario with a plan that is kept to in place of the best one."""
    scenario = loaded.scenario.model_copy(update={CHOSEN: plan})
    return replace(loaded, scenario=scenario, sha256=_sha256(loaded, scenario))


def changed_settings(
    scenario: Scenario, weights: Weights | None, budget: Amounts | None, name: Names | None
) -> dict[str | int, object]:
    """The settings as they would stand in a scenario file."""
    changes: dict[str | int, object] = {}
    if weights is not None:
        zeros = dict.fromkeys([*scenario.criteria, COST, *scenario.weights], Decimal(0))
        changes["weights"] = {**zeros, **weights}
    if budget is not None:
        funds = scenario.money.funds
        changes["money"] = {
            "funds": {
                fund: {
                    "amount": {
                        **dict.fromkeys(funds[fund].amount if fund in funds else (), Decimal(0)),
                        **amounts,
                    }
                }
                for fund, amounts in budget.items()
            }
        }
    if name is not None:
        changes["name"] = name.model_dump()
    return changes


def _unknown_funds(loaded: Loaded, budget: Amounts) -> dict[str, Fault]:
    """Funds that the scenario does not have, each with its fault."""
    funds = loaded.scenario.money.funds
    return {
        fund: unknown("fund", fund, funds, file=loaded.path.name, field=f"money.funds.{fund}")
        for fund in budget
        if fund not in funds
    }


def differences(below: Scenario, above: Scenario) -> dict[str, object]:
    """What a file must state so that, extending `below`, it amounts to `above`."""
    found = _differing(_plain(below), _plain(above))
    if RULES in found:
        found[RULES] = stated(rules_of(below), rules_of(above))
    if CHOSEN in found:  # one plan takes the place of another as a whole
        found[CHOSEN] = _plain(above)[CHOSEN]
    return {str(key): value for key, value in found.items() if key not in {"format", "extends"}}


def rules_of(scenario: Scenario) -> dict[str | int, object]:
    """The rules as they would stand in a file."""
    return {key: value for key, value in scenario.rules.model_dump(exclude_none=True).items()}


def _plain(scenario: Scenario) -> dict[str | int, object]:
    return {key: value for key, value in scenario.model_dump(exclude_none=True).items()}


def _differing(
    below: Mapping[str | int, object], above: Mapping[str | int, object]
) -> dict[str | int, object]:
    found: dict[str | int, object] = {}
    for key, value in above.items():
        old = below.get(key)
        if value == old:
            continue
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            found[key] = _differing(old, value)
        else:
            found[key] = value
    return found


def _sha256(loaded: Loaded, scenario: Scenario) -> str:
    """Of the files and of what differs from them, so that equal settings have equal hashes."""
    changes = differences(loaded.filed, scenario)
    if not changes:
        return loaded.filed_sha256
    stated = json.dumps(changes, sort_keys=True, default=str, ensure_ascii=True)
    return sha256(f"{loaded.filed_sha256}\n{stated}".encode()).hexdigest()
