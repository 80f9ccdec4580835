"""Conflicts are infeasible, minimal and disjoint, and reliefs suffice: tried on every choice."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from planner.optimise import Diagnosis, diagnose
from planner.plan.clash.levers import rules_of
from planner.problem.easing import Lever, Relief
from planner.problem.linking import Rule, Sense
from tests.at_each_run import first
from tests.optimise.drawn import drawn
from tests.optimise.oracle import Instance, Row

SEEDS = range(400)
CLASHING = 60
"""So many of them are tried."""
AMOUNTS = ("C2_", "C3_", "resource_")


def infeasible(seed: int) -> Instance | None:
    """A drawn problem, where no choice keeps its rows."""
    instance = drawn(seed)
    return None if instance.feasible().any() else instance


def rules(instance: Instance) -> dict[Rule, list[int]]:
    """Every row but those of structure belongs to a rule."""
    found = rules_of(instance.problem())
    plain = [r for r, row in enumerate(instance.rows) if row.name.startswith("resource")]
    return {**found, **{Rule(kind=instance.rows[r].name): [r] for r in plain}}


def levers(instance: Instance) -> dict[Rule, Lever]:
    found = {}
    for rule, rows in rules(instance).items():
        first = instance.rows[rows[0]]
        if first.name.startswith(AMOUNTS):
            step = Fraction(1, 1024) if first.name.startswith("resource") else Fraction(1)
            found[rule] = Lever(kind="each", rows=tuple(rows), step=step)
        elif first.name.startswith("C10_"):
            now, ends = Fraction(first.limit), Fraction(10_000 if first.sense == "<=" else -10_000)
            found[rule] = Lever(
                kind="together", rows=tuple(rows), now=now, end=ends, factor=np.ones(len(rows))
            )
    return found


def part(instance: Instance, rows: Iterable[int]) -> Instance:
    """The instance with some rows; money pays only for rows that are there."""
    kept = [instance.rows[r] for r in sorted(rows)]
    names = {row.name for row in kept}
    pays = [replace(row, pays=tuple(n for n in row.pays if n in names)) for row in kept]
    return replace(instance, rows=tuple(pays))


def rows_of(instance: Instance, names: Iterable[Rule]) -> set[int]:
    by_rule = rules(instance)
    ruled = {r for rows in by_rule.values() for r in rows}
    fixed = set(range(len(instance.rows))) - ruled
    return fixed | {r for name in names for r in by_rule[name]}


def can_hold(instance: Instance, names: Iterable[Rule]) -> bool:
    return bool(part(instance, rows_of(instance, names)).feasible().any())


def diagnosed(instance: Instance) -> Diagnosis[Rule]:
    found = diagnose(instance.problem(), rules(instance), 60.0, levers=levers(instance))
    assert all(conflict.minimal for conflict in found.conflicts)
    return found


@cache
def clashing() -> list[Instance]:
    """Looked for by the first test that needs one, not while tests are collected."""
    return [instance for instance in map(infeasible, SEEDS) if instance][:CLASHING]


@pytest.mark.parametrize("number", first(20, range(CLASHING)))
def test_a_conflict_cannot_hold_and_holds_without_any_one_of_its_rules(number: int) -> None:
    instance = clashing()[number]
    found = diagnosed(instance)
    taken: set[Rule] = set()
    for conflict in found.conflicts:
        assert not can_hold(instance, conflict.rules)
        for rule in conflict.rules:
            assert can_hold(instance, set(conflict.rules) - {rule})
        assert not taken & set(conflict.rules)
        taken |= set(conflict.rules)
    structure_clashes = not can_hold(instance, ())
    assert structure_clashes or found.conflicts
    assert structure_clashes or (
        found.complete and can_hold(instance, set(rules(instance)) - taken)
    )


def named(relief: Relief) -> dict[str, float]:
    """Amounts by the names of the rows."""
    return {row.name: amount for row, amount in relief.amounts.items()}


def eased(rows: Sequence[Row], relief: Relief, part_less: float = 0.0) -> tuple[Row, ...]:
    """Rows with the relief, or with a little less of it."""
    changed, amounts = [], named(relief)
    for row in rows:
        limit = row.limit
        if row.name in amounts:
            by = amounts[row.name]
            by = float(math.floor(by * (1 - part_less))) if part_less else by
            if relief.setting is not None:
                by = abs(relief.setting - row.limit)
                by = max(0.0, by * (1 - part_less) - (1.0 if part_less else 0.0))
            limit += by if row.sense == "<=" else -by
        changed.append(replace(row, limit=limit))
    return tuple(changed)


@pytest.mark.parametrize("number", first(20, range(CLASHING)))
def test_a_relief_suffices_and_less_would_not(number: int) -> None:
    instance = clashing()[number]
    found = diagnosed(instance)
    for conflict in found.conflicts:
        others = {r for c in found.conflicts if c is not conflict for r in c.rules}
        for relief in conflict.relief.values():
            if not relief.amounts:
                continue
            names = set(rules(instance)) - others if relief.whole else set(conflict.rules)
            some = part(instance, rows_of(instance, names))
            assert replace(some, rows=eased(some.rows, relief)).feasible().any()
            if relief.least and len(relief.amounts) == 1:
                less = replace(some, rows=eased(some.rows, relief, part_less=0.02))
                largest = max(relief.amounts.values())
                assert not less.feasible().any() or (relief.setting is None and largest <= 100)


def plain(sizes: Sequence[int], rows: Sequence[Row]) -> Instance:
    return Instance(value=(0.0,) * sum(sizes), sizes=tuple(sizes), rows=tuple(rows))


def test_two_conflicts_without_a_common_rule_are_both_found() -> None:
    """Rules a and b ask for the same choice of the first group, c and d of the second."""
    use = {"a": (1, 0, 0, 0), "b": (0, 1, 0, 0), "c": (0, 0, 1, 0), "d": (0, 0, 0, 1)}
    rows = [Row(name=n, use=tuple(map(float, u)), sense="=", limit=1.0) for n, u in use.items()]
    problem = plain([2, 2], rows).problem()
    found = diagnose(problem, {name: [r] for r, name in enumerate(use)})
    assert {frozenset(c.rules) for c in found.conflicts} == {frozenset("ab"), frozenset("cd")}
    assert found.complete


def test_a_conflict_of_whole_numbers_alone_is_found() -> None:
    """Half of each would keep both rules; no whole choice does."""
    rows = [
        Row(name="all", use=(1.0, 0.0, 1.0, 0.0), sense=">=", limit=1.0),
        Row(name="few", use=(2.0, 0.0, 2.0, 0.0), sense="<=", limit=1.0),
        Row(name="idle", use=(1.0, 0.0, 0.0, 0.0), sense="<=", limit=1.0),
    ]
    problem = plain([2, 2], rows).problem()
    levers = {"few": Lever(kind="each", rows=(1,)), "all": Lever(kind="each", rows=(0,))}
    found = diagnose(problem, {"all": [0], "few": [1], "idle": [2]}, levers=levers)
    (conflict,) = found.conflicts
    assert conflict.rules == ("all", "few")
    assert named(conflict.relief["few"]) == {"few": 1.0}
    assert named(conflict.relief["all"]) == {"all": 1.0}
    assert all(conflict.relief[rule].whole for rule in conflict.rules)


def test_a_limit_for_every_year_gives_by_the_peak() -> None:
    """Two sites must be worked on, in whichever year: one at a time is enough, none is not."""
    years = [
        Row(name="at_work_0", use=(1.0, 0.0, 1.0, 0.0), sense="<=", limit=0.0),
        Row(name="at_work_1", use=(0.0, 1.0, 0.0, 1.0), sense="<=", limit=0.0),
    ]
    lever = Lever(kind="together", rows=(0, 1), end=Fraction(2), factor=np.ones(2))
    found = diagnose(plain([2, 2], years).problem(), {"at_work": [0, 1]}, levers={"at_work": lever})
    assert found.conflicts[0].relief["at_work"].setting == 1.0


@pytest.mark.parametrize(
    ("sense", "limit", "best"), [(">=", "9/10", Fraction(3, 4)), ("<=", "1/10", Fraction(1, 4))]
)
def test_the_share_within_reach_is_the_best_of_all_choices(
    sense: Sense, limit: str, best: Fraction
) -> None:
    """The class spends 3 or 1 beside 3 or 1 of others: from 1/4 to 3/4 of all."""
    cost, own = np.array([3.0, 1.0, 3.0, 1.0]), np.array([3.0, 1.0, 0.0, 0.0])
    now = Fraction(limit)
    use = own * now.denominator - cost * now.numerator
    row = Row(name="share", use=tuple(use.tolist()), sense=sense, limit=0.0)
    lever = Lever(
        kind="share",
        rows=(0,),
        step=Fraction(1, 1000),
        now=now,
        end=Fraction(0) if sense == ">=" else Fraction(1),
        part=own,
        whole=cost,
    )
    found = diagnose(plain([2, 2], [row]).problem(), {"share": [0]}, levers={"share": lever})
    relief = found.conflicts[0].relief["share"]
    assert relief.setting == float(best) and relief.least


def test_money_is_added_where_one_addition_suffices() -> None:
    """The first fund pays in both years, the second only in its own."""
    rows = [
        Row(name="C2_fund_a_2027", use=(0.0,) * 4, sense="<=", limit=10.0, pays=("m27", "m28")),
        Row(name="C2_fund_b_2028", use=(0.0,) * 4, sense="<=", limit=0.0, pays=("m28",)),
        Row(name="m27", use=(9.0, 0.0, 0.0, 0.0), sense="<=", limit=0.0),
        Row(name="m28", use=(0.0, 0.0, 8.0, 0.0), sense="<=", limit=0.0),
        Row(name="must", use=(1.0, 0.0, 1.0, 0.0), sense=">=", limit=2.0),
    ]
    lever = Lever(kind="each", rows=(0, 1, 2, 3))
    found = diagnose(
        plain([2, 2], rows).problem(),
        {"money": [0, 1, 2, 3], "must": [4]},
        levers={"money": lever},
    )
    (conflict,) = found.conflicts
    assert set(conflict.rules) == {"money", "must"}
    assert named(conflict.relief["money"]) == {"C2_fund_b_2028": 7.0}
    assert conflict.relief["money"].least and conflict.relief["money"].whole


def test_a_diagnosis_that_is_stopped_says_so() -> None:
    instance = clashing()[0]
    found = diagnose(instance.problem(), rules(instance), stop=lambda: True)
    assert not found.complete
    assert not any(conflict.minimal for conflict in found.conflicts)
