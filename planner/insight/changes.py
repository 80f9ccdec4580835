"""What a plan changes against another one, the pinned baseline say."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.plan.model import GROUPS, Listing, Plan
from planner.plan.places import Places

_PLANNED = GROUPS.index("planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Membership and places, the baseline against the plan; ids in the order of the plan's list."""

    entered: tuple[str, ...]
    """Planned now, not in the baseline."""
    left: tuple[str, ...]
    """Planned in the baseline, not now."""
    moved: tuple[str, ...]
    """Planned in both, at another place."""
    climbed: Mapping[str, int]
    """Id -> places gained (lost where negative) of all that both lists hold."""

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.entered or self.left or self.moved)


def places_in(listing: Listing, other: Listing) -> NDArray[np.int64]:
    """(n,) place in the other list of each one in this list; -1 where it does not stand there."""
    if listing.ids == other.ids:
        return np.arange(len(listing))
    if isinstance(listing.place, Places) and isinstance(other.place, Places):
        there = listing.place.in_other(other.place)
        if there is not None:
            return there
    place = other.place.get
    return np.fromiter((place(i, -1) for i in listing.ids), dtype=np.int64, count=len(listing))


def ids_where(listing: Listing, members: NDArray[np.bool_]) -> tuple[str, ...]:
    """Ids of the members, (n,), in list order."""
    return tuple(listing.ids[place] for place in np.flatnonzero(members).tolist())


def at(places: NDArray[np.int64], members: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(n,) whether what stands at each place is a member; nothing stands at -1."""
    if not len(members):
        return np.zeros(len(places), dtype=bool)
    return np.asarray((places >= 0) & members[places])


def changes(plan: Plan, baseline: Plan) -> Changes:
    """What `plan` changes against `baseline`."""
    now, before = plan.listing, baseline.listing
    there = places_in(now, before)
    known, climbed = there >= 0, there - np.arange(len(now))
    is_planned = now.group == _PLANNED
    was_planned = at(there, before.group == _PLANNED)
    return Changes(
        entered=ids_where(now, is_planned & ~was_planned),
        left=ids_where(now, ~is_planned & was_planned),
        moved=ids_where(now, is_planned & was_planned & (climbed != 0)),
        climbed=dict(zip(ids_where(now, known), climbed[known].tolist(), strict=True)),
    )
