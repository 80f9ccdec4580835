"""A frontier, for a reader of the terminal and for programs."""

from typing import Any

from planner.cli.layout import Head, columns, heading, paragraph
from planner.exchange.sheet import finite
from planner.insight.trade.frontier import Frontier
from planner.insight.trade.words import conclusion, heads, pair_words, rows
from planner.plan import Plan


def show_frontier(plan: Plan, found: Frontier) -> str:
    """The conclusion, and a line a point."""
    head = [Head(name, "right", wraps=True) for name in heads(plan, found)]
    title = heading(pair_words(plan, found.first, found.second))
    return (
        f"{title}\n{paragraph(conclusion(plan, found) + '.')}\n\n{columns(head, rows(plan, found))}"
    )


def frontier_dict(found: Frontier) -> dict[str, Any]:
    """The same for programs: money in minor units, people and points."""
    return {
        "format": 1,
        "first": found.first,
        "second": found.second,
        "points": [
            {
                "at": finite(point.at),
                "found": finite(point.found),
                "proven_most": finite(point.most),
                "worth_of_next_minor_unit": finite(point.worth),
                "figures": {name: finite(amount) for name, amount in point.amounts.items()},
                "value": finite(point.plan.value),
            }
            for point in found.points
        ],
    }
