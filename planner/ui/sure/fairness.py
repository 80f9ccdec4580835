"""Fairness on the page: the price of serving the least served better, and who gets what share."""

from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from planner.desk import questions
from planner.insight.chosen_words import of_served
from planner.insight.fair import words
from planner.insight.fair.fairness import Fair
from planner.insight.fair.shares import BY, By
from planner.insight.words import criterion_name
from planner.text import percent, text
from planner.ui.look import palette
from planner.ui.look.markup import div, table
from planner.ui.look.palette import Theme
from planner.ui.look.plots import CONFIG, axis, layout
from planner.ui.look.widgets import show, title
from planner.ui.look.words import plain
from planner.ui.session import asking, state, visiting
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question
from planner.ui.session.state import hold_choice

HEIGHT: Final = 260


def panel(good: Good) -> None:
    """Which figure and which groups, the question, and its answer."""
    plan = good.plan
    criteria = [c for c, figure in plan.figures.by_criterion.items() if figure.possible > 0]
    if not criteria:
        return
    show(title(text("fair.title")))
    show(div("vid-note", text("fair.why")))
    usual = "homes" if "homes" in criteria else criteria[0]
    with st.container(key="fair", horizontal=True, gap="small"):
        names = {c: plain(criterion_name(plan.scenario, c)) for c in criteria}
        hold_choice("fair_of", usual, names)
        criterion: str = st.selectbox(
            text("fair.of"), criteria, format_func=names.__getitem__, key="fair_of"
        )
        groups = {by: words.by_words(by) for by in BY}
        hold_choice("fair_by", BY[0], groups)
        by: By = st.selectbox(text("fair.by"), BY, format_func=groups.__getitem__, key="fair_by")
    asking.place(_question(criterion, by), good, lambda found: _draw(good, found))


def _question(criterion: str, by: By) -> Question:
    return Question(
        lane="fair",
        name=f"{criterion}_{by}",
        function=questions.fairly,
        arguments=(criterion, by),
        label=text("fair.ask"),
    )


def _draw(good: Good, found: Any) -> None:
    if found == "none":
        show(div("vid-note", text("fair.too_few")))
        return
    fair: Fair = found
    show(div("vid-name", words.conclusion(good.plan, fair)))
    with st.container(key="fair_charts"):
        left, right = st.columns(2, gap="medium")
    with left:
        _chart(_price(fair, state.theme()), words.said(good.plan, fair), f"fair_price_{fair.final}")
    with right:
        _chart(
            _lorenz(fair, state.theme()), words.inequality_words(fair), f"fair_lorenz_{fair.final}"
        )
        show(div("vid-note", text("fair.lorenz")))
    told = [*words.bought_words(fair), words.end_words(fair), words.inequality_words(fair)]
    told += [words.alone_words(good.plan, fair, alone) for alone in fair.alone]
    show(div("vid-note", *(div("", line) for line in told)))
    shown = table("", words.heads(good.plan, fair), words.rows(good.plan, fair))
    show(div("vid-scroll", shown, tabindex="0", role="group"))
    if fair.final:
        _openers(good, fair)


def _openers(good: Good, fair: Fair) -> None:
    with st.container(key="fair_open", horizontal=True, gap="small"):
        for k, served in enumerate(fair.curve):
            st.button(
                text("fair.open", least=percent(served.least)),
                on_click=visiting.open_plan,
                args=(good, served.plan, of_served(good.plan, fair, served)),
                key=f"fair_open_{k}",
            )


def _chart(figure: go.Figure, said: str, key: str) -> None:
    st.plotly_chart(figure, theme=None, height=HEIGHT, config=CONFIG, key=key, alt=said)


def _price(fair: Fair, theme: Theme) -> go.Figure:
    """Benefit given up against what the least served get."""
    value = fair.now.plan.value or 1.0
    served = (fair.now, *fair.curve)
    line = go.Scatter(
        x=[100 * s.least for s in served],
        y=[100 * max(0.0, value - s.plan.value) / abs(value) for s in served],
        mode="lines+markers",
        line={"color": palette.SCENARIOS[1].on(theme), "width": 2},
        marker={"size": 8},
        hovertemplate="%{x:.0f} %: %{y:.1f} %<extra></extra>",
    )
    return go.Figure([line], layout=_layout(theme, "fair.axis.least", "fair.axis.lost"))


def _lorenz(fair: Fair, theme: Theme) -> go.Figure:
    """Of the plan in hand and of the fairest one."""
    ink = palette.TEXT.on(theme)
    best = fair.fairest or fair.now
    lines = [
        go.Scatter(
            x=[100 * x for x, _ in curve],
            y=[100 * y for _, y in curve],
            mode="lines",
            line={"color": colour, "width": width, "dash": dash},
            hoverinfo="skip",
        )
        for curve, colour, width, dash in (
            (((0.0, 0.0), (1.0, 1.0)), palette.BORDER.on(theme), 1, "solid"),
            (fair.now.lorenz, ink, 2, "solid"),
            (best.lorenz, palette.SCENARIOS[1].on(theme), 2, "dash"),
        )
    ]
    return go.Figure(lines, layout=_layout(theme, "fair.axis.could", "fair.axis.got"))


def _layout(theme: Theme, across: str, up: str) -> go.Layout:
    ink, rule = palette.TEXT.on(theme), palette.BORDER.on(theme)
    first, second = (axis(text(key), ink, rule, rangemode="tozero") for key in (across, up))
    return layout(ink, xaxis=first, yaxis=second)
