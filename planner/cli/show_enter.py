"""What it would take for a site or project to enter or leave the plan: for readers and programs."""

from dataclasses import dataclass
from typing import Any

from planner.cli.layout import heading, paragraph
from planner.exchange.sheet import finite
from planner.insight.enter.enter import Entering
from planner.insight.enter.words import entering_words
from planner.insight.terms import FINE, MONEY_FINE, Change
from planner.plan import Plan
from planner.text import name_of, percent, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All that is known of it."""

    weights: Entering
    money: Change
    cut: Change


def show_enter(plan: Plan, subject: str, entry: Entry) -> str:
    """Weights, money, cost, and the works that come next, a sentence each."""
    told = [*entering_words(plan, entry.weights), _money(entry.money)]
    if not entry.cut.planned:
        told.append(_cut(entry.cut))
    return "\n".join([heading(name_of(plan.names(subject))), *map(paragraph, told)])


def _money(change: Change) -> str:
    if change.at is None:
        return text("enter.money.untold", tried=percent(float(change.tried), 1))
    way = "leaves" if change.planned else "enters"
    share, fine = percent(float(change.at), 1), percent(float(MONEY_FINE), 1)
    return text(f"enter.money.{way}", share=share, fine=fine)


def _cut(change: Change) -> str:
    if change.at is None:
        return text("enter.cut.untold")
    share, fine = percent(float(change.at)), percent(float(FINE))
    return text("enter.cut.enters", share=share, fine=fine)


def enter_dict(subject: str, entry: Entry) -> dict[str, Any]:
    """As JSON types: shares of all weights, of all money, of the cost; points."""
    shift, rival = entry.weights.shift, entry.weights.rival
    return {
        "format": 1,
        "subject": subject,
        "planned": shift.planned,
        "weights": dict(shift.weights) if shift.weights else None,
        "weights_moved": finite(shift.moved) if shift.weights else None,
        "weights_proven": shift.state == "in",
        "weights_proven_short": shift.short,
        "money": _change(entry.money),
        "cost": _change(entry.cut),
        "next_works": None
        if rival is None
        else {
            "works": rival.works,
            "behind": rival.behind,
            "brings": dict(rival.brings),
            "takes": dict(rival.takes),
        },
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "at": None if change.at is None else float(change.at),
        "short": float(change.short),
        "tried": float(change.tried),
        "open": change.open,
    }
