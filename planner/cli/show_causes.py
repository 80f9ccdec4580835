"""Causes of differences, for a reader of the terminal and for programs."""

from typing import Any

from planner.cli.layout import Head, columns, heading, paragraph
from planner.exchange.sheet import finite
from planner.insight.cause.causes import Causes
from planner.insight.cause.words import conclusion, heads, how_words, rows
from planner.plan import Plan
from planner.text import text


def show_causes(plan: Plan, found: Causes) -> str:
    """The main cause, how it was found, and every figure."""
    first, *others = heads(found)
    head = [Head(first, wraps=True), *(Head(name, "right") for name in others)]
    told = [heading(text("cause.title")), paragraph(conclusion(plan, found) + ".")]
    if found.parts:
        told += [paragraph(how_words(found)), "", columns(head, rows(plan, found))]
    return "\n".join(told)


def causes_dict(found: Causes) -> dict[str, Any]:
    """The same for programs: people and points, money in minor units."""
    return {
        "format": 1,
        "kinds": list(found.kinds),
        "orders": found.orders,
        "orders_of": found.of,
        "farthest_gap": found.gap,
        "figures": {
            name: {
                "reference": finite(found.before.get(name, 0.0)),
                "other": finite(found.after.get(name, 0.0)),
                "parts": dict(parts),
            }
            for name, parts in found.parts.items()
        },
    }
