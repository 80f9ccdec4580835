"""Charts by plotly: places in several plans."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

import plotly.graph_objects as go
from babel.numbers import get_decimal_symbol, get_group_symbol

from planner.plan import Plan
from planner.text import name_of, sort_key, spoken, text
from planner.ui.look import palette
from planner.ui.look.palette import Theme

FONT: Final = "Source Sans, sans-serif"
CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
"""Decimal mark and thousands separator of the axes."""
LINES_OF_LABELS: Final = 30
"""Lines of text that fit below each other beside the chart of places."""
MOST_LINES: Final = 240
"""Lines that can still be told apart; of more, those whose place changes most are drawn."""


def separators() -> str:
    """Decimal mark and thousands of the language spoken, as plotly wants them."""
    return get_decimal_symbol(spoken()) + get_group_symbol(spoken())


def _layout(figure: go.Figure, theme: Theme) -> go.Figure:
    figure.update_layout(
        margin={"l": 0, "r": 0, "t": 4, "b": 20},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "color": palette.TEXT.on(theme), "size": 12},
        separators=separators(),
        hoverlabel={"align": "left", "font": {"family": FONT, "size": 13}},
        showlegend=False,
    )
    return figure


def _labelled(ranks: Mapping[str, Sequence[int]], names: Mapping[str, str], most: int) -> list[str]:
    """Ids that move most between the first and the last plan; ties by name."""
    spread = {subject: max(places) - min(places) for subject, places in ranks.items()}
    ordered = sorted(ranks, key=lambda s: (-spread[s], sort_key(names[s])))
    return ordered[:most]


def _names(plan: Plan) -> dict[str, str]:
    """Id -> name of every site and project."""
    return {
        subject: name_of(part.names(row))
        for part in (plan.inventory.sites, plan.inventory.projects)
        for row, subject in enumerate(part.id)
    }


def _places(plans: Sequence[Plan]) -> dict[str, list[int]]:
    """Id -> place in each plan, from 1, for all that every plan lists."""
    places = [plan.listing.place for plan in plans]
    return {
        subject: [place[subject] + 1 for place in places]
        for subject in plans[0].listing.ids
        if all(subject in place for place in places)
    }


def slope(plans: Sequence[tuple[str, Plan]], theme: Theme, movers: int = 10) -> go.Figure:
    """Places in each plan, joined by a line per site or project; the top movers are named."""
    labels = [label for label, _ in plans]
    ranks = _places([plan for _, plan in plans])
    names = _names(plans[0][1])
    drawn = _labelled(ranks, names, MOST_LINES)
    named = drawn[:movers]
    figure = go.Figure(
        [
            _slope_line(labels, ranks[subject], names[subject], theme, told=subject in named)
            for subject in sorted(drawn, key=lambda s: s in named)
        ]
    )
    ends = {subject: ranks[subject][-1] for subject in named}
    for subject, place in spread(ends, len(ranks) / LINES_OF_LABELS).items():
        climbs = ranks[subject][-1] < ranks[subject][0]
        figure.add_annotation(
            x=len(plans) - 1,
            y=place,
            xshift=8,
            text=f"{'▲' if climbs else '▼'} {escape(names[subject])}",
            showarrow=False,
            xanchor="left",
            font={"size": 12, "color": palette.TEXT.on(theme)},
        )
    _slope_axes(figure, len(plans), theme)
    return _layout(figure, theme).update_layout(margin_t=28, margin_b=4)


def _slope_axes(figure: go.Figure, plans: int, theme: Theme) -> None:
    figure.update_xaxes(type="category", showgrid=False, side="top", range=[-0.06, plans - 0.45])
    figure.update_yaxes(
        autorange="reversed",
        automargin=True,
        title_standoff=12,
        title_text=text("compare_page.slope.axis"),
        gridcolor=palette.BORDER.on(theme),
        griddash="dot",
        zeroline=False,
    )


def spread(places: Mapping[str, float], least: float) -> dict[str, float]:
    """Places moved down as little as needed to stand `least` apart, in their order."""
    moved: dict[str, float] = {}
    last = -math.inf
    for subject in sorted(places, key=lambda s: (places[s], s)):
        last = max(places[subject], last + least)
        moved[subject] = last
    return moved


def _slope_line(
    labels: Sequence[str], places: Sequence[int], name: str, theme: Theme, *, told: bool
) -> go.Scatter:
    climbs = places[-1] < places[0]
    ink = palette.WORKS["restore"].ink if climbs else palette.WORKS["stabilise"].ink
    return go.Scatter(
        x=list(labels),
        y=list(places),
        mode="lines+markers" if told else "lines",
        line={
            "color": ink.on(theme) if told else palette.BORDER.on(theme),
            "width": 2.2 if told else 0.8,
        },
        marker={"size": 7, "symbol": "circle" if climbs else "triangle-down"},
        hovertemplate=f"{escape(name)}<br>%{{x}}: №%{{y}}<extra></extra>",
    )
