"""On what terms a site or project would be in the plan: how much money, which weight, what grant.

The plan is solved again and again with one number otherwise, on a coarse grid first and then by
bisection between two neighbours that differ. Plans are not monotone in a weight or in the money:
what lies between two points that agree was not looked at, and answers carry their step. What a
plan within the gap says of membership may be a matter of luck, so that each point also says
whether its prices prove it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.insight.proportions import share_now, shares_at
from planner.optimise import Solution
from planner.scenario import Loaded

ONE: Final = Fraction(1)
STEP: Final = Fraction(1, 10)
"""Of a share, on the coarse grid."""
FINE: Final = Fraction(1, 100)
"""To which the ends of a band are found."""
TERMS: Final = (1e-3, 1.0)
"""Gap and seconds of each of the plans."""
LAST: Final = (3e-3, 8.0)
"""Of a second attempt, where the first found none."""
MOST_MONEY: Final = 2
"""No more money is tried than so many times the plan's."""
MOST_CUT: Final = Fraction(9, 10)
MONEY_FINE: Final = Fraction(1, 1000)
"""Of all money, to which an extra sum is found."""
FIRST: Final = 16
"""The first change tried is so many times the finest."""
MOST_SOLVES: Final = 40
SECONDS: Final = 20.0
"""For one answer; what is not done by then is said to be incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One plan of a sweep."""

    at: Fraction
    planned: bool
    sure: bool
    """Whether the prices prove it, and not only the plan that was found says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Values at which it is in the plan; each end is found to within `FINE`."""

    low: Fraction
    high: Fraction
    sure: bool
    """Whether the prices prove membership on both sides of both ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """At which shares of one weight a subject is in the plan, the other weights in proportion."""

    subject: str
    criterion: str
    now: Fraction
    bands: tuple[Band, ...]
    """Rising; empty where it is in no plan that was tried."""
    points: tuple[Point, ...]
    """Everything that was tried, rising."""
    complete: bool
    """False where the search was ended before the grid was done."""

    @property
    def nearest(self) -> Band | None:
        """The band that the present share lies in or is nearest to."""
        return min(self.bands, key=lambda b: max(b.low - self.now, self.now - b.high), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The least change at which membership turns, found by bisection between two plans."""

    subject: str
    now: bool
    """Whether it is in the plan as things stand."""
    at: Fraction | None
    """A change that turns it; None where none was found."""
    short: Fraction
    """The nearest smaller change that was tried and does not turn it."""
    tried: Fraction
    """How far was looked."""
    sure: bool
    complete: bool


class _Asker:
    """Asks one scenario for plans, each warm from the last; counts them."""

    def __init__(self, loaded: Loaded, start: Solution, subject: str, unwanted: Unwanted) -> None:
        self.hand = Hand.of(loaded)
        self.last = start
        self.subject, self.unwanted = subject, unwanted
        self.solves = 0
        self.until = time.monotonic() + SECONDS

    @property
    def tired(self) -> bool:
        """Whether to ask no more: nobody wants to know, or enough was asked."""
        return self.unwanted() or self.solves >= MOST_SOLVES or time.monotonic() > self.until

    def ask(self, at: Fraction, hand: Hand) -> Point | None:
        """Whether the subject is in the plan; None where there is no plan, or no wish for more."""
        if self.tired:
            return None
        self.solves += 1
        found = hand.solve(self.last, TERMS, self.unwanted)
        if found is None and not self.tired:
            found = hand.solve(self.last, LAST, self.unwanted)
        if found is None or found.status == "infeasible":
            return None
        self.last = found
        planned = hand.holds(found, self.subject)
        return Point(at=at, planned=planned, sure=hand.sure(found, self.subject))


def weight_bands(
    loaded: Loaded,
    start: Solution,
    subject: str,
    criterion: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Bands:
    """Sweeps one weight from 0 to 1 and bisects where membership turns.

    told: the part done, in [0, 1], now and then.
    """
    asker = _Asker(loaded, start, subject, unwanted)
    now = share_now(loaded, criterion)
    grid = sorted({*(k * STEP for k in range(int(1 / STEP) + 1)), now})

    def ask(share: Fraction) -> Point | None:
        return asker.ask(share, asker.hand.weighted(shares_at(loaded, criterion, share)))

    points: dict[Fraction, Point] = {}
    for done, share in enumerate(_from(now, grid)):
        point = ask(share)
        if point is not None:
            points[share] = point
        told(0.7 * (done + 1) / len(grid))
    coarse = sorted(points)
    turns = [(a, b) for a, b in pairwise(coarse) if points[a].planned != points[b].planned]
    for done, (low, high) in enumerate(turns):
        for point in _bisect(ask, points[low], points[high], FINE):
            points[point.at] = point
        told(0.7 + 0.3 * (done + 1) / len(turns))
    found = tuple(points[share] for share in sorted(points))
    return Bands(
        subject=subject,
        criterion=criterion,
        now=now,
        bands=_bands(found),
        points=found,
        complete=len(coarse) == len(grid) and not asker.tired,
    )


def _from(now: Fraction, grid: list[Fraction]) -> list[Fraction]:
    """Upward from the present share, then downward: neighbours start from each other's plans."""
    up = [share for share in grid if share >= now]
    return [*up, *(share for share in reversed(grid) if share < now)]


def _bisect(
    ask: Callable[[Fraction], Point | None], low: Point, high: Point, fine: Fraction
) -> list[Point]:
    """Points between two that differ, until two that differ are at most `fine` apart."""
    asked: list[Point] = []
    while abs(high.at - low.at) > fine:
        point = ask(_between(low.at, high.at, fine))
        if point is None:
            break
        asked.append(point)
        if point.planned == low.planned:
            low = point
        else:
            high = point
    return asked


def _between(low: Fraction, high: Fraction, fine: Fraction) -> Fraction:
    """A multiple of `fine` near the middle where there is one, so that answers read well."""
    middle = (low + high) / 2
    tidy = round(middle / fine) * fine
    return tidy if min(low, high) < tidy < max(low, high) else middle


def _bands(points: tuple[Point, ...]) -> tuple[Band, ...]:
    bands: list[Band] = []
    begin: int | None = None
    for k, point in enumerate(points):
        if point.planned and begin is None:
            begin = k
        if begin is not None and (not point.planned or k == len(points) - 1):
            end = k if point.planned else k - 1
            ends = points[max(0, begin - 1) : end + 2]
            edge = (ends[0], points[begin], points[end], ends[-1])
            sure = all(p.sure for p in edge)
            bands.append(Band(low=points[begin].at, high=points[end].at, sure=sure))
            begin = None
    return tuple(bands)


def money_change(
    loaded: Loaded,
    start: Solution,
    subject: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Change:
    """How much more money brings a subject into the plan, or how much less makes it leave.

    All funds and years change in proportion. The answer is a part of all money: 0.1 is a tenth.
    """
    asker = _Asker(loaded, start, subject, unwanted)
    planned = asker.hand.holds(start, subject)
    way, most = (-1, MOST_CUT) if planned else (1, Fraction(MOST_MONEY) - ONE)

    def ask(part: Fraction) -> Point | None:
        return asker.ask(part, asker.hand.funded(ONE + way * part))

    return _least(ask, asker, start, most, MONEY_FINE, told)


def grant_needed(
    loaded: Loaded,
    start: Solution,
    subject: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Change:
    """Which part of its cost somebody else would have to pay for a subject to be in the plan."""
    asker = _Asker(loaded, start, subject, unwanted)

    def ask(part: Fraction) -> Point | None:
        return asker.ask(part, asker.hand.granted(subject, float(part)))

    return _least(ask, asker, start, ONE, FINE, told)


def _least(
    ask: Callable[[Fraction], Point | None],
    asker: _Asker,
    start: Solution,
    most: Fraction,
    fine: Fraction,
    told: Told,
) -> Change:
    """Doubles the change until membership turns, then bisects."""
    subject = asker.subject
    now = Point(
        at=Fraction(0),
        planned=asker.hand.holds(start, subject),
        sure=asker.hand.sure(start, subject),
    )
    low, high, part = now, None, min(most, FIRST * fine)
    complete = True
    while high is None and complete:
        point = ask(part)
        complete = point is not None
        if point is not None and point.planned != now.planned:
            high = point
        elif point is not None:
            low = point
            if part >= most:
                break
            part = min(most, 2 * part)
        told(0.5 * float(part / most))
    if high is not None:
        told(0.5)
        asked = _bisect(ask, low, high, fine)
        low = max((p for p in [low, *asked] if p.planned == now.planned), key=lambda p: p.at)
        high = min((p for p in [high, *asked] if p.planned != now.planned), key=lambda p: p.at)
        complete = abs(high.at - low.at) <= fine
    return Change(
        subject=subject,
        now=now.planned,
        at=None if high is None else high.at,
        short=low.at,
        tried=max(part, low.at),
        sure=high is not None and low.sure and high.sure,
        complete=complete,
    )
