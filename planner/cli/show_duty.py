"""What it costs to protect monuments in time, for a reader of the terminal and for programs."""

from typing import Any

from planner.cli.layout import heading, paragraph
from planner.exchange.sheet import finite
from planner.insight.duty import Duty, duty_words
from planner.insight.forcing import Interval
from planner.plan import Plan
from planner.text import name_of, text, whole


def show_duty(plan: Plan, found: Duty | None) -> str:
    """Whether the rule holds, whom it names, and its price; that there is no such rule."""
    rule = plan.scenario.rules.protect
    if found is None or rule is None:
        return paragraph(text("cli.duty.none"))
    n_text = whole(len(found.monuments))
    state = text(f"cli.duty.{'on' if rule.holds else 'off'}", n_text=n_text, year=rule.by)
    names = "; ".join(name_of(plan.names(subject)) for subject in found.monuments)
    lines = [f"{state} {names}.", *duty_words(plan, found)]
    return "\n".join([heading(text("cli.duty")), *(paragraph(line, "  ") for line in lines)])


def ends(interval: Interval | None) -> list[float | None] | None:
    """Both ends of an interval as JSON types."""
    return None if interval is None else [finite(interval.low), finite(interval.high)]


def duty_dict(found: Duty | None) -> dict[str, Any] | None:
    """As JSON types; money in minor units, points of the score as an interval."""
    if found is None:
        return None

    return {
        "monuments": list(found.monuments),
        "cannot_be_protected": list(found.beyond),
        "outcome": found.outcome,
        "kept_without_the_rule": found.kept,
        "points": ends(found.points),
        "share": ends(found.share),
        "spent_on_them": {"without": found.spent[0], "with": found.spent[1]},
        "residents_back": found.without
        and found.with_it
        and {"without": found.without.residents_back, "with": found.with_it.residents_back},
    }
