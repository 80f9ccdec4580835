"""What a plan changes against the pinned baseline."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.plan import Entry, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Membership and places, the baseline against the plan."""

    entered: tuple[Entry, ...]
    """Planned now, not in the baseline; in the order of the list."""
    left: tuple[Entry, ...]
    """Planned in the baseline, not now; as they stand now, in the order of the list."""
    moved: tuple[Entry, ...]
    """Planned in both, at another place."""
    climbed: Mapping[str, int]
    """Id -> places gained (lost where negative) of every entry that both lists hold."""

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.entered or self.left or self.moved)


def changes(plan: Plan, baseline: Plan) -> Changes:
    """What `plan` changes against `baseline`, id by id."""
    before = {entry.id: entry for entry in baseline.entries}
    climbed = {e.id: before[e.id].rank - e.rank for e in plan.entries if e.id in before}
    was = {entry.id for entry in baseline.group("planned")}
    planned = plan.group("planned")
    return Changes(
        entered=tuple(e for e in planned if e.id not in was),
        left=tuple(e for e in plan.entries if e.id in was and e.group != "planned"),
        moved=tuple(e for e in planned if e.id in was and climbed[e.id] != 0),
        climbed=climbed,
    )
