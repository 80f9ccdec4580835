"""What districts get of what they could, and what a floor costs: for the terminal and for programs."""

from collections.abc import Sequence
from typing import Any

from planner.cli.layout import heading, paragraph
from planner.cli.show_duty import ends
from planner.insight.districts import Floor, ask_words, bare, bare_words, floor_words
from planner.plan import Plan
from planner.text import text


def show_districts(plan: Plan) -> str:
    """Which go without, a line a criterion; blank in a city that knows no districts."""
    if not any(plan.figures.by_district.values()):
        return ""
    told = [bare_words(plan, entry) for entry in bare(plan)] or [text("districts.none")]
    return "\n".join([heading(text("cli.districts")), *(paragraph(line, "  ") for line in told)])


def show_floors(plan: Plan, floors: Sequence[Floor]) -> str:
    """The price of each floor under its question."""
    asked = {entry.criterion: ask_words(plan, entry) for entry in bare(plan)}
    lines = []
    for found in floors:
        lines.append(heading(asked[found.criterion]))
        lines += [paragraph(words, "  ") for words in floor_words(plan, found)]
    return "\n".join(lines)


def floor_dict(found: Floor) -> dict[str, Any]:
    """As JSON types; points of the score as an interval."""
    return {
        "criterion": found.criterion,
        "at_least": float(found.at_least),
        "outcome": found.outcome,
        "points": ends(found.points),
        "share": ends(found.share),
    }
