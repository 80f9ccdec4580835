"""Parts of a market on which the smoothed path is followed: a sample, or what is within reach."""

import numpy as np
from scipy.sparse import csr_array

from planner.arrays import Floats
from planner.optimise.market.market import Market, View
from planner.optimise.market.settle import members_of
from planner.optimise.price.region import leverage
from planner.optimise.price.smooth import SmoothPart


def sampled(market: Market, value: Floats, size: int, seed: int) -> SmoothPart:
    """A draw of the groups that share no local row, with its share of every limit."""
    plain = np.setdiff1d(np.arange(len(market.sizes)), market.local.entangled)
    draw = np.random.default_rng(seed)
    picked = np.sort(draw.choice(plain, min(size, len(plain)), replace=False))
    members = members_of(market, picked)
    sizes = market.sizes[picked]
    return SmoothPart(
        value=np.where(market.local.banned[members], -np.inf, value[members]),
        uses=csr_array(market.uses[members]),
        begins=np.cumsum(sizes) - sizes,
        group=np.repeat(np.arange(len(picked)), sizes),
        rhs=market.rhs * (len(picked) / len(market.sizes)),
        n_groups=len(picked),
    )


def near_part(market: Market, value: Floats, view: View, width: Floats) -> SmoothPart:
    """The groups whose choice may change while no price moves by more than its `width`.

    Their other alternatives are left out; the groups that have made their choice come off the
    limits. Value and view are those with projects and their plots as they stand.
    """
    kept = leverage(market, view, width) <= 1.0
    chosen = market.choice(view)
    kept[chosen] = True
    count = np.add.reduceat(kept, market.begins, dtype=np.int64)
    several = count > 1
    columns = np.flatnonzero(kept & several[market.group])
    sizes = count[several]
    return SmoothPart(
        value=value[columns],
        uses=csr_array(market.uses[columns]),
        begins=np.cumsum(sizes) - sizes,
        group=np.repeat(np.arange(len(sizes)), sizes),
        rhs=market.rhs - market.used(chosen[~several]),
        n_groups=len(market.sizes),
    )
