"""Close the gap: round, find better plans, prove that there is no better one.

Plans come from the prices first (round/), then from integer programs over the few alternatives
that lose least. What is left open after that a tree splits until prices alone prove it
(prove/tree.py). Where that takes long, one integer program over all that can be in a better plan is
asked between its parts and in the end, and the answer says that its bound is the solver's.
"""

import math
from dataclasses import dataclass

import numpy as np

from planner.arrays import Flags, Floats
from planner.optimise.certify.solution import SAME, relative_gap
from planner.optimise.market.equal import equals_of
from planner.optimise.outright import any_plan, best_of_few
from planner.optimise.price.dual import Pricer, precision_of
from planner.optimise.price.prices import Prices
from planner.optimise.price.region import leverage, nearest
from planner.optimise.prove.core import CoreOutcome, integer_program
from planner.optimise.prove.reduce import survivors, undominated
from planner.optimise.prove.tree import PriceTree
from planner.optimise.round.meet import Meeting, can_meet
from planner.optimise.round.plans import round_well
from planner.optimise.search import Search
from planner.optimise.tuning import CLOSE, MEET, Cores, Turns


def close(search: Search, prices: Prices) -> bool:
    """Round, improve, prove; whether it is proven that no plan keeps the rows."""
    if len(search.problem.value) > CLOSE.small:
        if best_of_few(search):
            return False
        search.enter("round")
        round_well(search, prices)
        prices = _sharpened(search, prices)
        if prices.warm and search.best is None and search.clock.left() > 0:
            prices = _sharpened(search, _anew(search))
        any_plan(search, prices)
    if search.met or search.spent:
        return False
    if len(search.problem.value) > CLOSE.most_proved:
        improve(search, prices, CLOSE.large_cores)
    else:
        _branch(search, prices)
    if search.met_by_anybody or search.spent:
        return False
    search.enter("prove")
    outcome = _prove(search, prices, search.clock.work)
    return outcome is not None and outcome.infeasible and search.best is None and _confirmed(search)


def cross_check(search: Search) -> bool:
    """Solves a small problem again in another formulation where a solver's word is all there is;
    the better answer counts. Whether both agree, or prices alone prove it."""
    if len(search.problem.value) > CLOSE.small or search.clock.left() <= 0:
        return False
    if search.met and search.bounds.least <= search.bounds.solver:
        return True
    before = search.value
    everything = np.ones(len(search.problem.value), dtype=bool)
    outcome = integer_program(search, everything, search.clock.left(), careful=True)
    agrees = outcome.finished and search.value == before
    search.bounds.solver = max(search.value, search.bounds.solver, outcome.bound)
    return agrees


def _anew(search: Search) -> Prices:
    """Prices from nothing, and plans from them, where earlier prices led to no plan: as far as a search
    comes that knew none."""
    search.enter("price")
    prices = Pricer(search).find(None, precision_of(search.gap))
    search.certify(prices.view.prices)
    search.enter("round")
    round_well(search, prices)
    return prices


def _sharpened(search: Search, prices: Prices) -> Prices:
    """Better prices, and plans from them, where rough ones were not enough; else the same."""
    if not prices.rough or search.met or search.clock.left() <= 0:
        return prices
    search.enter("price")
    prices = Pricer(search).sharpened(prices, precision_of(search.gap))
    search.certify(prices.view.prices)
    search.enter("round")
    round_well(search, prices)
    return prices


def improve(search: Search, prices: Prices, cores: Cores) -> None:
    """Integer programs over growing cores, from the best plan so far; prices: of the search's problem."""
    search.enter("improve")
    market, view = search.market, prices.view
    if len(search.problem.value) > CLOSE.large:
        order = leverage(market, view, np.abs(view.prices))
    else:
        order = np.where(market.local.banned, np.inf, market.loss(view))
    for count, nodes in cores:
        if search.met or search.spent:
            return
        keep = _core(search, prices, order, count)
        integer_program(
            search, keep, search.clock.left(), tolerance=search.allowance / 4.0, nodes=nodes
        )
        search.clock.worked(1)


def _core(search: Search, prices: Prices, order: Floats, count: int) -> Flags:
    """(n,) the `count` first alternatives beside the best ones, all that they compete with, and for
    every other group what the best plan so far has; in a small city its best alternative too."""
    market = search.market
    chosen = market.choice(prices.view)
    keep = nearest(order, chosen, count, np.random.default_rng(search.seed))
    in_core = np.zeros(len(market.sizes), dtype=bool)
    in_core[market.group[keep]] = True
    keep[chosen[in_core]] = True
    if search.best is None or len(order) <= CLOSE.large:
        keep[chosen] = True
    if search.best is not None:
        keep[search.best] = True
    return keep


def _branch(search: Search, prices: Prices) -> None:
    """Trees proven by prices, as far as they get, and integer programs over cores between them.

    The first trees look for plans close below the bound alone: much less can be in these, so that
    such a tree soon finds one or proves that there is none. Then it looks further down, in growing
    steps, until a plan is found, which the same tree goes on to prove the best.
    """
    between = _Between.the_trees(search, prices)
    search.enter("prove")
    small = len(search.problem.value) <= CLOSE.small
    allowance = 0.0 if small else 0.9 * search.allowance  # the best of a few is soon proven best
    worst = _worst(search)
    gap = search.bounds.least - (search.value if search.best is not None else worst)
    if gap <= SAME * abs(search.bounds.least):
        return  # all choices are worth the same: prices do not tell a plan from what is none
    step = CLOSE.first_step * gap
    while not search.met and not search.clock.over:
        floor = search.bounds.least - step
        tree = PriceTree(search, prices, allowance, floor)
        while not (tree.done or search.clock.over or len(tree.nodes) > CLOSE.most_nodes):
            if search.met_by_anybody and not small:
                return
            between.parts += tree.grow(CLOSE.parts_at_once)
            if tree.bound < search.bounds.tree:
                search.bounds.proof = tree.proof
                search.bounds.tree = tree.proof.bound(search.problem)
            search.report()
            if search.best is None and between.parts >= CLOSE.most_blind:
                return
            if not (tree.done or search.met):
                between.take_turn()
        if not tree.done or tree.stuck >= search.bounds.least or floor <= search.value:
            return
        if search.best is None and floor < worst:
            return
        step *= 2.0


@dataclass(slots=True)
class _Between:
    """What has its turn while a tree grows: integer programs over cores, plans where lists of
    changes meet, one program over all that is left."""

    search: Search
    prices: Prices
    meeting: Meeting | None
    asked: tuple[tuple[int, int], ...]
    """The turns of that one program which are left."""
    turns: Turns = CLOSE.turns
    """Those of the others."""
    parts: int = 0
    """Of all trees so far."""

    @classmethod
    def the_trees(cls, search: Search, prices: Prices) -> "_Between":
        """Begins with what comes before the first tree."""
        meeting = _met(search, prices)
        asked = CLOSE.asked if meeting is None and _worth_asking(search) else ()
        return cls(search, prices, meeting, asked)

    def take_turn(self) -> None:
        """Does what is due after so many parts."""
        if self.turns and self.parts >= self.turns[0][0]:
            self.turns = _turn(self.search, self.prices, self.turns, self.meeting)
            self.search.enter("prove")
        if self.asked and self.parts >= self.asked[0][0] and self.search.best is not None:
            _prove(self.search, self.prices, self.asked[0][1])
            self.asked = self.asked[1:]


def _worth_asking(search: Search) -> bool:
    """Whether one integer program over all that is left is likely to end before a tree: neither in a
    problem so small that a tree soon proves it, nor in a large one, nor where most groups are like
    others, which a tree counts together."""
    size = len(search.problem.value)
    distinct = int(np.count_nonzero(equals_of(search.market, search.problem.value).count()))
    return CLOSE.small < size <= CLOSE.large and 2 * distinct > search.problem.n_groups


def _met(search: Search, prices: Prices) -> Meeting | None:
    """Plans where lists of changes meet (meet.py), and whoever may go on with that later; None
    where they cannot, and small cores are asked where the best plan lags behind."""
    if len(search.problem.value) <= CLOSE.small or not can_meet(search, prices):
        if _lags(search, CLOSE.far[0][0]):
            improve(search, prices, CLOSE.first_cores)
        return None
    search.enter("improve")
    meeting = Meeting(search=search, prices=prices)
    meeting.hold(MEET.first)
    return meeting


def _turn(search: Search, prices: Prices, turns: Turns, meeting: Meeting | None) -> Turns:
    """Looks for better plans while a proof goes on; the turns that are left."""
    done = len(CLOSE.turns) - len(turns)
    if meeting is not None and done < len(MEET.turns):
        search.enter("improve")
        meeting.hold(MEET.turns[done])
        return turns[1:]
    if len(search.problem.value) > CLOSE.large:
        improve(search, prices, CLOSE.large_cores)
        return ()
    improve(search, prices, turns[0][1])
    far, cores = CLOSE.far[done]
    if _lags(search, far):
        improve(search, prices, cores)
    return turns[1:]


def _lags(search: Search, far: float) -> bool:
    """Whether there is a plan, further below what is proven than this, relative."""
    return search.best is not None and relative_gap(search.value, search.bounds.least) > far


def _worst(search: Search) -> float:
    """What no choice is worth less than."""
    return float(np.minimum.reduceat(search.problem.value, search.market.begins).sum())


def _prove(search: Search, prices: Prices, nodes: int | None) -> CoreOutcome | None:
    """An integer program over all alternatives that can be in a better plan, which branches so many
    nodes at most; None for too many alternatives."""
    keep = survivors(
        search.market, prices.view, search.problem.value, search.bounds.prices - search.value
    )
    keep = undominated(search.market, search.problem.value, keep)
    if search.best is not None:
        keep[search.best] = True
    if (np.add.reduceat(keep.astype(np.int64), search.market.begins) == 0).any():
        return CoreOutcome(bound=-math.inf, infeasible=True, finished=True)
    if np.count_nonzero(keep) > CLOSE.most_proved:
        return None
    if search.best is None:
        nodes = None
    elif search.clock.work is not None:
        nodes = min(search.clock.work, search.clock.work if nodes is None else nodes)
    outcome = integer_program(
        search, keep, search.clock.left(), tolerance=0.9 * search.enough, nodes=nodes
    )
    search.bounds.solver = max(search.value, min(search.bounds.solver, outcome.bound))
    return outcome


def _confirmed(search: Search) -> bool:
    """Whether a second, more careful run agrees that nothing keeps the rows, cuts included."""
    everything = np.ones(len(search.problem.value), dtype=bool)
    return integer_program(search, everything, search.clock.left(), careful=True).infeasible
