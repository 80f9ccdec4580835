"""On what terms a project would be in the plan: a strip and a sentence for each, in cards of one size."""

import math
from fractions import Fraction
from functools import partial

from planner.insight.contest import Alone, Terms
from planner.insight.room import Room
from planner.insight.terms import MOST_MONEY, Change
from planner.insight.words import criterion_name
from planner.text import money, money_in_unit, name_of, percent, text
from planner.ui.card.turns import bands_shown, money_shown
from planner.ui.look.markup import Markup, div, span, tag
from planner.ui.session.answering import Good


def terms_shown(good: Good, found: Terms) -> Markup:
    """By weight, by money, by cost: each proven, or said not to be known; what is not asked yet is
    left out."""
    parts: list[Markup] = []
    if found.released:
        parts.append(div("vid-cp vid-warn", text("contest.released")))
    if found.room is not None:
        parts.append(_term("room", div("vid-cp", room_words(good, found.room))))
    if found.bands is not None:
        parts.append(_term("weights", bands_shown(good, found.bands)))
    if found.money is not None:
        parts.append(_term("money", _money_strip(found.money), money_shown(good, found.money)))
    if found.alone is not None:
        parts.append(_term("alone", div("vid-cp", alone_words(good, found.alone))))
    if found.cut is not None:
        words = _cut_words(good, found.project, found.cut)
        parts.append(_term("cost", _cut_strip(found.cut), div("vid-cp", words)))
    if found.phase is not None:
        name = name_of(good.plan.entry(found.phase.subject).name)
        parts.append(_term("phase", div("vid-note", name), bands_shown(good, found.phase)))
    return div("vid-terms", *parts)


def room_words(good: Good, room: Room) -> str:
    """Whether any plan holds it with this money, and from how much on one does."""
    told = partial(_times, good)
    now = told(Fraction(1))
    if room.now:
        return text("contest.room.possible", now=now)
    if not room.never:
        return text("contest.room.untold", now=now)
    said = text("contest.room.never", now=now)
    if room.at is None:
        return f"{said} {text('contest.room.far', amount=told(room.short))}"
    return f"{said} {text('contest.room.from', amount=told(room.at), short=told(room.short))}"


def alone_words(good: Good, alone: Alone) -> str:
    """With how much money it is in where one criterion is all that counts."""
    change, told = alone.change, partial(_times, good)
    name = criterion_name(good.plan.scenario, alone.criterion)
    if change.planned or change.at == 0:
        return text("contest.alone.now", name=name, amount=told(Fraction(1)))
    if change.at is not None:
        amounts = {"amount": told(1 + change.at), "short": told(1 + change.short)}
        return text("contest.alone.in", name=name, **amounts)
    if change.open or not change.complete:
        return text("contest.alone.open", name=name)
    return text("contest.alone.out", name=name, amount=told(1 + change.tried))


def _times(good: Good, part: Fraction) -> str:
    """So many times all money, in words."""
    plan = good.plan
    return money_in_unit(int(part * plan.figures.money_total), plan.scenario.money.tender)


def _term(key: str, *told: Markup) -> Markup:
    return div("vid-term", tag("b", text(f"contest.term.{key}")), *told)


def _money_strip(change: Change) -> Markup:
    """From none of the money to the most that is tried: what there is now, and where it turns.

    Marks alone: what lies between two amounts was not looked at.
    """
    way = -1 if change.planned else 1
    marks = (
        [] if change.at is None else [_mark("in", float(1 + way * change.at) / MOST_MONEY, 0.02)]
    )
    return _strip(*marks, _mark("now", 1 / MOST_MONEY, 0.0))


def _cut_strip(change: Change) -> Markup:
    """From its cost as it stands to none: what is enough at one cut is enough at every deeper one."""
    marks = []
    if change.at is not None:
        marks.append(_mark("in", float(change.at), 1 - float(change.at)))
    if change.open:
        end = float(change.tried if change.at is None else change.at)
        marks.append(_mark("untold", float(change.short), end - float(change.short)))
    return _strip(*marks, _mark("now", 0.0, 0.0))


def _strip(*marks: Markup) -> Markup:
    return div("vid-band", *marks, aria_hidden="true")


def _mark(css: str, left: float, width: float) -> Markup:
    size = f";width:{100 * width:.1f}%" if width else ""
    return span(css, style=f"left:{100 * left:.1f}%{size}")


def _cut_words(good: Good, project: str, cut: Change) -> str:
    """The highest cost that is proven to be low enough, and what is not known above it."""
    if cut.at is None:
        if cut.complete:
            return text("contest.cut_untold" if cut.open else "contest.cut_none")
        return text("contest.cut_open")
    if not cut.at:
        return text("card.money.already")
    cost, tender = good.plan.entry(project).cost, good.plan.scenario.money.tender
    left = money(cost - math.ceil(cut.at * cost), tender)
    share = percent(float(cut.at))
    told = text("contest.cut", left=left, cost=money(cost, tender), share=share)
    if not cut.open:
        return told
    return f"{told} {text('contest.cut_less', share=percent(float(cut.short)))}"
