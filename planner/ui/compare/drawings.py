"""Drawings of the Compare page: how plans unfold by year, and in which plans each building is."""

from collections.abc import Sequence
from typing import Final

from planner.insight import Comparison, label
from planner.insight.overlap import Pattern, overlap
from planner.insight.phases import Phase, phases
from planner.money import Tender
from planner.text import money, name_of, text, whole
from planner.ui.look.letters import badge
from planner.ui.look.markup import Child, Markup, div, join, span, table, tag

NAMED: Final = 40
"""Names written out for one combination; the export holds all of them."""


def _tender(comparison: Comparison, key: str) -> Tender:
    return comparison.plans[key].scenario.money.tender


def phasing_table(comparison: Comparison) -> Markup:
    """The same in figures."""
    plans = {key: phases(plan) for key, plan in comparison.plans.items()}
    years = sorted({phase.year for found in plans.values() for phase in found})
    rows: list[list[Child]] = []
    for key, found in plans.items():
        by_year = {phase.year: phase for phase in found}
        cells: list[Child] = [label(comparison, key)]
        for year in years:
            phase = by_year.get(year)
            cells.append(_cell(phase, _tender(comparison, key)) if phase else "—")
        rows.append(cells)
    header = [text("compare_page.phase.plan"), *map(str, years)]
    return table(text("compare_page.phase.caption"), header, rows)


def _cell(phase: Phase, tender: Tender) -> str:
    parts = [
        text(
            "compare_page.phase.cell",
            spent=money(phase.spent, tender, 1),
            n=phase.started,
            n_text=whole(phase.started),
        )
    ]
    if phase.housed is not None:
        housed = whole(phase.housed)
        parts.append(text("compare_page.phase.housed", n=phase.housed, n_text=housed))
    return ", ".join(parts)


def matrix(comparison: Comparison, letters: Sequence[int]) -> Markup:
    """A line a combination of plans: dots for the plans, how many, and who they are."""
    labels = [label(comparison, key) for key in comparison.plans]
    patterns = overlap(comparison.plans)
    most = max((len(pattern.ids) for pattern in patterns), default=0)
    head = [
        *(
            tag("th", badge(letter), span("words", " ", words), scope="col", class_="plan")
            for letter, words in zip(letters, labels, strict=True)
        ),
        tag("th", text("compare_page.matrix.count"), scope="col"),
        tag("th", text("compare_page.matrix.names"), scope="col"),
    ]
    body = [_pattern(comparison, pattern, labels, most) for pattern in patterns]
    return tag(
        "table", tag("thead", tag("tr", *head)), tag("tbody", *body), class_="vid-table vid-matrix"
    )


def _pattern(
    comparison: Comparison,
    pattern: Pattern,
    labels: Sequence[str],
    most: int,
) -> Markup:
    dots = [
        tag(
            "td",
            span(
                "on" if has else "off",
                "●" if has else "○",
                role="img",
                aria_label=text(f"compare_page.matrix.{'in' if has else 'out'}"),
            ),
            class_="plan",
            title=words,
        )
        for has, words in zip(pattern.within, labels, strict=True)
    ]
    share = 100 * len(pattern.ids) / most if most else 0.0
    bar = div("bar", tag("div", style=f"width:{share:.1f}%"), aria_hidden="true")
    count = tag("td", tag("b", whole(len(pattern.ids))), bar, class_="count")
    return tag("tr", *dots, count, tag("td", _names(comparison, pattern)))


def _names(comparison: Comparison, pattern: Pattern) -> Markup:
    plan = next(
        plan for plan, has in zip(comparison.plans.values(), pattern.within, strict=True) if has
    )
    told = [name_of(plan.names(i)) for i in pattern.ids[:NAMED]]
    rest = len(pattern.ids) - len(told)
    if rest:
        told.append(text("compare_page.more", n=rest, n_text=whole(rest)))
    return tag(
        "details",
        tag("summary", join(["; ".join(told[:3]), " …" if len(told) > 3 else ""])),
        tag("p", "; ".join(told)),
    )
