"""The chart of the Compare page, by plotly: money by year, a bar a plan."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

import plotly.graph_objects as go
from babel.numbers import get_decimal_symbol, get_group_symbol

from planner.insight import Comparison, label
from planner.insight.overlap import Phase, phases
from planner.money import Tender
from planner.text import money, spoken, text, whole
from planner.ui.compare.letters import LETTERS
from planner.ui.look import palette
from planner.ui.look.palette import Theme

FONT: Final = "Source Sans, sans-serif"
CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "responsive": True}


def alike(comparison: Comparison) -> dict[str, tuple[Phase, ...]]:
    """Years of the plans whose money can stand on one axis: that of the reference's currency."""
    tender = _tender(comparison, comparison.reference)
    return {
        key: phases(plan)
        for key, plan in comparison.plans.items()
        if plan.scenario.money.tender == tender
    }


def by_year(
    comparison: Comparison,
    letters: Mapping[str, int],
    drawn: Mapping[str, Sequence[Phase]],
    theme: Theme,
) -> go.Figure:
    """Spending of each year, a bar a plan with its letter above.

    letters: number of a plan's letter. drawn: as `alike` gives it.
    """
    tender = _tender(comparison, comparison.reference)
    bars = [
        go.Bar(
            x=[phase.year for phase in found],
            y=[float(tender.amount(phase.spent)) for phase in found],
            text=[LETTERS[letters[key]]] * len(found),
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            marker={"color": palette.SCENARIOS[letters[key]].on(theme)},
            customdata=[f"{escape(label(comparison, key))}<br>{told(p, tender)}" for p in found],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for key, found in drawn.items()
    ]
    return go.Figure(bars, layout=_layout(theme))


def conclusion(
    letters: Mapping[str, int], drawn: Mapping[str, Sequence[Phase]], tender: Tender
) -> str:
    """What each plan has spent when half of the first one's years are over."""
    years = [phase.year for phase in next(iter(drawn.values()))]
    half = years[(len(years) - 1) // 2]
    spent = {key: sum(p.spent for p in found if p.year <= half) for key, found in drawn.items()}
    parts = [
        text("compare_page.phases.part", letter=LETTERS[letters[key]], spent=money(minor, tender))
        for key, minor in spent.items()
    ]
    return text("compare_page.phases.by", year=half, parts=", ".join(parts))


def told(phase: Phase, tender: Tender) -> str:
    """A bar in words: the year, what it costs, how many works start."""
    return text(
        "compare_page.phase",
        year=phase.year,
        spent=money(phase.spent, tender),
        n=phase.started,
        n_text=whole(phase.started),
    )


def _tender(comparison: Comparison, key: str) -> Tender:
    return comparison.plans[key].scenario.money.tender


def _layout(theme: Theme) -> go.Layout:
    ink = palette.TEXT.on(theme)
    return go.Layout(
        margin={"l": 0, "r": 0, "t": 20, "b": 24},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "color": ink, "size": 12},
        separators=get_decimal_symbol(spoken()) + get_group_symbol(spoken()),
        hoverlabel={"align": "left", "font": {"family": FONT, "size": 13}},
        showlegend=False,
        barmode="group",
        bargap=0.25,
        bargroupgap=0.08,
        xaxis={"type": "category", "fixedrange": True, "color": ink},
        yaxis={
            "rangemode": "tozero",
            "automargin": True,
            "fixedrange": True,
            "gridcolor": palette.BORDER.on(theme),
            "griddash": "dot",
            "zeroline": False,
        },
    )
