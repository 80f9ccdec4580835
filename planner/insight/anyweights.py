"""Does a site or project enter under any weights at all? Some at which it does, or a proof that it never does.

Weights are shares that sum to 1, the corners of a simplex being those where one criterion is all that
counts. Which plans keep the rows does not depend on them, and a plan is worth a sum that is linear in them; so
the best plan with the subject, and the best one without it, are convex in the weights.

*That it enters* is shown by weights: both sides are searched there, and one plan with it is worth more than any
without it can be. Where to look: at weights at which a plan known with it is furthest ahead of all known without
it (cutting planes: each look adds plans to either side), and where saving money counts so much that little
dearer than it is done.
*That it does not* is shown for cells of the simplex. No plan with it is worth more inside than the bounds at the
corners, interpolated; and a mix of known plans without it is worth no more than the best one of them (the most of
lines lies above their mean). Where a mix is worth as much at every corner, no weights inside bring it in. A cell that
is not settled so is halved at its longest edge (branch and bound over simplices; Horst 1976). Or at once for
all weights, where no plan has it together with all that is better in everything (`betters`).

What is neither shown within so many corners and so much time cannot be told.
"""

import heapq
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Final, Literal

import numpy as np

from planner.arrays import Floats
from planner.criteria import COST
from planner.insight.betters import bettered
from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.insight.sides import Sides, decided
from planner.optimise import Solution
from planner.optimise.solvers.nearest import foremost_weights

MOST_CORNERS: Final = 64
"""Weights that are tried at most."""
SECONDS: Final = 60.0
EACH: Final = 4.0
"""Seconds for a side at one corner."""
CLOSE: Final = 1e-6
"""Gap of a side at a corner: what is left of it is room in which a cell cannot be settled."""
HAIR: Final = 1e-6
"""Points by which a plan is not ahead: values are kept to a billionth, and sums of them err."""
CLIMBS: Final = 4
"""Looks where a known plan is furthest ahead, before a cell is halved again."""
SAVING: Final = (Fraction(2, 3), Fraction(1, 3))
"""Of the weight of cost at which it would be worth nothing."""
_TIDY: Final = 1000
"""Parts of all weights in which those that are looked at are told."""
_TURNS: Final = 400
"""Of the game that mixes plans; any mix is a proof, a better one settles larger cells."""

Place = tuple[Fraction, ...]
"""Weights, in the order of the criteria that tell, cost last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyWeights:
    """Whether some weights bring a subject into every best plan."""

    subject: str
    state: Literal["in", "out", "untold"]
    """Some do; none does; neither is proven."""
    weights: Mapping[str, float] | None
    """Criterion, and cost, -> share at which it is in: proven there."""
    tried: int
    """How many weightings were looked at."""
    out: int
    """At how many of them it is proven not to be ahead."""


def any_weights(
    hand: Hand,
    subject: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
    *,
    most: int = MOST_CORNERS,
    seconds: float = SECONDS,
) -> AnyWeights:
    """Looks for weights that bring it in, and for a proof that there are none. told: the part of the
    weightings that have been looked at, in [0, 1]. Raises KeyError for an unknown id."""
    search = _Search(
        hand=hand, subject=subject, unwanted=unwanted, until=time.monotonic() + seconds
    )
    n = len(search.criteria)
    units = [tuple(Fraction(int(i == k)) for i in range(n)) for k in range(n)]
    first, *others = (units[k] for k in search.serving())
    if search.enters(first):
        return search.answer(first)
    if search.known[first].with_it.bound == -np.inf or bettered(hand, subject, lambda: search.over):
        return search.answer(None, proven=True)  # no plan holds it, or none with its betters
    for place in (*search.saving(), *others):
        found = place if search.over or search.enters(place) else search.climbed()
        if found is not None:
            return search.answer(found)
        told(len(search.known) / most)
    cells = [(0.0, 0, tuple(units))]
    pushed = 1
    while cells:
        _, _, cell = heapq.heappop(cells)
        lead = search.lead(cell)
        if lead <= HAIR:
            continue
        middle, halves = _halved(cell)
        if search.over or len(search.known) >= most:
            return search.answer(None)
        found = middle if search.enters(middle) else search.climbed()
        if found is not None:
            return search.answer(found)
        told(len(search.known) / most)
        for half in halves:
            heapq.heappush(cells, (-lead, pushed, half))
            pushed += 1
    return search.answer(None, proven=True)


def _halved(cell: tuple[Place, ...]) -> tuple[Place, tuple[tuple[Place, ...], tuple[Place, ...]]]:
    """The middle of the longest edge, and the cell with either end of it moved there."""

    def length(pair: tuple[int, int]) -> Fraction:
        return sum(
            ((a - b) ** 2 for a, b in zip(cell[pair[0]], cell[pair[1]], strict=True)), Fraction(0)
        )

    ends = max(combinations(range(len(cell)), 2), key=length)
    middle = tuple((a + b) / 2 for a, b in zip(cell[ends[0]], cell[ends[1]], strict=True))
    one, other = (
        tuple(middle if k == end else place for k, place in enumerate(cell)) for end in ends
    )
    return middle, (one, other)


@dataclass(slots=True, kw_only=True)
class _Search:
    hand: Hand
    subject: str
    unwanted: Unwanted
    until: float
    criteria: tuple[str, ...] = field(init=False)
    """Those that tell plans apart, cost last: of another one's weight nothing depends."""
    points: Floats = field(init=False)
    """(n, k) points for a whole weight of 1 on each."""
    known: dict[Place, Sides] = field(init=False, default_factory=dict)
    without: list[Solution] = field(init=False, default_factory=list)
    """Plans without it."""
    with_it: list[Solution] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        points = self.hand.prepared.points_of_weights()
        telling = np.flatnonzero(np.abs(points).any(axis=0))
        names = (*self.hand.prepared.table.criteria, COST)
        self.criteria = tuple(names[k] for k in telling)
        self.points = points[:, telling]
        self.hand.members(self.subject)

    def serving(self) -> list[int]:
        """The criteria, those first of which it brings most."""
        most = self.points[self.hand.members(self.subject)].max(axis=0)
        return [int(k) for k in np.argsort(-most, kind="stable")]

    def saving(self) -> list[Place]:
        """Weights of what it brings most of and of cost, at which it is still worth something: what brings
        less for its money is not done there."""
        most, *_ = self.serving()
        if COST not in self.criteria or self.criteria[most] == COST:
            return []
        cost = self.criteria.index(COST)
        courses = self.points[self.hand.members(self.subject)][:, [most, cost]]
        brings, takes = max(courses, key=lambda c: c[0] / (c[0] - c[1]) if c[0] > c[1] else 0.0)
        if not brings > 0.0 > takes:
            return []
        even = brings / (brings - takes)
        return [
            self._tidy(np.array([(k == most) * (1 - s) + (k == cost) * s for k in range(n)]))
            for n in (len(self.criteria),)
            for s in (float(part) * even for part in SAVING)
        ]

    def climbed(self) -> Place | None:
        """Weights that bring it in, found from plan to plan; None where a few looks find none."""
        for _ in range(CLIMBS):
            place = self._foremost()
            if place is None or place in self.known or self.over:
                break
            if self.enters(place):
                return place
        return None

    def _foremost(self) -> Place | None:
        """Where some plan known with it is furthest ahead of all known without it; None where none is."""
        if not (self.with_it and self.without):
            return None
        mine, theirs = (
            np.unique([self._worth(plan) for plan in plans], axis=0)
            for plans in (self.with_it, self.without)
        )
        weights, lead = max(
            (foremost_weights(one - theirs) for one in mine), key=lambda found: found[1]
        )
        return self._tidy(weights) if lead > HAIR else None

    def _tidy(self, weights: Floats) -> Place:
        """The same in whole parts, the largest taking what is left."""
        parts = [round(float(w) * _TIDY) for w in weights]
        parts[int(np.argmax(weights))] += _TIDY - sum(parts)
        return tuple(Fraction(part, _TIDY) for part in parts)

    def enters(self, place: Place) -> bool:
        """Whether both sides show that it is in at some weights."""
        return self.at(place).membership.state == "in"

    @property
    def over(self) -> bool:
        return self.unwanted() or time.monotonic() > self.until

    def at(self, place: Place) -> Sides:
        """Both sides at some weights, from the plans that are known already."""
        hand = self.hand.weighted(dict(zip(self.criteria, place, strict=True)))
        found = Sides(
            with_it=hand.locked(self.subject, "must").searched(
                self._best(self.with_it, place), (CLOSE, EACH), lambda: self.over
            ),
            without=hand.locked(self.subject, "never").searched(
                self._best(self.without, place), (CLOSE, EACH), lambda: self.over
            ),
        )
        if found.membership.state == "untold" and found.membership.most > HAIR:
            found = decided(hand, self.subject, found, EACH, lambda: self.over)
        for side, plans in ((found.with_it, self.with_it), (found.without, self.without)):
            if side.solution is not None:
                plans.append(side.solution)
        self.known[place] = found
        return found

    def _worth(self, plan: Solution) -> Floats:
        """(k,) points of a plan for whole weights."""
        return np.asarray(self.points[plan.chosen].sum(axis=0))

    def _best(self, plans: list[Solution], place: Place) -> Solution | None:
        weights = np.array([float(w) for w in place])
        return max(plans, key=lambda plan: float(self._worth(plan) @ weights), default=None)

    def lead(self, cell: tuple[Place, ...]) -> float:
        """By how many points a plan with it can be ahead within a cell at most; infinite where nothing
        bounds it."""
        if not self.without:
            return np.inf
        bounds = np.array([self.known[place].with_it.bound for place in cell])
        corners = np.array([[float(w) for w in place] for place in cell])
        worth = np.unique([self._worth(plan) for plan in self.without], axis=0) @ corners.T
        behind = bounds - worth  # (plans, corners): by how much each is behind the bounds there
        return float((_mixed(behind) @ behind).max())

    def answer(self, place: Place | None, *, proven: bool = False) -> AnyWeights:
        """What is known by now; place: weights at which it is in, if any."""
        states = [sides.membership for sides in self.known.values()]
        is_in = place is not None and place in self.known
        is_in = is_in and self.known[place].membership.state == "in"  # type: ignore[index]
        weights = dict(zip(self.criteria, map(float, place or ()), strict=False))
        return AnyWeights(
            subject=self.subject,
            state="in" if is_in else "out" if proven else "untold",
            weights=weights if is_in else None,
            tried=len(states),
            out=sum(m.apart.high <= HAIR for m in states),
        )


def _mixed(behind: Floats) -> Floats:
    """(plans,) parts of a mix that is little behind at its worst corner, by fictitious play of a matrix
    game (Brown 1951): each turn the plan that is least behind on the mean of the worst corners so far."""
    plans, corners = behind.shape
    if plans == 1 or not np.isfinite(behind).all():
        return np.full(plans, 1.0 / plans)
    parts, asked = np.zeros(plans), np.zeros(corners)
    best, least = np.full(plans, 1.0 / plans), np.inf
    asked[:] = 1.0 / corners
    for _ in range(_TURNS):
        parts[int(np.argmin(behind @ asked))] += 1.0
        mix = parts / parts.sum()
        worst = mix @ behind
        if worst.max() < least:
            best, least = mix, float(worst.max())
        if least <= 0.0:
            break
        asked[int(np.argmax(worst))] += 1.0
    return best
