"""The rules behind the rows of a problem, and how each of them can give."""

from collections.abc import Mapping, Sequence

from planner.problem import ENTRIES, Case, Problem, Rule
from planner.problem.easing import Lever


def rules_of(problem: Problem) -> dict[Rule, list[int]]:
    """Rule -> its linking rows, for all rules that could be eased or dropped."""
    rules: dict[Rule, list[int]] = {}
    for r, row in enumerate(problem.linking.ids):
        entry = ENTRIES.get(row.rule.row)
        if entry is not None and entry.fault is not None:
            rules.setdefault(row.rule, []).append(r)
    return rules


def levers_of(
    case: Case, problem: Problem, rules: Mapping[Rule, Sequence[int]]
) -> dict[Rule, Lever]:
    """Rule -> how it can give; locks, orders and promises have no degrees."""
    levers = {}
    for rule, rows in rules.items():
        make = ENTRIES[rule.row].lever
        if make is not None:
            levers[rule] = make(case, rule, rows, problem.linking)
    return levers
