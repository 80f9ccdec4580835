"""Round: whole plans from prices, good enough or a good start for integer programs."""

import math
from collections.abc import Callable

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.certify.exact import Violation
from planner.optimise.market.market import Market
from planner.optimise.market.settle import members_of
from planner.optimise.price.dual import unbalanced
from planner.optimise.price.prices import Prices
from planner.optimise.price.region import leverage, nearest
from planner.optimise.price.spread import spread
from planner.optimise.round.agree import alone
from planner.optimise.round.dive import Diver
from planner.optimise.round.fit import Fitter
from planner.optimise.round.mend import Mender
from planner.optimise.round.pots import pots_of
from planner.optimise.round.rounder import Rounder
from planner.optimise.search import Search
from planner.optimise.solvers.highs import highs_runs
from planner.optimise.tuning import EXCHANGE, ROUND


def round_well(search: Search, prices: Prices) -> None:
    """Offers a plan for each way of rounding until one is good enough."""
    market, value, view = search.market, search.problem.value, prices.view
    weights = prices.weights
    times = leverage(market, view, weights)
    draw, best = np.random.default_rng(search.seed), market.choice(view)
    rounder = Rounder(
        market=market,
        value=value,
        view=view,
        times=times,
        best=best,
        draw=draw,
        usual=weights,
        pace=ROUND.quick if prices.rough else ROUND.careful,
    )
    begin = _begun(search, prices, best)
    near = _near(search, times, best, draw, begin)
    search.offer(begin)
    if ROUND.town[0] <= len(best) <= ROUND.town[1]:
        _round_town(search, prices, rounder, begin, near)
        return
    # At rough prices one way will do: better prices help more than another one.
    shrinks = (ROUND.quick_shrink,) if prices.rough else ROUND.shrinks
    for shrink, spare in zip(shrinks, ROUND.spares, strict=False):
        if search.spent or search.met:
            return
        chosen = rounder.rounded(begin, shrink, spare * search.allowance, search.clock.left)
        dearer = EXCHANGE.dearer[1:] if spare else EXCHANGE.dearer
        _mend(search, prices, near, chosen, dearer)
        search.clock.worked(1)
        if search.best is None and len(best) < ROUND.town[0]:
            return  # an integer program is the better way


def _round_town(
    search: Search, prices: Prices, rounder: Rounder, begin: Integers, near: Integers
) -> None:
    """Offers plans by dives and by rounding, each fitted, then sways about the best one; before
    all of these one that single exchanges mend, which takes a tenth of the time."""
    if search.clock.left() <= 0 or search.met:
        return
    spare = ROUND.spares[0] * search.allowance
    rounded = rounder.rounded(begin, ROUND.town_shrink, spare, search.clock.left)
    _mend(search, prices, near, rounded, EXCHANGE.dearer[1:])
    free = _untied(search.market, rounder.times)
    fitter = Fitter(search=search, prices=prices, near=_columns(rounder, free, ROUND.paired))
    for shrink in (ROUND.town_shrink, *ROUND.shrinks):
        if search.clock.left() <= 0 or search.met:
            break
        _fit_or_mend(
            search, rounder, fitter, rounder.rounded(begin, shrink, 0.0, search.clock.left)
        )
        if search.best is not None:
            break
    if prices.rough:
        return  # better prices help more than another way
    _dive(search, prices, rounder, fitter, begin)
    for _ in range(ROUND.sways):
        if search.best is None or search.clock.left() <= 0 or search.met:
            return
        fitter.sway()


def _dive(
    search: Search, prices: Prices, rounder: Rounder, fitter: Fitter, begin: Integers
) -> None:
    """Offers a plan for each dive, fitted."""
    for counts in ROUND.dives if highs_runs() else ():
        if search.clock.left() <= 0 or search.met:
            return
        columns = _columns(rounder, rounder.times, counts)
        diver = Diver(
            market=search.market,
            value=search.problem.value,
            view=prices.view,
            usual=prices.weights,
            columns=columns,
        )
        chosen = diver.dived(begin, search.clock.left)
        if chosen is not None:
            _fit_or_mend(search, rounder, fitter, chosen)


def _fit_or_mend(search: Search, rounder: Rounder, fitter: Fitter, chosen: Integers) -> None:
    """Offers a plan by pairs of exchanges, or by more alternatives where these come to none."""
    fitted = fitter.fit(chosen, EXCHANGE.dearer_in_town)
    if not fitted and search.best is None and search.clock.left() > 0:
        near = _near(search, rounder.times, rounder.best, rounder.draw)
        _mend(search, fitter.prices, near, chosen, EXCHANGE.dearer)


def _columns(rounder: Rounder, times: Floats, counts: tuple[int, int]) -> Integers:
    """Alternatives with most leverage, those that lose least, and the best beside them."""
    market = rounder.market
    loss = np.where(np.isfinite(times), market.loss(rounder.view), np.inf)
    kept = nearest(times, rounder.best, counts[0], rounder.draw)
    kept |= nearest(loss, rounder.best, counts[1], rounder.draw)
    kept[rounder.best[np.unique(market.group[kept])]] = True
    return np.flatnonzero(kept & np.isfinite(times))


def _untied(market: Market, times: Floats) -> Floats:
    """The same leverage, infinite where an exchange would break a row of few groups."""
    free, local = times.copy(), market.local
    free[local.of_displacing.indices] = np.inf
    bound = np.unique(market.group[local.entries[np.flatnonzero(local.tied)].indices])
    free[np.isin(market.group, bound)] = np.inf
    return free


def _begun(search: Search, prices: Prices, best: Integers) -> Integers:
    """Where rounding begins: the best choices or, where it keeps the rows so much more nearly that
    this is worth what it loses, a choice by shares; of many equally good alternatives the first
    best ones say nothing."""
    if prices.shares is None:
        return best
    market, view = search.market, prices.view
    turns = spread(market, prices.shares, search.problem.value)
    lost = float(market.loss(view)[turns].sum()) / max(abs(view.bound), 1e-300)
    return turns if unbalanced(market, view, turns) + lost < unbalanced(market, view) else best


def _near(
    search: Search,
    times: Floats,
    best: Integers,
    draw: np.random.Generator,
    begin: Integers | None = None,
) -> Integers:
    """Alternatives for exchanges, ascending: those with most leverage and the best beside them;
    where rounding begins elsewhere than at the best ones, also all of some groups, of those that
    differ and of others."""
    market, free = search.market, _untied(search.market, times)
    kept = nearest(free, best, EXCHANGE.near, draw)
    groups = np.unique(market.group[kept])
    kept[best[groups]] = True
    for some in () if begin is None or begin is best else (groups, np.flatnonzero(begin != best)):
        drawn = draw.choice(some, min(EXCHANGE.varied, len(some)), replace=False)
        kept[members_of(market, drawn)] = True
    return np.flatnonzero(kept & np.isfinite(free))


def _mend(
    search: Search,
    prices: Prices,
    near: Integers,
    chosen: Integers,
    dearer: tuple[float, ...],
) -> None:
    """Exchanges until the plan keeps every row exactly, or no exchange helps."""
    cuts: list[Violation] = []
    for dear in dearer:
        pots = pots_of(search.market, prices.view, prices.weights, cuts, dear)
        free = alone(search.market, near, chosen)
        chosen = Mender(search.market, prices.view, free, pots).mended(
            chosen, EXCHANGE.pairs, until_kept=True, left=_patience(search)
        )
        broken = search.offer(chosen)
        if not broken or search.clock.left() <= 0:
            break
        cuts += [violation for violation in broken if violation.suppliers]
    _polish(search, prices, near, cuts)


def _patience(search: Search) -> Callable[[], float]:
    """Seconds that are left; as many as it takes while there is no plan, which late is better than
    never."""
    return search.clock.left if search.best is not None else lambda: math.inf


def _polish(search: Search, prices: Prices, near: Integers, cuts: list[Violation]) -> None:
    """Exchanges of two at once that make the best plan better, until it is good enough."""
    for _ in range(EXCHANGE.polishes):
        if search.best is None or search.met or search.clock.left() <= 0:
            return
        before = search.value
        pots = pots_of(search.market, prices.view, prices.weights, cuts, EXCHANGE.dearer[-1])
        free = alone(search.market, near, search.best)
        mender = Mender(search.market, prices.view, free, pots)
        broken = search.offer(mender.mended(search.best, EXCHANGE.pairs, left=search.clock.left))
        cuts = cuts + [violation for violation in broken if violation.suppliers]
        if not (search.value > before or (broken and len(cuts) < EXCHANGE.most_cuts)):
            return
