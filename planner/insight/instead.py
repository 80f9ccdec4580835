"""What a plan does for as much money as a project costs: works that it would give up first, by name.

Read off the plan in hand, which needs no other plan: of what it works on, those that lose least for
their money. What a plan with the project would really give up is asked in `contest`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.plan.entry import Entry
from planner.plan.plan import Plan


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
    taken: list[Entry] = []
    for entry in sorted(filter(_free, plan.entries), key=lambda e: (e.loss / e.cost, e.rank)):
        if sum(e.cost for e in taken) >= wanted.cost:
            break
        taken.append(entry)
    cost = sum(entry.cost for entry in taken)
    criteria = dict.fromkeys(c for entry in taken for c in entry.counts)
    return Instead(
        subjects=tuple(entry.id for entry in taken),
        cost=cost,
        counts={c: sum(entry.counts.get(c, 0.0) for entry in taken) for c in criteria},
        enough=cost >= wanted.cost,
    )


def _free(entry: Entry) -> bool:
    """Whether it is in the plan by choice, at a cost of its own."""
    return entry.in_plan and entry.cost > 0 and not entry.forced and entry.displaced_by is None
