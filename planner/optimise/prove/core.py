"""Prove: integer programs over some of the alternatives, built with PuLP, solved by HiGHS.

Groups of which one alternative is left are substituted: their use comes off the limits. Over a
core (Balas & Zemel 1980, Pisinger 1995) such a program finds better plans; over all alternatives
that can be in a better plan its bound closes the gap. What the solver picks is checked in exact
arithmetic and cut off where it breaks a row by rounding.
"""

import math
import time
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.certify.exact import Violation
from planner.optimise.certify.solution import SAME
from planner.optimise.prove.cuts import cover_cut
from planner.optimise.search import Search
from planner.optimise.solvers.integer import Effort, SolverAnswer, run
from planner.optimise.solvers.program import build_model
from planner.optimise.solvers.whole import Direction, whole_rows
from planner.optimise.tuning import PROVE
from planner.problem.linking import Rows
from planner.problem.problem import Problem

SLIP: Final = 1e-6
"""HiGHS tells no two plans apart that lie closer than this, in the model's scale."""
CLOSED: Final = 1e-9
"""A bound this close to the best plan, relative, differs from it by arithmetic alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreOutcome:
    """What an integer program over part of the alternatives came to."""

    bound: float
    infeasible: bool
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The groups that still have a choice, as a problem of its own."""

    part: Problem
    columns: Integers
    """Alternatives of the part, by their place in the whole problem."""
    fixed: Integers
    """The only alternative of every other group."""
    fixed_value: float
    scale: float
    whole: bool
    """Whether every value of the whole problem is a whole number, and so what each plan is worth."""

    def plan(self, chosen: Integers) -> Integers:
        """(n_groups,) the whole plan that a choice of the part makes, in group order."""
        return np.sort(np.concatenate([self.fixed, self.columns[chosen]]))


def core_of(problem: Problem, keep: Flags, direction: Direction) -> Core:
    """The part of a problem that its kept alternatives leave open; every group keeps one."""
    kept = np.flatnonzero(keep)
    several = np.bincount(problem.group[kept], minlength=problem.n_groups) > 1
    is_open = several[problem.group[kept]]
    columns, fixed = kept[is_open], kept[~is_open]
    rows = replace(problem.linking, matrix=problem.linking.matrix[:, kept])
    whole = whole_rows(rows, direction).rows
    used = np.asarray(whole.matrix[:, np.flatnonzero(~is_open)].sum(axis=1)).ravel()
    matrix = whole.matrix[:, np.flatnonzero(is_open)]
    groups, place = np.unique(problem.group[columns], return_inverse=True)
    part = Problem(
        value=problem.value[columns],
        group=place.astype(np.int64),
        linking=replace(whole, matrix=matrix, rhs=whole.rhs - used),
        group_names=tuple(str(g) for g in groups),
    )
    return Core(
        part=part,
        columns=columns,
        fixed=fixed,
        fixed_value=math.fsum(problem.value[fixed].tolist()),
        scale=_scale(part),
        whole=bool(np.array_equal(problem.value, np.rint(problem.value))),
    )


def _scale(part: Problem) -> float:
    """A power of two, so that scaling loses no digit."""
    if not part.n_groups:
        return 1.0
    starts = part.starts()[:-1]
    spread = np.maximum.reduceat(part.value, starts) - np.minimum.reduceat(part.value, starts)
    total = float(spread.sum())
    return 2.0 ** round(math.log2(PROVE.most_points / total)) if 0 < total < math.inf else 1.0


def outward(core: Core, bound: float, best: float) -> float:
    """The least number that no plan is worth more than, from a solver's bound on the core.

    bound: in the model's scale; best: the value of the best plan known, rounded. Moved outward by
    what the solver's tolerance, its sums and ours may have lost. A bound that is then as good as
    met is stated as that plan's value, rounded up so far that plans which the solver cannot tell
    from it are covered as well: by half of what `relative_gap` calls no gap.
    """
    if not math.isfinite(bound):
        return bound
    largest = np.maximum.reduceat(np.abs(core.part.value), core.part.starts()[:-1])
    sums = len(largest) * math.ulp(float(largest.sum()))
    margin = SLIP / core.scale + sums + 2.0 * math.ulp(core.fixed_value)
    limit = math.nextafter(math.fsum((core.fixed_value, bound / core.scale, margin)), math.inf)
    if core.whole and abs(limit) < 2.0**52:
        return float(math.floor(limit))
    if not math.isfinite(best) or limit - best > CLOSED * abs(best) + 2.0 * margin:
        return limit
    return best + 0.5 * SAME * abs(best)


def integer_program(
    search: Search,
    keep: Flags,
    seconds: float,
    *,
    tolerance: float = 0.0,
    nodes: int | None = None,
    careful: bool = False,
    direction: Direction = "outward",
    floor: float = math.inf,
) -> CoreOutcome:
    """Solves over the kept alternatives, offering every plan that keeps the rows.

    tolerance: how far from the best of the core an answer may be, in value; floor: it ends once a plan is
    worth so much, or none can be.
    """
    core = core_of(search.problem, keep, direction)
    if not core.part.n_groups:
        return _only(search, core)
    deadline = time.monotonic() + min(seconds, search.clock.left())
    cuts: list[Rows] = []
    while True:
        answer = _answer(search, core, cuts, deadline, tolerance, nodes, careful, floor)
        chosen = None if answer.x is None else _choice(core.part, answer.x)
        broken = [] if chosen is None else search.offer(core.plan(chosen))
        bound = outward(core, answer.bound, search.value)
        if chosen is None or not broken or direction == "inward":
            finished = answer.finished and not (broken and direction == "inward")
            return CoreOutcome(bound=bound, infeasible=answer.infeasible, finished=finished)
        if len(cuts) >= PROVE.most_cuts or time.monotonic() > deadline:
            integer_program(search, keep, search.clock.left(), nodes=nodes, direction="inward")
            return CoreOutcome(bound=bound, infeasible=False, finished=False)
        cuts += _cuts(search.problem, core, chosen, broken, len(cuts))


def _only(search: Search, core: Core) -> CoreOutcome:
    """The outcome where every group has one alternative left."""
    broken = search.offer(core.plan(np.empty(0, dtype=np.int64)))
    bound = core.fixed_value + math.ulp(core.fixed_value)
    return CoreOutcome(bound=-math.inf if broken else bound, infeasible=bool(broken), finished=True)


def _answer(
    search: Search,
    core: Core,
    cuts: list[Rows],
    deadline: float,
    tolerance: float,
    nodes: int | None,
    careful: bool,
    floor: float,
) -> SolverAnswer:
    rows = Rows.stack([core.part.linking, *cuts], n=len(core.columns))
    model = build_model(replace(core.part, linking=rows), value_scale=core.scale)

    def stop(value: float, bound: float) -> bool:
        if search.clock.left() <= 0:
            return True
        known = core.fixed_value + value / core.scale >= floor
        return known or (floor < math.inf and outward(core, bound, -math.inf) < floor)

    effort = Effort(
        seconds=deadline - time.monotonic(),
        tolerance=tolerance * core.scale,
        nodes=nodes,
        seed=search.seed,
        careful=careful,
        stop=stop,
    )
    return run(model, effort, start=_start(search, core))


def _start(search: Search, core: Core) -> Integers | None:
    """The best plan so far, as numbers of the core's alternatives."""
    if search.best is None:
        return None
    inside = search.best[np.isin(search.best, core.columns)]
    others = np.setdiff1d(search.best, inside)
    if len(inside) != core.part.n_groups or not np.isin(others, core.fixed).all():
        return None
    return np.searchsorted(core.columns, np.sort(inside))


def _choice(part: Problem, x: Floats) -> Integers:
    """The alternative with the largest x in every group: what rounding a 0-1 point means."""
    largest = np.maximum.reduceat(x, part.starts()[:-1])
    at_largest = np.flatnonzero(x >= largest[part.group])
    _, first = np.unique(part.group[at_largest], return_index=True)
    return np.asarray(at_largest[first])


def _cuts(
    problem: Problem, core: Core, chosen: Integers, broken: list[Violation], number: int
) -> list[Rows]:
    linking = problem.linking
    used = np.asarray(linking.matrix[:, core.fixed].sum(axis=1)).ravel()
    rows = replace(linking, matrix=linking.matrix[:, core.columns], rhs=linking.rhs - used)
    flags = np.zeros(len(core.columns), dtype=bool)
    flags[chosen] = True
    return [
        cover_cut(rows, violation, flags, f"cut_{number + k}") for k, violation in enumerate(broken)
    ]
