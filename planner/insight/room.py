"""From how much money on there is a plan with a site or project at all, whatever the weights.

Where no plan keeps the rows with it, no weights bring it in: that is proven once, by solving, and so
is the amount from which there is one.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isinf
from typing import Final

from planner.insight.forcing import Hand, Unwanted, never
from planner.insight.reaching import any_plan

MOST: Final = Fraction(8)
"""No more money is tried than so many times the scenario's."""
FINE: Final = Fraction(1, 100)
"""Of all money, to which the least amount is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The least money with which there is a plan that holds it, as a part of all money."""

    subject: str
    at: Fraction | None
    """The least amount tried that is enough; None where none was found."""
    short: Fraction
    """The greatest one tried that is proven not to be; 0 where none is."""
    tried: Fraction
    """As far as was looked."""

    @property
    def now(self) -> bool:
        """Whether there is one with the money as it stands."""
        return self.at is not None and self.at <= 1

    @property
    def never(self) -> bool:
        """Whether it is proven that there is none with the money as it stands."""
        return self.short >= 1


def room_for(hand: Hand, subject: str, unwanted: Unwanted = never) -> Room:
    """Doubles the money until there is a plan, then bisects. Raises KeyError for an unknown id."""
    at, short, part = None, Fraction(0), Fraction(1)
    tried = part
    while at is None and not unwanted():
        tried = part
        fits = _fits(hand.funded(part).locked(subject, "must"), unwanted)
        if fits:
            at = part
        elif fits is False:
            short = part
        if fits is None or at is not None or part >= MOST:
            break
        part = min(MOST, 2 * part)
    while at is not None and short and at - short > FINE and not unwanted():
        middle = round((at + short) / 2 / FINE) * FINE
        if not short < middle < at:
            break
        fits = _fits(hand.funded(middle).locked(subject, "must"), unwanted)
        if fits is None:
            break
        at, short = (middle, short) if fits else (at, middle)
    return Room(subject=subject, at=at, short=short, tried=tried)


def _fits(hand: Hand, unwanted: Unwanted) -> bool | None:
    """Whether there is a plan; None where that is not known in time."""
    found = any_plan(hand, unwanted)
    if not isinf(found.value):
        return True
    return False if found.bound == -float("inf") else None
