"""Diagnose: minimal sets of rules that cannot hold together, and how far each would have to give.

Rules leave the problem one by one; one that can leave while the rest stays infeasible was not
needed (deletion filter: Chinneck & Dravnieks 1991), and where a proof says which rows it rests
on, all others leave at once. What remains is minimal: drop any one rule of it and the others can
hold, as a plan shows. Its rules are then set aside, and what is left is asked again, so that
conflicts which have no rule in common are all found.
"""

import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from planner.optimise.diagnosis.ease import ease
from planner.optimise.diagnosis.hold import Oracle
from planner.optimise.search import Clock
from planner.optimise.tuning import DIAGNOSE
from planner.problem.easing import Lever, Relief
from planner.problem.linking import RowId
from planner.problem.problem import Problem

R = TypeVar("R", bound=Hashable)
"""What the caller calls a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Generic[R]):
    """Rules that cannot hold together, by the caller's names."""

    rules: tuple[R, ...]
    rows: frozenset[RowId]
    """Rows of theirs on which the last proof rests."""
    relief: Mapping[R, Relief]
    """The cheapest relief by each rule alone; none for a rule of which it was not found."""
    minimal: bool
    """False where time ran out before every rule was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis(Generic[R]):
    """All conflicts found."""

    conflicts: tuple[Conflict[R], ...]
    complete: bool
    """Whether the rules that are in none of the conflicts are known to hold together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case(Generic[R]):
    oracle: Oracle
    rules: Mapping[R, Sequence[int]]
    fixed: tuple[int, ...]
    levers: Mapping[R, Lever]

    def rows(self, names: Sequence[R]) -> list[int]:
        """The rows of these rules and of the structure, ascending."""
        return sorted({*self.fixed, *(r for name in names for r in self.rules[name])})


def diagnose(
    problem: Problem,
    rules: Mapping[R, Sequence[int]],
    seconds: float = 20.0,
    seed: int = 0,
    stop: Callable[[], bool] | None = None,
    levers: Mapping[R, Lever] | None = None,
) -> Diagnosis[R]:
    """Why no choice keeps the rows of an infeasible problem.

    rules: name -> its linking rows; rows of no rule (structure, such as C4) are never dropped.
    levers: name -> how the rule can give; a rule without one can only be dropped.
    """
    began = time.monotonic()
    clock = Clock(deadline=began + DIAGNOSE.for_filter * seconds, cancelled=stop)
    ruled = {r for rows in rules.values() for r in rows}
    case = _Case(
        oracle=Oracle(problem=problem, clock=clock, seed=seed),
        rules=rules,
        fixed=tuple(r for r in range(len(problem.linking)) if r not in ruled),
        levers=levers or {},
    )
    conflicts, complete = _conflicts(case)
    clock.deadline = began + seconds
    relieved = _relieved(case, conflicts)
    return Diagnosis(conflicts=relieved, complete=complete or _rest_holds(case, relieved))


def _conflicts(case: _Case[R]) -> tuple[list[Conflict[R]], bool]:
    """Conflicts with no rule in common, and whether there are no more of them."""
    found: list[Conflict[R]] = []
    while True:
        taken = {name for conflict in found for name in conflict.rules}
        names = [name for name in case.rules if name not in taken]
        verdict = case.oracle.can_hold(case.rows(names), case.oracle.clock.left())
        if verdict.plan is not None:
            return found, True
        if verdict.clash is None:
            unfinished: Conflict[R] = Conflict(
                rules=tuple(names), rows=frozenset(), relief={}, minimal=False
            )
            return found or [unfinished], False
        if len(found) == DIAGNOSE.most_conflicts:
            return found, False
        conflict = _minimal(case, names, verdict.clash)
        if not conflict.rules:
            return found, False
        found.append(conflict)


def _rest_holds(case: _Case[R], conflicts: Sequence[Conflict[R]]) -> bool:
    """Whether a plan met since then keeps all rules that are in no conflict."""
    taken = {name for conflict in conflicts for name in conflict.rules}
    rows = case.rows([name for name in case.rules if name not in taken])
    return case.oracle.can_hold(rows, 0.0, quick=True).plan is not None


def _minimal(case: _Case[R], names: Sequence[R], clash: Sequence[int]) -> Conflict[R]:
    """The rules of a clash less those that need not be there: many at a time, then one by one."""
    needed: list[R] = []
    untried, minimal = _blamed(case, names, clash), True
    size = len(untried) // 2
    while untried:
        left, size = case.oracle.clock.left(), max(1, size)
        if left <= 0:
            minimal = False
            break
        rest = [*needed, *untried[size:]]
        verdict = case.oracle.can_hold(
            case.rows(rest), max(DIAGNOSE.least_seconds, left / 3.0), quick=size > 1
        )
        if verdict.clash is not None:
            clash = verdict.clash
            untried = [name for name in _blamed(case, rest, clash) if name not in needed]
            size = min(size, len(untried))
        elif size > 1:
            size //= 2
        else:
            minimal &= verdict.plan is not None
            needed.append(untried.pop(0))
            size = len(untried) // 2
    linking = case.oracle.problem.linking
    return Conflict(
        rules=tuple(name for name in names if name in {*needed, *untried}),
        rows=frozenset(linking.ids[r] for r in clash),
        relief={},
        minimal=minimal,
    )


def _blamed(case: _Case[R], names: Sequence[R], clash: Sequence[int]) -> list[R]:
    """The rules with a row in the clash."""
    rows = set(clash)
    return [name for name in names if rows & set(case.rules[name])]


def _relieved(case: _Case[R], conflicts: Sequence[Conflict[R]]) -> tuple[Conflict[R], ...]:
    """The conflicts with the relief by each of their rules: within the conflict first, then with
    all rules that no other conflict needs, as far as time allows."""
    relief = [
        {rule: _alone(case, conflict.rules, rule, parts=2.0) for rule in conflict.rules}
        for conflict in conflicts
    ]
    for k, conflict in enumerate(conflicts):
        others = {name for c in conflicts if c is not conflict for name in c.rules}
        names = [name for name in case.rules if name not in others]
        for rule in conflict.rules:
            better = _in_all(case, names, rule, relief[k][rule])
            if better is not None:
                relief[k][rule] = better
    return tuple(
        Conflict(
            rules=conflict.rules,
            rows=conflict.rows,
            relief={rule: found for rule, found in some.items() if found is not None},
            minimal=conflict.minimal,
        )
        for conflict, some in zip(conflicts, relief, strict=True)
    )


def _alone(case: _Case[R], names: Sequence[R], rule: R, parts: float) -> Relief | None:
    """The least that the rule has to give for all of these to hold."""
    lever, left = case.levers.get(rule), case.oracle.clock.left()
    if lever is None or left <= 0:
        return None
    return ease(case.oracle, case.rows(names), lever, max(DIAGNOSE.least_seconds, left / parts))


def _in_all(case: _Case[R], names: Sequence[R], rule: R, own: Relief | None) -> Relief | None:
    """The same among all rules; None where no such relief was found."""
    left = case.oracle.clock.left()
    if left <= 0:
        return None
    if rule in case.levers and own is None:
        return None  # it does not even help within its conflict
    if rule not in case.levers:
        rest = [name for name in names if name != rule]
        verdict = case.oracle.can_hold(case.rows(rest), max(DIAGNOSE.least_seconds, left / 2.0))
        return None if verdict.plan is None else Relief(whole=True, least=True)
    found = _alone(case, names, rule, parts=4.0)
    if found is None:
        return None
    return replace(found, whole=True)
