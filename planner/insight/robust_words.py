"""What draws of the weights came to, in words: the same on every surface."""

from planner.insight.answer import at_most_percent
from planner.insight.near_words import number
from planner.insight.robust import SURE, Robust, Spread
from planner.plan import Plan
from planner.text import text, whole


def robust_sentence(robust: Robust) -> str:
    """How many sites nearly all draws work on, and how many hardly any does."""
    core = robust.core.values()
    kept = sum(share >= SURE for share in core)
    never = sum(share <= 1.0 - SURE for share in core)
    n, draws = whole(kept), whole(robust.draws)
    return text(
        "sure.draws.sentence",
        n=kept,
        n_text=n,
        total=whole(len(robust.core)),
        rest=whole(len(robust.core) - kept - never),
        draws=draws,
    )


def draws_words(robust: Robust, share: float) -> str:
    """In how many of the draws: 94 of 100."""
    return text("sure.draws.of", n=whole(share * robust.draws), draws=whole(robust.draws))


def near_words(robust: Robust) -> str:
    """How far the plans of draws may be from the best of their weights, and whether all were solved."""
    told = text("sure.draws.gap", gap=at_most_percent(robust.farthest))
    return told if robust.complete else f"{told} {text('sure.incomplete')}"


def spread_words(plan: Plan, figure: str, spread: Spread) -> str:
    """Where nine in ten draws have a figure, with its middle."""
    low, high = (number(plan, figure, end) for end in (spread.low, spread.high))
    middle = number(plan, figure, spread.middle)
    return middle if low == high else text("sure.draws.spread", low=low, high=high, middle=middle)
