"""The sections of a card that need no other plan, as markup."""

import re
from decimal import Decimal

from planner.insight.card import Card
from planner.insight.facts import Datum
from planner.insight.words import (
    choice,
    field_name,
    step_years,
    works_name,
    worth,
)
from planner.money import DOLLARS, Tender
from planner.plan import Plan
from planner.text import (
    amount,
    dated,
    decimal,
    in_money,
    money_in_unit,
    money_unit,
    name_of,
    percent,
    text,
    told_in,
    when,
    whole,
)
from planner.ui.look.markup import Child, Markup, div, foreign, join, span, table, tag
from planner.ui.look.palette import WORKS
from planner.ui.look.sources import sourced

_WHEN = re.compile(r"^(\d{4}-\d{2}(?:-\d{2}(?:/\d+)?)?) ")
_MINUS = "\u2212"
_WORDED = ("damage_grade", "heritage_status", "owner", "state_today", "readiness")


def heading(words: str) -> Markup:
    """The heading of a section."""
    return div("vid-ch", words, role="heading", aria_level="3")


def signed(points: Decimal | float, digits: int) -> str:
    """A number with its sign: +0,21 or −0,05."""
    words = decimal(-points if points < 0 else points, digits)
    return f"{_MINUS}{words}" if points < 0 else f"+{words}"


def names(plan: Plan, ids: tuple[str, ...]) -> str:
    """Names of sites and projects, in the order given."""
    return "; ".join(name_of(plan.entry(i).name) for i in ids)


def proposed(plan: Plan, card: Card) -> Markup:
    """Course in legal terms with years, cost, and who pays."""
    entry = card.entry
    planned = entry.in_plan
    head = heading(text("card.proposed" if planned else "card.proposed.deferred"))
    if not entry.steps:
        return join([head, div("vid-cp", text("card.proposed.none"))])
    course: list[Child] = []
    for order, step in enumerate(entry.steps):
        shape = step.works if step.works in WORKS else "other"
        mark = tag("span", class_=f"sym sym-{shape}", aria_hidden="true")
        name = f"{works_name(plan.scenario, step.works)} {step_years(step)}"
        course += [" → ", span("w", mark, name)] if order else [span("w", mark, name)]
    tender = plan.scenario.money.tender
    cost = text(
        "money.range",
        likely=money_in_unit(entry.cost, tender, 1),
        low=amount(entry.cost_low, tender),
        high=amount(entry.cost_high, tender),
    )
    funds = plan.scenario.money.funds
    payers = ", ".join(name_of(funds[f].name.words) for f in card.payers)
    lines = [
        div("vid-cp", join(course)),
        div("vid-cp", tag("b", cost)),
        div("vid-note", _payments(card, tender), " ", _payers(payers)),
    ]
    if entry.displaces:
        sites = names(plan, entry.displaces)
        lines.append(div("vid-note", text("card.plots", sites=sites)))
    if entry.displaced_by is not None:
        project = names(plan, (entry.displaced_by,))
        lines.append(div("vid-note", text("card.taken", project=project)))
    return join([head, *lines])


def _payers(payers: str) -> str:
    if not payers:
        return text("card.payers.none")
    return text("card.payers", funds=payers)


def _payments(card: Card, tender: Tender) -> str:
    paid = ", ".join(f"{year} — {amount(m, tender)}" for year, m in card.entry.money.items())
    return text("card.years", years=paid, unit=money_unit(tender)) if paid else ""


def certain(plan: Plan, card: Card) -> Markup:
    """Quality of the figures behind it, and what to survey."""
    rows: list[list[Child]] = [
        [
            field_name(datum.column),
            _value(plan, datum),
            _known_from(datum),
        ]
        for datum in card.data
    ]
    heads = [text(f"card.certain.{name}") for name in ("column", "value", "quality")]
    lines = [heading(text("card.certain")), div("vid-facts", table("", heads, rows))]
    for datum in card.data:
        if told := name_of(datum.source):
            said = text("card.certain.source", fact=field_name(datum.column), source=told)
            lines.append(div("vid-note", foreign(said[:1].upper() + said[1:])))
    if card.group is not None:
        name, points = card.group
        told = text("card.ensemble", name=name_of(name), points=decimal(points))
        lines.append(div("vid-note", told))
    if card.survey:
        fields = ", ".join(field_name(column) for column in card.survey)
        lines.append(div("vid-cp vid-warn", text("card.survey", fields=fields)))
    return join(lines)


def _value(plan: Plan, datum: Datum) -> str:
    value, column = datum.value, datum.column
    if value is None:
        return "—"
    if column == "new_use":
        return choice("use", str(value))
    if isinstance(value, str) and column not in _WORDED:
        return name_of(datum.words) or value
    if column in _WORDED:
        said = choice(column, value if isinstance(value, str) else int(value))
        return f"{said} ({works_name(plan.scenario, datum.works)})" if datum.works else said
    if column == "significance":
        return worth(float(value), datum.parts)
    if column == "damaged_share":
        return percent(float(value))
    if column == "cost_known":
        cost = in_money(decimal(float(value), 1), plan.scenario.money.tender)
        return text("card.known_works", amount=cost, works=works_name(plan.scenario, datum.works))
    if column == "cost":
        return in_money(decimal(float(value)), DOLLARS)
    shown = whole(float(value))
    if datum.kind:
        return f"{shown}, {choice('people_kind', datum.kind)}"
    return text("card.unit.m2", n=shown) if column.endswith("_m2") else shown


def _known_from(datum: Datum) -> Markup:
    word = choice("quality", datum.word or datum.quality.value)
    if datum.value is None:
        return span("vid-warn", text("card.certain.missing"))
    if datum.date and datum.column != "damage_grade":
        word = text("card.certain.as_of", word=word, date=when(datum.date))
    elif datum.date:
        word = text("card.certain.dated", word=word, date=dated(datum.date))
    return span(f"q-{datum.quality.value}", word)


def _event(stated: str) -> str:
    """What happened, after its date."""
    found = _WHEN.match(stated)
    if found is None:
        return dated(stated)
    return f"{when(found[1])}: {dated(stated[found.end() :])}"


def history(card: Card) -> Markup:
    """Strikes of a site; note and source of a project."""
    if card.strikes is None:
        note = name_of(card.note)
        source = text("card.strikes.source", source=name_of(card.source))
        head = heading(text("card.note"))
        lines: list[Child] = [note, sourced(source)]
        return join([head, *(div("vid-note", line) for line in lines if line)])
    strikes = card.strikes
    head = heading(text("card.strikes"))
    events, summary = told_in(strikes.events, ()), dated(name_of(strikes.summary))
    body: list[Child] = []
    if events:
        body.append(tag("ul", *(tag("li", _event(event)) for event in events)))
    elif not summary:
        body.append(div("vid-note", text("card.strikes.none")))
    if summary:
        body.append(div("vid-cp", summary))
    told = []
    if strikes.last:
        told.append(text("card.strikes.last", date=when(strikes.last)))
    if source := name_of(strikes.source):
        told.append(text("card.strikes.source", source=source))
    notes = [div("vid-note", sourced(line)) for line in told]
    return join([head, div("vid-strikes", *body), *notes])
