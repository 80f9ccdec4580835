"""Stable phases, for a reader of the terminal and for programs."""

from typing import Any

from planner.cli.layout import Head, columns, heading, paragraph
from planner.cli.show_duty import ends
from planner.exchange.sheet import finite
from planner.insight.trade.nest import Nest, Phase
from planner.insight.trade.nest_words import conclusion, heads, rows
from planner.plan import Plan
from planner.text import text


def show_nest(plan: Plan, found: Nest) -> str:
    """What it costs, and a line a sum."""
    first, *others = heads(plan, found)
    head = [Head(first, wraps=True), *(Head(name, "right", wraps=True) for name in others)]
    told = [text("nest.why"), conclusion(plan, found) + "."]
    table = columns(head, rows(plan, found))
    return "\n".join([heading(text("nest.title")), *map(paragraph, told), "", table])


def nest_dict(found: Nest) -> dict[str, Any]:
    """The same for programs: money in minor units, points."""
    return {"format": 1, "phases": [_phase(phase) for phase in found.phases]}


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "share": float(phase.factor),
        "money": phase.money,
        "value_free": finite(phase.free.value),
        "bound_free": finite(phase.free.bound),
        "value_nested": finite(phase.nested.value),
        "bound_nested": finite(phase.nested.bound),
        "price": ends(phase.price),
        "figures_free": dict(phase.free_amounts),
        "figures_nested": dict(phase.nested_amounts),
        "added": list(phase.added),
    }
