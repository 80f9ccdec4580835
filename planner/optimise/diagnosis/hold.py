"""Can these rows hold together? A proof that they cannot, or a plan that shows they can.

1. No: a linear program in which every row may be broken for a price. Its prices prove that no
   plan keeps the rows where L(p) < 0 for a problem whose values are all 0 (Farkas), and only the
   rows with a price take part in that proof. It is checked in exact arithmetic.
2. Yes: a plan rounded from the linear program, or one known from an earlier question.
3. Else an integer program over the alternatives that these rows tell apart: of those that are
   alike to them one is enough, and dominated ones can go.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.exact import violations
from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.diagnosis.relax import relaxation
from planner.optimise.market.market import market_of
from planner.optimise.price.linear import Range, solve_linear
from planner.optimise.prove.core import integer_program
from planner.optimise.prove.reduce import undominated
from planner.optimise.search import Clock, Search
from planner.optimise.tuning import DIAGNOSE, PROVE
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A plan that keeps the rows, or rows that are proven to clash, or neither in time."""

    plan: Integers | None = None
    """(n_groups,) positions."""
    clash: tuple[int, ...] | None = None
    """Rows of the whole problem that cannot hold together."""


def part_of(problem: Problem, rows: Sequence[int]) -> Problem:
    """The problem with some of its linking rows, in which every plan is worth nothing."""
    kept = problem.linking.only(rows)
    return replace(problem, value=np.zeros_like(problem.value), linking=kept, labels=())


def lean(part: Problem, value: Floats) -> Flags:
    """(n,) alternatives that the rows and the values tell apart, less the dominated ones.

    Where hardly any of the first groups' go, all others stay as well: looking is not free.
    """
    market = market_of(part)
    kept = np.ones(len(value), dtype=bool)
    pairs = np.cumsum(market.sizes.astype(np.float64) ** 2)
    run = (pairs // (PROVE.most_pairs / 2)).astype(np.int64) + 1
    run[: DIAGNOSE.sample] = 0
    by_alternative = run[market.group]
    for k in np.unique(run).tolist():
        some = by_alternative == k
        kept &= undominated(market, value, some) | ~some
        if np.count_nonzero(kept & some) > DIAGNOSE.worth_it * np.count_nonzero(some):
            break
    return kept


@dataclass(slots=True, kw_only=True)
class Oracle:
    """Answers for one problem; plans found once are tried again."""

    problem: Problem
    clock: Clock
    seed: int = 0
    known: list[Integers] = field(default_factory=list)

    def can_hold(
        self, rows: Sequence[int], seconds: float = 60.0, *, quick: bool = False
    ) -> Verdict:
        """Whether a plan keeps these rows of the problem; quick: only what prices can prove."""
        verdict = self.holds(part_of(self.problem, rows), seconds, quick=quick)
        if verdict.clash is None:
            return verdict
        return Verdict(clash=tuple(rows[k] for k in verdict.clash))

    def holds(self, part: Problem, seconds: float = 60.0, *, quick: bool = False) -> Verdict:
        """The same for a problem of its own; a clash is counted by its rows."""
        for plan in reversed(self.known):
            if not violations(part, plan):
                return Verdict(plan=plan)
        if not part.n_groups:
            broken = violations(part, np.empty(0, dtype=np.int64))
            return Verdict(clash=tuple({r for v in broken for r in (*v.rows, *v.suppliers)}))
        deadline = time.monotonic() + min(seconds, self.clock.left())
        kept = lean(part, part.value)
        room = _room(part)
        relaxed = relaxation(part, kept, [room], deadline - time.monotonic(), inward=room, most=1.0)
        if relaxed.shares is None:
            prices = elastic(part, kept, deadline - time.monotonic())
            clash = _proven(part, prices)
            if clash is not None:
                return Verdict(clash=clash)
        return Verdict() if quick else self._integer(part, kept, relaxed.shares, deadline)

    def remember(self, plan: Integers) -> None:
        """Keeps a plan for later questions."""
        self.known.append(plan)

    def search(self, part: Problem, deadline: float) -> Search:
        """A search for plans of a part."""
        clock = Clock(deadline=deadline, cancelled=lambda: self.clock.left() <= 0)
        return Search(problem=part, gap=0.0, seed=self.seed, clock=clock)

    def _integer(
        self, part: Problem, kept: Flags, shares: Floats | None, deadline: float
    ) -> Verdict:
        market = market_of(part)
        kept = kept & ~market.local.banned
        everything = tuple(range(len(part.linking)))
        if (np.add.reduceat(kept.astype(np.int64), market.begins) == 0).any():
            return Verdict(clash=everything)
        search = self.search(part, deadline)
        if np.count_nonzero(kept) > DIAGNOSE.core:
            for core in cores(part, kept, shares, self.seed):
                if search.best is None and search.clock.left() > 0:
                    integer_program(search, core, search.clock.left() / 2.0, nodes=DIAGNOSE.nodes)
        if search.best is None and search.clock.left() > 0:
            outcome = integer_program(search, kept, search.clock.left())
            if outcome.infeasible and search.best is None and search.clock.left() > 0:
                again = integer_program(search, kept, search.clock.left(), careful=True)
                if again.infeasible and search.best is None:
                    return Verdict(clash=everything)
        if search.best is None:
            return Verdict()
        self.remember(search.best)
        return Verdict(plan=search.best)


def clashes(
    problem: Problem, seconds: float, seed: int = 0, stop: Callable[[], bool] | None = None
) -> bool:
    """Whether it is proven, within `seconds`, that no plan keeps all rows of the problem."""
    clock = Clock(deadline=time.monotonic() + seconds, cancelled=stop)
    oracle = Oracle(problem=problem, clock=clock, seed=seed)
    return oracle.can_hold(range(len(problem.linking)), seconds).clash is not None


def elastic(part: Problem, kept: Flags, seconds: float) -> Floats | None:
    """Prices at which kept alternatives break the rows least, each counted in its typical use."""
    if not len(part.linking):
        return np.zeros(0)
    market = market_of(part)
    price = 1.0 / market.scale
    within = Range(
        centre=np.zeros(len(price)),
        low=np.where(market.sign > 0, 0.0, -price),
        high=np.where(market.sign < 0, 0.0, price),
    )
    columns = np.flatnonzero(kept)
    return solve_linear(market, part.value, columns, market.rhs, within, seconds).prices


def _proven(part: Problem, prices: Floats | None) -> tuple[int, ...] | None:
    """The rows of an exact proof that no plan keeps them all, if the prices are one."""
    if prices is None:
        return None
    weight = np.abs(prices) * market_of(part).scale
    clean = np.where(weight > DIAGNOSE.noise * float(weight.max(initial=0.0)), prices, 0.0)
    for some in (clean, prices):
        lawful = lawful_prices(part.linking, some)
        named = dict(zip(part.linking.names, lawful.tolist(), strict=True))
        if exact_bound(part, named) < 0:
            return tuple(np.flatnonzero(lawful).tolist())
    return None


def cores(part: Problem, kept: Flags, shares: Floats | None, seed: int) -> Iterator[Flags]:
    """Parts of the kept alternatives to round with, the smaller first: those that a linear program
    mixes, and all of the groups that it cannot decide, that others depend on, or that are drawn."""
    if shares is None:
        return
    mixed = kept.copy()
    mixed[kept] = shares[kept] > DIAGNOSE.noise
    count = np.bincount(part.group[mixed], minlength=part.n_groups)
    order = np.random.default_rng(seed).permutation(part.n_groups)
    for extra in DIAGNOSE.extra_groups:
        anew = count != 1
        anew[market_of(part).local.entangled] = True
        anew[order[:extra]] = True
        yield mixed | (kept & anew[part.group])


def _room(part: Problem) -> dict[int, float]:
    """By how much to move the limits of rows that many groups share, so that rounding has room."""
    market = market_of(part)
    largest = np.zeros(len(market.rhs))
    np.maximum.at(largest, market.uses.indices, np.abs(market.uses.data))
    room = np.minimum(largest, DIAGNOSE.room * market.scale)
    room[market.local.rows | (market.sign == 0)] = 0.0
    return {r: float(room[r]) for r in np.flatnonzero(room).tolist()}
