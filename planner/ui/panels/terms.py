"""On what terms a project would be in the plan: a strip and a sentence for each, in cards of one size."""

import math

from planner.insight.contest import Terms
from planner.insight.terms import MOST_MONEY, Change
from planner.text import money, percent, text
from planner.ui.card.turns import bands_shown, money_shown
from planner.ui.look.markup import Markup, div, span, tag
from planner.ui.session.answering import Good


def terms_shown(good: Good, found: Terms) -> Markup:
    """By weight, by money, by cost: each proven, or said not to be known; what is not asked yet is
    left out."""
    parts: list[Markup] = []
    if found.bands is not None:
        parts.append(_term("weights", bands_shown(good, found.bands)))
    if found.money is not None:
        parts.append(_term("money", _money_strip(found.money), money_shown(good, found.money)))
    if found.grant is not None:
        words = _grant_words(good, found.project, found.grant)
        parts.append(_term("cost", _grant_strip(found.grant), div("vid-cp", words)))
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


def _grant_strip(change: Change) -> Markup:
    """From nothing to all of its cost paid by somebody else: enough at one part is enough at more."""
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


def _grant_words(good: Good, project: str, grant: Change) -> str:
    """The least part of its cost that is proven to be enough, and what is not known of less."""
    if grant.at is None:
        if grant.complete:
            return text("contest.grant_untold" if grant.open else "contest.grant_none")
        return text("contest.grant_open")
    if not grant.at:
        return text("card.money.already")
    cost = good.plan.entry(project).cost
    tender = good.plan.scenario.money.tender
    told = text(
        "contest.grant",
        amount=money(math.ceil(grant.at * cost), tender),
        share=percent(float(grant.at)),
    )
    if not grant.open:
        return told
    return f"{told} {text('contest.grant_less', share=percent(float(grant.short)))}"
