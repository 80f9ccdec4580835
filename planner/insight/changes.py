"""What a plan changes against another one, the pinned baseline say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from planner.arrays import Flags, Integers
from planner.plan.columns import Listing
from planner.plan.places import Places
from planner.plan.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Membership and places, the baseline against the plan; ids in the order of the plan's list."""

    entered: tuple[str, ...]
    """Planned now, not in the baseline."""
    left: tuple[str, ...]
    """Planned in the baseline, not now."""
    moved: tuple[str, ...]
    """Planned in both, at another place."""
    reworked: tuple[str, ...]
    """Planned in both, with other works."""
    climbed: Mapping[str, int]
    """Id -> places gained (lost where negative) of all that both lists hold."""

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.entered or self.left or self.moved or self.reworked)


class _Climbed(Mapping[str, int]):
    """Id -> places gained; made of an array, since only what is shown is ever asked for."""

    __slots__ = ("_gained", "_known", "_listing")

    def __init__(self, listing: Listing, gained: Integers, known: Flags) -> None:
        """gained, known (n,) in list order: what is not known stands in one of the lists alone."""
        self._listing, self._gained, self._known = listing, gained, known

    def __getitem__(self, subject: str) -> int:
        place = self._listing.place[subject]
        if not self._known[place]:
            raise KeyError(subject)
        return int(self._gained[place])

    def __iter__(self) -> Iterator[str]:
        return iter(ids_where(self._listing, self._known))

    def __len__(self) -> int:
        return int(np.count_nonzero(self._known))


def places_in(listing: Listing, other: Listing) -> Integers:
    """(n,) place in the other list of each one in this list; -1 where it does not stand there."""
    if listing.ids == other.ids:
        return np.arange(len(listing))
    if isinstance(listing.place, Places) and isinstance(other.place, Places):
        there = listing.place.in_other(other.place)
        if there is not None:
            return there
    place = other.place.get
    return np.fromiter((place(i, -1) for i in listing.ids), dtype=np.int64, count=len(listing))


def ids_where(listing: Listing, members: Flags) -> tuple[str, ...]:
    """Ids of the members, (n,), in list order."""
    return tuple(map(listing.ids.__getitem__, np.flatnonzero(members).tolist()))


def at(places: Integers, members: Flags) -> Flags:
    """(n,) whether what stands at each place is a member; nothing stands at -1."""
    if not len(members):
        return np.zeros(len(places), dtype=bool)
    return np.asarray((places >= 0) & members[places])


def changes(plan: Plan, baseline: Plan) -> Changes:
    """What `plan` changes against `baseline`."""
    now, before = plan.listing, baseline.listing
    there = places_in(now, before)
    known = there >= 0
    climbed = np.where(known, before.rank[there] - now.rank, 0) if len(before) else -now.rank
    is_planned = now.is_in_plan
    was_planned = at(there, before.is_in_plan)
    both = is_planned & was_planned
    other_works = (now.steps != before.steps[there]).any(axis=1) if len(before) else both
    return Changes(
        entered=ids_where(now, is_planned & ~was_planned),
        left=ids_where(now, ~is_planned & was_planned),
        moved=ids_where(now, both & (climbed != 0)),
        reworked=ids_where(now, both & other_works),
        climbed=_Climbed(now, climbed, known),
    )
