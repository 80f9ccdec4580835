"""Prices by linear programs in a trust region: exact where the smoothed path is only near.

Around prices p the bound L is followed exactly, not by a few cuts but by all alternatives that
can become the best of their group while no price moves further than its reach (the boxstep
method of Marsten, Hogan & Blankenship 1975, with every group's own cutting planes as in
disaggregated bundle methods). An alternative can, only if its loss is at most what its uses and
those of the best one are worth within the reach; prices get some room beyond it, and where too
much was left out for that, a part of the step, within reach, bounds no worse than before. Prices that end at the edge get more room, the
others less; and since L bounds the optimum at any prices, each step can only be kept or left.
"""

from dataclasses import dataclass

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.market.market import Market, View
from planner.optimise.market.settle import barred, settled
from planner.optimise.price.linear import Range, solve_linear
from planner.optimise.tuning import PRICE
from planner.problem.problem import Problem


@dataclass(slots=True)
class Reach:
    """How far each price may move next, as a part of its usual size."""

    usual: Floats
    """(n_rows,) the size of each price at which its row weighs in the plan."""
    part: Floats
    draw: np.random.Generator

    def width(self) -> Floats:
        """(n_rows,) in price."""
        return self.usual * self.part


def leverage(market: Market, view: View, width: Floats) -> Floats:
    """(n,) by what multiple of `width` prices would have to move before an alternative is best.

    0 for the best ones; infinite for those that are barred or use nothing.
    """
    loss = market.loss(view)
    loss[market.local.banned] = np.inf
    chosen = market.choice(view)
    worth = market.worth(width)
    worth += worth[chosen][market.group]
    return np.divide(loss, worth, out=np.where(loss > 0, np.inf, 0.0), where=worth > 0)


def nearest(times: Floats, chosen: Integers, count: int, draw: np.random.Generator) -> Flags:
    """(n,) the `count` alternatives of least finite leverage beside those chosen.

    Of equals some are drawn, so that a million ties are no more than a few thousand.
    """
    others = times.copy()
    others[chosen] = np.inf
    within = np.flatnonzero(others <= _rough_limit(others, count))
    if len(within) < count:
        within = np.flatnonzero(others < np.inf)
    if len(within) > count:
        limit = np.partition(others[within], count)[count]
        below = within[others[within] < limit]
        equal = within[others[within] == limit]
        within = np.concatenate([below, draw.permutation(equal)[: count - len(below)]])
    kept = np.zeros(len(times), dtype=bool)
    kept[within] = True
    return kept


def _rough_limit(times: Floats, count: int) -> float:
    """A limit that most likely some more than `count` are within."""
    some = times[:: PRICE.drawn]
    place = 2 * count // PRICE.drawn + PRICE.drawn
    if place >= len(some):
        return float(np.finfo(np.float64).max)
    return min(float(np.partition(some, place)[place]), float(np.finfo(np.float64).max))


def _columns(
    market: Market, times: Floats, chosen: Integers, draw: np.random.Generator
) -> tuple[Integers, float]:
    """The alternatives that may come to the top, ascending, and the reach they stand for."""
    near = np.where(times <= 1.0, times, np.inf)
    limit, local = 1.0, market.local
    kept = nearest(near, chosen, PRICE.most_columns, draw)
    if np.count_nonzero(np.isfinite(near)) > PRICE.most_columns + len(chosen):
        limit = float(times[kept].max())
    kept[chosen] = True
    if len(local.displacing):
        kept[local.of_displacing.indices] = True
    tied = np.flatnonzero(local.tied)
    if len(tied):
        groups = np.unique(market.group[local.entries[tied].indices])
        kept |= np.isin(market.group, groups)
    kept &= ~local.banned
    several = np.bincount(market.group[kept], minlength=len(market.sizes)) > 1
    return np.flatnonzero(kept & several[market.group]), limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """Where a step within reach led."""

    view: View
    moved: Floats
    """(n_rows,) how far each price went, as a part of what it might."""
    least: float
    """No prices bound closer than this, unless some went as far as they might."""


def step(
    market: Market, problem: Problem, view: View, reach: Reach, seconds: float
) -> Stepped | None:
    """The least bound within reach of the view's prices; None where the program gave no answer."""
    times = leverage(market, view, reach.width())
    chosen = market.choice(view)
    columns, limit = _columns(market, times, chosen, reach.draw)
    if not len(columns):
        return None  # every group has made its choice, whatever the prices within reach
    others = np.ones(len(market.sizes), dtype=bool)
    others[market.group[columns]] = False
    left = market.rhs - market.used(chosen[others])
    width = reach.width() * limit
    centre, room = view.prices, PRICE.room * width
    low, high = centre - room, centre + room
    low = np.where(market.sign > 0, np.maximum(low, 0.0), low)
    high = np.where(market.sign < 0, np.minimum(high, 0.0), high)
    loose = market.local.rows
    low, high = np.where(loose, -np.inf, low), np.where(loose, np.inf, high)
    answer = solve_linear(
        market, problem.value, columns, left, Range(centre=centre, low=low, high=high), seconds
    )
    if answer.prices is None:
        return None
    moved = np.abs(answer.prices - centre) / np.maximum(room, 1e-300)
    new = _better(market, problem, answer.prices)
    if new.bound > view.bound:  # alternatives came up that were left out; so near there are none
        new = _better(market, problem, centre + (answer.prices - centre) / PRICE.room)
    return Stepped(
        view=new,
        moved=np.where(loose, 0.0, moved),
        least=answer.value + float(problem.value[chosen[others]].sum()),
    )


def _better(market: Market, problem: Problem, prices: Floats) -> View:
    """The view at the program's own local prices or at settled ones, whichever bounds closer."""
    prices = lawful_prices(problem.linking, prices)
    view = market.look(problem.value, settled(market, problem.value, prices))
    if not len(market.local.displacing):
        return view
    other = market.look(problem.value, barred(market, problem.value, prices))
    return other if other.bound < view.bound else view
