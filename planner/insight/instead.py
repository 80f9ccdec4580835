"""What a plan does for as much money as a project costs: works that it would give up first, by name.

Read off the plan in hand, which needs no other plan: of what it works on, those that lose least for
their money, and at the end what loses least of all that suffices. What a plan with the project would really give up is asked in `contest`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.plan.entry import Entry
from planner.plan.plan import Plan

_SHOWN = 2
"""Decimals of points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Works of a plan that together cost at least as much as a project."""

    subjects: tuple[str, ...]
    """Ids, what is given up first in front."""
    cost: int
    """Minor units."""
    counts: Mapping[str, float]
    """Criterion -> what they bring together, counted plainly."""
    enough: bool
    """Whether they cost as much as the project; False where the whole plan does not."""


def instead(plan: Plan, project: str) -> Instead | None:
    """What could be given up for a project; None where it is in the plan, or has no course to cost."""
    wanted = plan.entry(project)
    if wanted.in_plan or not wanted.cost:
        return None
    taken = _least(
        sorted(filter(_free, plan.entries), key=lambda e: (e.loss / e.cost, e.rank)), wanted.cost
    )
    cost = sum(entry.cost for entry in taken)
    criteria = dict.fromkeys(c for entry in taken for c in entry.counts)
    return Instead(
        subjects=tuple(entry.id for entry in taken),
        cost=cost,
        counts={c: sum(entry.counts.get(c, 0.0) for entry in taken) for c in criteria},
        enough=cost >= wanted.cost,
    )


def _least(rising: Sequence[Entry], wanted: int) -> Sequence[Entry]:
    """What costs so much together and loses little: the first ones, and one of the rest to make it up;
    the least of these over all numbers of first ones, of equal ones what costs least. All, where even
    these cost less.

    rising: by what each loses for its money. At most twice the least there is (Csirik and others, 1991),
    of losses as they are shown.
    """
    cost = np.array([entry.cost for entry in rising], dtype=np.int64)
    loss = np.round([entry.loss for entry in rising], _SHOWN)
    best, least = rising, (np.inf, 0)
    for first in range(int(np.searchsorted(np.cumsum(cost), wanted)) + 1 if len(rising) else 0):
        enough = np.flatnonzero(cost[first:] >= wanted - cost[:first].sum()) + first
        if len(enough):
            last = enough[np.lexsort((cost[enough], loss[enough]))[0]]
            total = loss[:first].sum() + loss[last], cost[:first].sum() + cost[last]
            if total < least:
                best, least = [*rising[:first], rising[last]], total
    return best


def _free(entry: Entry) -> bool:
    """Whether it is in the plan by choice, at a cost of its own."""
    return entry.in_plan and entry.cost > 0 and not entry.forced and entry.displaced_by is None
