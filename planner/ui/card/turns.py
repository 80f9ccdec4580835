"""What would change where a building stands: how much money, and which shares of a weight."""

from collections.abc import Iterable
from fractions import Fraction
from math import isfinite

import streamlit as st

from planner.criteria import COST
from planner.desk import questions
from planner.insight import at_most_percent
from planner.insight.terms import FINE, MONEY_FINE, STEP, Band, Bands, Change
from planner.insight.words import criterion_name
from planner.plan import Entry
from planner.plan.columns import OUTSIDE
from planner.text import decimal, money_in_unit, percent, text
from planner.ui.card.facts import heading
from planner.ui.look.markup import Child, Markup, div, join, tag
from planner.ui.look.widgets import show
from planner.ui.look.words import distinct
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question


def changes(good: Good, entry: Entry) -> None:
    """How much money, and which share of a weight, would change where it stands."""
    if entry.group in OUTSIDE or entry.forced:
        return
    show(heading(text("card.change")))
    planned = entry.in_plan
    key = "card.money.ask_less" if planned else "card.money.ask_more"
    question = Question(
        lane="money",
        name=entry.id,
        function=questions.money,
        arguments=(entry.id,),
        label=text(key),
    )
    asking.place(question, good, lambda found: show(money_shown(good, found)))
    _bands(good, entry)


def _bands(good: Good, entry: Entry) -> None:
    scenario = good.plan.scenario
    criteria = [*scenario.criteria, *([COST] if good.plan.shares.get(COST) else [])]
    names = distinct({c: criterion_name(scenario, c) for c in criteria})
    telling = max(criteria, key=lambda c: abs(entry.points.get(c, 0.0)))
    chosen = st.selectbox(
        text("card.band.criterion"),
        criteria,
        index=criteria.index(
            "renewal" if entry.kind == "project" and "renewal" in criteria else telling
        ),
        format_func=lambda c: names[c],
        key=f"band_{entry.id}",
    )
    question = band_question(entry.id, chosen)
    asking.place(question, good, lambda found: show(bands_shown(good, found)))


def band_question(subject: str, criterion: str) -> Question:
    """At which shares of one weight it is in the plan."""
    return Question(
        lane="band",
        name=f"{subject}_{criterion}",
        function=questions.bands,
        arguments=(subject, criterion),
        label=text("card.band.ask"),
    )


def money_shown(good: Good, change: Change) -> Markup:
    """How much more money brings it in, or how much less puts it out, with its precision."""
    total = good.plan.figures.money_total
    tender = good.plan.scenario.money.tender

    def part_of(part: Fraction) -> str:
        return money_in_unit(int(part * total), tender)

    if change.at is None:
        return div("vid-cp", _money_not_found(change, part_of(change.tried)))
    if not change.at:
        return div("vid-cp", text("card.money.already"))
    key = "card.money.leaves" if change.planned else "card.money.enters"
    share = percent(float(change.at), 1)
    parts = [div("vid-cp", text(key, amount=part_of(change.at), share=share))]
    if change.open and change.short:
        parts.append(div("vid-note", text("card.money.between", amount=part_of(change.short))))
    elif change.open:
        parts.append(div("vid-note", text("card.money.even_now", most=most_words(change.now.most))))
    else:
        parts.append(div("vid-note", text("card.money.precision", fine=part_of(MONEY_FINE))))
    if not change.complete:
        parts.append(div("vid-note", text("card.band.incomplete")))
    return join(parts)


def _money_not_found(change: Change, tried: str) -> str:
    """No change turns it, or none was proven to."""
    if not change.complete and not change.tried:
        return text("card.money.open")
    if change.open or not change.complete:
        return text("card.money.untold", amount=tried)
    return text(f"card.money.never_{'leaves' if change.planned else 'enters'}", amount=tried)


def most_words(most: float) -> str:
    """How far apart two sides can be at most, as a share of the plan's benefit."""
    return at_most_percent(most) if isfinite(most) else text("card.most.unknown")


def bands_shown(good: Good, bands: Bands) -> Markup:
    """Shares at which it is in the plan: a sentence, a strip, and how far it was looked."""
    name = criterion_name(good.plan.scenario, bands.criterion)
    now = percent(float(bands.now))
    told = band_words(bands, name)
    pieces: list[Child] = []
    for state in ("in", "untold"):
        for band in bands.runs(state):
            left, width = 100 * float(band.low), max(1.0, 100 * float(band.high - band.low))
            place = f"left:{left:.1f}%;width:{width:.1f}%"
            pieces.append(tag("div", class_=state, style=place))
    pieces.append(tag("div", class_="now", style=f"left:{100 * float(bands.now):.1f}%", title=now))
    notes = [
        text(
            "card.band.precision",
            step=percent(float(STEP)),
            fine=percent(float(FINE)),
        )
    ]
    if not bands.complete:
        notes.append(text("card.band.incomplete"))
    alt = text("card.band.alt", words=told)
    return join(
        [
            div("vid-cp", told),
            div("vid-band", *pieces, role="img", aria_label=alt),
            div("vid-note", " ".join(notes)),
        ]
    )


def band_words(bands: Bands, name: str) -> str:
    """At which of the shares tried it is in the plan, and at which that cannot be told."""
    said = {"name": name, "now": percent(float(bands.now))}
    sure, open_ = bands.bands, bands.runs("untold")
    if not bands.points:
        return text("card.band.open", **said)
    if not open_ and not sure:
        return text("card.band.never", **said)
    if not open_ and not bands.runs("out"):
        return text("card.band.always", **said)
    parts = [
        text("card.band.in", bands=_spans(sure), **said)
        if sure
        else text("card.band.none_sure", **said)
    ]
    if open_:
        most = most_words(bands.most)
        parts.append(text("card.band.untold", bands=_spans(open_), most=most))
    return " ".join(parts)


def _spans(bands: Iterable[Band]) -> str:
    """10–30 % or 55 %."""
    spans = []
    for band in bands:
        low, high = decimal(100 * float(band.low), 0), percent(float(band.high))
        key = "card.band.one" if band.high > band.low else "card.band.at"
        spans.append(text(key, low=low if band.high > band.low else high, high=high))
    return text("card.band.or").join(spans)
