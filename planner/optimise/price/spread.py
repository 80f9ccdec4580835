"""Spread: shares of the alternatives become whole choices, like groups taking turns.

At the best prices of a street of equal houses all of their works are equally good, and the first
best ones break every row: what is right is that so many houses take each. The smoothed bound (or a
plain linear program) says the shares. Drawing by them errs by the root of the number of houses;
here neighbours in a sorted list take turns in place of drawing: the k-th group takes the
alternative in whose part of [0, 1) the k-th point of a golden-section sequence lies, so that of any
run of like groups the right number take each, to within a few (Kronecker sequences; Kuipers &
Niederreiter 1974, section 2.3).
"""

from typing import Final

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.market.market import Market
from planner.optimise.tuning import PRICE

GOLDEN: Final = (5**0.5 - 1) / 2
"""The golden section: its multiples, less their whole parts, lie as evenly as any."""


def softened(market: Market, value: Floats, prices: Floats, softness: float) -> Floats:
    """(n,) shares of the smoothed bound at its prices; each group's sum to 1, 0 for what is barred."""
    reduced = np.where(market.local.banned, -np.inf, value) - market.uses @ prices
    best = np.maximum.reduceat(reduced, market.begins)
    share = np.exp(np.maximum((reduced - best[market.group]) / softness, -PRICE.sharp))
    share[market.local.banned] = 0.0
    share[reduced < best[market.group] - PRICE.sharp * softness] = 0.0  # never the best one
    return np.asarray(share / np.add.reduceat(share, market.begins)[market.group])


def spread(market: Market, shares: Floats, value: Floats) -> Integers:
    """(n_groups,) one alternative of each group, so that like groups take each as often as their
    shares, (n,), say."""
    turn = np.empty(len(market.sizes))
    turn[_alike(market, shares, value)] = np.mod(0.5 + GOLDEN * np.arange(len(turn)), 1.0)
    upto = np.cumsum(shares)
    before = upto[market.begins] - shares[market.begins]
    within = upto - before[market.group]  # ends at 1 in each group, but for rounding
    whole = within[market.begins + market.sizes - 1]
    passed = (within > (turn * whole)[market.group]) & (shares > 0)
    at = np.flatnonzero(passed)
    groups, first = np.unique(market.group[at], return_index=True)
    chosen = np.array(market.begins)  # of a group that is barred altogether, whatever comes first
    chosen[groups] = at[first]
    return chosen


def _alike(market: Market, shares: Floats, value: Floats) -> Integers:
    """The groups in an order in which like ones are neighbours: those whose largest shares, and
    then whose next ones, stand in the same place of their group; within these by worth."""
    place = np.arange(len(shares)) - market.begins[market.group]
    largest = np.maximum.reduceat(shares, market.begins)
    top = np.minimum.reduceat(
        np.where(shares >= largest[market.group], place, len(shares)), market.begins
    )
    mean = np.add.reduceat(shares * place, market.begins)
    worth = np.add.reduceat(shares * value, market.begins)
    return np.lexsort((worth, np.rint(4.0 * mean), top, market.sizes))
