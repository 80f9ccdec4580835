"""What a planner may ease: the rules behind the rows, and by which steps each of them can give."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from planner.optimise.diagnosis import Lever
from planner.plan.prepare import Prepared
from planner.problem.policies import spending_class
from planner.problem.problem import Problem

_RULE_OF_ROW: Final = (
    (re.compile(r"C2_"), "money"),
    (re.compile(r"C3_crew_(?P<name>.+)_\d{4}$"), "crew:{name}"),
    (re.compile(r"C5_(?P<number>\d+)_"), "requires:{number}"),
    (re.compile(r"C6_(?P<kind>must|never)_(?P<number>\d+)_"), "{kind}:{number}"),
    (re.compile(r"C7_(?P<bound>least|most)_(?P<name>.+)$"), "share:{name}:{bound}"),
    (re.compile(r"C8_floor_(?P<number>\d+)_"), "floor:{number}"),
    (re.compile(r"C9_promise_(?P<number>\d+)_"), "promise:{number}"),
    (re.compile(r"C10_people_(?P<number>\d+)_"), "target:{number}"),
    (re.compile(r"C10_at_work_"), "target:at_work"),
)
"""Row name -> rule; rows of C4 say what displacement means and are no rule to bargain over."""
MONEY_STEP: Final = Fraction(1_000_000)
"""Minor units: money is added in hundredths of a million."""
SHARE_STEP: Final = Fraction(1, 1000)
ALL: Final = Fraction(1)


def rules_of(problem: Problem) -> dict[str, list[int]]:
    """Rule -> its linking rows, for all rules that could be eased or dropped."""
    rules: dict[str, list[int]] = {}
    for r, row in enumerate(problem.linking.names):
        for pattern, rule in _RULE_OF_ROW:
            match = pattern.match(row)
            if match:
                rules.setdefault(rule.format(**match.groupdict()), []).append(r)
    return rules


def levers_of(prepared: Prepared, rules: Mapping[str, Sequence[int]]) -> dict[str, Lever]:
    """Rule -> how it can give; locks, orders and promises have no degrees."""
    makers = {"money": _money, "crew": _crew, "share": _share, "floor": _floor, "target": _target}
    levers = {}
    for rule, rows in rules.items():
        kind, _, name = rule.partition(":")
        if kind in makers:
            levers[rule] = makers[kind](prepared, name, tuple(rows))
    return levers


def _money(_: Prepared, __: str, rows: tuple[int, ...]) -> Lever:
    return Lever(kind="each", rows=rows, step=MONEY_STEP)


def _crew(_: Prepared, __: str, rows: tuple[int, ...]) -> Lever:
    return Lever(kind="each", rows=rows)


def _share(prepared: Prepared, name: str, rows: tuple[int, ...]) -> Lever:
    group, _, bound = name.partition(":")
    rule = next(r for c, r in prepared.case.scenario.rules.share.items() if c == group)
    limit = rule.at_least if bound == "least" else rule.at_most
    members = next(m for c, m in spending_class(prepared.case).items() if c == group)
    cost = prepared.table.cost.astype(np.float64)
    return Lever(
        kind="share",
        rows=rows,
        step=SHARE_STEP,
        now=Fraction(limit or 0),
        end=Fraction(0) if bound == "least" else ALL,
        part=cost * members,
        whole=cost,
    )


def _floor(prepared: Prepared, number: str, rows: tuple[int, ...]) -> Lever:
    rule, case = prepared.case.scenario.rules.district_floor[int(number)], prepared.case
    column = prepared.table.criteria.index(rule.criterion)
    prefix = f"C8_floor_{number}_{rule.criterion}_"
    district = case.districts()
    names = [prepared.problem.linking.names[r].removeprefix(prefix) for r in rows]
    most = [float(case.attainable[district == name, column].sum()) for name in names]
    return Lever(
        kind="together",
        rows=rows,
        step=SHARE_STEP,
        now=Fraction(rule.at_least),
        factor=np.array(most),
    )


def _target(prepared: Prepared, name: str, rows: tuple[int, ...]) -> Lever:
    targets = prepared.case.scenario.rules.targets
    one = np.ones(len(rows))
    if name != "at_work":
        now = Fraction(targets.people_back[int(name)].at_least)
        return Lever(kind="together", rows=rows, now=now, factor=one)
    limit = targets.sites_at_work.at_most if targets.sites_at_work else 0
    sites = prepared.table.n_sites
    return Lever(kind="together", rows=rows, now=Fraction(limit), end=Fraction(sites), factor=one)
