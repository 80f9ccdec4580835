"""How far every figure goes, as strips: found as a bar, not ruled out as a whisker, plans as marks."""

from planner.insight.near import MENDING, NEW, Seat, Sure
from planner.insight.near_words import (
    figure_name,
    figure_unit,
    found_words,
    number,
    proven_words,
    star_words,
)
from planner.optimise.near.near import Range
from planner.plan import Plan
from planner.text import text
from planner.ui.look.markup import Markup, div, span, table, tag
from planner.ui.look.palette import criterion_ink

LEGEND = ("found", "proven", "yours", "mending", "new", "other")


def ranges(plan: Plan, sure: Sure) -> Markup:
    """A strip a figure from nothing to all that is possible, what the marks mean, and the numbers."""
    rows = [_row(plan, sure, claim) for claim in sure.ranges.values()]
    legend = [
        span("k", tag("span", class_=f"sure-key {kind}", aria_hidden="true"), _legend(kind))
        for kind in LEGEND
    ]
    return div(
        "vid-sure",
        div("vid-h", text("sure.ranges"), role="heading", aria_level="2"),
        *rows,
        div("legend", *legend, *([span("k", star)] if (star := star_words(sure)) else [])),
        tag("details", tag("summary", text("sure.table")), _table(plan, sure)),
    )


def _legend(kind: str) -> str:
    return text(f"sure.legend.{kind}")


def _row(plan: Plan, sure: Sure, claim: Range) -> Markup:
    whole, name = sure.whole[claim.name], figure_name(plan, claim.name)
    unit, now = figure_unit(plan, claim.name), sure.seats[0].amounts[claim.name]
    said = text(
        "sure.strip.said",
        name=name,
        now=number(plan, claim.name, now),
        found=found_words(plan, claim),
        proven=proven_words(plan, claim),
        whole=number(plan, claim.name, whole),
        unit=unit,
    )
    track = div(
        "track",
        tag("span", class_="proven", style=_between(claim.least, claim.most, whole)),
        tag("span", class_="found", style=_between(claim.low, claim.high, whole)),
        *(_mark(seat, k, claim, whole) for k, seat in reversed(list(enumerate(sure.seats)))),
        role="img",
        aria_label=said,
        title=said,
    )
    proven = text("sure.strip.proven", span=proven_words(plan, claim))
    told = div("told", tag("b", found_words(plan, claim)), tag("small", proven))
    return div("row", div("name", _dot(plan, claim.name), name, tag("small", unit)), track, told)


def _dot(plan: Plan, figure: str) -> Markup:
    criteria = list(plan.figures.by_criterion)
    known = figure in criteria
    css = criterion_ink(figure, criteria.index(figure)).css if known else "transparent"
    return tag("span", class_="vid-dot", style=f"background:{css}", aria_hidden="true")


def _mark(seat: Seat, number: int, claim: Range, whole: float) -> Markup:
    """Where a plan stands."""
    kind = "yours" if number == 0 else side_of(seat) or "other"
    style = f"left:{_at(seat.amounts[claim.name], whole):.2f}%"
    return tag("span", class_=f"mark {kind}", style=style)


def side_of(seat: Seat) -> str:
    """Which of the two ends a plan is; blank for others."""
    if f"most.{MENDING}" in seat.marks:
        return "mending"
    return "new" if f"most.{NEW}" in seat.marks else ""


def _at(amount: float, whole: float) -> float:
    return 100.0 * min(1.0, max(0.0, amount / whole)) if whole > 0 else 0.0


def _between(low: float, high: float, whole: float) -> str:
    left, right = _at(low, whole), _at(high, whole)
    return f"left:{left:.2f}%;width:{right - left:.2f}%"


def _table(plan: Plan, sure: Sure) -> Markup:
    heads = [text(f"sure.head.{key}") for key in ("figure", "now", "found", "proven")]
    rows = [
        [
            f"{figure_name(plan, name)}, {figure_unit(plan, name)}",
            number(plan, name, sure.seats[0].amounts[name]),
            found_words(plan, claim),
            proven_words(plan, claim),
        ]
        for name, claim in sure.ranges.items()
    ]
    return table("", heads, rows)
