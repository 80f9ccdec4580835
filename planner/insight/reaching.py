"""Whether there is a plan at all, and one to begin with where a search finds none in time."""

import math
from typing import Final

from planner.insight.forcing import Hand, Side, Unwanted, never
from planner.optimise import Solution

TERMS: Final = (1.0, 15.0)
"""Gap and seconds of a search for any plan that keeps the rows."""


def any_plan(hand: Hand, unwanted: Unwanted = never) -> Side:
    """A plan that keeps the rows, its bound -inf where it is proven that there is none.

    A cheap one is looked for, which is found at once where nothing forces money to be spent.
    """
    return hand.cheapest().searched(
        None,
        TERMS,
        unwanted,
        lambda value, bound: math.isfinite(value) or bound == -math.inf,
    )


def reached(
    hand: Hand, start: Solution | None, terms: tuple[float, float], unwanted: Unwanted = never
) -> Solution | None:
    """The same as `Hand.solve`; where that finds no plan in time it goes on from any plan there is."""
    found = hand.solve(start, terms, unwanted)
    if found is not None or unwanted():
        return found
    known = any_plan(hand, unwanted)
    if known.solution is None and known.bound > -math.inf:
        return None
    return hand.solve(known.solution, terms, unwanted)
