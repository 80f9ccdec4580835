"""Charts of the Compare page, by plotly: what happens by year, a bar a plan with its letter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from planner.insight import Comparison, label
from planner.insight.phases import Phase, phases
from planner.text import money, money_unit, text, whole
from planner.ui.look import palette
from planner.ui.look.letters import LETTERS
from planner.ui.look.palette import Theme
from planner.ui.look.plots import FONT, layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What one chart draws, and the sentence that it bears out."""

    key: str
    title: str
    said: str
    """What the chart shows, in words, with what it leaves out."""
    years: Mapping[str, Sequence[int]]
    heights: Mapping[str, Sequence[float]]
    """For each plan that is drawn, by year."""
    told: Mapping[str, Sequence[str]]
    """Each bar in words."""


def charts(comparison: Comparison, letters: Mapping[str, int]) -> list[Chart]:
    """Who has a home again by when, where plans count the same people; and the money of each year.

    letters: number of a plan's letter.
    """
    unfolding = {key: phases(plan) for key, plan in comparison.plans.items()}
    found = [_homes(comparison, letters, unfolding), _money(comparison, letters, unfolding)]
    return [chart for chart in found if chart.heights]


def _homes(
    comparison: Comparison, letters: Mapping[str, int], unfolding: Mapping[str, Sequence[Phase]]
) -> Chart:
    others = {d.key for d in comparison.differences if d.residents_back is not None}
    drawn = {
        key: [(phase.year, phase.housed) for phase in found if phase.housed is not None]
        for key, found in unfolding.items()
        if key == comparison.reference or key in others
    }
    counts = {key: dict(found) for key, found in drawn.items() if found}
    return Chart(
        key="homes",
        title=text("compare_page.homes"),
        said=_half(comparison, letters, counts, whole, "homes", len(counts)),
        years={key: list(found) for key, found in counts.items()},
        heights={key: list(found.values()) for key, found in counts.items()},
        told={
            key: [
                text("compare_page.homes.bar", year=year, n=n, n_text=whole(n))
                for year, n in found.items()
            ]
            for key, found in counts.items()
        },
    )


def _money(
    comparison: Comparison, letters: Mapping[str, int], unfolding: Mapping[str, Sequence[Phase]]
) -> Chart:
    tender = comparison.plans[comparison.reference].scenario.money.tender
    drawn = {
        key: found
        for key, found in unfolding.items()
        if comparison.plans[key].scenario.money.tender == tender
    }
    spent: dict[str, dict[int, int]] = {}
    for key, found in drawn.items():
        total = 0
        spent[key] = {phase.year: (total := total + phase.spent) for phase in found}
    return Chart(
        key="money",
        title=text("compare_page.money_by_year", unit=money_unit(tender)),
        said=_half(comparison, letters, spent, lambda n: money(n, tender), "money", len(drawn)),
        years={key: [phase.year for phase in found] for key, found in drawn.items()},
        heights={
            key: [float(tender.amount(p.spent)) for p in found] for key, found in drawn.items()
        },
        told={
            key: [
                text(
                    "compare_page.phase",
                    year=phase.year,
                    spent=money(phase.spent, tender),
                    n=phase.started,
                    n_text=whole(phase.started),
                )
                for phase in found
            ]
            for key, found in drawn.items()
        },
    )


def _half(
    comparison: Comparison,
    letters: Mapping[str, int],
    sums: Mapping[str, Mapping[int, int]],
    worded: Callable[[int], str],
    name: str,
    drawn: int,
) -> str:
    """What each plan has come to when half of the first one's years are over."""
    if not sums:
        return ""
    years = list(next(iter(sums.values())))
    half = years[(len(years) - 1) // 2]
    parts = [
        text(
            "compare_page.by_half.part",
            letter=LETTERS[letters[key]],
            amount=worded(max((n for year, n in found.items() if year <= half), default=0)),
        )
        for key, found in sums.items()
    ]
    said = text(f"compare_page.by_half.{name}", year=half, parts=", ".join(parts))
    if drawn < len(comparison.plans):
        said += f" {text(f'compare_page.by_half.{name}.others')}"
    return said


def figure(
    chart: Chart, comparison: Comparison, letters: Mapping[str, int], theme: Theme
) -> go.Figure:
    """A bar a plan for each year, its letter above."""
    bars = [
        go.Bar(
            x=list(chart.years[key]),
            y=list(heights),
            text=[LETTERS[letters[key]]] * len(heights),
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            marker={"color": palette.SCENARIOS[letters[key]].on(theme)},
            customdata=[f"{escape(label(comparison, key))}<br>{w}" for w in chart.told[key]],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for key, heights in chart.heights.items()
    ]
    return go.Figure(bars, layout=_layout(theme))


def _layout(theme: Theme) -> go.Layout:
    ink = palette.TEXT.on(theme)
    return layout(
        ink,
        margin={"l": 0, "r": 0, "t": 20, "b": 24},
        hoverlabel={"align": "left", "font": {"family": FONT, "size": 13}},
        barmode="group",
        bargap=0.25,
        bargroupgap=0.08,
        xaxis={"type": "category", "fixedrange": True, "color": ink},
        yaxis={
            "rangemode": "tozero",
            "automargin": True,
            "fixedrange": True,
            "tickformat": ",",
            "nticks": 4,
            "gridcolor": palette.BORDER.on(theme),
            "griddash": "dot",
            "zeroline": False,
        },
    )
