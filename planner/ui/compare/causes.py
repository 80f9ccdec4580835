"""Why the plans compared differ: a question for each plan beside the reference."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from planner.desk import questions
from planner.insight import Comparison, label
from planner.insight.cause.words import conclusion, heads, how_words, rows
from planner.plan import Plan
from planner.text import text
from planner.ui.compare.choosing import Choice
from planner.ui.look.markup import div, join, table, tag
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question


def panel(good: Good, comparison: Comparison, choices: Sequence[Choice]) -> None:
    """A button for each; its answer names the main cause, and has every figure as a table."""
    show(tag("h2", text("cause.title")))
    known = {choice.key: choice for choice in choices if choice.key in comparison.plans}
    reference = known[comparison.reference]
    plan = comparison.plans[comparison.reference]
    for key, choice in known.items():
        if key == comparison.reference:
            continue
        words = {
            "other": plain(label(comparison, key)),
            "reference": plain(label(comparison, comparison.reference)),
        }
        ends = plan.solution, comparison.plans[key].solution
        held = reference.variant, choice.variant, *(end.chosen.tobytes() for end in ends)
        question = Question(
            lane="cause",
            name=f"{hash(held) & 0xFFFFFFFF:x}",
            function=questions.causing,
            arguments=(reference.variant, choice.variant, ends),
            label=text("cause.ask", **words),
        )
        asking.place(question, good, partial(_draw, plan, words))


def _draw(plan: Plan, named: dict[str, str], found: Any) -> None:
    parts = [
        div("vid-note", text("cause.ask", **named)),
        div("vid-name", conclusion(plan, found)),
    ]
    if found.parts:
        shown = table("", heads(found), rows(plan, found))
        parts += [div("vid-note", how_words(found)), div("vid-scroll", shown)]
    show(join(parts))
