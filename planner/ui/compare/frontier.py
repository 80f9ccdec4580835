"""Frontiers of the plan on the desk: drawn as they are found, each point a plan that can be opened."""

from html import escape
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from planner.desk import questions
from planner.desk.solving import scaled
from planner.insight.chosen_words import of_point
from planner.insight.trade import words
from planner.insight.trade.frontier import MONEY, VALUE, Frontier, Point
from planner.text import text
from planner.ui.look import palette
from planner.ui.look.markup import div, table, tag
from planner.ui.look.palette import Theme
from planner.ui.look.plots import CONFIG, axis, layout
from planner.ui.look.widgets import show
from planner.ui.session import asking, state, visiting
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question
from planner.ui.session.failing import heard
from planner.ui.session.state import hold_choice

HEIGHT: Final = 320


def panel(good: Good) -> None:
    """Which trade, the question, and the curve as far as it is known."""
    show(tag("h2", text("trade.title")))
    show(div("vid-note", text("trade.why")))
    trades = [(MONEY, VALUE), *words.pairs(good.plan)]
    names = {pair: words.pair_words(good.plan, *pair) for pair in trades}
    hold_choice("trade", trades[0], names)
    chosen = st.segmented_control(
        text("trade.choose"),
        trades,
        required=True,
        format_func=names.__getitem__,
        key="trade",
        label_visibility="collapsed",
    )
    first, second = chosen or trades[0]
    question = _question(first, second)
    asking.place(question, good, lambda found: _draw(good, found))


def _question(first: str, second: str) -> Question:
    return Question(
        lane="trade",
        name=f"{first}_{second}",
        function=questions.trading,
        arguments=(first, second),
        label=text("trade.ask"),
    )


def _draw(good: Good, found: Any) -> None:
    curve: Frontier = found
    show(div("vid-name", words.conclusion(good.plan, curve)))
    if len(curve.points) > 1:
        st.plotly_chart(
            _figure(good, curve, state.theme()),
            theme=None,
            height=HEIGHT,
            config=CONFIG,
            key=f"frontier_{curve.first}_{curve.second}_{curve.final}",
            alt=words.said(good.plan, curve),
        )
    rows = words.rows(good.plan, curve)
    heads = words.heads(good.plan, curve)
    show(div("vid-scroll", table("", heads, rows), tabindex="0", role="group"))
    if curve.final:
        _openers(good, curve)


def _openers(good: Good, curve: Frontier) -> None:
    with st.container(key="trade_open", horizontal=True, gap="small"):
        for k, point in enumerate(curve.points):
            st.button(
                text("trade.open", at=words.told_alone(good.plan, curve.first, point.at)),
                on_click=_open,
                args=(good, curve, point),
                disabled=curve.first == MONEY and point.factor == 1,
                key=f"trade_open_{k}",
            )


@heard
def _open(good: Good, curve: Frontier, point: Point) -> None:
    """A sum of money is set as the budget, whose plan is then searched for; others are plans of the
    settings in hand."""
    if curve.first == MONEY:
        held = state.desk()
        state.put(budget=scaled(held.budget, round(point.at)))
        state.turn_to_plan()
    else:
        visiting.open_plan(good, point.plan, of_point(good.plan, curve, point))


def _figure(good: Good, curve: Frontier, theme: Theme) -> go.Figure:
    ink, accent = palette.TEXT.on(theme), palette.SCENARIOS[1].on(theme)
    at = [_scaled(good, curve.first, p.at) for p in curve.points]
    hover = [escape(_hover(good, curve, p)) for p in curve.points]
    lines = [
        go.Scatter(
            x=at,
            y=[_scaled(good, curve.second, p.most) for p in curve.points],
            mode="markers",
            marker={"symbol": "line-ew", "size": 12, "line": {"width": 2, "color": ink}},
            hoverinfo="skip",
        ),
        go.Scatter(
            x=at,
            y=[_scaled(good, curve.second, p.found) for p in curve.points],
            mode="lines+markers",
            line={"color": accent, "width": 2},
            marker={"size": 9, "color": accent},
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        ),
    ]
    return go.Figure(lines, layout=_layout(good, curve, ink, palette.BORDER.on(theme)))


def _hover(good: Good, curve: Frontier, point: Point) -> str:
    at, found = (
        words.told_alone(good.plan, curve.first, point.at),
        words.told_alone(good.plan, curve.second, point.found),
    )
    return text("trade.step", at=at, found=found)


def _scaled(good: Good, figure: str, amount: float) -> float:
    """Money in the unit of the scenario."""
    if figure == MONEY or figure.startswith("spent_"):
        return float(good.loaded.scenario.money.tender.amount(round(amount)))
    return amount


def _layout(good: Good, curve: Frontier, ink: str, rule: str) -> go.Layout:
    across, up = (
        axis(words.name(good.plan, figure), ink, rule, tickformat=",")
        for figure in (curve.first, curve.second)
    )
    return layout(ink, xaxis=across, yaxis=up)
