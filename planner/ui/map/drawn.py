"""What the browser's map is given on every change: some two bytes a building."""

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from planner.arrays import Flags, Integers
from planner.insight.changes import places_in
from planner.plan import Plan
from planner.plan.columns import GROUPS, Group
from planner.text import text
from planner.ui.look.palette import SCENARIOS, STANDING, Ink, Mark, Theme
from planner.ui.look.seal import seal
from planner.ui.map.ground import DRAWN, GRID, HIDDEN, NO_WORKS, CityGround, unplaced

Colouring = Literal["works", "damage", "certainty"]

GROUP_SHIFT: Final = 4
ENTERED: Final = 0x40
DIMMED: Final = 0x80
"""A code's bits: mark 0-3, group 4-5, just entered 6, filtered out 7."""

KINDS: Final = ("both", "first", "second", "neither")
"""Which of two plans holds a place."""
BOTH, FIRST, SECOND, NEITHER = range(4)


def difference_marks(letters: tuple[int, int]) -> dict[str, Mark]:
    """What only one of two plans holds bears the plan's letter on its colour; what both hold, or
    neither, is quiet."""
    first, second = (Mark(ink=SCENARIOS[letter], shape="circle") for letter in letters)
    both = Mark(ink=Ink(light="#5A6670", dark="#A7B3BB"), shape="circle")
    neither = Mark(ink=Ink(light="#B9BDB8", dark="#4A565E"), shape="circle-open")
    return dict(zip(KINDS, (both, first, second, neither), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """What is drawn of n places, each (n,) in order of importance: what is named first."""

    order: Integers
    """Place in the inventory: sites, then projects."""
    codes: Integers
    starts: Integers
    """Calendar year, 0 none."""

    def sealed(self, name: str, told: Mapping[str, object]) -> bytes:
        """For the browser: the name of the map, then deflated what is told besides and the arrays.

        The order goes byte by byte, all low bytes first: so it deflates to what it holds.
        """
        base = int(self.starts[self.starts > 0].min(initial=3000)) - 1
        starts = np.clip(np.where(self.starts > 0, self.starts - base, 0), 0, 255)
        planes = 2 if len(self.order) <= GRID else 4
        order = self.order.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :planes]
        head = json.dumps({**told, "base": base, "planes": planes, "n": len(self.order)})
        arrays = (self.codes.astype(np.uint8), starts.astype(np.uint8), order.T)
        body = b"".join([head.encode(), b"\n", *(array.tobytes() for array in arrays)])
        return name.encode() + b"\n" + zlib.compress(body, 6)


def _order(plan: Plan) -> Integers:
    """(n,) place in the inventory of each row of the list."""
    listing = plan.listing
    return listing.inventory + np.where(listing.kind, len(plan.inventory.sites), 0)


def _groups(plan: Plan) -> Integers:
    """(n,) code of each one's group by DRAWN, in list order."""
    alike: dict[Group, Group] = {"clearing": "planned", "settled": "unplannable"}
    code = np.array([DRAWN.index(alike.get(group, group)) for group in GROUPS])
    return np.asarray(code[plan.listing.group])


def _standings(plan: Plan) -> Integers:
    """(n,) place by STANDING of each row of the list among plans as good."""
    kinds = {kind: k for k, kind in enumerate(STANDING)}
    told = plan.standing
    code = np.full(len(plan.listing), kinds["open"], dtype=np.int64)
    for subject, row in plan.listing.place.items():
        code[row] = kinds[told.get(subject, "open")]
    return code


def drawn(
    plan: Plan, entered: Collection[str], shown: Flags | None, colouring: Colouring = "works"
) -> Drawn:
    """The plan on the map. `shown` is (n,) in list order: what a filter leaves; None for all."""
    listing = plan.listing
    works = listing.works.astype(np.int64)
    order = _order(plan)
    mark = np.where(works < 0, NO_WORKS, works)
    if colouring == "certainty":
        mark = _standings(plan)
    mark = np.where(unplaced(plan.inventory)[order], HIDDEN, mark)
    code = mark | (_groups(plan) << GROUP_SHIFT)
    code[[listing.place[i] for i in entered if i in listing.place]] |= ENTERED
    if shown is not None:
        code |= np.where(shown, 0, DIMMED)
    return Drawn(order=order, codes=code, starts=listing.start)


def decisions(
    plan: Plan,
    name: str,
    *,
    entered: Collection[str],
    shown: Flags | None,
    selected: str | None,
    colouring: Colouring,
    theme: Theme,
    height: int,
) -> bytes:
    """The plan on the map of that name, and what is selected, for the browser."""
    planned = plan.listing.in_plan
    summary = text(
        "map.summary",
        planned=planned.stop - planned.start,
        total=len(plan.listing),
        entered=len(entered),
    )
    if shown is not None:
        found = text("map.summary.filtered", found=int(np.count_nonzero(shown)))
        summary = f"{summary} {found}"
    told = {
        "stamp": CityGround.of(plan.inventory).stamp,
        "plan": seal(plan),
        "second": colouring == "damage",
        "selected": selected or "",
        "theme": theme,
        "summary": summary,
        "height": height,
        "plots": np.flatnonzero(plan.listing.taker >= 0).tolist(),
    }
    return drawn(plan, entered, shown, colouring).sealed(name, told)


def kinds_of_difference(first: Plan, second: Plan) -> Integers:
    """(n,) BOTH, FIRST, SECOND or NEITHER of every row of the first plan's list."""
    listing, other = first.listing, second.listing
    ours = listing.is_in_plan
    places = places_in(listing, other)
    theirs = (places >= 0) & other.is_in_plan[places]
    return np.select([ours & theirs, ours, theirs], [BOTH, FIRST, SECOND], NEITHER)


def difference(first: Plan, second: Plan) -> Drawn:
    """Two plans on one map: what only one of them holds stands out and is named first."""
    kinds = kinds_of_difference(first, second)
    apart = (kinds == FIRST) | (kinds == SECOND)
    behind = DRAWN.index("deferred")
    placed = _order(first)
    mark = np.where(unplaced(first.inventory)[placed], HIDDEN, kinds).astype(np.int64)
    code = mark | np.where(apart, 0, behind << GROUP_SHIFT)
    order = np.lexsort([np.arange(len(kinds)), kinds == NEITHER, ~apart])
    return Drawn(order=placed[order], codes=code[order], starts=np.zeros_like(order))
