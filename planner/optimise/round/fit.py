"""Fit: a rounded town is made to keep its rows by pairs of exchanges, then made better.

What an excess costs rises until none is left (an exact penalty). To leave a plan that no pair
makes better, the rows in turn are let go: each is given a cost drawn between its price and many
times that, a plan is sought under these, and then mended again (strategic oscillation; Glover
1989).
"""

from dataclasses import dataclass, field, replace

import numpy as np

from planner.arrays import Integers
from planner.optimise.certify.exact import Violation
from planner.optimise.price.prices import Prices
from planner.optimise.round.agree import alone
from planner.optimise.round.pairs import Pairs
from planner.optimise.round.pots import Pots, pots_of
from planner.optimise.search import Search
from planner.optimise.tuning import EXCHANGE


@dataclass(slots=True, kw_only=True)
class Fitter:
    """The near exchanges of a town, and the cuts of its money found so far."""

    search: Search
    prices: Prices
    near: Integers
    """Alternatives that exchanges may choose, ascending."""
    cuts: list[Violation] = field(init=False, default_factory=list)
    draw: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.draw = np.random.default_rng(self.search.seed)

    def fit(self, chosen: Integers, dearer: tuple[float, ...]) -> bool:
        """Offers a plan near a choice, (n_groups,); whether one was found that keeps every row.

        dearer: what an excess costs, as multiples of its price, tried in turn.
        """
        for dear in dearer:
            for _ in range(EXCHANGE.tries):
                chosen = self._improved(chosen, self._pots(dear))
                broken = self.search.offer(chosen)
                if not broken or self.search.clock.left() <= 0:
                    return not broken
                found = [violation for violation in broken if violation.suppliers]
                self.cuts += found[: max(0, EXCHANGE.most_cuts - len(self.cuts))]
                if not found:
                    break
        return False

    def sway(self) -> None:
        """Lets rows of the best plan go, each at a drawn cost, and fits it again."""
        assert self.search.best is not None
        pots = self._pots(1.0)
        free = EXCHANGE.free ** self.draw.random(len(pots.dear))
        chosen = self._improved(self.search.best, replace(pots, dear=free * pots.dear))
        self.fit(chosen, EXCHANGE.dearer_again)

    def _pots(self, dear: float) -> Pots:
        view, weights = self.prices.view, self.prices.weights
        return pots_of(self.search.market, view, weights, self.cuts, dear)

    def _improved(self, chosen: Integers, pots: Pots) -> Integers:
        search = self.search
        near = alone(search.market, self.near, chosen)
        return Pairs(search.market, search.problem.value, near, pots).improved(
            chosen, search.clock.left
        )
