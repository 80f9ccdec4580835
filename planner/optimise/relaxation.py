"""The linear relaxation: shadow prices, and a dive that shows where good plans lie.

At the prices of the relaxation the few large works that it splits look neither good nor bad. Once
they are decided the prices of what remains change, and with them which alternatives are worth
looking at. So the dive decides the largest split works, prices again, and goes on.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.optimise.model import build_model
from planner.optimise.prices import lawful_prices, priced
from planner.optimise.search import Search, part_of
from planner.optimise.solver import run
from planner.optimise.whole import whole_rows

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
MOST_DIVES: Final = 12
DECIDED_AT_ONCE: Final = 2
WHOLE: Final = 1.0 - 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """A solved relaxation over all or some of the alternatives."""

    x: Floats | None
    """(n,) share of each alternative, 0 for those left out; None where none was found in time."""
    prices: Floats
    """(n_rows,) lawful prices; zeros where the relaxation was not solved."""
    infeasible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dive:
    """What a dive leaves: alternatives that some relaxation used, and the last prices."""

    used: Flags
    prices: Floats


def relax(search: Search, keep: Flags, seconds: float) -> Relaxed:
    """The linear relaxation over the kept alternatives."""
    problem = search.problem
    whole = whole_rows(problem.linking, "outward")
    columns = np.flatnonzero(keep)
    part = part_of(problem, columns, whole.rows)
    model = build_model(part, relaxed=True, value_scale=search.value_scale)
    answer = run(model, seconds=seconds, seed=search.seed)
    duals = np.zeros(len(problem.linking)) if answer.duals is None else answer.duals
    x = None
    if answer.x is not None and answer.finished:
        x = np.zeros(len(problem.value))
        x[columns] = answer.x
    return Relaxed(
        x=x,
        prices=lawful_prices(problem.linking, duals / whole.unit / search.value_scale),
        infeasible=answer.infeasible,
    )


def dive(search: Search, relaxed: Relaxed, until: float) -> Dive:
    """Decides the largest split works, step by step, while `search.left()` exceeds `until`."""
    used = np.zeros(len(search.problem.value), dtype=bool)
    keep, prices = ~used, relaxed.prices
    for _ in range(MOST_DIVES):
        if relaxed.x is None:
            break
        used |= relaxed.x > 0.0
        prices = relaxed.prices
        split = _largest_split(search, relaxed)
        if not len(split) or search.left() <= until:
            break
        for group in split:
            members = search.problem.group == group
            keep[members] = False
            keep[np.flatnonzero(members)[np.argmax(relaxed.x[members])]] = True
        relaxed = relax(search, keep, search.left() - until)
    return Dive(used=used, prices=prices)


def _largest_split(search: Search, relaxed: Relaxed) -> NDArray[np.int64]:
    """The groups that the relaxation splits with the dearest use of means, largest first."""
    assert relaxed.x is not None
    starts = search.problem.starts()[:-1]
    split = np.flatnonzero(np.maximum.reduceat(relaxed.x, starts) < WHOLE)
    use = priced(search.problem, relaxed.prices).used * relaxed.x
    size = np.maximum.reduceat(use, starts)[split]
    return np.asarray(split[np.argsort(-size, kind="stable")][:DECIDED_AT_ONCE])


def core_of(search: Search, prices: Floats, per_group: int, extra: Flags) -> Flags:
    """(n,) the alternatives that lose least at the prices, `per_group` to a group on average,
    with the best plan so far and `extra`."""
    loss = priced(search.problem, prices).loss
    size = min(len(loss), per_group * search.problem.n_groups)
    core = (loss <= np.partition(loss, size - 1)[size - 1]) | extra
    if search.best is not None:
        core[search.best] = True
    return np.asarray(core)
