"""Round: whole plans from prices, good enough or a good start for integer programs."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.optimise.exact import Violation
from planner.optimise.market import View
from planner.optimise.mend import Mender, pots_of
from planner.optimise.region import leverage, nearest
from planner.optimise.rounding import Rounder
from planner.optimise.search import Search

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SHRINKS: Final = (0.45, 0.6, 0.35, 0.5, 0.25)
"""How much smaller than the last works split those of the next program are; tried in turn."""
SPARES: Final = (0.5, 0.3, 0.0, 0.2, 0.0)
"""Which part of what a good enough plan may lack is left free by the programs, as room for the
exchanges that mend their plans: without it most small works are needed exactly where they are."""
NEAR: Final = 6_000
PAIRS: Final = 12
POLISHES: Final = 6
MOST_CUTS: Final = 20
DEARER: Final = (4.0, 30.0, 300.0, 3e3, 3e4, 3e5, 3e6)
"""What an excess costs, as a multiple of its price; more, until none is left."""
SPARING: Final = DEARER[1:]
"""The same where room was left."""


def round_well(search: Search, usual: Floats) -> None:
    """Offers a plan for each way of rounding until one is good enough."""
    market, value, view = search.market, search.problem.value, search.settled
    weights = np.maximum(np.abs(view.prices), 1e-3 * usual)
    times = leverage(market, view, weights)
    draw, best = np.random.default_rng(search.seed), market.choice(view)
    rounder = Rounder(
        market=market, value=value, view=view, times=times, best=best, draw=draw, usual=weights
    )
    near = _near(search, times, best, draw)
    begin = _drawn(search, draw) if _many_ties(times, len(best)) else best
    search.offer(begin)
    for shrink, spare in zip(SHRINKS, SPARES, strict=True):
        if search.left() <= 0 or search.met:
            return
        if search.rough and shrink != SHRINKS[0]:
            return  # better prices help more than another way
        chosen = rounder.rounded(begin, shrink, spare * search.allowance, search.left)
        _mend(search, view, weights, near, chosen, SPARING if spare else DEARER)


def _many_ties(times: Floats, n_groups: int) -> bool:
    """Whether so many alternatives are equally good that the first best ones say nothing."""
    return bool(np.count_nonzero(times == 0.0) > 2 * n_groups)


def _drawn(search: Search, draw: np.random.Generator) -> Integers:
    """A choice drawn by the shares of the smoothed bound (Gumbel 1954): it keeps the rows on
    average, however many alternatives are equally good."""
    market = search.market
    if search.soft is None:
        return market.choice(search.settled)
    prices, softness = search.soft
    reduced = np.where(market.local.banned, -np.inf, search.problem.value) - market.uses @ prices
    noisy = reduced + softness * draw.gumbel(size=len(reduced))
    best = np.maximum.reduceat(noisy, market.begins)
    at_best = np.flatnonzero(noisy >= best[market.group])
    _, first = np.unique(market.group[at_best], return_index=True)
    return np.asarray(at_best[first])


def _near(search: Search, times: Floats, best: Integers, draw: np.random.Generator) -> Integers:
    """Alternatives for exchanges, ascending: those with most leverage and the best beside them."""
    market, free = search.market, times.copy()
    local = market.local
    free[local.entries[local.displacing].indices] = np.inf
    bound_groups = np.unique(market.group[local.entries[np.flatnonzero(local.tied)].indices])
    free[np.isin(market.group, bound_groups)] = np.inf
    kept = nearest(free, best, NEAR, draw)
    kept[best[np.unique(market.group[kept])]] = True
    kept &= np.isfinite(free)
    return np.flatnonzero(kept)


def _mend(
    search: Search,
    view: View,
    weights: Floats,
    near: Integers,
    chosen: Integers,
    dearer: tuple[float, ...] = DEARER,
) -> None:
    """Exchanges until the plan keeps every row exactly, or no exchange helps."""
    cuts: list[Violation] = []
    for dear in dearer:
        pots = pots_of(search.market, view, weights, cuts, dear)
        chosen = Mender(search.market, view, near, pots).mended(chosen, PAIRS, until_kept=True)
        broken = search.offer(chosen)
        if not broken or search.left() <= 0:
            break
        cuts += [violation for violation in broken if violation.suppliers]
    _polish(search, view, weights, near, cuts)


def _polish(
    search: Search, view: View, weights: Floats, near: Integers, cuts: list[Violation]
) -> None:
    """Exchanges of two at once that make the best plan better, until it is good enough."""
    for _ in range(POLISHES):
        if search.best is None or search.met or search.left() <= 0:
            return
        before = search.value
        pots = pots_of(search.market, view, weights, cuts, DEARER[-1])
        mender = Mender(search.market, view, near, pots)
        broken = search.offer(mender.mended(search.best, PAIRS))
        cuts = cuts + [violation for violation in broken if violation.suppliers]
        if not (search.value > before or (broken and len(cuts) < MOST_CUTS)):
            return
