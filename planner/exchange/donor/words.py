"""The plane of two indexes in words: its conclusion, the plane as a sentence, the numbers as a table."""

from typing import Final

from planner.exchange.donor.plane import Plane, Quadrant
from planner.plan import Plan
from planner.text import money_in_unit, name_of, text, whole

QUADRANTS: Final[tuple[Quadrant, ...]] = ("both", "social", "economic", "neither")
_TOP: Final = 100.0


def _counts(plan: Plan, plane: Plane) -> dict[Quadrant, tuple[int, int]]:
    """Quadrant -> how many of it are in the plan, and how many there are."""
    inside = plan.listing.is_in_plan[plane.place]
    quadrants = [plane.quadrant(row) for row in range(len(plane.place))]
    return {
        key: (
            sum(one == key and bool(is_in) for one, is_in in zip(quadrants, inside, strict=True)),
            quadrants.count(key),
        )
        for key in QUADRANTS
    }


def conclusion(plan: Plan, plane: Plane) -> str:
    """How far the plan agrees with the plane, as a title."""
    if not len(plane.place):
        return text("plane.conclusion.none")
    counts = _counts(plan, plane)
    inside = sum(planned for planned, _ in counts.values())
    both, all_ = counts["both"]
    return text(
        "plane.conclusion",
        both=whole(both),
        of=whole(all_),
        rest=whole(inside - both),
        neither=whole(counts["neither"][0]),
    )


def said(plan: Plan, plane: Plane) -> str:
    """The plane for those who do not see it."""
    parts = "; ".join(
        text(
            "plane.quadrant",
            name=text(f"donor.quadrant.{key}"),
            planned=whole(planned),
            of=whole(of),
        )
        for key, (planned, of) in _counts(plan, plane).items()
    )
    lines = [
        text(f"plane.line.{key}", at=whole(line)) if line <= _TOP else text(f"plane.no_line.{key}")
        for key, line in (("social", plane.social_line), ("economic", plane.economic_line))
    ]
    return text("plane.said", parts=parts, lines=" ".join(lines))


def heads(plan: Plan) -> list[str]:
    """Of the table."""
    columns = ("name", "group", "cost", "social", "economic", "quadrant")
    return [text(f"plane.head.{column}") for column in columns]


def rows(plan: Plan, plane: Plane) -> list[list[str]]:
    """A line an entry, in list order."""
    tender, listing = plan.scenario.money.tender, plan.listing
    return [
        [
            name_of(plan.names(listing.ids[place])),
            text(f"plane.legend.{'in' if listing.is_in_plan[place] else 'out'}"),
            money_in_unit(int(plane.cost[row]), tender),
            whole(plane.social[row]),
            whole(plane.economic[row]),
            text(f"donor.quadrant.{plane.quadrant(row)}"),
        ]
        for row, place in enumerate(plane.place.tolist())
    ]
