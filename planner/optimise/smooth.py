"""Prices by Newton's method on a smoothed bound, made sharper step by step.

L(p) has a kink wherever two alternatives of a group change places. Softened by an entropy term
(Nesterov 2005) and kept inside the lawful prices by a logarithmic barrier it is smooth:

    F(p) = sum_g mu log sum_{a in g} exp(reduced_a(p) / mu) + p rhs - nu sum_k log s_k(p)

where s_k >= 0 are the prices with their lawful signs and, for money that may flow from a supply
to a use, the price of the one less that of the other. A city of thousands of sites is nearly
smooth already, so a few primal-dual Newton steps (Wright 1997, chapter 6) follow the minimum as
mu and nu shrink; each step needs curvature only where alternatives are close. Nothing here has
to be exact: L(p) bounds the optimum for whatever p comes out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from planner.optimise.market import Market

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NEAR: Final = 30.0
"""Alternatives this many mu below the best of their group have no weight left."""
SHRINK: Final = 4.0
MOST_STEPS: Final = 6
MOST_HALVINGS: Final = 7
BARRIER: Final = 0.005
"""nu is mu times this for every group: the barrier's part of the gap stays the smaller one."""
STAY_INSIDE: Final = 0.9
LEAST_DECREASE: Final = 1e-4
ENOUGH: Final = 6_000
"""Alternatives whose spread tells the curvature; of more, every so many-th group does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """All groups, or a sample of them with its share of every limit."""

    value: Floats
    """(n,) -inf where an alternative is out of the question."""
    uses: csr_array
    begins: Integers
    group: Integers
    rhs: Floats


@dataclass(slots=True)
class Trail:
    """Where the path stands: prices, and the multipliers of their limits."""

    prices: Floats
    multipliers: Floats
    mu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bend:
    """F without its barrier at some prices: value, slope and curvature."""

    value: float
    slope: Floats
    curvature: Floats
    split: int
    """Alternatives that share a group with a near rival."""


class Smoother:
    """Follows the path of minima on one part of a market."""

    def __init__(self, market: Market, free: Integers) -> None:
        self.free = free
        self.limits = _limits(market, free)

    def interior(self, prices: Floats, typical: Floats) -> Floats:
        """Prices moved strictly inside what is lawful; typical: (n_rows,) their usual size."""
        moved = prices.copy()
        for _ in range(2):
            slack = self.limits @ moved[self.free]
            least = 1e-3 * (abs(self.limits) @ typical[self.free])
            short = np.maximum(least - slack, 0.0)
            moved[self.free] += self.limits.T @ short
        return moved

    def restart(self, part: Part, trail: Trail) -> None:
        """Multipliers for a part of another size: those of the barrier itself."""
        slack = self.limits @ trail.prices[self.free]
        trail.multipliers = BARRIER * trail.mu * len(part.begins) / slack

    def follow(self, part: Part, trail: Trail, until: float, left: Callable[[], float]) -> int:
        """Shrinks mu to below `until`, prices in place; returns the passes it took."""
        passes = 0
        while trail.mu >= until * (1 - 1e-9) and left() > 0:
            passes += self._settle(part, trail, left)
            trail.mu /= SHRINK
            trail.multipliers /= SHRINK
        return passes

    def _settle(self, part: Part, trail: Trail, left: Callable[[], float]) -> int:
        """Newton steps at one mu."""
        nu = BARRIER * trail.mu * len(part.begins)
        passes = 0
        for _ in range(MOST_STEPS):
            if left() <= 0:
                break
            bend = _bend(part, trail.prices, trail.mu, self.free)
            if not np.isfinite(bend.value):
                break  # prices of rows that nothing keeps have grown beyond all numbers
            slack = self.limits @ trail.prices[self.free]
            step = self._step(bend, slack, trail.multipliers, nu)
            if step is None:
                break
            change, steps = step
            slope = bend.slope - nu * (self.limits.T @ (1.0 / slack))
            decrease = float(-slope @ change)
            before = bend.value - nu * np.log(slack).sum()
            length, tried = self._search(part, trail, change, nu, before, decrease)
            passes += 1 + tried
            if not length:
                break  # as low as rounding lets it go at this mu
            trail.prices[self.free] += length * change
            slack = self.limits @ trail.prices[self.free]
            trail.multipliers = np.clip(
                trail.multipliers + steps, nu / slack / 100, nu / slack * 100
            )
            if decrease < 0.01 * (trail.mu * bend.split + nu * len(slack)) and length > 0.5:
                break
        return passes

    def _step(
        self, bend: _Bend, slack: Floats, multipliers: Floats, nu: float
    ) -> tuple[Floats, Floats] | None:
        """The primal-dual direction in the prices, and the move of the multipliers."""
        weight = multipliers / slack
        barrier = (self.limits.T @ csr_array(self.limits.multiply(weight[:, None]))).toarray()
        curvature = bend.curvature + barrier
        slope = bend.slope - nu * (self.limits.T @ (1.0 / slack))
        size = np.sqrt(np.maximum(np.diag(curvature), 1e-300))
        scaled = curvature / size[:, None] / size[None, :] + 1e-10 * np.eye(len(size))
        try:
            change = -np.linalg.solve(scaled, slope / size) / size
        except np.linalg.LinAlgError:
            return None
        if not np.isfinite(change).all():
            return None
        moved = self.limits @ change
        steps = nu / slack - multipliers - weight * moved
        return change * _inside(slack, moved), steps * _inside(multipliers, steps)

    def _search(
        self,
        part: Part,
        trail: Trail,
        change: Floats,
        nu: float,
        before: float,
        decrease: float,
    ) -> tuple[float, int]:
        """How far to go along the direction, and how many passes it took to tell."""
        length = 1.0
        for tried in range(1, MOST_HALVINGS + 1):
            there = trail.prices.copy()
            there[self.free] += length * change
            slack = self.limits @ there[self.free]
            height = _height(part, there, trail.mu)
            if (slack > 0).all() and height - nu * np.log(slack).sum() <= before - (
                LEAST_DECREASE * length * decrease
            ):
                return length, tried
            length /= 2.0
        return 0.0, tried


def _inside(now: Floats, move: Floats) -> float:
    """The longest part of a move that keeps what is positive positive."""
    falling = move < 0
    if not falling.any():
        return 1.0
    return float(min(1.0, STAY_INSIDE * np.min(-now[falling] / move[falling])))


def _limits(market: Market, free: Integers) -> csr_array:
    """(k, n_free) s = limits @ p >= 0: lawful signs, and no use dearer than its supply."""
    place = np.full(len(market.rhs), -1)
    place[free] = np.arange(len(free))
    signed = np.flatnonzero(market.sign[free])
    source, sink = place[market.arcs.T]
    n_signed, n_arcs = len(signed), len(source)
    rows = np.concatenate([np.arange(n_signed), *(n_signed + np.arange(n_arcs),) * 2])
    columns = np.concatenate([signed, source, sink])
    data = np.concatenate([market.sign[free][signed], np.ones(n_arcs), -np.ones(n_arcs)])
    return csr_array((data, (rows, columns)), shape=(n_signed + n_arcs, len(free)))


def _height(part: Part, prices: Floats, mu: float) -> float:
    """F without its barrier."""
    reduced = part.value - part.uses @ prices
    best = np.maximum.reduceat(reduced, part.begins)
    near = np.flatnonzero(reduced > best[part.group] - NEAR * mu)
    group = part.group[near]
    weight = np.bincount(
        group, np.exp((reduced[near] - best[group]) / mu), minlength=len(part.begins)
    )
    return float(best.sum() + mu * np.log(weight).sum() + part.rhs @ prices)


def _bend(part: Part, prices: Floats, mu: float, free: Integers) -> _Bend:
    """F without its barrier, and its first and second derivatives in the free prices."""
    reduced = part.value - part.uses @ prices
    best = np.maximum.reduceat(reduced, part.begins)
    near = np.flatnonzero(reduced > best[part.group] - NEAR * mu)
    group = part.group[near]
    share = np.exp((reduced[near] - best[group]) / mu)
    weight = np.bincount(group, share, minlength=len(part.begins))
    share /= weight[group]
    uses = part.uses[near]
    used = uses.T @ share
    split = np.flatnonzero((share < 1 - 1e-7) & (share > 1e-7))
    every = max(1, len(split) // ENOUGH)
    drawn = split[group[split] % every == 0]
    spread = every * _covariance(uses[drawn], share[drawn], group[drawn])
    return _Bend(
        value=float(best.sum() + mu * np.log(weight).sum() + part.rhs @ prices),
        slope=(part.rhs - used)[free],
        curvature=spread[np.ix_(free, free)] / mu,
        split=len(split),
    )


def _covariance(uses: csr_array, share: Floats, group: Integers) -> Floats:
    """(n_rows, n_rows) sum over groups of the covariance of uses under the shares."""
    first = np.ones(len(group), dtype=bool)
    first[1:] = group[1:] != group[:-1]
    place = np.cumsum(first) - 1
    by_group = csr_array(
        (share, (place, np.arange(len(group)))), shape=(int(first.sum()), len(group))
    )
    mean = csr_array(by_group @ uses)
    weighted = uses.copy()
    weighted.data = weighted.data * np.repeat(share, np.diff(uses.indptr))
    return np.asarray((uses.T @ weighted - mean.T @ mean).toarray())
