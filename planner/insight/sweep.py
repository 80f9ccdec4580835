"""A sweep: the plan solved again and again with one number otherwise, and what is proven each time.

What a plan within the gap happens to hold is no answer: at each point both sides are searched until
membership is proven (`sides`), or it is said not to be known. What was found at other values is asked
first (`recalled`): mostly it tells.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from planner.insight.forcing import Hand, Unwanted
from planner.insight.recalled import Kind, Recalled, widest
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
MOST_POINTS: Final = 24
ROUGHLY: Final = 5
"""Ends of what cannot be told are found to so many times the finest."""
_TIE: Final = 1e-6
"""Share of the worth below which both sides are as good: more time would tell no more."""
SECONDS: Final = 60.0
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
        seconds: float | None = None,
        kind: Kind = "weights",
        *,
        grows: bool = True,
    ) -> None:
        self.hand = Hand.of(loaded)
        self.last = start
        self.subject, self.unwanted = subject, unwanted
        self.recalled = Recalled(kind=kind, subject=subject, grows=grows)
        self.points = 0
        self.ahead = 1
        """Points that are still to be asked for: they share what is left of the time."""
        self.until = time.monotonic() + (SECONDS if seconds is None else seconds)

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
        known = self.recalled.sides(at, hand)
        if known.membership.state != "untold":
            self.recalled.learn(at, hand, known)
            return Point(at=at, sides=known)
        self.points += 1
        if known.with_it.solution is not None and known.without.solution is not None:
            return Point(at=at, sides=self.judge(at, hand, known))
        found = hand.solve(self.last, (TERMS[0], min(TERMS[1], self.patience)), self.unwanted)
        if found is None and not self.tired:
            found = hand.solve(self.last, LAST, self.unwanted)
        if found is None or found.status == "infeasible":
            return None
        self.last = found
        seen = sides_of(hand, self.subject, found)
        both = Sides(
            with_it=known.with_it.better(seen.with_it), without=known.without.better(seen.without)
        )
        return Point(at=at, sides=self.judge(at, hand, both))

    def judge(self, at: Fraction, hand: Hand, known: Sides) -> Sides:
        """Both sides, searched as far as it takes to tell which is ahead; what was found is kept."""
        sides = decided(hand, self.subject, known, self.patience, self.over)
        self.recalled.learn(at, hand, sides)
        return sides


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

    First where it is in on one side and out on the other; then the widest gap. Where time was too short to
    tell on one side, `ROUGHLY` as much is near enough: how far it can be told is a matter of time. sought: look no
    further than the least value with this state.
    """
    while True:
        least = None if sought is None else first(points, sought)
        wide = [
            ("untold" in (a.state, b.state), a.at - b.at, a.at, b.at)
            for a, b in pairwise(points[at] for at in sorted(points))
            if a.state != b.state
            and b.at - a.at > near(a, b, fine)
            and (least is None or b.at <= least)
        ]
        if not wide:
            return True
        *_, low, high = min(wide)
        point = ask(between(low, high, fine))
        if point is None:
            return False
        points[point.at] = point


def near(one: Point, other: Point, fine: Fraction) -> Fraction:
    """How near two values are to be between which membership turns, or can no longer be told."""
    short = any(p.state == "untold" and p.membership.most > _TIE for p in (one, other))
    return ROUGHLY * fine if short else fine


def between(low: Fraction, high: Fraction, fine: Fraction) -> Fraction:
    """Between two values: a multiple of `fine` near the middle where there is one, so that answers read well."""
    middle = (low + high) / 2
    tidy = round(middle / fine) * fine
    return tidy if min(low, high) < tidy < max(low, high) else middle


def next_at(
    points: Mapping[Fraction, Point], settled: Callable[[Fraction, Fraction], bool], fine: Fraction
) -> Fraction | None:
    """Both ends, then the middle of the widest gap in which something is open."""
    for end in (Fraction(1), Fraction(0)):
        if end not in points:
            return end
    gap = widest(list(points), settled)
    return None if gap is None else between(*gap, fine)


def part_open(
    points: Mapping[Fraction, Point], settled: Callable[[Fraction, Fraction], bool]
) -> Fraction:
    """Of all shares, how large a part is still open; what was not looked at is."""
    open_ = sum((b - a for a, b in pairwise(sorted(points)) if not settled(a, b)), Fraction(0))
    return open_ + 1 - max(points) + min(points)
