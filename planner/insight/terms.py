"""On what terms a site or project would be in the plan: how much money, which weight, what cost.

The plan is solved again and again with one number otherwise, on a coarse grid first and then by
bisection between two neighbours that differ. At each point membership is proven or said not to be
known (`sides`): what a plan within the gap happens to hold is no answer. Between two shares that
agree, all are proven to agree where one plan is worth more at both than any of the other side can be at
either (`recalled`). Membership is not monotone in the money: what lies between two amounts that agree was
not looked at, and answers carry their step.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from planner.insight.convex import Worth, tightened
from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.insight.proportions import share_now, shares_at
from planner.insight.sides import DECIDED, Membership, Sides, State, decided, sides_of
from planner.insight.sweep import Asker, Point, first, near, next_at, part_open, refine
from planner.optimise import Solution
from planner.scenario import Loaded

ONE: Final = Fraction(1)
STEP: Final = Fraction(1, 10)
"""Of a share, on the coarse grid."""
FINE: Final = Fraction(1, 100)
"""To which the ends of a band are found."""
AHEAD: Final = 9
"""Points that a search of bands mostly takes: they share its time."""
ENDS: Final = 3
"""Points for which time is kept, to find the ends of bands by."""
EACH: Final = 40.0
"""Seconds for each of several weights."""
MOST_MONEY: Final = 2
"""No more money is tried than so many times the plan's."""
MOST_CUT: Final = Fraction(9, 10)
MONEY_FINE: Final = Fraction(1, 1000)
"""Of all money, to which an extra sum is found."""
FIRST: Final = 16
"""The first change tried is so many times the finest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Values from the first to the last of neighbouring points that agree."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """At which shares of one weight a subject is in the plan, the other weights in proportion."""

    subject: str
    criterion: str
    now: Fraction
    points: tuple[Point, ...]
    """Everything that was tried, rising."""
    complete: bool
    """False where the search was ended before grid and ends were done."""
    solid: bool = False
    """Whether it is proven that between neighbouring points of one state every share has that state."""

    def runs(self, state: State) -> tuple[Band, ...]:
        """Neighbouring points of one state, rising."""
        runs: list[Band] = []
        last: State | None = None
        for point in self.points:
            if point.state == state and last == state:
                runs[-1] = replace(runs[-1], high=point.at)
            elif point.state == state:
                runs.append(Band(low=point.at, high=point.at))
            last = point.state
        return tuple(runs)

    @property
    def bands(self) -> tuple[Band, ...]:
        """Where it is proven to be in the plan."""
        return self.runs("in")

    @property
    def most(self) -> float:
        """Where it cannot be told: how far apart plans with it and without it can be, as a share."""
        return max((p.membership.most for p in self.points if p.state == "untold"), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The least change that was found to turn membership, and the most that does not yet."""

    subject: str
    planned: bool
    """Whether the plan in hand has it."""
    now: Membership
    """Whether it is in every best plan as things stand."""
    at: Fraction | None
    """The least change tried that is proven to turn it; None where none was found."""
    short: Fraction
    """The nearest smaller one that is proven not to; 0 where none is."""
    tried: Fraction
    """How far was looked."""
    open: bool
    """Whether at some change between both, or at the last one tried, it cannot be told."""
    complete: bool


def weight_bands(
    loaded: Loaded,
    start: Solution,
    subject: str,
    criterion: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
    seconds: float | None = None,
) -> Bands:
    """Sweeps one weight from 0 to 1 and bisects where membership turns.

    What is proven at some shares tells of those between (`convex`), and of what a search of its own
    left open. told: the part done, in [0, 1], now and then.
    """
    return swept(Asker(loaded, start, subject, unwanted, seconds), start, criterion, told)


def swept(asker: Asker, start: Solution, criterion: str, told: Told = quiet) -> Bands:
    """The same with an asker that may have learned from another subject's sweep."""
    loaded, subject = asker.hand.loaded, asker.subject
    now = share_now(loaded, criterion)

    def ask(share: Fraction) -> Point | None:
        return asker.ask(share, asker.hand.weighted(shares_at(loaded, criterion, share)))

    def agree(low: Fraction, high: Fraction) -> bool:
        state = points[low].state
        return state == points[high].state and asker.recalled.throughout(low, high, state)

    def settled(low: Fraction, high: Fraction) -> bool:
        """Whether a neighbour says what is between both, or both are as near as the grid."""
        one, other = points[low], points[high]
        wide = STEP if one.state == other.state else near(one, other, FINE)
        return high - low <= wide or agree(low, high)

    here = asker.judge(now, asker.hand, sides_of(asker.hand, subject, start))
    points = {now: Point(at=now, sides=here)}
    asker.ahead = AHEAD
    share = next_at(points, settled, FINE)
    while share is not None and (point := ask(share)) is not None:
        points[share] = point
        asker.ahead = max(ENDS, asker.ahead - 1)
        told(1.0 - float(part_open(points, settled)))
        share = next_at(points, settled, FINE)
    points = tightened(points, _worth(asker.hand, loaded, criterion))
    told(1.0)
    return Bands(
        subject=subject,
        criterion=criterion,
        now=now,
        points=tuple(points[share] for share in sorted(points)),
        complete=share is None,
        solid=all(
            agree(*pair)
            for pair in pairwise(sorted(points))
            if points[pair[0]].state == points[pair[1]].state != "untold"
        ),
    )


def _worth(hand: Hand, loaded: Loaded, criterion: str) -> Worth:
    """What plans are worth where a criterion has no weight, and where it has all of it."""
    ends = [hand.weighted(shares_at(loaded, criterion, share)).problem for share in (0 * ONE, ONE)]

    def worth(plan: Solution) -> tuple[float, float]:
        nothing, everything = (float(p.value[p.positions(plan.chosen)].sum()) for p in ends)
        return nothing, everything

    return worth


def all_bands(
    loaded: Loaded,
    start: Solution,
    subject: str,
    criteria: Sequence[str],
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> tuple[Bands, ...]:
    """The same of several weights, one after the other. told: those that are known by then."""
    found: list[Bands] = []
    for criterion in criteria:
        if unwanted():
            break
        bands = weight_bands(loaded, start, subject, criterion, quiet, unwanted, EACH)
        found.append(bands)
        told(tuple(found))
    return tuple(found)


def money_change(
    loaded: Loaded,
    start: Solution,
    subject: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
    most_money: int = MOST_MONEY,
) -> Change:
    """How much more money brings a subject into the plan, or how much less makes it leave.

    All funds and years change in proportion. The answer is a part of all money: 0.1 is a tenth. No
    more is tried than `most_money` times what there is.
    """
    planned = Hand.of(loaded).holds(start, subject)
    asker = Asker(loaded, start, subject, unwanted, kind="money", grows=not planned)
    way, most = (-1, MOST_CUT) if planned else (1, Fraction(most_money) - ONE)

    def ask(part: Fraction) -> Point | None:
        return asker.ask(part, asker.hand.funded(ONE + way * part))

    now = asker.judge(Fraction(0), asker.hand, sides_of(asker.hand, subject, start))
    return _least(ask, subject, planned, now, most, MONEY_FINE, told)


def cut_needed(
    loaded: Loaded,
    start: Solution,
    subject: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Change:
    """By which part of its cost a subject would have to be cheaper to be in the plan.

    Plans without it are worth the same whatever it costs, and those with it never less where it is
    cheaper: what is enough at one part is enough at every larger one.
    """
    asker = Asker(loaded, start, subject, unwanted, kind="cost")
    hand = asker.hand
    known = decided(hand, subject, sides_of(hand, subject, start), asker.patience, asker.over)
    without = hand.locked(subject, "never").searched(
        known.without.solution or start, (DECIDED, 2 * asker.patience), asker.over
    )
    without = replace(known.without.better(without), exhausted=True)
    asker.recalled.learn(Fraction(0), hand, replace(known, without=without))

    def ask(part: Fraction) -> Point | None:
        if asker.tired:
            return None
        cheaper = hand.cheaper(subject, float(part))
        sides = asker.recalled.sides(part, cheaper)
        if sides.membership.state != "untold":
            return Point(at=part, sides=sides)
        asker.points += 1
        sides = replace(sides, without=replace(sides.without, exhausted=True))
        return Point(at=part, sides=asker.judge(part, cheaper, sides))

    planned = hand.holds(start, subject)
    return _least(ask, subject, planned, known, ONE, FINE, told)


def _least(
    ask: Callable[[Fraction], Point | None],
    subject: str,
    planned: bool,
    sides: Sides,
    most: Fraction,
    fine: Fraction,
    told: Told,
) -> Change:
    """Doubles the change until membership turns, then bisects."""
    turned: State = "out" if planned else "in"
    now = sides.membership
    points = {Fraction(0): Point(at=Fraction(0), sides=sides)}
    part, complete = min(most, FIRST * fine), True
    while now.state != turned and complete:
        point = ask(part)
        complete = point is not None
        if point is None:
            break
        points[part] = point
        told(0.5 * float(part / most))
        if point.state == turned or part >= most:
            break
        part = min(most, 2 * part)
    at = first(points, turned)
    if at is not None:
        told(0.5)
        complete = refine(ask, points, fine, turned)
        at = first(points, turned)
    below = {p.at: p.state for p in points.values() if at is None or p.at < at}
    short = max((a for a, state in below.items() if state not in (turned, "untold")), default=None)
    return Change(
        subject=subject,
        planned=planned,
        now=now,
        at=at,
        short=short or Fraction(0),
        tried=max(points),
        open="untold" in (below[a] for a in below if short is None or a > short),
        complete=complete,
    )
