"""What becomes of the plan's score without a site or project that is in, or with one that is out."""

from planner.plan.entry import Entry
from planner.text import decimal, text

MINUS = "\u2212"


def change(entry: Entry) -> float:
    """Points that the plan gains (below 0: loses) without what is in it, or with what is not.

    A figure at shadow prices, near the truth. Where nobody has decided beforehand a plan that is
    best can only lose by another choice.
    """
    gained = -entry.loss if entry.in_plan else entry.loss
    return gained if entry.forced else min(0.0, gained)


def signed(points: float, digits: int) -> str:
    """With its sign, or that it is next to nothing."""
    if not round(points, digits):
        return text("without.nothing")
    return ("+" if points > 0 else MINUS) + decimal(abs(points), digits)


def without_words(entry: Entry, digits: int) -> str:
    """The same in a few words: without it −1.43; empty where there are no works."""
    if not entry.steps:
        return ""
    side = "without" if entry.in_plan else "with"
    return text(f"without.{side}_{entry.kind}", points=signed(change(entry), digits))
