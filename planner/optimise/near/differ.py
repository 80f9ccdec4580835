"""A handful of near-best plans that differ as much as can be.

Two plans are as far apart as what their different sites weigh. The handful begins with plans that are
asked for; then always the one comes that is farthest from its nearest neighbour among those chosen
(Gonzalez 1985), after a search for one farther than any that is known.
"""

from collections.abc import Sequence

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.certify.near import Window
from planner.optimise.close import improve
from planner.optimise.near.archive import Archive
from planner.optimise.near.extreme import priced, searching
from planner.optimise.search import Clock
from planner.optimise.tuning import NEAR


class Apart:
    """How far plans are apart."""

    def __init__(self, kind: Integers, weight: Floats, group: Integers) -> None:
        """kind: (n,) what an alternative makes of its site; weight: (n_groups,)."""
        self.kind, self.weight, self.group = kind, weight, group

    def distances(self, plans: Integers, other: Integers) -> Floats:
        """(m,) of plans, (m, n_groups), to another one."""
        return np.asarray((self.kind[plans] != self.kind[other]) @ self.weight, dtype=np.float64)

    def from_plan(self, other: Integers) -> Floats:
        """(n,) what each alternative adds to the distance from a plan."""
        away: Floats = self.weight[self.group].copy()
        away[self.kind == self.kind[other][self.group]] = 0.0
        return away


def nearest_of(apart: Apart, plans: Integers, chosen: Sequence[Integers]) -> Floats:
    """(m,) how far each plan is from its nearest neighbour among those chosen."""
    away = [apart.distances(plans, one) for one in chosen]
    return np.asarray(np.min(away, axis=0), dtype=np.float64)


def farthest(apart: Apart, plans: Integers, chosen: Sequence[Integers]) -> Integers | None:
    """The plan of (m, n_groups) that is farthest from all chosen ones; None where each is one of
    them, or differs in nothing."""
    away = nearest_of(apart, plans, chosen)
    at = int(np.argmax(away))
    return np.asarray(plans[at]) if away[at] > 0 else None


def look_farther(
    window: Window,
    apart: Apart,
    archive: Archive,
    chosen: Sequence[Integers],
    clock: Clock,
    seed: int,
) -> None:
    """Searches for a plan at least as far from each chosen one as any that is known, and as far from
    all of them together as can be."""
    known = farthest(apart, archive.plans, chosen)
    if known is None:
        return
    least = float(nearest_of(apart, known[None], chosen)[0])
    steps = [apart.from_plan(one)[window.keep] for one in chosen]
    part = window.rows.with_value(np.sum(steps, axis=0))
    for k, step in enumerate(steps):
        part = part.with_row(f"apart_{k}", step, ">=", least)
    search = searching(part, window.columns, archive, clock, seed)
    search.offer((window.keep.cumsum() - 1)[known])
    improve(search, priced(search), NEAR.apart)


def handful_of(
    window: Window,
    apart: Apart,
    archive: Archive,
    first: Sequence[Integers],
    most: int,
    clock: Clock,
    seed: int,
    *,
    small: bool,
) -> list[Integers]:
    """Those asked for, and others as far from them and from each other as can be."""
    chosen = list(first)
    while len(chosen) < most:
        if small and clock.left() > 0:
            look_farther(window, apart, archive, chosen, clock, seed)
        one = farthest(apart, archive.plans, chosen)
        if one is None:
            break
        chosen.append(one)
    return chosen
