"""The heritage that a plan gives up, on one line: how much, the worst by name, and all on request."""

from collections.abc import Sequence

from planner.plan import Loss, Plan
from planner.text import decimal, name_of, text, whole
from planner.ui.look.markup import Markup, div, span, tag


def loss_strip(plan: Plan, baseline: Plan | None = None) -> Markup:
    """Numbers by kind, the worst by name as far as there is room, all of them behind a word.

    baseline: the plan whose number of losses stands at the end, where that is compared with.
    """
    worst = sorted(plan.losses, key=lambda loss: -loss.lost)
    counts = [
        span("grp", span("q", text(f"plan.loss.{kind}")), " ", tag("b", whole(n), class_=css))
        for kind in ("clearing", "decay")
        for n in (sum(loss.kind == kind for loss in worst),)
        for css in (kind if n else "none",)
    ]
    parts = [tag("b", text("plan.loss.title")), *counts, _names(worst)]
    if baseline is not None and baseline is not plan:
        before = whole(len(baseline.losses))
        parts.append(span("q inb", text("plan.loss.baseline", n_text=before)))
    if worst:
        parts.append(_all(worst))
    return div("vid-losses" if worst else "vid-losses none", *parts)


def _names(worst: Sequence[Loss]) -> Markup:
    """What does not fit on the line is not begun: it stands behind the word at its end."""
    return div("names", *(span("", _name(loss)) for loss in worst[:3]))


def _name(loss: Loss) -> Markup:
    points = text("plan.loss.points", points=decimal(loss.lost))
    return span("", name_of(loss.name), "\u00a0", tag("b", points))


def _all(worst: Sequence[Loss]) -> Markup:
    """Every loss, those by demolition first."""
    lists = []
    for kind in ("clearing", "decay"):
        lost = [loss for loss in worst if loss.kind == kind]
        if lost:
            heading = tag("b", text(f"plan.loss.{kind}.all", n=len(lost), n_text=whole(len(lost))))
            lists.append(tag("div", heading, tag("ul", *(tag("li", _name(x)) for x in lost))))
    summary = tag("summary", text("plan.loss.who"))
    return tag("details", summary, div("vid-all", *lists), class_="vid-more")
