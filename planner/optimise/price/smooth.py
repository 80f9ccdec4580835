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

import numpy as np
from scipy.sparse import csr_array

from planner.arrays import Floats, Integers
from planner.optimise.market.market import Market
from planner.optimise.tuning import PATH


@dataclass(frozen=True, slots=True, kw_only=True)
class SmoothPart:
    """All groups, those with a near choice, or a sample of them with its share of every limit."""

    value: Floats
    """(n,) -inf where an alternative is out of the question."""
    uses: csr_array
    begins: Integers
    group: Integers
    rhs: Floats
    n_groups: int
    """How many groups it stands for; the barrier is in proportion."""


@dataclass(slots=True)
class Trail:
    """Where the path stands: prices, and the multipliers of their limits."""

    prices: Floats
    multipliers: Floats
    mu: float
    settled: tuple[tuple[Floats, float], ...] = ()
    """Prices and mu where the path settled the last two times; it is nearly straight in mu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """F without its barrier at some prices."""

    prices: Floats
    height: float
    near: Integers
    """Alternatives with any weight, ascending."""
    share: Floats
    """(n_near,) of their groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bend:
    """First and second derivatives of F without its barrier, in the free prices."""

    slope: Floats
    curvature: Floats
    split: int
    """Alternatives that share a group with a near rival."""


class Smoother:
    """Follows the path of minima on one part of a market."""

    def __init__(self, market: Market, free: Integers) -> None:
        self.free = free
        self.limits = _limits(market, free)
        self.arcs = market.arcs
        self.sign = np.zeros(len(market.rhs), dtype=np.int8)
        self.sign[free] = market.sign[free]
        self.sparse_limits = csr_array(self.limits)
        self.place = np.full(len(market.rhs), len(free))
        self.place[free] = np.arange(len(free))

    def interior(self, prices: Floats, typical: Floats) -> Floats:
        """Prices moved strictly inside what is lawful; typical: (n_rows,) their usual size."""
        least = PATH.least_slack * np.maximum(typical, np.abs(prices))
        moved, sign = prices.copy(), self.sign
        moved[sign > 0] = np.maximum(prices, least)[sign > 0]
        moved[sign < 0] = np.minimum(prices, -least)[sign < 0]
        source, sink = self.arcs.T  # only a supply's price is raised, so that no limit is missed
        np.maximum.at(moved, source, moved[sink] + least[source] + least[sink])
        return moved

    def restart(self, part: SmoothPart, trail: Trail) -> None:
        """Multipliers for a part of another size: those of the barrier itself."""
        slack = self.limits @ trail.prices[self.free]
        trail.multipliers = PATH.barrier * trail.mu * part.n_groups / slack

    def follow(
        self, part: SmoothPart, trail: Trail, until: float, left: Callable[[], float]
    ) -> int:
        """Shrinks mu to below `until`, prices in place; returns the passes it took."""
        passes = 0
        while trail.mu >= until * (1 - 1e-9) and left() > 0:
            passes += self._settle(part, trail, left)
            trail.mu /= PATH.shrink
            trail.multipliers /= PATH.shrink
        return passes

    def _settle(self, part: SmoothPart, trail: Trail, left: Callable[[], float]) -> int:
        """Newton steps at one mu."""
        nu = PATH.barrier * trail.mu * part.n_groups
        point, passes = self._first(part, trail, nu)
        for _ in range(PATH.most_steps):
            if left() <= 0 or not np.isfinite(point.height):
                break  # prices of rows that nothing keeps may grow beyond all numbers
            bend = self._bend(part, point, trail.mu)
            slack = self.limits @ point.prices[self.free]
            slope = bend.slope - nu * (self.limits.T @ (1.0 / slack))
            step = self._step(bend.curvature, slope, slack, trail.multipliers, nu)
            if step is None:
                break
            change, steps = step
            decrease = float(-slope @ change)
            found, length, tried = self._search(part, point, change, trail.mu, nu, decrease)
            passes += tried
            if found is None:
                break  # as low as rounding lets it go at this mu
            point = found
            slack = self.limits @ point.prices[self.free]
            own = nu / slack
            trail.multipliers = np.clip(
                trail.multipliers + steps, own / PATH.corridor, own * PATH.corridor
            )
            softness = trail.mu * bend.split + nu * len(slack)
            if decrease < PATH.arrived * softness and length > PATH.whole:
                break
        trail.prices = point.prices
        trail.settled = (*trail.settled[-1:], (point.prices, trail.mu))
        return passes

    def _first(self, part: SmoothPart, trail: Trail, nu: float) -> tuple[_Point, int]:
        """Where the steps at one mu begin: where the path stands, or straight on, whichever is
        lower; and how many passes it took to tell.

        Where a street of equal houses splits in two, what tells the works apart is in proportion
        to mu: at the last level's prices a quarter of it leaves nearly all houses on one side.
        """
        here = _point(part, trail.prices, trail.mu)
        if len(trail.settled) < 2 or not trail.settled[0][1] > trail.settled[1][1] > trail.mu:
            return here, 1
        (before, mu_before), (last, mu_last) = trail.settled
        ahead = trail.prices + (last - before) * (mu_last - trail.mu) / (mu_before - mu_last)
        slack, slack_ahead = (self.limits @ p[self.free] for p in (trail.prices, ahead))
        if not (slack_ahead > 0).all() or not np.isfinite(ahead).all():
            return here, 1
        there = _point(part, ahead, trail.mu)
        lower = there.height - nu * np.log(slack_ahead).sum()
        return (there if lower < here.height - nu * np.log(slack).sum() else here), 2

    def _bend(self, part: SmoothPart, point: _Point, mu: float) -> _Bend:
        """Derivatives at a point; of many split groups some tell the curvature."""
        share, everything = point.share, np.zeros(len(part.value))
        everything[point.near] = share
        used = part.uses.T @ everything
        split = np.flatnonzero((share < 1 - PATH.decided) & (share > PATH.decided))
        every = max(1, len(split) // PATH.enough)
        group = part.group[point.near[split]]
        if every > 1:
            drawn = group % every == 0
            sampled, group = split[drawn], group[drawn]
        else:
            sampled = split
        some = csr_array(part.uses[point.near[sampled]])
        spread = every * _covariance(some, self._dense(some), share[sampled], group)[self.free]
        return _Bend(slope=(part.rhs - used)[self.free], curvature=spread / mu, split=len(split))

    def _dense(self, uses: csr_array) -> Floats:
        """(k, n_free) uses of free rows."""
        dense = np.zeros((uses.shape[0], len(self.free) + 1))
        dense[np.repeat(np.arange(len(dense)), np.diff(uses.indptr)), self.place[uses.indices]] = (
            uses.data
        )
        return dense[:, :-1]

    def _step(
        self, bent: Floats, slope: Floats, slack: Floats, multipliers: Floats, nu: float
    ) -> tuple[Floats, Floats] | None:
        """The primal-dual direction in the prices, and the move of the multipliers."""
        weight = multipliers / slack
        curvature = bent + self.sparse_limits.T @ (self.limits * weight[:, None])
        size = np.sqrt(np.maximum(np.diag(curvature), 1e-300))
        scaled = curvature / size[:, None] / size[None, :] + PATH.ridge * np.eye(len(size))
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
        self, part: SmoothPart, point: _Point, change: Floats, mu: float, nu: float, decrease: float
    ) -> tuple[_Point | None, float, int]:
        """Where to go along the direction, how far, and how many passes it took to tell."""
        before = point.height - nu * np.log(self.limits @ point.prices[self.free]).sum()
        length = 1.0
        for tried in range(1, PATH.most_halvings + 1):
            there = point.prices.copy()
            there[self.free] += length * change
            slack = self.limits @ there[self.free]
            found = _point(part, there, mu)
            if (slack > 0).all() and found.height - nu * np.log(slack).sum() <= before - (
                PATH.least_decrease * length * decrease
            ):
                return found, length, tried
            length /= 2.0
        return None, 0.0, tried


def _inside(now: Floats, move: Floats) -> float:
    """The longest part of a move that keeps what is positive positive."""
    falling = move < 0
    if not falling.any():
        return 1.0
    return float(min(1.0, PATH.stay_inside * np.min(-now[falling] / move[falling])))


def _limits(market: Market, free: Integers) -> Floats:
    """(k, n_free) s = limits @ p >= 0: lawful signs, and no use dearer than its supply."""
    place = np.full(len(market.rhs), -1)
    place[free] = np.arange(len(free))
    signed = np.flatnonzero(market.sign[free])
    source, sink = place[market.arcs.T]
    limits = np.zeros((len(signed) + len(source), len(free)))
    limits[np.arange(len(signed)), signed] = market.sign[free][signed]
    arcs = len(signed) + np.arange(len(source))
    limits[arcs, source], limits[arcs, sink] = 1.0, -1.0
    return limits


def _point(part: SmoothPart, prices: Floats, mu: float) -> _Point:
    """One pass over the part."""
    reduced = part.value - part.uses @ prices
    best = np.maximum.reduceat(reduced, part.begins)
    near = np.flatnonzero(reduced >= best[part.group] - PATH.near * mu)
    group = part.group[near]
    share = np.exp((reduced[near] - best[group]) / mu)
    weight = np.bincount(group, share, minlength=len(part.begins))
    return _Point(
        prices=prices,
        height=float(best.sum() + mu * np.log(weight).sum() + part.rhs @ prices),
        near=near,
        share=share / weight[group],
    )


def _covariance(uses: csr_array, free: Floats, share: Floats, group: Integers) -> Floats:
    """(n_rows, n_free) sum over groups of the covariance of uses under the shares.

    free: (k, n_free) the uses of free rows. Only products with sparse matrices are taken: dense
    ones would come out differently, to the last digit, on another number of threads.
    """
    ends = np.flatnonzero(np.append(group[1:] != group[:-1], True)) + 1 if len(group) else group
    by_group = csr_array(
        (share, np.arange(len(group)), np.append(0, ends)), shape=(len(ends), len(group))
    )
    mean = csr_array(by_group @ uses)
    return np.asarray(uses.T @ (free * share[:, None]) - mean.T @ (by_group @ free))
