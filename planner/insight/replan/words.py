"""The plan made again in words: what it comes to, what changes and why; the same on every surface."""

from collections.abc import Sequence

from planner.insight.answer import as_percent
from planner.insight.replan.replan import Replanned
from planner.insight.replan.why import Cause, Change
from planner.insight.without import MINUS
from planner.insight.words import works_name
from planner.plan import Plan
from planner.text import amount, decimal, money, money_unit, name_of, percent, text, whole

_IN = ("entered", "spared")
NAMED = 12
"""Names that a sentence holds; of more it says how many."""


def subject_name(plan: Plan, subject: str) -> str:
    """Name of a site or project; its id where the tables hold it no longer."""
    return name_of(plan.names(subject)) if subject in plan.listing.place else subject


def conclusion(found: Replanned) -> str:
    """How much changes, as a title."""
    if not found.changed and not found.moved and not found.changes:
        return text("replan.conclusion.none")
    return text(
        "replan.conclusion",
        n=found.changed,
        n_text=whole(found.changed),
        of=whole(found.decided),
        best=whole(found.best_changed),
    )


def told(plan: Plan, found: Replanned) -> list[str]:
    """What is proven, what it costs, what goes on, what does not: a sentence each."""
    lines = [_fewest(found)]
    if found.moved:
        lines.append(text("replan.moved", n=found.moved, n_text=whole(found.moved)))
    lines.append(_price(found))
    if found.begun:
        n = len(found.begun)
        lines.append(text("replan.begun", n=n, n_text=whole(n)))
    finished = [subject for subject, why in found.ended.items() if why == "settled"]
    if finished:
        n = len(finished)
        lines.append(text("replan.finished", n=n, n_text=whole(n), names=_named(plan, finished)))
    ended = [
        f"{subject_name(plan, subject)} ({text(f'replan.ended.{why}')})"
        for subject, why in found.ended.items()
        if why != "settled"
    ]
    if ended:
        lines.append(text("replan.ended", names="; ".join(ended)))
    struck = found.circumstances.struck
    if struck:
        lines.append(text("replan.struck", names=_named(plan, struck)))
    return lines


def _named(plan: Plan, subjects: Sequence[str]) -> str:
    names = [subject_name(plan, subject) for subject in subjects[:NAMED]]
    left = len(subjects) - len(names)
    return "; ".join([*names, f"+{whole(left)}"] if left else names)


def _fewest(found: Replanned) -> str:
    within = as_percent(found.within)
    if found.at_least >= found.changed:
        return text("replan.fewest.proven", within=within)
    n = found.at_least
    return text("replan.fewest.open", within=within, n=n, n_text=whole(n))


def _price(found: Replanned) -> str:
    low, high = max(0.0, found.points.low), max(0.0, found.points.high)
    if decimal(high, 2) == decimal(0.0, 2):
        return text("replan.price.none")
    if decimal(low, 2) != decimal(high, 2):
        return text("replan.price.at_most", low=decimal(low, 2), high=decimal(high, 2))
    share = high / abs(found.best.value) if found.best.value else 0.0
    return text("replan.price", points=decimal(high, 2), share=percent(share, 2))


def heads(plan: Plan) -> list[str]:
    """Of the table."""
    unit = money_unit(plan.scenario.money.tender)
    return [
        *(text(f"replan.head.{column}") for column in ("subject", "before", "after")),
        text("replan.head.spent", unit=unit),
        text("replan.head.why"),
    ]


def rows(plan: Plan, found: Replanned) -> list[list[str]]:
    """A line a change."""
    return [
        [
            subject_name(plan, change.subject),
            _course(plan, change.before),
            text("replan.none_left") if _settled(change) else _course(plan, change.after),
            _spent(plan, change.spent),
            "; ".join(cause_words(plan, change, cause) for cause in change.why),
        ]
        for change in found.changes
    ]


def _settled(change: Change) -> bool:
    """Whether nothing is left to be done there."""
    return not change.after and any(cause.kind == "settled" for cause in change.why)


def _course(plan: Plan, steps: tuple[tuple[str, int], ...]) -> str:
    if not steps:
        return text("replan.nothing")
    return " → ".join(f"{works_name(plan.scenario, works)} {year}" for works, year in steps)


def _spent(plan: Plan, minor: int) -> str:
    told_ = amount(abs(minor), plan.scenario.money.tender, 1)
    if told_ == amount(0, plan.scenario.money.tender, 1):
        return told_
    return ("+" if minor > 0 else MINUS) + told_


def cause_words(plan: Plan, change: Change, cause: Cause) -> str:
    """One cause."""
    tender = plan.scenario.money.tender
    if cause.kind in ("struck", "eased"):
        return text(
            f"replan.cause.{cause.kind}", before=whole(cause.before), after=whole(cause.after)
        )
    if cause.kind in ("dearer", "cheaper", "money_less", "money_more"):
        before, after = (money(round(x), tender) for x in (cause.before, cause.after))
        return text(f"replan.cause.{cause.kind}", before=before, after=after)
    if cause.kind == "taken":
        return text("replan.cause.taken", project=subject_name(plan, cause.subject))
    if cause.kind == "others":
        way = "more" if change.what in _IN else "less" if change.what == "left" else "fit"
        return text(f"replan.cause.others.{way}")
    return text(f"replan.cause.{cause.kind}")
