"""Round: whole plans from prices, good enough or a good start for integer programs."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.optimise.exact import Violation
from planner.optimise.market import View
from planner.optimise.mend import Mender, pots_of
from planner.optimise.region import leverage
from planner.optimise.rounding import Rounder
from planner.optimise.search import Search

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SHRINKS: Final = (0.5, 0.35, 0.6, 0.45, 0.25)
"""How much smaller than the last works split those of the next program are; tried in turn."""
NEAR: Final = 8_000
DEARER: Final = (4.0, 30.0, 300.0, 3e3, 3e4, 3e5, 3e6, 3e7)
"""What an excess costs, as a multiple of its price; more, until none is left."""


def round_well(search: Search, usual: Floats) -> None:
    """Offers a plan for each way of rounding until one is good enough."""
    market, value, view = search.market, search.problem.value, search.settled[0]
    weights = np.maximum(np.abs(view.prices), 1e-3 * usual)
    times = leverage(market, view, weights)
    rounder = Rounder(market=market, value=value, view=view, times=times, usual=weights)
    near = _near(search, times)
    for shrink in SHRINKS:
        if search.left() <= 0 or search.met:
            return
        chosen = rounder.rounded(market.choice(view), shrink, search.left())
        _mend(search, view, weights, near, chosen)


def _near(search: Search, times: Floats) -> Integers:
    """Alternatives for exchanges, ascending: those with most leverage, the best ones among them."""
    free = times.copy()
    displacing = search.market.local.entries[search.market.local.displacing]
    free[displacing.indices] = np.inf
    count = min(len(free) - 1, NEAR + len(search.market.sizes))
    limit = np.partition(free, count)[count]
    kept = np.flatnonzero(np.isfinite(free) & (free <= limit))
    several = np.bincount(search.market.group[kept], minlength=len(search.market.sizes)) > 1
    return kept[several[search.market.group[kept]]]


def _mend(search: Search, view: View, weights: Floats, near: Integers, chosen: Integers) -> None:
    """Exchanges until the plan keeps every row exactly, or no exchange helps."""
    cuts: list[Violation] = []
    for dear in DEARER:
        pots = pots_of(search.market, view, weights, cuts, dear)
        chosen = Mender(search.market, view, near, pots).mended(chosen)
        broken = search.offer(chosen)
        if not broken or search.left() <= 0:
            return
        cuts += [violation for violation in broken if violation.suppliers]
