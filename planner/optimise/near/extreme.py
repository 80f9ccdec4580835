"""The most of a figure among near-best plans of a small city, and the proof that none has more.

Cores by loss at the prices of the figure find plans, the smallest core first; a tree whose parts prices
prove bounds what they leave; one integer program over all that can have more finds the rest, and its bound,
a solver's word, is told to be one.
"""

import math

from planner.arrays import Floats, Integers
from planner.optimise.certify.near import Ceiling, Window
from planner.optimise.certify.proof import Node, Proof
from planner.optimise.close import improve
from planner.optimise.near.archive import Archive
from planner.optimise.price.dual import Pricer
from planner.optimise.price.prices import Prices
from planner.optimise.prove.core import integer_program
from planner.optimise.prove.reduce import survivors, undominated
from planner.optimise.prove.tree import HAIR, PriceTree
from planner.optimise.search import Clock, Search
from planner.optimise.tuning import NEAR, PRICE
from planner.optimise.tuning.close import Cores
from planner.problem.problem import Problem


def searching(
    problem: Problem, columns: Integers, archive: Archive | None, clock: Clock, seed: int
) -> Search:
    """A search over some of the alternatives that tells the archive, if any, every plan it meets."""
    heard = None if archive is None else archive.hearing(columns)
    return Search(problem=problem, gap=0.0, seed=seed, clock=clock, heard=heard)


def priced(search: Search) -> Prices:
    """The best prices of a small problem, settled on."""
    prices = Pricer(search).find(None, PRICE.precision)
    search.certify(prices.view.prices)
    return prices


class Extreme:
    """The search for one end of one range; it can be taken up again."""

    def __init__(
        self, window: Window, figure: Floats, archive: Archive, clock: Clock, seed: int
    ) -> None:
        """figure: (n,) amounts, of which the most is sought."""
        self.window, self.figure, self.archive, self.clock = window, figure, archive, clock
        self.search = searching(window.figure(figure), window.columns, archive, clock, seed)
        self._take_best()
        self.prices = priced(self.search)
        self.tree: PriceTree | None = None
        self.said = math.inf
        """No more by an integer program."""

    def _take_best(self) -> None:
        """Goes on from the plan that the archive knows to have most."""
        place = self.window.keep.cumsum() - 1
        self.search.offer(place[self.archive.most(self.figure)])

    def find(self, cores: Cores) -> None:
        """Looks for plans with more."""
        self._take_best()
        improve(self.search, self.prices, cores)

    def prove(self, parts: int, near: float) -> None:
        """Lowers the bound until what is found lies so near, as many parts are priced, or a turn of
        some of them hardly lowers it any more."""
        self._take_best()
        if self.tree is None:
            self.tree = PriceTree(self.search, self.prices, 0.0)
        while parts > 0 and not (self.tree.done or self.gap <= near or self.clock.left() <= 0):
            before = self.gap
            parts -= self.tree.grow(min(parts, NEAR.turn))
            if before - self.gap < NEAR.gain * before:
                return

    def ask(self, nodes: int, near: float) -> None:
        """An integer program over all that can have more, until what it finds lies so near its bound."""
        self._take_best()
        search = self.search
        if self.gap <= near or self.clock.left() <= 0:
            return
        market, value = search.market, search.problem.value
        more = search.bounds.prices - search.value
        keep = undominated(market, value, survivors(market, self.prices.view, value, more))
        keep[search.best] = True
        told = integer_program(search, keep, self.clock.left(), tolerance=near, nodes=nodes)
        self.said = min(self.said, max(search.value, told.bound))

    @property
    def gap(self) -> float:
        """Between the bound and the most found."""
        return self.ceiling.most(self.search.problem) - self.search.value

    @property
    def ceiling(self) -> Ceiling:
        """What is proven so far."""
        if self.tree is not None and self.tree.bound < self.search.bounds.prices:
            return Ceiling(proof=self.tree.proof, said=self.said)
        bound = self.search.bounds.prices
        node = Node(prices=self.prices.view.prices)
        proof = Proof(nodes=(node,), target=bound + HAIR * abs(bound))
        return Ceiling(proof=proof, said=self.said)
