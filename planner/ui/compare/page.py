"""Compare: two to six plans beside each other, once all of them are settled."""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.errors import PlannerError
from planner.insight import Comparison, at_most_percent, compare, label
from planner.insight.conclusion import conclusion
from planner.plan import Plan
from planner.text import text
from planner.ui.compare import (
    beside,
    causes,
    charts,
    doing,
    drawings,
    figures,
    frontier,
    nesting,
    plane,
    replanning,
    solving,
    told,
)
from planner.ui.compare.choosing import LEAST, UNSAVED, Choice, chosen
from planner.ui.keep import exporting
from planner.ui.look.markup import Markup, div, tag
from planner.ui.look.plots import CONFIG
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.map.city_map import difference_map
from planner.ui.map.legend import difference_legend
from planner.ui.panels.state_bar import line
from planner.ui.session import answering, state
from planner.ui.session.failing import telling_faults

MAPS: Final = 2
"""Maps of differences that stand beside each other; of more plans one is chosen."""


@telling_faults
def page() -> None:
    """The page: the conclusion, the choice, and once all plans are settled what they come to."""
    with st.container(key="compare", gap="small"):
        said = st.empty()
        choices = chosen()
        with st.container(key="state"):
            place = st.empty()
        if len(choices) < LEAST:
            _title(said, text("compare_page.heading"))
            show(div("vid-empty", text("compare_page.too_few")))
            return
        if solving.ended(choices, place):
            _title(said, text("compare_page.heading"))
            return
        found, body = _waited(choices, said, place)
        with body:
            solving.tell_faults(choices, found)
            comparison = _comparison(choices, found)
        if comparison is None:
            _title(said, text("compare_page.heading"))
            return
        _title(said, conclusion(comparison))
        with place:
            show(_settled(comparison))
        letters = [n for n, choice in enumerate(choices) if choice.key in comparison.plans]
        with body:
            unsaved = {choice.key: choice.link for choice in choices if choice.link is not None}
            with st.container(key="keep", horizontal=True):
                exporting.comparison_panel(comparison, unsaved)
            _draw(comparison, letters)
            _further(comparison, choices)


def _further(comparison: Comparison, choices: Sequence[Choice]) -> None:
    """What can be asked beyond the comparison, of the plan in hand too."""
    good = answering.asked_of()
    if good is None:
        show(div("vid-note", text("compare_page.no_plan")))
        return
    causes.panel(good, comparison, choices)
    frontier.panel(good)
    nesting.panel(good)
    replanning.panel(good, doing.panel(good))
    plane.panel(good.plan)


def _waited(
    choices: Sequence[Choice], said: DeltaGenerator, place: DeltaGenerator
) -> tuple[dict[str, Plan | PlannerError], DeltaGenerator]:
    """The plans, and where they are compared: nothing of an earlier comparison stands there while
    this one is waited for."""
    searches = solving.begun(choices)
    if not solving.open_of(searches):
        return solving.found(choices, searches), st.container()
    _title(said, text("compare_page.heading"))
    emptied = st.empty()
    solving.wait(choices, searches, place)
    return solving.found(choices, searches), emptied.container()


def _title(said: DeltaGenerator, words: str) -> None:
    with said:
        show(tag("h1", words, class_="vid-answer"))


def _comparison(
    choices: Sequence[Choice], found: dict[str, Plan | PlannerError]
) -> Comparison | None:
    """Of those that have a plan; none where the first has none, or no other one."""
    plans = [(key, plan) for key, plan in found.items() if isinstance(plan, Plan)]
    reference = choices[0]
    if isinstance(found[reference.key], PlannerError):
        told = text("compare_page.first_failed", name=reference.name)
        show(div("vid-stale", told, role="alert"))
        return None
    if len(plans) < LEAST:
        return None
    marks = {UNSAVED: text("compare_page.unsaved.mark")} if UNSAVED in dict(plans) else {}
    return compare(plans, marks)


def _settled(comparison: Comparison) -> Markup:
    """That all plans are settled, how closely, and what they have in common."""
    gap = max(plan.gap for plan in comparison.plans.values())
    close = text("compare_page.settled.exact")
    if gap > 0:
        close = text("compare_page.settled.within", gap=at_most_percent(gap))
    same = [
        text(f"compare_page.same.{name}")
        for name in ("budget", "data", "measure")
        if all(getattr(difference, f"same_{name}") for difference in comparison.differences)
    ]
    alike = f" {text('compare_page.same', what=', '.join(same))}" if same else ""
    return line("settled", text("compare_page.settled"), close + alike)


def _draw(comparison: Comparison, letters: Sequence[int]) -> None:
    show(told.blocks(comparison, letters))
    show(figures.figures(comparison, letters))
    with st.container(key="beside"):
        left, right = st.columns([2, 3], gap="medium")
    with left:
        show(beside.money_bars(comparison, letters))
        show(beside.losses(comparison, letters))
    with right:
        _maps(comparison, letters)
    show(beside.names(comparison, letters))
    _phases(comparison, letters)
    _matrix(comparison, letters)


def _maps(comparison: Comparison, letters: Sequence[int]) -> None:
    """Where plans of one inventory differ from the reference."""
    others = [difference.key for difference in comparison.differences if difference.same_data]
    if not others:
        show(div("vid-empty", text("compare_page.map.other_city")))
        return
    names = {key: label(comparison, key) for key in comparison.plans}
    lettered = dict(zip(comparison.plans, letters, strict=True))
    if len(others) > MAPS:
        reference = plain(names[comparison.reference])
        shown = {key: plain(names[key]) for key in others}
        state.hold_choice("map_other", others[0], shown)
        others = [
            st.segmented_control(
                text("compare_page.map.choose", reference=reference),
                others,
                required=True,
                format_func=shown.__getitem__,
                key="map_other",
            )
            or others[0]
        ]
    for column, other in zip(st.columns(len(others), gap="medium"), others, strict=True):
        with column:
            places = lettered[comparison.reference], lettered[other]
            _map(comparison, other, (names[comparison.reference], names[other]), places)


def _map(
    comparison: Comparison, other: str, pair: tuple[str, str], letters: tuple[int, int]
) -> None:
    show(tag("h2", text("compare_page.map", name=pair[1])))
    reference = comparison.plans[comparison.reference]
    difference_map(
        reference,
        comparison.plans[other],
        pair,
        letters,
        theme=state.theme(),
        key=f"difference_map_{list(comparison.plans).index(other)}",
    )
    show(difference_legend(pair, letters))


def _phases(comparison: Comparison, letters: Sequence[int]) -> None:
    """How the plans unfold by year; the table has every plan, in its own money."""
    lettered = dict(zip(comparison.plans, letters, strict=True))
    drawn = charts.charts(comparison, lettered)
    show(tag("h2", text("compare_page.phases")))
    with st.container(key="phases"):
        columns = st.columns(len(drawn), gap="medium")
    for column, chart in zip(columns, drawn, strict=True):
        with column:
            show(tag("h3", chart.title))
            show(div("vid-note", chart.said))
            st.plotly_chart(
                charts.figure(chart, comparison, lettered, state.theme()),
                theme=None,
                height=220,
                config=CONFIG,
                key=f"chart_{chart.key}",
                alt=chart.said,
            )
    with st.popover(text("plan.table"), type="tertiary", key="phases_table"):
        show(drawings.phasing_table(comparison))


def _matrix(comparison: Comparison, letters: Sequence[int]) -> None:
    show(tag("h2", text("compare_page.matrix")))
    show(div("vid-note", text("compare_page.matrix.note")))
    show(div("vid-scroll", drawings.matrix(comparison, letters), tabindex="0", role="group"))
