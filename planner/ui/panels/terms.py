"""On what terms a project would be in the plan: a strip and a sentence for each, in cards of one size."""

from planner.insight.contest import Terms
from planner.insight.terms import MOST_MONEY, Change
from planner.insight.terms_words import alone_words, anywhere_words, cut_words, room_words
from planner.text import name_of, text
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
        parts.append(_term("room", div("vid-cp", room_words(good.plan, found.room))))
    if found.bands is not None:
        parts.append(_term("weights", bands_shown(good, found.bands)))
    if found.anywhere is not None:
        parts.append(_term("anywhere", div("vid-cp", anywhere_words(good.plan, found.anywhere))))
    if found.money is not None:
        parts.append(_term("money", _money_strip(found.money), money_shown(good, found.money)))
    if found.alone is not None:
        parts.append(_term("alone", div("vid-cp", alone_words(good.plan, found.alone))))
    if found.cut is not None:
        words = cut_words(good.plan, found.project, found.cut)
        parts.append(_term("cost", _cut_strip(found.cut), div("vid-cp", words)))
    if found.phase is not None:
        name = name_of(good.plan.entry(found.phase.subject).name)
        parts.append(_term("phase", div("vid-note", name), bands_shown(good, found.phase)))
    return div("vid-terms", *parts)


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
