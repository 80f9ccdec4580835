"""Small panels that several pages share: faults, key figures, losses, legends."""

from collections.abc import Iterable
from typing import Final

import streamlit as st

from planner.insight.changes import Changes
from planner.insight.words import criterion_name, criterion_unit
from planner.plan import Loss, Plan
from planner.text import (
    amount,
    decimal,
    in_money,
    name_of,
    percent,
    text,
    whole,
)
from planner.ui.look.markup import Child, Markup, div, join, span, tag
from planner.ui.look.palette import criterion_ink
from planner.ui.look.seal import seal

NAMED: Final = 200
"""Names listed of what entered, left or moved; thousands may at once."""


def show(markup: Markup) -> None:
    """Put markup on the page: the only place where HTML reaches the browser."""
    if markup.html:
        st.html(markup.html)


def title(words: str, count: str = "") -> Markup:
    """A heading of a panel, with a count at its far end."""
    far = span("c", count) if count else ""
    return div("vid-h", tag("span", words), far, role="heading", aria_level="3")


def dot(css: str) -> Markup:
    """A patch of colour beside the name it stands for."""
    return tag("span", class_="vid-dot", style=f"background:{css}", aria_hidden="true")


def _figure(mark: Child, name: str, value: str, natural: str, share: float, css: str) -> Markup:
    width = f"width:{100 * max(0.0, min(1.0, share)):.1f}%;background:{css}"
    return div(
        "vid-figure",
        div("k", mark, tag("span", name)),
        div("v", value, " ", span("n", natural)),
        div("vid-meter", tag("div", style=width), aria_hidden="true"),
    )


def figures(plan: Plan) -> Markup:
    """Key figures: what each criterion achieves of what it could, and the money spent."""
    cells = []
    for order, (criterion, figure) in enumerate(plan.figures.by_criterion.items()):
        if figure.attainable <= 0:
            continue
        unit = criterion_unit(plan.scenario, criterion)
        reached, reachable = whole(figure.reached), whole(figure.reachable)
        css = criterion_ink(criterion, order).css
        cell = _figure(
            dot(css),
            criterion_name(plan.scenario, criterion),
            percent(figure.share),
            f"{reached} {unit}",
            figure.share,
            css,
        )
        note = text("plan.figure.note", reached=reached, reachable=reachable, unit=unit)
        cells.append(tag("div", cell, title=note))
    return div("vid-figures", *cells, _money_figure(plan), data_plan=seal(plan))


def _money_figure(plan: Plan) -> Markup:
    spent, total = plan.figures.spent, plan.figures.money_total
    share = spent / total if total else 0.0
    tender = plan.scenario.money.tender
    told = text(
        "plan.figure.money_of", spent=amount(spent, tender, 0), total=amount(total, tender, 0)
    )
    natural = in_money(told, tender)
    name = text("plan.figure.money")
    return _figure("", name, percent(share), natural, share, "var(--accent)")


def _loss_names(losses: Iterable[Loss]) -> Markup:
    parts: list[Child] = []
    for loss in losses:
        points = text("plan.loss.points", points=decimal(loss.lost))
        name = join([name_of(loss.name), "\u00a0", span("pts", points)])
        parts += [", ", name] if parts else [name]
    return join(parts)


def losses(plan: Plan) -> Markup:
    """Heritage that the plan gives up, by name: by clearing, and beside it by decay."""
    if not plan.losses:
        return Markup("")
    boxes, none = [], ""
    for kind, sign in (("clearing", "✕"), ("decay", "▽")):
        lost = [loss for loss in plan.losses if loss.kind == kind]
        heading = text(f"plan.loss.{kind}", n=len(lost), n_text=len(lost))
        label = tag("b", f"{sign} {heading}")
        names = _loss_names(lost) if lost else text("plan.loss.none")
        css = f"vid-loss {kind}" if lost else "vid-loss none"
        none += "" if lost else f" none-{kind}"
        boxes.append(div(css, label, " ", names, tabindex="0", role="region", aria_label=heading))
    return div(f"vid-losses{none}", *boxes)


def change_summary(changes: Changes, baseline: str) -> Markup:
    """Entered, left and moved against the baseline, in numbers."""
    if not changes.any:
        same = text("plan.change.none", baseline=baseline)
        return div("vid-changes vid-note", same)
    counts = text(
        "plan.change.counts",
        entered=whole(len(changes.entered)),
        left=whole(len(changes.left)),
        moved=whole(len(changes.moved)),
    )
    against = span("vid-note", " ", text("plan.change.against", baseline=baseline))
    return div("vid-changes", tag("b", counts), against, role="status")


def change_names(plan: Plan, changes: Changes) -> Markup:
    """Who entered, left and moved, as many as can be read."""
    lists = []
    for key, ids in (("entered", changes.entered), ("left", changes.left)):
        if ids:
            names = [name_of(plan.names(subject)) for subject in ids[:NAMED]]
            heading = tag("b", text(f"plan.change.{key}"))
            lists.append(tag("div", heading, _items(names, len(ids))))
    if changes.moved:
        heading = tag("b", text("plan.change.moved"))
        lists.append(tag("div", heading, _moved(plan, changes)))
    return div("vid-changes lists", *lists)


def _moved(plan: Plan, changes: Changes) -> Markup:
    """Those that moved furthest."""
    items = []
    for subject in sorted(changes.moved, key=lambda i: -abs(changes.climbed[i]))[:NAMED]:
        climbed = changes.climbed[subject]
        arrow = "▲" if climbed > 0 else "▼"
        items.append(f"{name_of(plan.names(subject))} {arrow}{abs(climbed)}")
    return _items(items, len(changes.moved))


def _items(words: Iterable[str], total: int) -> Markup:
    """A list, and how many more there are."""
    items = [tag("li", word) for word in words]
    rest = total - len(items)
    if rest:
        items.append(tag("li", text("compare.and_more", n=rest, n_text=rest)))
    return tag("ul", *items)
