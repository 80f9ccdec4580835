"""What draws came to, in words: the same on every surface."""

from collections.abc import Sequence

from planner.insight.answer import at_most_percent
from planner.insight.forcing import Interval
from planner.insight.future.drawn import Unknown
from planner.insight.future.spreads import Spread
from planner.insight.near_words import number
from planner.insight.robust import SURE, Robust
from planner.plan import Plan
from planner.text import decimal, percent, text, whole


def robust_sentence(robust: Robust) -> str:
    """How many sites nearly all draws work on, and how many hardly any does."""
    if not robust.draws:
        return text("sure.draws.nothing")
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
    told = [text("sure.draws.gap", gap=at_most_percent(robust.farthest))] if robust.draws else []
    if robust.asked > robust.draws:
        told.append(text("sure.draws.failed", n=whole(robust.asked - robust.draws)))
    if not robust.complete:
        n, wanted = whole(robust.asked), whole(robust.wanted)
        told.append(text("sure.draws.stopped", n=n, wanted=wanted))
    return " ".join(told)


def spread_words(plan: Plan, figure: str, spread: Spread) -> str:
    """Where nine in ten draws have a figure, with its middle."""
    low, high = (number(plan, figure, end) for end in (spread.low, spread.high))
    middle = number(plan, figure, spread.middle)
    return middle if low == high else text("sure.draws.spread", low=low, high=high, middle=middle)


def unknown_words(unknown: Sequence[Unknown]) -> str:
    """How what is drawn is drawn, a sentence each."""
    return " ".join(text(f"sure.draws.how.{one}") for one in unknown)


def held_words(robust: Robust, number: int) -> tuple[str, str]:
    """Of a plan held against the draws: in how many it fits, and what it loses there at most of nine in ten."""
    fits = text(
        "sure.draws.of", n=whole(robust.fits[number] * robust.asked), draws=whole(robust.asked)
    )
    lost = robust.regret[number]
    return fits, "" if lost is None else percent(max(0.0, lost.high), 1)


def waiting_words(robust: Robust) -> list[str]:
    """What stabilising now and deciding later are worth; nothing where it was not asked."""
    told = robust.waiting
    if told is None:
        return []
    n = text("sure.draws.futures", n=told.futures, n_text=whole(told.futures))
    if not told.futures:
        return [text("sure.draws.waiting.unasked")]
    words = []
    if told.now is not None:
        words.append(text("sure.draws.now", points=_points(told.now), futures=n))
    if told.later is not None:
        fits = text("sure.draws.futures", n=told.fitting, n_text=whole(told.fitting))
        words.append(text("sure.draws.later", points=_points(told.later), futures=fits))
    return words


def _points(ends: Interval) -> str:
    low, high = decimal(ends.low, 2), decimal(ends.high, 2)
    return low if low == high else text("sure.span", low=low, high=high)
