"""Fairness in words: who is served least, what more for them costs, what none can have."""

from typing import Final

from planner.insight.answer import as_percent
from planner.insight.fair.fairness import GIVEN_UP, Fair
from planner.insight.fair.shares import Alone, By, Served
from planner.insight.index import use_name
from planner.insight.spans import loss_words
from planner.insight.words import choice, criterion_name, district_name
from planner.plan import Plan
from planner.text import decimal, percent, text

PRICE: Final = 1
"""The column of the table that says what a plan costs, in words."""


def by_words(by: By) -> str:
    """What is grouped by."""
    return text(f"fair.by.{by}")


def group_name(plan: Plan, by: By, group: str) -> str:
    """A group as pages name it."""
    if by == "district":
        return district_name(plan, group)
    return use_name(group) if by == "use" else choice(by, group)


def conclusion(plan: Plan, found: Fair) -> str:
    """What more for the least served costs, as a title."""
    name, now = criterion_name(plan.scenario, found.criterion), percent(found.now.least)
    better = _cheapest(found)
    if better is None:
        return text("fair.conclusion.none", name=name, now=now)
    return text(
        "fair.conclusion",
        name=name,
        now=now,
        then=percent(better.least),
        lost=percent(_lost(found, better), 1),
    )


def _cheapest(found: Fair) -> Served | None:
    """Of the curve the plan that raises the least served most for what it costs."""
    better = [s for s in found.curve if s.least > found.now.least + 0.01]
    return max(
        better,
        key=lambda s: (s.least - found.now.least) / (0.002 + _lost(found, s)),
        default=None,
    )


def _lost(found: Fair, served: Served) -> float:
    value = found.now.plan.value
    return max(0.0, value - served.plan.value) / abs(value) if value else 0.0


def bought_words(found: Fair) -> list[str]:
    """What the least served can get where so much of the plan's value is given up."""
    told = []
    for part in GIVEN_UP:
        has, most = found.bought(part)
        how = how_known(by_word=found.by_word and most == found.most)
        ends = {"found": percent(has), "most": percent(most)}
        told.append(text("fair.bought", part=as_percent(part), how=how, **ends))
    return told


def end_words(found: Fair) -> str:
    """How far fairness goes at all."""
    best = found.now.least if found.fairest is None else max(found.now.least, found.fairest.least)
    how, most = how_known(by_word=found.by_word), percent(max(best, found.most))
    return text("fair.end", found=percent(best), most=most, how=how)


def how_known(*, by_word: bool) -> str:
    """Proven by prices, or a solver's word."""
    return text("fair.how.solver" if by_word else "fair.how.proven")


def alone_words(plan: Plan, found: Fair, alone: Alone) -> str:
    """How much one group could get if everything were done for it."""
    name = group_name(plan, found.by, alone.group)
    how = how_known(by_word=alone.by_word)
    if alone.most < 0.005:
        return text("fair.alone.none", name=name, how=how)
    if alone.found > 0.995:
        return text("fair.alone.all", name=name)
    ends = {"found": percent(alone.found), "most": percent(alone.most)}
    return text("fair.alone", name=name, how=how, **ends)


def inequality_words(found: Fair) -> str:
    """The Gini index of the plan in hand, and of the fairest one found."""
    best = found.fairest or found.now
    return text("fair.gini", now=decimal(found.now.gini, 2), then=decimal(best.gini, 2))


def price_of(found: Fair, served: Served) -> str:
    """What a plan loses of the plan in hand's score."""
    value = found.now.plan.value
    share = served.points.over(value) if value > 0 else None
    return loss_words(served.points, share).removesuffix(".")


def heads(plan: Plan, found: Fair) -> list[str]:
    """Of the table: a plan a line."""
    own = [text(f"fair.head.{key}") for key in ("least", "price", "gini")]
    return [*own, *(group_name(plan, found.by, group) for group in found.groups)]


def rows(plan: Plan, found: Fair) -> list[list[str]]:
    """The plan in hand, and each of the curve."""
    return [
        [
            percent(served.least),
            text("fair.yours") if served is found.now else price_of(found, served),
            decimal(served.gini, 2),
            *(percent(share) for share in served.shares),
        ]
        for served in (found.now, *found.curve)
    ]


def said(plan: Plan, found: Fair) -> str:
    """The curve for those who do not see it."""
    steps = "; ".join(
        text("fair.step", least=percent(s.least), lost=percent(_lost(found, s), 1))
        for s in (found.now, *found.curve)
    )
    return text("fair.said", name=criterion_name(plan.scenario, found.criterion), steps=steps)
