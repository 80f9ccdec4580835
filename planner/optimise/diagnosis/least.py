"""The least by which some rows have to be broken, and a plan that breaks them no more."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.diagnosis.hold import Oracle, cores, lean
from planner.optimise.diagnosis.relax import relaxation
from planner.optimise.market.market import market_of
from planner.optimise.prove.core import Core, core_of
from planner.optimise.solvers.integer import Effort, run
from planner.optimise.solvers.program import Model, build_model
from planner.optimise.solvers.whole import whole_rows
from planner.optimise.tuning import DIAGNOSE
from planner.problem.easing import Lever
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    plan: Integers
    given: Mapping[int, float]
    """Row of the part -> by how much it was broken, in its unit."""
    needed: float
    """All that was given: in units of the rows, or of the setting."""
    bound: float
    """No plan needs less than this."""


def least_of(
    oracle: Oracle, part: Problem, lever: Lever, place: Mapping[int, int], deadline: float
) -> Found | None:
    """A plan that breaks the lever's rows least and keeps all others."""
    market = market_of(part)
    kept = lean(part, part.value) & ~market.local.banned
    if (np.add.reduceat(kept.astype(np.int64), market.begins) == 0).any():
        return None
    if np.count_nonzero(kept) <= DIAGNOSE.core:
        return _paid(oracle, part, kept, lever, place, deadline, gap=0.0)
    relaxed = relaxation(part, kept, _costs(part, lever, place), deadline - time.monotonic())
    best: Found | None = None
    for core in cores(part, kept, relaxed.shares, oracle.seed):
        if time.monotonic() < deadline:
            found = _paid(oracle, part, core, lever, place, deadline, gap=DIAGNOSE.gap)
            best = _better_of(best, found, relaxed.paid)
        if best is not None and best.needed * (1.0 - DIAGNOSE.close) <= best.bound:
            break
    return best


def _better_of(one: Found | None, other: Found | None, bound: float) -> Found | None:
    found = [replace(f, bound=bound) for f in (one, other) if f is not None]
    return min(found, key=lambda f: f.needed, default=None)


def _paid(
    oracle: Oracle,
    part: Problem,
    kept: Flags,
    lever: Lever,
    place: Mapping[int, int],
    deadline: float,
    gap: float,
) -> Found | None:
    """The same by an integer program over the kept alternatives."""
    core, unit = _core(part, kept, list(place.values()))
    model, scale = _paying(core, lever, place, unit, part)
    effort = Effort(
        seconds=deadline - time.monotonic(),
        gap=gap,
        seed=oracle.seed,
        stop=lambda _value, _bound: oracle.clock.left() <= 0,
    )
    answer = run(model, effort)
    if answer.x is None:
        return None
    group = core.part.group
    largest = np.maximum.reduceat(answer.x, core.part.starts()[:-1]) if len(group) else group
    at_largest = np.flatnonzero(answer.x >= largest[group])
    first = np.unique(group[at_largest], return_index=True)[1]
    given = {k: by * float(unit[k]) for k, by in model.broken().items()}
    return Found(
        plan=core.plan(at_largest[first]),
        given=given,
        needed=model.paid() * scale,
        bound=-answer.bound * scale,
    )


def _core(part: Problem, kept: Flags, eased: Sequence[int]) -> tuple[Core, Floats]:
    """The kept alternatives in whole numbers, and the unit of each row. Rows to be eased keep
    their limits: the next whole number inside may be further than they have to give."""
    core = core_of(part, kept, "outward")
    rows = replace(part.linking, matrix=part.linking.matrix[:, np.flatnonzero(kept)])
    whole = whole_rows(rows, "outward")
    rhs = core.part.linking.rhs.copy()
    rhs[eased] += rows.rhs[eased] / whole.unit[eased] - whole.rows.rhs[eased]
    limited = replace(core.part, linking=replace(core.part.linking, rhs=rhs))
    return replace(core, part=limited), whole.unit


def _given_by(part: Problem, place: Mapping[int, int]) -> list[int]:
    """The rows that money or people are added to: supplies, where money flows."""
    supplies, sinks = (set(side.tolist()) for side in part.linking.arcs.T)
    return [k for k in place.values() if k in supplies or k not in sinks]


def _costs(part: Problem, lever: Lever, place: Mapping[int, int]) -> list[dict[int, float]]:
    """What a unit of each easing variable gives to each row: the setting, or a row's own limit."""
    if lever.kind == "each":
        return [{k: 1.0} for k in _given_by(part, place)]
    return [{place[r]: float(f) for r, f in zip(lever.rows, lever.factor, strict=True)}]


def _paying(
    core: Core, lever: Lever, place: Mapping[int, int], unit: Floats, part: Problem
) -> tuple[Model, float]:
    """The integer program, and what one unit of what it pays is worth."""
    if lever.kind == "each":
        give = _given_by(part, place)
        of_one = float(min((unit[k] for k in give), default=1.0))
        return build_model(core.part, elastic={k: float(unit[k]) / of_one for k in give}), of_one
    model = build_model(core.part, elastic={})
    most = abs(float(lever.now - lever.end))
    by = {}
    for k, factor in _costs(part, lever, place)[0].items():
        sign = -1.0 if part.linking.sense[k] == "<=" else 1.0
        by[k] = sign * factor * most / float(unit[k])
    model.ease_together(by, DIAGNOSE.parts)
    return model, most / DIAGNOSE.parts
