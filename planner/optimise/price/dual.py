"""Price: the prices of all rows at which the bound is least (the Lagrangian dual).

    min L(p) = sum_g max_{a in g} (value_a - p use_a) + p rhs    over lawful p

(Geoffrion 1974, Fisher 1981). Three steps, from rough to exact: a sample of the groups with its
share of every limit says what things are worth to a few per cent (smooth.py, thousands of times
cheaper in a large city); earlier prices say as much, and for a loose gap a few steps from near ones
do. The same path on the alternatives that may still come up brings the bound within some 1e-4;
linear programs in a trust region close the rest (region.py), and their own bound tells when it is
closed. A few thousand alternatives or less go straight into one linear program. Whatever stops the
search, the bound holds.
"""

from dataclasses import replace

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.certify.solution import relative_gap
from planner.optimise.market.market import Market, View
from planner.optimise.market.settle import barred, decided, settled
from planner.optimise.price.kinds import relaxed_by_kinds
from planner.optimise.price.linear import Range, solve_linear
from planner.optimise.price.parts import near_part, sampled
from planner.optimise.price.prices import Prices
from planner.optimise.price.region import Reach, step
from planner.optimise.price.smooth import Smoother, Trail
from planner.optimise.price.spread import softened, spread
from planner.optimise.search import Search
from planner.optimise.tuning import PATH, PRICE


class Pricer:
    """The search for prices of one problem."""

    def __init__(self, search: Search) -> None:
        self.search, self.problem, self.market = search, search.problem, search.market
        self.value = search.problem.value
        at_stake = spread_of(self.market, self.value)
        self.usual = usual_prices(self.market, at_stake)
        self.least = float(np.minimum.reduceat(self.value, self.market.begins).sum())
        self.level = at_stake / len(self.market.sizes) / 2.0

    def view(self, prices: Floats) -> View:
        """All alternatives at the nearest lawful prices, local rows settled."""
        prices = lawful_prices(self.problem.linking, prices)
        view = self.market.look(self.value, settled(self.market, self.value, prices))
        self.search.saw(view.bound)
        return view

    def find(self, start: Floats | None, precision: float) -> Prices:
        """Prices whose bound is least to within `precision` of it, or the best in time.

        start: (n_rows,) earlier prices to begin from; precision: relative.
        """
        if len(self.value) <= PRICE.whole_up_to:
            return self._whole() or self._prices(self.view(np.zeros(len(self.market.rhs))))
        rough, warm, unrest = precision >= PRICE.rough, False, np.inf
        if start is not None:
            view = self.view(start)
            unrest = unbalanced(self.market, view)
            warm = unrest <= PRICE.lost or self.search.best is not None
            if self.search.met:
                return self._prices(view, rough=rough, warm=warm)
            if rough and warm:
                return self._moved(view, precision)
            start = start if warm else None
        smoother = Smoother(self.market, self.market.free)
        trail = self._begin(smoother, start, unrest)
        groups = len(self.market.sizes)
        for size, sharp in PRICE.samples if start is None else ():
            if PRICE.sample_at_most * size < groups and self.search.clock.left() > 0:
                self._sampled(smoother, trail, size, self.level / sharp)
        fine = PRICE.fine * max(1.0, groups / PRICE.large_city)
        until = min(self.level / fine, trail.mu)
        self._followed(smoother, trail, until)
        view = self.view(trail.prices)
        softness = max(trail.mu * PATH.shrink, until)
        view, shares = self._shared(view, trail.prices, softness, self.search.kinds)
        view = self._sharpened(view, precision, rough=rough)
        return self._prices(view, shares, rough=rough, warm=warm)

    def _moved(self, view: View, precision: float) -> Prices:
        """From near prices: a few steps in the trust region, which small moves ask less of than a path."""
        view = self._sharpened(view, precision, rough=True)
        softness = PATH.shrink * self.level / PRICE.warm
        kinds = min(self.search.kinds, PRICE.coarse)
        view, shares = self._shared(view, view.prices, softness, kinds)
        return self._prices(view, shares, rough=True, warm=True)

    def sharpened(self, prices: Prices, precision: float) -> Prices:
        """Rough prices made as good as a close gap needs; precision: relative."""
        view = self._sharpened(prices.view, precision, rough=False)
        return replace(prices, view=view, rough=False)

    def _prices(
        self, view: View, shares: Floats | None = None, *, rough: bool = False, warm: bool = False
    ) -> Prices:
        return Prices(view=view, usual=self.usual, shares=shares, rough=rough, warm=warm)

    def _shared(
        self, view: View, prices: Floats, softness: float, kinds: int
    ) -> tuple[View, Floats | None]:
        """The shares, (n,), at the end of the path, None where the best choices keep the rows as
        well. Where the path was lost among like groups, and its shares keep the rows no better,
        those by kinds, of about so many alternatives, and the view at whichever prices bound
        closer."""
        market = self.market
        if unbalanced(market, view) <= PRICE.calm:
            return view, None
        shares = softened(market, self.value, prices, softness)
        turns = spread(market, shares, self.value)
        if unbalanced(market, view, turns) <= PRICE.calm:
            return view, shares
        relaxed = relaxed_by_kinds(self.problem, market, self.search.clock.left(), kinds)
        if relaxed is None:
            return view, shares
        other = self.view(relaxed.prices)
        return (other if other.bound < view.bound else view), relaxed.shares

    def _whole(self) -> Prices | None:
        """The plain linear relaxation."""
        market = self.market
        columns = np.flatnonzero(~market.local.banned)
        unbound = Range(
            centre=np.zeros(len(market.rhs)),
            low=np.where(market.sign > 0, 0.0, -np.inf),
            high=np.where(market.sign < 0, 0.0, np.inf),
        )
        answer = solve_linear(
            market, self.value, columns, market.rhs, unbound, max(self.search.clock.left(), 0.05)
        )
        if answer.prices is None or answer.x is None:
            return None
        shares = np.zeros(len(self.value))
        shares[columns] = np.maximum(answer.x, 0.0)
        plain = lawful_prices(self.problem.linking, answer.prices)
        # What locks bar was no part of the program, so that its prices do not speak against it.
        views = [
            market.look(self.value, barred(market, self.value, plain)),
            market.look(self.value, plain),
            self.view(answer.prices),
        ]
        return self._prices(min(views, key=lambda view: view.bound), shares)

    def _begin(self, smoother: Smoother, start: Floats | None, unrest: float) -> Trail:
        """Where the path starts: earlier prices, or every row worth the same."""
        market = self.market
        level = self.level
        prices = np.where(market.sign < 0, -0.1, np.where(market.sign > 0, 1.0, 0.0)) * self.usual
        if start is not None:
            prices, level = start.copy(), level / self._nearness(unrest)
        prices[market.local.rows] = 0.0
        if len(market.arcs) and start is None:
            prices[np.unique(market.arcs[:, 0])] *= 2.0
        prices = smoother.interior(prices, self.usual)
        slack = smoother.limits @ prices[market.free]
        return Trail(prices=prices, multipliers=1.0 / slack, mu=level)

    def _nearness(self, unrest: float) -> float:
        """How much finer than the first level the path from earlier prices begins: what the
        earlier plan lacks now, or else the balance at these prices, tells how far they are out."""
        search = self.search
        if search.best is None:
            return next(finer for most, finer in PRICE.unrest if unrest <= most)
        return (
            PRICE.warm
            if relative_gap(search.value, search.bounds.prices) > PRICE.far
            else PRICE.fine
        )

    def _sampled(self, smoother: Smoother, trail: Trail, size: int, until: float) -> None:
        """Follows the path on a sample of the groups."""
        part = sampled(self.market, self.value, size, self.search.seed)
        smoother.restart(part, trail)
        smoother.follow(part, trail, until, self.search.clock.left)

    def _followed(self, smoother: Smoother, trail: Trail, until: float) -> None:
        """The path on all groups that have a choice within reach, level by level."""
        value, view = self._decided(trail.prices)
        while trail.mu >= until * (1 - 1e-9) and self.search.clock.left() > 0:
            reach = PRICE.reach * trail.mu / self.level
            width = reach * np.maximum(np.abs(view.prices), PRICE.least_width * self.usual)
            part = near_part(self.market, value, view, width)
            if not len(part.value):
                break
            smoother.restart(part, trail)
            smoother.follow(part, trail, trail.mu, self.search.clock.left)
            value, view = self._nearer(value, view, trail)

    def _decided(self, prices: Floats) -> tuple[Floats, View]:
        """Values with projects as they stand at these prices, and the view of them."""
        value = decided(self.market, self.value, prices)
        self.search.passed(1)
        return value, self.market.look(value, prices)

    def _nearer(self, value: Floats, view: View, trail: Trail) -> tuple[Floats, View]:
        """Goes where the path led, or part of the way where what was left out spoils it."""
        move = trail.prices - view.prices
        for part in PRICE.moves:
            trail.prices = view.prices + part * move
            new = self._decided(trail.prices)
            if new[1].bound < view.bound:
                return new
        trail.prices = view.prices
        return value, view

    def _sharpened(self, view: View, precision: float, *, rough: bool) -> View:
        """Trust-region steps until the bound hardly moves."""
        light = np.abs(view.prices) < PRICE.least_usual * self.usual
        reach = Reach(
            usual=self.usual,
            part=np.where(light, PRICE.widest, PRICE.first_reach),
            draw=np.random.default_rng(self.search.seed),
        )
        idle = 0
        for _ in range(PRICE.most_regions):
            if self.search.clock.left() <= 0:
                break
            reach.usual = np.maximum(np.abs(view.prices), PRICE.least_usual * self.usual)
            stepped = step(self.market, self.problem, view, reach, self.search.clock.left())
            if stepped is None:
                break
            new = stepped.view
            self.search.saw(new.bound)
            gained = view.bound - new.bound
            at_edge = stepped.moved > PRICE.edge
            reach.part = np.where(
                at_edge, np.minimum(PRICE.grow * reach.part, PRICE.widest), reach.part / 2.0
            )
            view = new if gained > 0 else view
            if view.bound - stepped.least <= precision * abs(view.bound) and not at_edge.any():
                break
            if rough and gained <= PRICE.little * precision * abs(view.bound):
                break
            idle = idle + 1 if gained <= precision * abs(view.bound) else 0
            if view.bound < self.least or (idle and (idle >= PRICE.patience or not at_edge.any())):
                break
        return view


def precision_of(gap: float) -> float:
    """To which part of it the least bound is found for a relative gap."""
    return max(PRICE.precision, gap / PRICE.parts_of_gap)


def usual_prices(market: Market, spread: float) -> Floats:
    """(n_rows,) prices at which each row would weigh as much as any other."""
    usual = spread / max(1, len(market.free)) / market.scale
    if len(market.arcs):
        supplies, uses = np.unique(market.arcs[:, 0]), np.unique(market.arcs[:, 1])
        money = max(float(market.rhs[supplies].sum()), float(market.scale[uses].max()), 1e-30)
        usual[np.concatenate([supplies, uses])] = spread / 4.0 / money
    return usual


def unbalanced(market: Market, view: View, chosen: Integers | None = None) -> float:
    """By how much the best choices, or those chosen, use more or less of what has a price than
    there is, as a part of the bound.

    Next to nothing at the best prices, but for split groups. Money counts as one, wherever it
    flows.
    """
    chosen = market.choice(view) if chosen is None else chosen
    worth = (market.rhs - market.used(chosen)) * view.prices
    flowing = np.unique(market.arcs)
    alone = np.setdiff1d(market.free, flowing)
    differs = float(np.abs(worth[alone]).sum() + abs(worth[flowing].sum()))
    return differs / max(abs(view.bound), 1e-300)


def spread_of(market: Market, value: Floats) -> float:
    """What the choices are worth together: the sum of best less worst, by group."""
    open_to = np.where(market.local.banned, -np.inf, value)
    best = np.maximum.reduceat(open_to, market.begins)
    worst = np.minimum.reduceat(value, market.begins)
    total = float((best - worst).sum())
    return total if total > 0 and np.isfinite(total) else 1.0
