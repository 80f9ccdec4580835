"""What targets come to, for a reader of the terminal and for programs."""

from typing import Any

from planner.cli.layout import Head, columns, heading, paragraph
from planner.cli.show_duty import ends
from planner.exchange.sheet import finite
from planner.insight.aspire.aspire import Aspired
from planner.insight.aspire.words import aspired_words, heads, implied_words, rows
from planner.insight.words import scenario_name
from planner.plan import Plan


def show_aspired(plan: Plan, found: Aspired) -> str:
    """Whether they can be had and at what price, the figures, and the weights that follow."""
    first, *others = heads()
    head = [Head(first, wraps=True), *(Head(name, "right") for name in others)]
    blocks = [
        "\n".join(
            [heading(scenario_name(plan.scenario)), *map(paragraph, aspired_words(plan, found))]
        ),
        columns(head, rows(plan, found)),
        "\n".join(map(paragraph, implied_words(plan, found))),
    ]
    return "\n\n".join(block for block in blocks if block)


def aspired_dict(found: Aspired) -> dict[str, Any]:
    """The same for programs: people and points, money in minor units."""
    implied = found.implied
    return {
        "format": 1,
        "targets": {t.figure: t.share for t in found.targets},
        "outcome": found.outcome,
        "points": ends(found.points),
        "share": ends(found.share),
        "way": found.way,
        "way_proven_most": found.most,
        "figures": {
            name: {
                "possible": finite(found.whole[name]),
                "plan": finite(found.before[name]),
                "then": finite(found.after[name]),
                "with_weights": finite(implied.amounts[name]) if implied else None,
            }
            for name in found.whole
        },
        "weights": dict(implied.weights) if implied else None,
        "weights_reach": implied.reach if implied else None,
    }
