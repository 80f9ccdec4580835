"""Is a site or project in the best plan? Both sides are solved: plans with it, and plans without it.

A plan within the gap of the best says nothing of membership by itself: another one as good may have
it otherwise. It is in where some plan with it is worth more than any without it can be, out the
other way round, and otherwise it cannot be told; then the difference of both sides is bounded.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from typing import Final, Literal

from planner.insight.forcing import Hand, Interval, Side, Unwanted, never
from planner.optimise import Solution

State = Literal["in", "out", "untold"]
DECIDED: Final = 1e-7
"""Gap of a side that is not searched any further: what is nearer is a tie."""
MOST_ROUNDS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Whether a site or project is in every best plan, or in none."""

    state: State
    apart: Interval
    """Points by which the best plan with it is ahead of the best one without it; an end that
    nothing bounds is infinite."""
    value: float
    """Of the best plan found, with it or without."""

    @property
    def most(self) -> float:
        """How far apart both sides can be at most, as a share of the value; infinite where that is
        not known."""
        widest = max(abs(self.apart.low), abs(self.apart.high))
        return widest / self.value if self.value > 0 else inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What is known of the plans with a subject and of those without it."""

    with_it: Side
    without: Side

    def of(self, has: bool) -> Side:
        """One of both."""
        return self.with_it if has else self.without

    def put(self, has: bool, side: Side) -> "Sides":
        """With one side known better."""
        return replace(self, with_it=side) if has else replace(self, without=side)

    @property
    def membership(self) -> Membership:
        """What follows from both."""
        one, other = self.with_it, self.without
        low = one.value - other.bound if one.value > -inf else -inf
        high = one.bound - other.value if other.value > -inf else inf
        state: State = "in" if low > 0 else "out" if high < 0 else "untold"
        return Membership(
            state=state,
            apart=Interval(low=low, high=high),
            value=max(one.value, other.value),
        )


def sides_of(hand: Hand, subject: str, found: Solution) -> Sides:
    """What one plan and its prices say of both sides."""
    has = hand.holds(found, subject)
    other = Side(bound=hand.rival_bound(found, subject))
    mine = Side(value=found.value, bound=found.bound, solution=found)
    return Sides(with_it=mine if has else other, without=other if has else mine)


def decided(
    hand: Hand, subject: str, known: Sides, seconds: float, unwanted: Unwanted = never
) -> Sides:
    """Both sides searched until it is told which one is ahead, or neither can be searched further.

    seconds: for each side. The one that lies behind is searched first: mostly it cannot catch up.
    """

    def side(has: bool) -> Hand:
        return hand.locked(subject, "must" if has else "never")

    return ahead(side, known, seconds, unwanted)


def ahead(
    side: Callable[[bool], Hand], known: Sides, seconds: float, unwanted: Unwanted = never
) -> Sides:
    """The same for any two kinds of plans: those that have something and those that have it not."""
    for _ in range(MOST_ROUNDS):
        if known.membership.state != "untold" or unwanted():
            break
        behind = known.with_it.value < known.without.value
        has = behind if not known.of(behind).exhausted else not behind
        mine, other = known.of(has), known.of(not has)
        if mine.exhausted:
            break
        overtaking = has == behind and not other.exhausted
        known = known.put(has, _searched(side(has), mine, other, overtaking, seconds, unwanted))
    return known


def _searched(
    hand: Hand, mine: Side, other: Side, overtaking: bool, seconds: float, unwanted: Unwanted
) -> Side:
    """One side searched until the other is beaten or out of reach; overtaken is enough, where the
    other can still be searched."""

    def enough(value: float, bound: float) -> bool:
        in_front = value > (other.value if overtaking else other.bound)
        return in_front or bound < other.value

    start = mine.solution or other.solution
    found = mine.better(hand.searched(start, (DECIDED, seconds), unwanted, enough))
    return replace(found, exhausted=not enough(found.value, found.bound))
