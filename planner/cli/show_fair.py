"""Fairness, for a reader of the terminal and for programs."""

from typing import Any

from planner.cli.layout import Head, columns, heading, paragraph
from planner.cli.show_duty import ends
from planner.insight.fair.fairness import GIVEN_UP, Fair
from planner.insight.fair.shares import Served
from planner.insight.fair.words import (
    PRICE,
    alone_words,
    bought_words,
    conclusion,
    end_words,
    heads,
    inequality_words,
    rows,
)
from planner.plan import Plan
from planner.text import text


def show_fair(plan: Plan, found: Fair | None) -> str:
    """The conclusion, what is bought for what, and a line a plan."""
    title = heading(text("fair.title"))
    if found is None:
        return f"{title}\n{paragraph(text('fair.too_few'))}"
    told = [conclusion(plan, found) + ".", *bought_words(found), end_words(found)]
    told += [inequality_words(found), *(alone_words(plan, found, one) for one in found.alone)]
    return "\n".join([title, *map(paragraph, told), "", *_table(plan, found)])


def _table(plan: Plan, found: Fair) -> list[str]:
    """A line a group, since there may be many, and a column a plan; below it what each plan costs."""
    names, lines = heads(plan, found), rows(plan, found)
    shown = [text("fair.yours"), *map(str, range(1, len(lines)))]
    head = [Head("", wraps=True), *(Head(name, "right") for name in shown)]
    kept = [i for i in range(len(names)) if i != PRICE]
    table = columns(head, [[names[i], *(line[i] for line in lines)] for i in kept])
    prices = [f"{n}. {line[PRICE]}" for n, line in zip(shown[1:], lines[1:], strict=True)]
    told = [paragraph(words, "  ", "     ") for words in prices]
    return [table, "", f"{names[PRICE]}:", *told] if told else [table]


def fair_dict(found: Fair | None) -> dict[str, Any]:
    """The same for programs: shares of what each group could gain, points as intervals."""
    if found is None:
        return {"format": 1, "groups": []}
    return {
        "format": 1,
        "criterion": found.criterion,
        "by": found.by,
        "groups": list(found.groups),
        "plan": _served(found.now),
        "curve": [_served(served) for served in found.curve],
        "fairest": _served(found.fairest) if found.fairest else None,
        "proven_most": found.most,
        "given_up": [
            {"part": part, "found": found.bought(part)[0], "proven_most": found.bought(part)[1]}
            for part in GIVEN_UP
        ],
        "alone": {one.group: [one.found, one.most] for one in found.alone},
    }


def _served(served: Served) -> dict[str, Any]:
    return {
        "value": served.plan.value,
        "points": ends(served.points),
        "shares": list(served.shares),
        "least": served.least,
        "gini": served.gini,
        "lorenz": [list(point) for point in served.lorenz],
    }
