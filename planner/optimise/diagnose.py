"""Diagnose: a minimal set of rules that cannot hold together, and how far each would have to give.

Rules leave the problem one by one; one that can leave while the rest stays infeasible was not
needed (deletion filter: Chinneck & Dravnieks 1991). What remains is minimal: drop any one rule of
it and the others can hold.
"""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pulp

from planner.optimise.model import build_model
from planner.optimise.solver import Effort, run
from planner.optimise.whole import whole_rows
from planner.problem.model import Problem
from planner.problem.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Rules that cannot hold together, by the caller's names."""

    rules: tuple[str, ...]
    relief: Mapping[str, Mapping[str, float]]
    """Rule -> row -> by how much the row has to give, in its unit, when the other rules of the
    conflict stay; the cheapest such relief. Empty for a rule that can only be dropped."""
    minimal: bool
    """False where time ran out before every rule was tried."""


def _only(problem: Problem, rows: Sequence[int]) -> Problem:
    """The problem with some of its linking rows, in whole numbers."""
    whole = whole_rows(problem.linking, "outward").rows
    place = {r: k for k, r in enumerate(rows)}
    kept = list(rows)
    arcs = [(place[s], place[d]) for s, d in whole.arcs.tolist() if s in place and d in place]
    linking = Rows(
        names=tuple(whole.names[r] for r in kept),
        matrix=whole.matrix[kept],
        sense=tuple(whole.sense[r] for r in kept),
        rhs=whole.rhs[kept],
        arcs=np.array(arcs, dtype=np.int64).reshape(-1, 2),
    )
    return replace(problem, value=np.zeros_like(problem.value), linking=linking, labels=())


def diagnose(
    problem: Problem, rules: Mapping[str, Sequence[int]], seconds: float = 20.0, seed: int = 0
) -> Conflict:
    """Why no choice keeps the rows of an infeasible problem.

    rules: name -> its linking rows; rows of no rule (structure, such as C4) are never dropped.
    """
    deadline = time.monotonic() + seconds
    fixed = sorted(set(range(len(problem.linking))) - {r for rows in rules.values() for r in rows})
    needed = list(rules)
    minimal = True
    for rule in list(rules):
        if time.monotonic() > deadline:
            minimal = False
            break
        rest = [name for name in needed if name != rule]
        rows = sorted({*fixed, *(r for name in rest for r in rules[name])})
        model = build_model(_only(problem, rows))
        if run(model, Effort(seconds=deadline - time.monotonic(), seed=seed)).infeasible:
            needed = rest
    relief = {rule: _relief(problem, fixed, needed, rule, rules, deadline) for rule in needed}
    return Conflict(rules=tuple(needed), relief=relief, minimal=minimal)


def _relief(
    problem: Problem,
    fixed: Sequence[int],
    needed: Sequence[str],
    rule: str,
    rules: Mapping[str, Sequence[int]],
    deadline: float,
) -> dict[str, float]:
    """Row -> least amount by which the rule's rows must give so that all others can hold."""
    rows = sorted({*fixed, *(r for name in needed for r in rules[name])})
    part = _only(problem, rows)
    supplies = set(part.linking.arcs[:, 0].tolist())
    give = [k for k, r in enumerate(rows) if r in set(rules[rule]) and k not in supplies]
    model = build_model(part, elastic=dict.fromkeys(give, 1.0))
    answer = run(model, Effort(seconds=max(1.0, deadline - time.monotonic())))
    if answer.x is None or not answer.finished:
        return {}
    unit = whole_rows(problem.linking, "outward").unit
    amounts = {
        problem.linking.names[rows[k]]: sum(float(pulp.value(v)) for v in slack) * unit[rows[k]]
        for k, slack in model.slack.items()
    }
    return {name: amount for name, amount in amounts.items() if not math.isclose(amount, 0.0)}
