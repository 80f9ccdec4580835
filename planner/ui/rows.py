"""The ranked list: one row of markup per site or project."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.insight.words import (
    choice,
    criterion_name,
    entry_use,
    field_name,
    reason,
    step_years,
    works_name,
)
from planner.plan import Entry, Plan
from planner.text import Language, decimal, million, name_of, text
from planner.ui.changes import Changes
from planner.ui.markup import Markup, div, join, span, tag
from planner.ui.palette import WORKS, criterion_ink


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContext:
    """What every row of one list shares."""

    plan: Plan
    changes: Changes
    language: Language
    entered: frozenset[str]
    longest: float
    """Points that fill the contribution bar."""

    @classmethod
    def of(cls, plan: Plan, changes: Changes, language: Language) -> "ListContext":
        """The context of a plan's list."""
        planned = plan.group("planned")
        sums = (sum(map(abs, entry.points.values())) for entry in planned)
        longest = max(sums, default=0.0)
        return cls(
            plan=plan,
            changes=changes,
            language=language,
            entered=frozenset(entry.id for entry in changes.entered),
            longest=longest or 1.0,
        )


def symbol(works: str) -> Markup:
    """The symbol of a kind of works; its name stands beside it, so it is hidden from readers."""
    shape = works if works in WORKS else "other"
    return tag("span", class_=f"sym sym-{shape}", aria_hidden="true")


def _place(entry: Entry, context: ListContext) -> Markup:
    climbed = context.changes.climbed.get(entry.id, 0)
    move: Markup | str = ""
    if climbed:
        way, arrow = ("up", "▲") if climbed > 0 else ("down", "▼")
        label = text(f"plan.row.{way}", context.language, n=abs(climbed), n_text=abs(climbed))
        move = tag("small", span(way, f"{arrow}{abs(climbed)}", title=label, aria_label=label))
    return div("vid-rank", f"№{entry.rank}", move)


def course(entry: Entry, context: ListContext) -> Markup:
    """Symbols, legal terms and years of the works, in order."""
    parts: list[Markup | str] = []
    for order, step in enumerate(entry.steps):
        name = works_name(context.plan.scenario, step.works, context.language)
        shown = span("w", symbol(step.works), f"{name} {step_years(step)}")
        parts += [" → ", shown] if order else [shown]
    return join(parts)


def _about(entry: Entry, context: ListContext) -> str:
    if entry.heritage_status != "none":
        return choice("heritage_status", entry.heritage_status, context.language)
    return entry_use(entry, context.language)


def _tags(entry: Entry, context: ListContext) -> list[Markup]:
    tags = []
    if entry.id in context.entered:
        tags.append(span("vid-tag new", text("plan.row.new", context.language)))
    if entry.forced:
        tags.append(span("vid-tag", text(f"plan.row.{entry.forced}", context.language)))
    if entry.kind == "project":
        tags.append(span("vid-tag", text("plan.row.project", context.language)))
    return tags


def contributions(entry: Entry, context: ListContext) -> str:
    """The bar in words: what each criterion adds to the score."""
    return "; ".join(
        f"{criterion_name(context.plan.scenario, criterion, context.language)} "
        f"{decimal(points, context.language, 2)}"
        for criterion, points in entry.points.items()
        if round(points, 2)
    )


def bar(entry: Entry, context: ListContext) -> Markup:
    """Stacked bar of the points each criterion brings; losses are hatched."""
    pieces = []
    for order, (criterion, points) in enumerate(entry.points.items()):
        width = min(100.0, 100 * abs(points) / context.longest)
        if width < 0.5:
            continue
        ink = criterion_ink(criterion, order)
        colour = "" if points < 0 else f";background:{ink.css}"
        pieces.append(
            tag("div", class_="neg" if points < 0 else "", style=f"width:{width:.1f}%{colour}")
        )
    label = text(
        "plan.row.bar",
        context.language,
        points=decimal(entry.importance, context.language, 2),
        parts=contributions(entry, context),
    )
    return div("vid-bar", *pieces, role="img", aria_label=label, title=label)


def _money(entry: Entry, context: ListContext) -> Markup:
    spread = text(
        "plan.row.range",
        context.language,
        low=million(entry.cost_low, context.language),
        high=million(entry.cost_high, context.language),
    )
    amount = million(entry.cost, context.language)
    unit = tag("small", text("ui.million_unit", context.language))
    return div("vid-money", amount, " ", unit, bar(entry, context), title=spread)


def _names(ids: Sequence[str], context: ListContext) -> str:
    return ", ".join(name_of(context.plan.entry(i).name, context.language) for i in ids)


def _why(entry: Entry, context: ListContext) -> Markup | str:
    """Why it stands where it stands, what a survey must find out, and what makes way for what."""
    language = context.language
    words = [reason(entry, language)]
    if entry.missing:
        fields = ", ".join(field_name(column, language) for column in entry.missing)
        words.append(text("plan.row.survey", language, fields=fields))
    if entry.displaced_by is not None:
        project = _names([entry.displaced_by], context)
        words.append(text("plan.row.cleared_for", language, project=project))
    if entry.displaces and entry.group != "unplannable":
        words.append(text("plan.row.displaces", language, sites=_names(entry.displaces, context)))
    told = " ".join(word for word in words if word)
    return div("vid-why", told) if told else ""


def _row(entry: Entry, context: ListContext) -> Markup:
    name = name_of(entry.name, context.language)
    body = [div("vid-name", name, *_tags(entry, context))]
    if entry.steps:
        body.append(div("vid-course", course(entry, context), " · ", _about(entry, context)))
    else:
        body.append(div("vid-course", _about(entry, context)))
    return div(
        "vid-row new" if entry.id in context.entered else "vid-row",
        _place(entry, context),
        tag("div", *body, _why(entry, context)),
        _money(entry, context) if entry.steps else "",
        role="listitem",
    )


def listing(entries: Sequence[Entry], context: ListContext) -> Markup:
    """All rows of one group; a plain sentence where the group is empty."""
    if not entries:
        return div("vid-empty", text("plan.group.empty", context.language))
    return tag("div", *(_row(entry, context) for entry in entries), role="list")
