"""Small parts that several pages share: headings, what has changed."""

from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from planner.insight.changes import Changes, Moved, moved_words
from planner.plan import Plan
from planner.text import name_of, text, whole
from planner.ui.look.markup import Markup, div, span, tag

NAMED: Final = 200
"""Names listed of what entered, left or moved; thousands may at once."""


def show(markup: Markup) -> None:
    """Put markup on the page: the only place where HTML reaches the browser."""
    if markup.html:
        st.html(markup.html)


def title(words: str, count: str = "") -> Markup:
    """A heading of a panel, with a count at its far end."""
    far = span("c", count) if count else ""
    return div("vid-h", tag("span", words), far, role="heading", aria_level="2")


def dot(css: str) -> Markup:
    """A patch of colour beside the name it stands for."""
    return tag("span", class_="vid-dot", style=f"background:{css}", aria_hidden="true")


def change_summary(plan: Plan, changes: Changes, figures: Sequence[Moved]) -> Markup:
    """Who entered and left, the figure that changed most, whose works are others, who moved."""
    if not changes.any and not figures:
        return div("vid-changes vid-note", text("plan.change.none"))
    counted = (
        ("entered", "vid-good", changes.entered),
        ("left", "vid-alarm", changes.left),
        ("reworked", "n", changes.reworked),
        ("cleared", "vid-alarm", changes.cleared),
        ("spared", "n", changes.spared),
        ("moved", "moved", changes.moved),
    )
    told = [
        span(css, text(f"plan.change.{key}_n", n=len(ids), n_text=whole(len(ids))))
        for key, css, ids in counted
        if ids
    ]
    most = [span("n", moved_words(plan, moved)) for moved in figures[:1]]
    return div("vid-changes", *most, *told, role="status")


def change_names(plan: Plan, changes: Changes, figures: Sequence[Moved]) -> Markup:
    """Every figure that changed; who entered, left and moved, as many as can be read."""
    lists = []
    if figures:
        heading = tag("b", text("plan.change.figures"))
        words = [moved_words(plan, moved) for moved in figures]
        lists.append(tag("div", heading, _items(words, len(words))))
    named = (
        ("entered", changes.entered),
        ("left", changes.left),
        ("reworked", changes.reworked),
        ("cleared", changes.cleared),
        ("spared", changes.spared),
    )
    for key, ids in named:
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
