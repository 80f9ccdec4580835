"""Fairness: how well the least served group can be served, and what that costs the plan as a whole.

*The end.* The largest share that all groups can get (a level, problem/level.py), with what is proven of it;
then the same once more for those that can get still more, the others held where they are: lexicographic
max-min (Ogryczak 1997).
*The curve.* For rising shares that every group is to get of its own attainable gain: the best plan that
keeps them, so that its loss of score is the price of that fairness (Bertsimas, Farias & Trichakis 2011).
*Why not more.* For the least served, how much each could get if everything were done for it alone.
"""

import time
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats
from planner.insight.fair.shares import Alone, By, Groups, Served, gini, lorenz
from planner.insight.forcing import Hand, Interval, Told, Unwanted, never, price, quiet
from planner.insight.near import plan_with
from planner.optimise import Solution
from planner.optimise.reach.farthest import farthest
from planner.problem.level import Level, base_of
from planner.scenario import Loaded

FLOORS: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Shares of the curve; those that no plan reaches are left out."""
TERMS: Final = (1e-3, 3.0)
"""Gap and seconds of a point of it."""
LAST: Final = (1e-3, 8.0)
"""The same of the fairest plan."""
LEVEL_SECONDS: Final = 30.0
LEVELS: Final = 0.6
"""Part of all the time that levels may take: the curve needs the rest."""
ALONE_SECONDS: Final = 3.0
MOST_ALONE: Final = 3
"""Groups of which it is told how much they could get alone: the least served."""
SECONDS: Final = 60.0
GIVEN_UP: Final = (0.003, 0.01, 0.03, 0.05)
"""Parts of the plan's value of which it is told what they buy for the least served."""
_ROW: Final = "fair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fair:
    """What is known."""

    criterion: str
    by: By
    groups: tuple[str, ...]
    now: Served
    curve: tuple[Served, ...]
    """From the plan in hand on, each serving the least better than the one before."""
    refused: tuple[tuple[float, float], ...]
    """(share, part of the value): no plan that loses less than that part gives every group the share."""
    fairest: Served | None
    """Of the plans found the one whose least served gets most, then the next least, and so on."""
    most: float
    """No plan gives every group more: proven."""
    by_word: bool
    """Whether that is a solver's word alone."""
    alone: tuple[Alone, ...]
    final: bool
    seconds: float

    def bought(self, part: float) -> tuple[float, float]:
        """What the least served can get where so much of the value is given up: found, and proven at most."""
        value = self.now.plan.value
        found = max(
            s.least
            for s in (self.now, *self.curve)
            if value - s.plan.value <= part * abs(value) + 1e-12
        )
        most = min([self.most, *(share for share, lost in self.refused if lost > part)])
        return found, max(found, most)


def fairness(
    loaded: Loaded,
    start: Solution,
    criterion: str,
    by: By = "district",
    told: Told = quiet,
    unwanted: Unwanted = never,
    *,
    seconds: float = SECONDS,
) -> Fair | None:
    """What more for the least served costs; what is known is told on the way.

    None where fewer than two groups could gain anything. Raises KeyError for an unknown criterion.
    """
    hand = Hand.of(loaded)
    groups = Groups.of(hand, criterion, by)
    if len(groups.names) < 2:
        return None
    asking = _Asking(hand, groups, replace(start, proof=None), unwanted, seconds)

    def known(*, final: bool) -> Fair:
        return asking.fair(criterion, by, final=final)

    asking.level()
    told(known(final=False))
    for share in FLOORS:
        if asking.over or not asking.floor(share):
            break
        told(known(final=False))
    asking.end()
    asking.least_alone()
    return known(final=True)


class _Asking:
    def __init__(
        self, hand: Hand, groups: Groups, start: Solution, unwanted: Unwanted, seconds: float
    ) -> None:
        self.hand, self.groups, self.start, self.unwanted = hand, groups, start, unwanted
        self.began = time.monotonic()
        self.until = self.began + seconds
        self.now = self._served(start, Interval(low=0.0, high=0.0))
        self.curve: list[Served] = []
        self.refused: list[tuple[float, float]] = []
        self.fairest: Served | None = None
        self.most, self.by_word = 1.0, False
        self.alone: list[Alone] = []

    @property
    def over(self) -> bool:
        return self.unwanted() or time.monotonic() > self.until

    def fair(self, criterion: str, by: By, *, final: bool) -> Fair:
        rising: list[Served] = []
        for served in sorted(self.curve, key=lambda s: (-s.least, -s.plan.value)):
            cheaper = served.plan.value > max([-np.inf, *(s.plan.value for s in rising)])
            if cheaper and served.least > self.now.least + 1e-9:
                rising.insert(0, served)
        return Fair(
            criterion=criterion,
            by=by,
            groups=self.groups.names,
            now=self.now,
            curve=tuple(rising),
            refused=tuple(self.refused),
            fairest=self.fairest,
            most=self.most,
            by_word=self.by_word,
            alone=tuple(self.alone),
            final=final,
            seconds=time.monotonic() - self.began,
        )

    def _served(self, found: Solution, points: Interval) -> Served:
        shares = self.groups.shares(found.chosen)
        got = shares * self.groups.could
        curve = lorenz(got, self.groups.could)
        return Served(
            plan=plan_with(self.hand, self.start, found.chosen),
            shares=tuple(shares.tolist()),
            gini=gini(got, self.groups.could),
            lorenz=tuple(map(tuple, curve.tolist())),
            points=points,
        )

    def _best(self) -> Served:
        return max([self.now, *self.curve], key=lambda served: sorted(served.shares))

    def floor(self, share: float) -> bool:
        """The best plan that gives every group a share; whether higher ones are worth asking for."""
        if self._best().least >= share:
            return True
        problem = self.hand.problem
        for k, row in enumerate(self.groups.rows):
            problem = problem.with_row(f"{_ROW}_{k}", row, ">=", 100.0 * share)
        start = self._best().plan
        if self.fairest is not None and self.fairest.least >= share:
            start = replace(start, chosen=self.fairest.plan.chosen)
        found = replace(self.hand, problem=problem).solve(start, TERMS, self.unwanted)
        if found is None:
            return True
        if found.status == "infeasible":
            if found.bound_from == "prices":  # else the level says it
                self.most = min(self.most, share)
            return False
        ends = price(self.start, found)
        points = Interval(low=max(0.0, ends.low), high=max(0.0, ends.high))
        self.curve.append(self._served(found, points))
        value = self.start.value
        if points.low > 0 and value:
            self.refused.append((share, points.low / abs(value)))
        return True

    def level(self) -> None:
        """The largest share for all, and what is left for those that can get more."""
        held = np.full(len(self.groups.names), -np.inf)
        free = np.ones(len(held), dtype=bool)
        best = self._best()
        first = True
        until = self.began + LEVELS * (self.until - self.began)
        while free.any() and not self.over and time.monotonic() < until:
            far = self._farthest(best, free, held, until - time.monotonic())
            if far is None:
                break
            best, most, by_word = far
            if first and most < self.most:
                self.most, self.by_word = most, by_word
            first = False
            self.fairest = best
            shares = np.array(best.shares)
            least = float(shares[free].min())
            stuck = free & (shares <= least + 0.01)
            held = np.where(stuck, 100.0 * shares, held)
            free &= ~stuck

    def end(self) -> None:
        """The fairest plan, with as much else as it can have, ends the curve."""
        if self.fairest is not None:
            self.fairest = self._worthiest(self.fairest)
            self.curve.append(self.fairest)

    def _worthiest(self, fair: Served) -> Served:
        """The best plan found that serves every group as well."""
        problem = self.hand.problem
        for k, share in enumerate(fair.shares):
            problem = problem.with_row(
                f"{_ROW}_{k}", self.groups.rows[k], ">=", base_of(100.0 * share)
            )
        begin = replace(fair.plan, prices={})
        found = replace(self.hand, problem=problem).solve(begin, LAST, self.unwanted)
        if found is None or found.status == "infeasible" or found.value <= fair.plan.value:
            return fair
        return self._served(found, self._price(found))

    def _farthest(
        self, best: Served, free: Flags, held: Floats, seconds: float
    ) -> tuple[Served, float, bool] | None:
        """The farthest level of the groups that are free, what none passes, and whether only a solver
        says so; those that are held keep what they have. seconds: at most."""
        problem = self.hand.problem
        for k in np.flatnonzero(~free).tolist():
            problem = problem.with_row(
                f"{_ROW}_{k}", self.groups.rows[k], ">=", base_of(float(held[k]))
            )
        rows = self.groups.rows[free]
        base = base_of(float(rows[:, best.plan.chosen].sum(axis=1).min()))
        m = len(rows)
        level = Level.of(problem, rows, np.full(m, base), np.full(m, 100.0 - base))
        left = min(LEVEL_SECONDS, seconds)
        if left <= 0 or base >= 100.0 - 1e-9:
            return None
        far = farthest(level, self.hand.problem.value, best.plan, left, self.unwanted)
        found = plan_with(self.hand, self.start, far.chosen)
        served = self._served(found, self._price(found))
        share = (base + (100.0 - base) * (far.most + 1) / level.steps) / 100.0
        most = min(1.0, share if far.most < level.steps else 1.0)
        best = max(best, served, key=lambda s: sorted(s.shares))
        return best, most, far.bound_from == "solver"

    def _price(self, found: Solution) -> Interval:
        """Of a plan that need not be the best of its kind: what it loses, and nothing less is proven."""
        lost = max(0.0, self.start.bound - found.value)
        return Interval(low=0.0, high=lost)

    def least_alone(self) -> None:
        """How much the least served could get if everything were done for them."""
        order = np.argsort(self.now.shares, kind="stable")[:MOST_ALONE].tolist()
        for k in order:
            if self.over:
                return
            rows = self.groups.rows[[k]]
            base = base_of(float(rows[0][self.start.chosen].sum()))
            if base >= 100.0 - 1e-6:
                continue
            level = Level.of(self.hand.problem, rows, np.array([base]), np.array([100.0 - base]))
            far = farthest(level, self.hand.problem.value, self.start, ALONE_SECONDS, self.unwanted)
            ends = [
                (base + (100.0 - base) * step / level.steps) / 100.0
                for step in (far.step, far.most + 1)
            ]
            self.alone.append(
                Alone(
                    group=self.groups.names[k],
                    found=ends[0],
                    most=min(1.0, ends[1]),
                    by_word=far.bound_from == "solver",
                )
            )
