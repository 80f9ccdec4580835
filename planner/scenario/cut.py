"""A scenario that says nothing of some sites and projects, nor of the money that they take."""

from collections.abc import Collection, Mapping

from planner.scenario.chosen import ChosenPlan
from planner.scenario.scenario import Rules, Scenario


def without(scenario: Scenario, hidden: Collection[str]) -> Scenario:
    """The scenario without the rules that name one of these ids, and without works chosen for them."""
    gone = frozenset(hidden)
    changed: dict[str, object] = {"rules": _rules(scenario.rules, gone)}
    if scenario.chosen_plan is not None:
        changed["chosen_plan"] = _chosen(scenario.chosen_plan, gone)
    return scenario.model_copy(update=changed)


def with_less(scenario: Scenario, less: Mapping[str, Mapping[int, int]]) -> Scenario:
    """The scenario with less money. less: fund -> year -> minor units; no amount falls below 0."""
    money = scenario.money
    funds = {}
    for name, fund in money.funds.items():
        gone = less.get(name, {})
        left = {year: max(m - gone.get(year, 0), 0) for year, m in money.minor_of(name).items()}
        amount = {year: money.tender.amount(minor) for year, minor in left.items()}
        funds[name] = fund.model_copy(update={"amount": amount})
    return scenario.model_copy(update={"money": money.model_copy(update={"funds": funds})})


def _chosen(plan: ChosenPlan, gone: frozenset[str]) -> ChosenPlan:
    works = {subject: steps for subject, steps in plan.works.items() if subject not in gone}
    return plan.model_copy(update={"works": works})


def speaks_of(rule: str, subjects: Collection[str]) -> bool:
    """Whether the name of a rule, `never.town-hall.clear`, names one of some subjects."""
    return any(part in subjects for part in rule.split("."))


def _rules(rules: Rules, gone: frozenset[str]) -> Rules:
    stay = {
        kind: tuple(rule for rule in getattr(rules, kind) if rule.subject not in gone)
        for kind in ("must", "never", "promises")
    }
    lifted = {
        kind: tuple(rule for rule in getattr(rules, kind) if rule.site not in gone)
        for kind in ("status_lifted", "recreation")
    }
    requires = tuple(rule for rule in rules.requires if not {rule.start, rule.after} & gone)
    without = tuple(one for one in rules.without if not speaks_of(one.rule, gone))
    return rules.model_copy(update={**stay, **lifted, "requires": requires, "without": without})
