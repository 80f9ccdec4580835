"""Intervals in words: what a lock costs, and how far that can be told."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from babel.numbers import format_decimal

from planner.insight.forcing import Interval
from planner.text import spoken, text

_DIGITS: Final = 2
_NO_BREAK: Final = "\u00a0"


def figure(number: float, rounding: str) -> str:
    """A number with two significant digits, rounded up or down as asked; 0 has no sign."""
    exact = Decimal(repr(number))
    if exact == 0:
        return "0"
    shown = exact.quantize(Decimal(1).scaleb(exact.adjusted() - _DIGITS + 1), rounding=rounding)
    pattern = "#,##0." + "#" * 12
    return str(format_decimal(shown, format=pattern, locale=spoken())).replace("-", "\u2212")


def share(number: float, rounding: str) -> str:
    """A share as a percentage of two significant digits."""
    return figure(100 * number, rounding) + _NO_BREAK + "%"


def ends(interval: Interval) -> tuple[str, str]:
    """Both ends, rounded outward."""
    low = figure(interval.low, ROUND_FLOOR)
    return low, figure(interval.high, ROUND_CEILING)


def shares(interval: Interval) -> tuple[str, str]:
    """Both ends as percentages, rounded outward."""
    low = share(interval.low, ROUND_FLOOR)
    return low, share(interval.high, ROUND_CEILING)


def loss_words(points: Interval, part: Interval | None) -> str:
    """What a lock takes from the plan, as it follows "Price:".

    points: in points of the score; part: the same as a share of the plan's score.
    """
    if points.nothing:
        return text("card.price.nothing")
    if points.high < 0:
        return text("card.price.better")
    if points.untold or points.low <= 0 < points.high:
        most = shares(part)[1] if part else ends(points)[1]
        return text("card.price.untold", high=most)
    return span_words(points, part)


def span_words(points: Interval, part: Interval | None, how: str = "price") -> str:
    """An interval above 0, as a share where there is one, and in points.

    how: `price`, as it follows "Price:", or `by`, as it follows "better".
    """
    low, high = ends(points)
    if part is None:
        return text(f"card.{how}.points_only", from_points=low, to_points=high)
    least, most = shares(part)
    if points.exact:
        return text(f"card.{how}.exact", share=most, points=high)
    return text(f"card.{how}.between", low=least, high=most, from_points=low, to_points=high)


def gain_words(points: Interval, part: Interval | None) -> str:
    """What the release of a lock brings: its loss with the sign turned."""
    if points.nothing:
        return text("card.gain.none")
    if points.high >= 0:
        turned = Interval(low=0.0, high=-points.low)
        most = shares(Interval(low=0.0, high=-part.low))[1] if part else ends(turned)[1]
        return text("card.gain.untold", high=most)
    turned = Interval(low=-points.high, high=-points.low)
    turned_part = None if part is None else Interval(low=-part.high, high=-part.low)
    return text("card.gain", price=span_words(turned, turned_part, "by"))
