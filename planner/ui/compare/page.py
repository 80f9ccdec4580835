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
from planner.money import Tender
from planner.plan import Plan
from planner.text import amount, decimal, money_unit, name_of, percent, text, whole
from planner.ui.compare import charts, drawings
from planner.ui.compare.solving import solved
from planner.ui.controls.controls import scenario_labels
from planner.ui.keep import exporting
from planner.ui.look.lost import loss_strip
from planner.ui.look.markup import Child, Markup, div, span, table, tag
from planner.ui.look.widgets import show
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
    show(tag("h2", text("compare_page.heading")))
    chosen = _choose()
    if len(chosen) < LEAST:
        show(div("vid-empty", text("compare_page.too_few")))
        return
    plans = solved(chosen)
    if plans and plans[0][0] != state.label_of(chosen[0]):
        name = scenario_labels(chosen)[chosen[0]]
        show(div("vid-stale", text("compare_page.first_failed", name=name), role="alert"))
        return
    if len(plans) < LEAST:
        return
    comparison = compare(plans)
    with st.container(key="keep", horizontal=True):
        exporting.comparison_panel(comparison)
    _sentences(comparison)
    _figures(comparison)
    _lists(comparison)
    _matrix(comparison)
    _places(comparison)
    where, when = st.columns(2, gap="medium")
    with where:
        _map(comparison)
    with when:
        _phases(comparison)
    _losses(comparison)


def _matrix(comparison: Comparison) -> None:
    show(tag("h3", text("compare_page.matrix")))
    show(div("vid-note", text("compare_page.matrix.note")))
    show(div("vid-scroll", drawings.matrix(comparison), tabindex="0"))


def _map(comparison: Comparison) -> None:
    """Where two plans differ: the reference, and one of the others."""
    others = [difference.key for difference in comparison.differences if difference.same_data]
    if not others:
        return
    show(tag("h3", text("compare_page.map")))
    names = {key: label(comparison, key) for key in comparison.plans}
    reference = comparison.reference
    other = others[0]
    if len(others) > 1:
        other = (
            st.segmented_control(
                text("compare_page.map.choose", reference=plain(names[reference])),
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
        theme=state.theme(),
    )
    show(difference_legend(pair))


def _unit(comparison: Comparison) -> str:
    return money_unit(comparison.plans[comparison.reference].scenario.money.tender)


def _phases(comparison: Comparison) -> None:
    show(tag("h3", text("compare_page.phases")))
    show(div("vid-note", text("compare_page.phases.note", unit=_unit(comparison))))
    show(drawings.phasing(comparison))
    with st.popover(text("plan.table"), type="tertiary"):
        show(drawings.phasing_table(comparison))


def _choose() -> list[Path]:
    paths = {state.label_of(path): path for path in state.scenario_paths()}
    own = state.chosen_path()
    here = {key: path for key, path in paths.items() if own is None or path.parent == own.parent}
    default = [key for name in FIRST for key in here if Path(key).name == name]
    if "compared" not in st.session_state:
        held = st.session_state.get("compared_kept", default[:3] or list(here)[:LEAST])
        st.session_state["compared"] = [key for key in held if key in paths]
    labels = scenario_labels(list(paths.values()))
    chosen = st.multiselect(
        text("compare_page.choose"),
        list(paths),
        format_func=lambda key: labels[paths[key]],
        max_selections=MOST,
        key="compared",
        placeholder=text("compare_page.placeholder"),
        help=text("compare_page.choose.help"),
    )
    st.session_state["compared_kept"] = chosen
    return [paths[key] for key in chosen]


def _sentences(comparison: Comparison) -> None:
    for difference in comparison.differences:
        for warning in warnings(comparison, difference.key):
            show(div("vid-stale", warning, role="alert"))
        first, *rest = sentences(comparison, difference.key)
        told = [tag("p", sentence) for sentence in rest]
        judged = [tag("p", s) for s in judgements(comparison, difference.key)]
        show(div("vid-told", div("vid-answer", first), *told, div("vid-note", *judged)))


def _signed(number: float, told: Sequence[str]) -> Markup:
    """A difference with its sign, told in several units; colour repeats what the sign says."""
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    way = "vid-good" if number > 0 else "vid-alarm" if number < 0 else "vid-quiet"
    return span(way, " · ".join(f"{sign}{words}" for words in told))


def _natural(comparison: Comparison, criterion: str) -> list[Child]:
    reference = comparison.plans[comparison.reference]
    figure = reference.figures.by_criterion[criterion]
    name = criterion_name(reference.scenario, criterion)
    unit = criterion_unit(reference.scenario, criterion)
    cells: list[Child] = [
        tag("div", name, " ", tag("small", unit)),
        f"{whole(figure.count)} · {percent(figure.share)}",
    ]
    for difference in comparison.differences:
        change = next((c for c in difference.figures if c.criterion == criterion), None)
        if change is None:
            cells.append("—")
            continue
        points = decimal(abs(100 * change.share))
        shown = text("compare_page.points", points=points)
        counted = round(change.other.count) - round(change.reference.count)
        cells.append(_signed(change.share, (whole(abs(counted)), shown)))
    return cells


def _money_row(key: str, own: int, deltas: Sequence[int | None], tender: Tender) -> list[Child]:
    cells: list[Child] = [text(key, unit=money_unit(tender)), amount(own, tender)]
    return [*cells, *(_plain_delta(delta, tender) for delta in deltas)]


def _plain_delta(minor: int | None, tender: Tender) -> str:
    """A sum with its sign; a dash where the two sums are of other currencies or price years."""
    if minor is None:
        return "—"
    sign = "+" if minor > 0 else "−" if minor < 0 else "±"
    return f"{sign}{amount(abs(minor), tender)}"


def _figures(comparison: Comparison) -> None:
    reference = comparison.plans[comparison.reference]
    others, tender = comparison.differences, reference.scenario.money.tender
    header: list[Child] = [
        text("compare_page.figure"),
        text(
            "compare_page.reference",
            name=label(comparison, comparison.reference),
        ),
        *("Δ " + label(comparison, d.key) for d in others),
    ]
    rows = [
        _natural(comparison, criterion)
        for criterion, figure in reference.figures.by_criterion.items()
        if figure.possible > 0
    ]
    deltas = [d.spent for d in others]
    rows.append(_money_row("compare_page.spent", reference.figures.spent, deltas, tender))
    for kind, own in reference.figures.spent_by_class.items():
        deltas = [d.spent_by_class[kind] if d.spent_by_class else None for d in others]
        rows.append(_money_row(f"compare_page.spent.{kind}", own, deltas, tender))
    show(tag("h3", text("compare_page.figures")))
    show(div("vid-scroll", table("", header, rows), tabindex="0", role="region"))


def _names(plan: Plan, ids: Sequence[str]) -> Markup:
    """As many names as can be read; the export holds all of them."""
    if not ids:
        return div("vid-note", text("compare_page.nobody"))
    items = [tag("li", name_of(plan.names(i))) for i in ids[:NAMED]]
    rest = len(ids) - len(items)
    if rest:
        items.append(tag("li", text("compare_page.more", n=rest, n_text=whole(rest))))
    return tag("ul", *items)


def _lists(comparison: Comparison) -> None:
    show(tag("h3", text("compare_page.lists")))
    for column, difference in zip(
        st.columns(len(comparison.differences)), comparison.differences, strict=True
    ):
        with column:
            _entered_left(comparison, difference)


def _entered_left(comparison: Comparison, difference: Difference) -> None:
    plan = comparison.plans[difference.key]
    reference = comparison.plans[comparison.reference]
    show(tag("h4", label(comparison, difference.key)))
    for key, shown, ids in (
        ("entered", plan, difference.entered),
        ("left", reference, difference.left),
        ("cleared", plan, difference.cleared),
        ("spared", reference, difference.spared),
    ):
        title = text(f"compare_page.{key}", n=len(ids), n_text=len(ids))
        with st.expander(title, key=f"{key}_{difference.key}"):
            show(_names(shown, ids))


def _places(comparison: Comparison) -> None:
    show(tag("h3", text("compare_page.slope")))
    labelled = [(label(comparison, key), plan) for key, plan in comparison.plans.items()]
    chart = charts.slope(labelled, state.theme())
    notes, lines = [text("compare_page.slope.note")], len(chart.data)
    if lines == charts.MOST_LINES:
        notes.append(text("compare_page.slope.most", n_text=whole(lines)))
    show(div("vid-note", " ".join(notes)))
    st.plotly_chart(
        chart,
        theme=None,
        height=520,
        config=charts.CONFIG,
        key="slope",
        alt=text("compare_page.slope.alt"),
    )


def _losses(comparison: Comparison) -> None:
    show(tag("h3", text("compare_page.losses")))
    for key, plan in comparison.plans.items():
        show(tag("h4", label(comparison, key)))
        lost = loss_strip(plan)
        show(lost if lost.html else div("vid-note", text("compare_page.no_losses")))
