"""Which districts get nothing of what they could, and beside each what a floor would cost."""

from typing import Any

from planner.desk import questions
from planner.insight.districts import Bare, ask_words, bare, bare_words, floor_words
from planner.text import text
from planner.ui.look.markup import div
from planner.ui.look.widgets import show, title
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question


def panel(good: Good) -> None:
    """A sentence for each criterion on which a district goes without; nothing in a city that knows
    no districts."""
    if not any(good.plan.figures.by_district.values()):
        return
    show(title(text("districts.title")))
    found = bare(good.plan)
    if not found:
        show(div("vid-note", text("districts.none")))
    for entry in found:
        show(div("vid-cp", bare_words(good.plan, entry)))
        asking.place(_question(good, entry), good, lambda answer: _draw(good, answer))


def _question(good: Good, entry: Bare) -> Question:
    return Question(
        lane="floor",
        name=entry.criterion,
        function=questions.flooring,
        arguments=(entry.criterion,),
        label=ask_words(good.plan, entry),
    )


def _draw(good: Good, found: Any) -> None:
    first, *rest = floor_words(good.plan, found)
    show(div("vid-cp vid-price", first))
    if rest:
        show(div("vid-note", " ".join(rest)))
