"""What all plans as good share, and what is a choice: always, sometimes, never, not known."""

from collections.abc import Sequence
from typing import Final

from planner.insight.near import Sure
from planner.insight.near_words import ordered, standing_words
from planner.optimise.near.decide import Standing
from planner.plan import Plan
from planner.text import name_of, text, whole
from planner.ui.look.markup import Markup, div, span, tag
from planner.ui.look.widgets import show

NAMED: Final = 14
"""Names in sight of what is always or never so; the others behind."""
ROWS: Final = 60
"""Lines of the matrix at most, the dearest first."""


def groups(plan: Plan, sure: Sure) -> None:
    """Three columns: what is beyond question, the choice itself, what is out of question."""
    if not sure.standing:
        some = [i for i, n in sure.count.items() if 0 < n < sure.found]
        show(_matrix(plan, sure, "counts", some))
        return
    always, never = (_names(plan, sure, standing) for standing in ("always", "never"))
    choice = _matrix(plan, sure, "sometimes", sure.ids("sometimes"))
    middle = [choice, *([_untold(plan, sure)] if sure.ids("open") else [])]
    show(div("vid-shared", div("col", always), div("col", *middle), div("col", never)))


def _untold(plan: Plan, sure: Sure) -> Markup:
    """Those of which only one side was found, with which."""
    ids = ordered(plan, sure.ids("open"))
    names = [f"{name_of(plan.names(i))}: {_count(sure, i)}" for i in ids]
    more = tag("summary", text("sure.all_names", n=whole(len(names))))
    return div("names open", *_head("open", len(ids)), tag("details", more, _items(names)))


def _count(sure: Sure, subject: str) -> str:
    return text("sure.standing.some", count=whole(sure.count[subject]), total=whole(sure.found))


def _head(key: str, count: int) -> list[Markup]:
    return [
        div(
            "vid-h",
            span("", text(f"sure.{key}")),
            span("c", whole(count)),
            role="heading",
            aria_level="2",
        ),
        div("vid-note", text(f"sure.{key}.why")),
    ]


def _names(plan: Plan, sure: Sure, standing: Standing) -> Markup:
    ids = ordered(plan, sure.ids(standing))
    names = [name_of(plan.names(i)) for i in ids]
    parts = [*_head(standing, len(ids)), _items(names[:NAMED])]
    if len(names) > NAMED:
        more = tag("summary", text("sure.all_names", n=whole(len(names))))
        parts.append(tag("details", more, _items(names[NAMED:])))
    return div(f"names {standing}", *parts)


def _items(names: Sequence[str]) -> Markup:
    return tag("ul", *(tag("li", name) for name in names))


def _matrix(plan: Plan, sure: Sure, key: str, some: Sequence[str]) -> Markup:
    """In which of the plans each one has works, and in how many of all that were found."""
    ids = ordered(plan, some)
    heads = [
        tag("th", text("cli.head.name"), scope="col"),
        *(tag("th", str(k), scope="col", class_="plan") for k in range(1, len(sure.seats) + 1)),
        tag("th", text("sure.matrix.total"), scope="col"),
    ]
    body = [_line(plan, sure, subject) for subject in ids[:ROWS]]
    rest = len(ids) - len(body)
    more = [div("vid-note", text("compare.and_more", n=rest, n_text=whole(rest)))] if rest else []
    return div(
        "matrix",
        *_head(key, len(ids)),
        tag(
            "table",
            tag("caption", text("sure.matrix.caption")),
            tag("thead", tag("tr", *heads)),
            tag("tbody", *body),
            class_="vid-table vid-matrix",
        ),
        *more,
    )


def _line(plan: Plan, sure: Sure, subject: str) -> Markup:
    dots = [
        tag(
            "td",
            span(
                "on" if subject in seat.works else "off",
                "●" if subject in seat.works else "○",
                role="img",
                aria_label=text(f"compare_page.matrix.{'in' if subject in seat.works else 'out'}"),
            ),
            class_="plan",
        )
        for seat in sure.seats
    ]
    name = tag("th", name_of(plan.names(subject)), scope="row")
    told = tag("td", _count(sure, subject), title=standing_words(sure, subject))
    return tag("tr", name, *dots, told)
