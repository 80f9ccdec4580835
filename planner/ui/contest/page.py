"""New construction against repair: what the plan gives either side, and every project in full."""

from typing import Final

from streamlit.delta_generator import DeltaGenerator

from planner.insight.asked import unasked
from planner.insight.brings import spent_renewing
from planner.plan import Plan
from planner.scenario.scenario import SpendingClass
from planner.text import money, text
from planner.ui.contest import voices
from planner.ui.look.markup import Markup, div, join, span, tag
from planner.ui.look.widgets import show
from planner.ui.panels import contest
from planner.ui.panels.frame import framed
from planner.ui.session.answering import Good
from planner.ui.session.failing import telling_faults

SIDES: Final[tuple[tuple[str, tuple[SpendingClass, ...]], ...]] = (
    ("repair", ("conservation", "repair")),
    ("new", ("new",)),
)
"""What is spent on either side."""


@telling_faults
def page() -> None:
    """The page, of the plan in hand: one sentence, two sides of one scale, the projects."""
    framed("contest", _drawn)


def _drawn(good: Good, said: DeltaGenerator) -> None:
    with said:
        show(tag("h1", _sentence(good.plan), class_="vid-answer"))
    if unasked(good.plan):
        show(voices.asked())
    show(sides(good.plan))
    if good.loaded.about.debate is not None:
        show(voices.debate(good.loaded.about.debate))
    contest.panel(good)


def _sentence(plan: Plan) -> str:
    tender, figures = plan.scenario.money.tender, plan.figures
    new = money(figures.spent_by_class["new"], tender)
    return text("contest.sentence", new=new, total=money(figures.spent, tender))


def sides(plan: Plan) -> Markup:
    """What is spent on repair and on new construction: equal room, one scale. Certificates are on
    neither side."""
    spent, tender = plan.figures.spent_by_class, plan.scenario.money.tender
    whole = max(1, sum(spent.values()))
    cells = []
    for side, kinds in SIDES:
        minor = sum(spent[kind] for kind in kinds)
        parts = [
            tag("span", class_=kind, style=f"width:{100 * spent[kind] / whole:.1f}%")
            for kind in kinds
        ]
        told = ", ".join(
            text(f"plan.figure.spent.{kind}", n=money(spent[kind], tender)) for kind in kinds
        )
        head = div("k", tag("b", text(f"contest.side.{side}")), span("n", money(minor, tender)))
        cells.append(
            div("vid-track", head, div("split", *parts, aria_hidden="true"), div("m", told))
        )
    notes = [
        text(f"contest.{key}", n=money(minor, tender))
        for key, minor in (
            ("renewing", spent_renewing(plan) or None),
            ("certificates", spent.get("certificates")),
        )
        if minor is not None
    ]
    return join([div("vid-tracks", *cells), *(div("vid-note", words) for words in notes)])
