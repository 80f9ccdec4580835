"""Key figures of plans beside each other: a strip of letters from nothing to all that is possible,
and under each letter the count, its share and its difference from the first plan.
"""

from collections.abc import Sequence
from typing import Final

from planner.insight import Comparison, label
from planner.insight.counts import Counted, counted
from planner.insight.words import criterion_name, criterion_unit
from planner.text import has, percent, text, whole
from planner.ui.look.letters import badge
from planner.ui.look.markup import Child, Markup, div, span, tag

TOUCHING: Final = 0.036
"""Part of a strip within which two letters would lie over each other."""
EDGE: Final = 0.1
"""Part of a strip that counts as its end."""
BESIDE: Final = 19
"""Pixels by which they then stand apart; a line below each marks its exact place."""


def figures(comparison: Comparison, letters: Sequence[int]) -> Markup:
    """The table, or in words that the plans have no figure in common. letters: of each plan."""
    rows = counted(comparison)
    if not any(row.alike for row in rows):
        return div("vid-empty", text("compare_page.no_figures"))
    return tag(
        "div",
        _head(comparison, letters),
        *(_row(comparison, row, letters) for row in rows),
        class_="vid-beside",
        role="table",
        aria_label=text("compare_page.figures"),
        style=f"--plans:{len(letters)}",
    )


def _head(comparison: Comparison, letters: Sequence[int]) -> Markup:
    axis = div(
        "axis",
        span("", "0"),
        span("", text("compare_page.all_possible")),
        role="columnheader",
    )
    plans = [
        div("plan", badge(n), " ", span("", label(comparison, key)), role="columnheader")
        for n, key in zip(letters, comparison.plans, strict=True)
    ]
    name = div("name", text("compare_page.figure"), role="columnheader")
    return div("head", name, axis, *plans, role="row")


def _row(comparison: Comparison, row: Counted, letters: Sequence[int]) -> Markup:
    css = "row part" if row.part else "row"
    cells = [
        div("name", *_name(comparison, row), role="rowheader"),
        div("strip", *_dots(row, letters), role="cell", aria_label=_spoken(comparison, row)),
    ]
    cells += [_cell(row, number, letter) for number, letter in enumerate(letters)]
    return div(css, *cells, role="row")


def _name(comparison: Comparison, row: Counted) -> list[Child]:
    scenario = comparison.plans[comparison.reference].scenario
    if row.part:
        return [text(f"compare_page.{row.part}")]
    key = f"unit.{row.attribute}"
    unit = text(key, n=round(row.possible)) if has(key) else criterion_unit(scenario, row.criterion)
    return [tag("b", criterion_name(scenario, row.criterion)), " ", tag("small", unit)]


def _spoken(comparison: Comparison, row: Counted) -> str:
    """The strip in words."""
    told = [
        f"{label(comparison, key)}: {percent(share)}"
        for key, count, share in zip(comparison.plans, row.counts, row.shares, strict=True)
        if count is not None
    ]
    return "; ".join(told)


def _dots(row: Counted, letters: Sequence[int]) -> list[Markup]:
    """A letter and a line for each plan; letters that would touch stand beside each other."""
    places = {
        letter: min(1.0, max(0.0, share))
        for letter, count, share in zip(letters, row.counts, row.shares, strict=True)
        if count is not None
    }
    clusters: list[list[int]] = []
    for letter in sorted(places, key=lambda letter: (places[letter], letter)):
        near = clusters and places[letter] - places[clusters[-1][-1]] < TOUCHING
        clusters[-1].append(letter) if near else clusters.append([letter])
    marks = []
    for cluster in clusters:
        for order, letter in enumerate(cluster):
            aside = BESIDE * (order - _middle(len(cluster), places[letter]))
            at = f"{100 * places[letter]:.2f}%"
            marks.append(
                tag(
                    "span",
                    tag("span", class_="at", style=f"left:{at}"),
                    span("on", badge(letter), style=f"left:calc({at} + {aside:.0f}px)"),
                    aria_hidden="true",
                )
            )
    return marks


def _middle(letters: int, place: float) -> float:
    """Which of some letters beside each other stands at their place: at an end of the strip the
    outermost, so that none stands beyond it."""
    last = letters - 1
    return 0.0 if place < EDGE else last if place > 1 - EDGE else last / 2


def _cell(row: Counted, number: int, letter: int) -> Markup:
    count = row.counts[number]
    if count is None:
        return div("n", badge(letter), span("other", text("compare_page.not_alike")), role="cell")
    cells: list[Child] = [
        badge(letter),
        tag("b", whole(count)),
        tag("small", percent(row.shares[number]), class_="q"),
    ]
    if number:
        cells.append(_change(row.change(number)))
    return div("n", *cells, role="cell")


def _change(change: int | None) -> Child:
    """A difference with its sign; colour repeats what the sign says."""
    if change is None:
        return ""
    sign, way = ("+", "good") if change > 0 else ("\u2212", "bad") if change < 0 else ("±", "q")
    return tag("small", f"{sign}{whole(abs(change))}", class_=f"d {way}")
