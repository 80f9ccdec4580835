"""The two-index plane of the plan on the desk, for those who must report that way."""

from html import escape
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from planner.exchange.donor.plane import Plane, plane_of
from planner.exchange.donor.words import conclusion, heads, rows, said
from planner.plan import Plan
from planner.text import name_of, text
from planner.ui.look import palette
from planner.ui.look.markup import div, table, tag
from planner.ui.look.palette import Theme
from planner.ui.look.plots import CONFIG, axis, layout
from planner.ui.look.widgets import show
from planner.ui.session import state

HEIGHT: Final = 420
_END: Final = 100.0


def panel(plan: Plan) -> None:
    """The conclusion, the plane, the numbers as a table."""
    plane = plane_of(plan)
    show(tag("h2", text("plane.title")))
    show(div("vid-note", text("plane.why")))
    show(div("vid-name", conclusion(plan, plane)))
    if not len(plane.place):
        return
    st.plotly_chart(
        _figure(plan, plane, state.theme()),
        theme=None,
        height=HEIGHT,
        config=CONFIG,
        key="plane",
        alt=said(plan, plane),
    )
    with st.popover(text("plan.table"), type="tertiary", key="plane_table"):
        shown = table("", heads(plan), rows(plan, plane))
        show(div("vid-scroll", shown, tabindex="0", role="group"))


def _figure(plan: Plan, plane: Plane, theme: Theme) -> go.Figure:
    """Entries, filled in the plan and hollow outside it, and a line on each axis."""
    ink, accent = palette.TEXT.on(theme), palette.SCENARIOS[1].on(theme)
    inside = plan.listing.is_in_plan[plane.place]
    drawn = []
    for members, symbol, key in ((~inside, "circle-open", "out"), (inside, "circle", "in")):
        names = [
            escape(name_of(plan.names(plan.listing.ids[place])))
            for place in plane.place[members].tolist()
        ]
        drawn.append(
            go.Scatter(
                x=plane.economic[members].tolist(),
                y=plane.social[members].tolist(),
                mode="markers",
                name=text(f"plane.legend.{key}"),
                marker={"symbol": symbol, "size": 9, "color": accent if key == "in" else ink},
                customdata=names,
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    figure = go.Figure(drawn, layout=_layout(ink, palette.BORDER.on(theme)))
    line = {"dash": "dash", "width": 1.5, "color": ink}
    if plane.social_line <= _END:
        figure.add_shape(
            type="line", x0=0, x1=_END, y0=plane.social_line, y1=plane.social_line, line=line
        )
    if plane.economic_line <= _END:
        at = plane.economic_line
        figure.add_shape(type="line", x0=at, x1=at, y0=0, y1=_END, line=line)
    return figure


def _layout(ink: str, rule: str) -> go.Layout:
    across, up = (
        axis(text(f"donor.chart.{key}"), ink, rule, range=[-3, _END + 3])
        for key in ("economic", "social")
    )
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    return layout(ink, showlegend=True, legend=legend, xaxis=across, yaxis=up)
