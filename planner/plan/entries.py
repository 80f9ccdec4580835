"""Entries of a plan, made one by one as they are asked for, and kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from planner.alternatives import CODES
from planner.inventory import Inventory
from planner.plan.columns import BEFOREHAND, GROUPS, IN_PLAN, Listing
from planner.plan.entry import Entry, Step
from planner.plan.reasons import Grounds, reason_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """All that entries are made from."""

    listing: Listing
    inventory: Inventory
    criteria: tuple[str, ...]
    grounds: Grounds

    def entry(self, place: int) -> Entry:
        """The entry at a place of the list."""
        columns, subject = self.listing, self.listing.ids[place]
        reason = reason_for(self.grounds, subject)
        points, counts = columns.points[place].tolist(), columns.counts[place].tolist()
        paid = zip(columns.years, columns.money[place].tolist(), strict=True)
        taker = int(columns.taker[place])
        return Entry(
            id=subject,
            **self._description(place),
            group=GROUPS[columns.group[place]],
            rank=int(columns.rank[place]),
            steps=self._steps(place),
            loss=float(columns.loss[place]),
            margin=float(columns.margin[place]),
            importance=float(columns.importance[place]),
            points=dict(zip(columns.columns, points, strict=True)),
            counts=dict(zip(self.criteria, counts, strict=True)),
            cost=int(columns.cost[place]),
            cost_low=int(columns.cost_low[place]),
            cost_high=int(columns.cost_high[place]),
            money={year: amount for year, amount in paid if amount},
            displaced_by=self.inventory.projects.id[taker] if taker >= 0 else None,
            carries=self.grounds.carries(subject)
            if GROUPS[columns.group[place]] in IN_PLAN
            else (),
            reason=reason.key,
            reason_values=reason.values,
            missing=reason.missing,
            forced=BEFOREHAND[columns.forced[place]],
        )

    def _steps(self, place: int) -> tuple[Step, ...]:
        """The works with their calendar years."""
        columns = self.listing
        steps = zip(
            columns.steps[place].tolist(),
            columns.step_start[place].tolist(),
            columns.step_years[place].tolist(),
            strict=True,
        )
        return tuple(
            Step(works=CODES[works], start=start, years=years)
            for works, start, years in steps
            if works >= 0
        )

    def _description(self, place: int) -> dict[str, Any]:
        """What the tables say of a site or project."""
        row = int(self.listing.inventory[place])
        if self.listing.kind[place]:
            projects = self.inventory.projects
            return {
                "kind": "project",
                "name": projects.names(row),
                "district": projects.district[row],
                "use": projects.kind[row],
                "heritage_status": "none",
                "owner": "" if "owner" in self.inventory.sites.today.stated else None,
                "damage_grade": 0,
                "lat": float(projects.lat[row]),
                "lon": float(projects.lon[row]),
                "displaces": projects.displaces[row],
            }
        sites = self.inventory.sites
        return {
            "kind": "site",
            "name": sites.names(row),
            "district": sites.district[row],
            "use": sites.use[row],
            "heritage_status": sites.heritage_status[row],
            "owner": sites.today.owner[row] if "owner" in sites.today.stated else None,
            "damage_grade": int(sites.damage_grade[row]),
            "lat": float(sites.lat[row]),
            "lon": float(sites.lon[row]),
        }


class Entries(Sequence[Entry]):
    """A stretch of the list; every stretch of one list keeps its entries in the same place.

    Threads may share it: two that ask for the same entry at once may both make it, and both get
    the one that was kept first.
    """

    def __init__(
        self, maker: Maker, places: range | None = None, made: dict[int, Entry] | None = None
    ) -> None:
        self._maker = maker
        self._places = range(len(maker.listing)) if places is None else places
        self._made: dict[int, Entry] = {} if made is None else made

    @property
    def maker(self) -> Maker:
        """What they are made from."""
        return self._maker

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> "Entries": ...
    def __getitem__(self, index: int | slice) -> "Entry | Entries":
        if isinstance(index, slice):
            return Entries(self._maker, self._places[index], self._made)
        return self._at(self._places[index])

    def __iter__(self) -> Iterator[Entry]:
        return map(self._at, self._places)

    def _at(self, place: int) -> Entry:
        entry = self._made.get(place)
        # One step of the interpreter, so that of two threads one finds what the other has kept.
        return self._made.setdefault(place, self._maker.entry(place)) if entry is None else entry

    def __reduce__(self) -> tuple[type["Entries"], tuple[Maker, range]]:
        """Sent elsewhere without the entries: what they are made from is smaller."""
        return Entries, (self._maker, self._places)
