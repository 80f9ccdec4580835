"""Compare: two to six saved scenarios beside each other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from planner.insight import (
    Comparison,
    Difference,
    compare,
    judgements,
    label,
    sentences,
    warnings,
)
from planner.insight.words import criterion_name, criterion_unit
from planner.plan import Plan
from planner.text import Language, decimal, million, name_of, percent, text, whole
from planner.ui.compare import charts, drawings
from planner.ui.compare.solving import solved
from planner.ui.controls.controls import scenario_labels
from planner.ui.keep import exporting
from planner.ui.look.markup import Child, Markup, div, span, table, tag
from planner.ui.look.widgets import losses, show
from planner.ui.look.words import plain
from planner.ui.map.city_map import difference_map
from planner.ui.map.legend import difference_legend
from planner.ui.session import state
from planner.ui.session.failing import telling_faults

LEAST, MOST = 2, 6
FIRST = ("balanced.yaml", "repair-first.yaml", "masterplan.yaml")
"""Compared at first, where the folder has them."""
NAMED: Final = 300


@telling_faults
def page() -> None:
    """The page: choose, then sentences, figures, lists, places, map, phases, losses."""
    language = state.language()
    show(tag("h2", text("compare_page.heading", language)))
    chosen = _choose(language)
    if len(chosen) < LEAST:
        show(div("vid-empty", text("compare_page.too_few", language)))
        return
    plans = solved(chosen, language)
    if len(plans) < LEAST:
        return
    comparison = compare(plans)
    exporting.comparison_panel(comparison, language)
    _sentences(comparison, language)
    _figures(comparison, language)
    _lists(comparison, language)
    _matrix(comparison, language)
    _places(comparison, language)
    where, when = st.columns(2, gap="medium")
    with where:
        _map(comparison, language)
    with when:
        _phases(comparison, language)
    _losses(comparison, language)


def _matrix(comparison: Comparison, language: Language) -> None:
    show(tag("h3", text("compare_page.matrix", language)))
    show(div("vid-note", text("compare_page.matrix.note", language)))
    show(div("vid-scroll", drawings.matrix(comparison, language), tabindex="0"))


def _map(comparison: Comparison, language: Language) -> None:
    """Where two plans differ: the reference, and one of the others."""
    others = [difference.key for difference in comparison.differences if difference.same_data]
    if not others:
        return
    show(tag("h3", text("compare_page.map", language)))
    names = {key: label(comparison, key, language) for key in comparison.plans}
    reference = comparison.reference
    other = others[0]
    if len(others) > 1:
        other = (
            st.segmented_control(
                text("compare_page.map.choose", language, reference=plain(names[reference])),
                others,
                default=others[0],
                required=True,
                format_func=lambda key: plain(names[key]),
                key="map_other",
            )
            or others[0]
        )
    pair = names[reference], names[other]
    difference_map(
        comparison.plans[reference],
        comparison.plans[other],
        pair,
        language=language,
        theme=state.theme(),
    )
    show(difference_legend(pair, language))


def _phases(comparison: Comparison, language: Language) -> None:
    show(tag("h3", text("compare_page.phases", language)))
    show(div("vid-note", text("compare_page.phases.note", language)))
    show(drawings.phasing(comparison, language))
    with st.popover(text("plan.table", language), type="tertiary"):
        show(drawings.phasing_table(comparison, language))


def _choose(language: Language) -> list[Path]:
    paths = {state.label_of(path): path for path in state.scenario_paths()}
    own = state.chosen_path()
    here = {key: path for key, path in paths.items() if own is None or path.parent == own.parent}
    default = [key for name in FIRST for key in here if Path(key).name == name]
    if "compared" not in st.session_state:
        held = st.session_state.get("compared_kept", default[:3] or list(here)[:LEAST])
        st.session_state["compared"] = [key for key in held if key in paths]
    labels = scenario_labels(list(paths.values()), language)
    chosen = st.multiselect(
        text("compare_page.choose", language),
        list(paths),
        format_func=lambda key: labels[paths[key]],
        max_selections=MOST,
        key="compared",
        placeholder=text("compare_page.placeholder", language),
        help=text("compare_page.choose.help", language),
    )
    st.session_state["compared_kept"] = chosen
    return [paths[key] for key in chosen]


def _sentences(comparison: Comparison, language: Language) -> None:
    for difference in comparison.differences:
        for warning in warnings(comparison, difference.key, language):
            show(div("vid-stale", warning, role="alert"))
        first, *rest = sentences(comparison, difference.key, language)
        telling_faults = [tag("p", sentence) for sentence in rest]
        judged = [tag("p", s) for s in judgements(comparison, difference.key, language)]
        show(div("vid-told", div("vid-answer", first), *telling_faults, div("vid-note", *judged)))


def _signed(number: float, telling_faults: Sequence[str]) -> Markup:
    """A difference with its sign, told in several units; colour repeats what the sign says."""
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    way = "vid-good" if number > 0 else "vid-alarm" if number < 0 else "vid-quiet"
    return span(way, " · ".join(f"{sign}{words}" for words in telling_faults))


def _natural(comparison: Comparison, criterion: str, language: Language) -> list[Child]:
    reference = comparison.plans[comparison.reference]
    figure = reference.figures.by_criterion[criterion]
    name = criterion_name(reference.scenario, criterion, language)
    unit = criterion_unit(reference.scenario, criterion, language)
    cells: list[Child] = [
        tag("div", name, " ", tag("small", unit)),
        f"{percent(figure.share, language)} · {whole(figure.achieved, language)}",
    ]
    for difference in comparison.differences:
        change = next((c for c in difference.figures if c.criterion == criterion), None)
        if change is None:
            cells.append("—")
            continue
        points = decimal(abs(100 * change.share), language)
        shown = text("compare_page.points", language, points=points)
        natural = whole(abs(change.natural), language)
        cells.append(_signed(change.share, (shown, natural)))
    return cells


def _money_row(key: str, own: int, deltas: Sequence[int], language: Language) -> list[Child]:
    cells: list[Child] = [text(key, language), million(own, language)]
    return [*cells, *(_plain_delta(delta, language) for delta in deltas)]


def _plain_delta(minor: int, language: Language) -> str:
    sign = "+" if minor > 0 else "−" if minor < 0 else "±"
    return f"{sign}{million(abs(minor), language)}"


def _figures(comparison: Comparison, language: Language) -> None:
    reference = comparison.plans[comparison.reference]
    others = comparison.differences
    header: list[Child] = [
        text("compare_page.figure", language),
        text(
            "compare_page.reference",
            language,
            name=label(comparison, comparison.reference, language),
        ),
        *("Δ " + label(comparison, d.key, language) for d in others),
    ]
    rows = [
        _natural(comparison, criterion, language)
        for criterion, figure in reference.figures.by_criterion.items()
        if figure.attainable > 0
    ]
    deltas = [d.spent for d in others]
    rows.append(_money_row("compare_page.spent", reference.figures.spent, deltas, language))
    for kind, own in reference.figures.spent_by_class.items():
        deltas = [d.spent_by_class[kind] for d in others]
        rows.append(_money_row(f"compare_page.spent.{kind}", own, deltas, language))
    show(tag("h3", text("compare_page.figures", language)))
    show(div("vid-scroll", table("", header, rows), tabindex="0", role="region"))


def _names(plan: Plan, ids: Sequence[str], language: Language) -> Markup:
    """As many names as can be read; the export holds all of them."""
    if not ids:
        return div("vid-note", text("compare_page.nobody", language))
    items = [tag("li", name_of(plan.names(i), language)) for i in ids[:NAMED]]
    rest = len(ids) - len(items)
    if rest:
        items.append(
            tag("li", text("compare_page.more", language, n=rest, n_text=whole(rest, language)))
        )
    return tag("ul", *items)


def _lists(comparison: Comparison, language: Language) -> None:
    show(tag("h3", text("compare_page.lists", language)))
    for column, difference in zip(
        st.columns(len(comparison.differences)), comparison.differences, strict=True
    ):
        with column:
            _entered_left(comparison, difference, language)


def _entered_left(comparison: Comparison, difference: Difference, language: Language) -> None:
    plan = comparison.plans[difference.key]
    reference = comparison.plans[comparison.reference]
    show(tag("h4", label(comparison, difference.key, language)))
    for key, shown, ids in (
        ("entered", plan, difference.entered),
        ("left", reference, difference.left),
    ):
        title = text(f"compare_page.{key}", language, n=len(ids), n_text=len(ids))
        with st.expander(title, key=f"{key}_{difference.key}"):
            show(_names(shown, ids, language))


def _places(comparison: Comparison, language: Language) -> None:
    show(tag("h3", text("compare_page.slope", language)))
    labelled = [(label(comparison, key, language), plan) for key, plan in comparison.plans.items()]
    chart = charts.slope(labelled, language, state.theme())
    notes, lines = [text("compare_page.slope.note", language)], len(chart.data)
    if lines == charts.MOST_LINES:
        notes.append(text("compare_page.slope.most", language, n_text=whole(lines, language)))
    show(div("vid-note", " ".join(notes)))
    st.plotly_chart(
        chart,
        theme=None,
        height=520,
        config=charts.CONFIG,
        key="slope",
        alt=text("compare_page.slope.alt", language),
    )


def _losses(comparison: Comparison, language: Language) -> None:
    show(tag("h3", text("compare_page.losses", language)))
    for key, plan in comparison.plans.items():
        show(tag("h4", label(comparison, key, language)))
        lost = losses(plan, language)
        show(lost if lost.html else div("vid-note", text("compare_page.no_losses", language)))
