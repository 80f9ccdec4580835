"""What smallest change of weights would turn where a building stands, and which of its works come next."""

from typing import Any

from planner.desk import questions
from planner.insight.enter.words import entering_words
from planner.plan import Entry
from planner.plan.columns import OUTSIDE
from planner.text import text
from planner.ui.look.markup import div, join
from planner.ui.look.widgets import show
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question


def entering(good: Good, entry: Entry) -> None:
    """The question and its answer."""
    if entry.group in OUTSIDE or entry.forced:
        return
    question = Question(
        lane="enter",
        name=entry.id,
        function=questions.entered,
        arguments=(entry.id,),
        label=text("enter.ask.in" if entry.in_plan else "enter.ask.out"),
    )

    def draw(found: Any) -> None:
        show(join([div("vid-cp", words) for words in entering_words(good.plan, found)]))

    asking.place(question, good, draw)
