"""What a plan changes against another one, the pinned baseline say: membership, places, figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from planner.arrays import Flags, Integers
from planner.insight.measure import alike
from planner.insight.without import MINUS
from planner.insight.words import criterion_name
from planner.plan.columns import CLEARED, Listing
from planner.plan.places import Places
from planner.plan.plan import Plan
from planner.text import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What becomes of sites and projects, and their places, the baseline against the plan; ids in
    the order of the plan's list. What is only propped, or taken down, is not in a plan."""

    entered: tuple[str, ...]
    """Works that last, where nothing was done or it was taken down."""
    left: tuple[str, ...]
    """The other way round: nothing is done any more."""
    cleared: tuple[str, ...]
    """Taken down now, whatever for, and not in the baseline."""
    spared: tuple[str, ...]
    """Taken down in the baseline; now nothing is done to it, or it is propped."""
    moved: tuple[str, ...]
    """Planned in both, at another place."""
    reworked: tuple[str, ...]
    """With other works, or other years of them: restored and not only propped, say."""
    climbed: Mapping[str, int]
    """Id -> places gained (lost where negative) of all that both lists hold."""

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        changed = (self.entered, self.left, self.cleared, self.spared, self.reworked, self.moved)
        return any(changed)


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
    both = now.is_in_plan & at(there, before.is_in_plan)
    is_in, was_in = now.kept_in, at(there, before.kept_in)
    new, old = now.becomes, before.becomes[there] if len(before) else np.full(len(now), -1)
    old = np.where(known, old, -1)
    entered = is_in & ~was_in & (old < 0)
    left = was_in & (new == -1)
    cleared = (new == CLEARED) & (old != CLEARED)
    spared = (old == CLEARED) & (new != CLEARED) & ~is_in
    other_steps = (now.steps != before.steps[there]).any(axis=1) if len(before) else both
    told = entered | left | cleared | spared
    return Changes(
        entered=ids_where(now, entered),
        left=ids_where(now, left),
        cleared=ids_where(now, cleared),
        spared=ids_where(now, spared),
        moved=ids_where(now, both & (climbed != 0)),
        reworked=ids_where(now, ~told & ((new != old) | (both & other_steps))),
        climbed=_Climbed(now, climbed, known),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """By how much a figure of the plan differs from the baseline's."""

    criterion: str
    count: int
    """People, square metres or points; not 0."""
    share: float
    """Of what is possible."""


def figures_moved(plan: Plan, baseline: Plan) -> tuple[Moved, ...]:
    """Every figure that differs as it is shown and is counted alike in both plans, the largest
    change of a share first."""
    moved = [
        Moved(criterion=c, count=round(new.count) - round(old.count), share=new.share - old.share)
        for c, new in plan.figures.by_criterion.items()
        if (old := baseline.figures.by_criterion.get(c)) is not None
        and alike(baseline, plan, c)
        and round(new.count) != round(old.count)
    ]
    return tuple(sorted(moved, key=lambda each: -abs(each.share)))


def moved_words(plan: Plan, moved: Moved) -> str:
    """A figure and its change: Homes −1,204."""
    sign = "+" if moved.count > 0 else MINUS
    return f"{criterion_name(plan.scenario, moved.criterion)} {sign}{whole(abs(moved.count))}"
