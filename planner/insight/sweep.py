"""A sweep: the plan solved again and again with one number otherwise, and what is proven each time.

What a plan within the gap happens to hold is no answer: at each point both sides are searched until
membership is proven (`sides`), or it is said not to be known.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from planner.insight.forcing import Hand, Unwanted
from planner.insight.sides import Membership, Sides, State, decided, sides_of
from planner.optimise import Solution
from planner.scenario import Loaded

TERMS: Final = (1e-3, 2.0)
"""Gap and seconds of the first plan of each point."""
LAST: Final = (3e-3, 8.0)
"""Of a second attempt, where the first found none."""
DECIDE: Final = (0.5, 4.0)
"""Seconds for each of both sides of a point, where the first plan does not tell: at least, at most."""
SEARCHES: Final = 3
"""Of a point at most: a first plan, and both sides."""
MOST_POINTS: Final = 40
SECONDS: Final = 90.0
"""For one answer; what is not done by then is said to be incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a sweep, and what was proven there."""

    at: Fraction
    sides: Sides
    """What is known of plans with the subject and of plans without it."""

    @property
    def membership(self) -> Membership:
        """What follows from both."""
        return self.sides.membership

    @property
    def state(self) -> State:
        """In every best plan, in none, or not known."""
        return self.membership.state


class Asker:
    """Asks one scenario for plans, each warm from the last; counts them."""

    def __init__(
        self,
        loaded: Loaded,
        start: Solution,
        subject: str,
        unwanted: Unwanted,
        seconds: float = SECONDS,
    ) -> None:
        self.hand = Hand.of(loaded)
        self.last = start
        self.subject, self.unwanted = subject, unwanted
        self.points = 0
        self.ahead = 1
        """Points that are still to be asked for: they share what is left of the time."""
        self.until = time.monotonic() + seconds

    @property
    def tired(self) -> bool:
        """Whether to ask no more: nobody wants to know, or enough was asked."""
        return self.over() or self.points >= MOST_POINTS

    def over(self) -> bool:
        """Whether to break off."""
        return self.unwanted() or time.monotonic() > self.until

    @property
    def patience(self) -> float:
        """Seconds for one search."""
        least, most = DECIDE
        share = (self.until - time.monotonic()) / (SEARCHES * self.ahead)
        return min(most, max(least, share))

    def ask(self, at: Fraction, hand: Hand) -> Point | None:
        """Whether the subject is in the plan; None where there is no plan, or no wish for more."""
        if self.tired:
            return None
        self.points += 1
        found = hand.solve(self.last, (TERMS[0], min(TERMS[1], self.patience)), self.unwanted)
        if found is None and not self.tired:
            found = hand.solve(self.last, LAST, self.unwanted)
        if found is None or found.status == "infeasible":
            return None
        self.last = found
        return Point(at=at, sides=self.judge(hand, sides_of(hand, self.subject, found)))

    def judge(self, hand: Hand, known: Sides) -> Sides:
        """Both sides, searched as far as it takes to tell which is ahead."""
        return decided(hand, self.subject, known, self.patience, self.over)


def first(points: Mapping[Fraction, Point], state: State) -> Fraction | None:
    """The least value with this state."""
    return min((at for at, point in points.items() if point.state == state), default=None)


def refine(
    ask: Callable[[Fraction], Point | None],
    points: dict[Fraction, Point],
    fine: Fraction,
    sought: State | None = None,
) -> bool:
    """Asks between neighbours that differ until they are at most `fine` apart; whether they are.

    First where it is in on one side and out on the other; then the widest gap. sought: look no
    further than the least value with this state.
    """
    while True:
        least = None if sought is None else first(points, sought)
        wide = [
            ("untold" in (a.state, b.state), a.at - b.at, a.at, b.at)
            for a, b in pairwise(points[at] for at in sorted(points))
            if a.state != b.state and b.at - a.at > fine and (least is None or b.at <= least)
        ]
        if not wide:
            return True
        *_, low, high = min(wide)
        point = ask(_between(low, high, fine))
        if point is None:
            return False
        points[point.at] = point


def _between(low: Fraction, high: Fraction, fine: Fraction) -> Fraction:
    """A multiple of `fine` near the middle where there is one, so that answers read well."""
    middle = (low + high) / 2
    tidy = round(middle / fine) * fine
    return tidy if min(low, high) < tidy < max(low, high) else middle
