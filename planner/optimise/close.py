"""Close the gap: round, find better plans, prove that there is no better one.

Plans come from the prices first (round/), then from integer programs over the few alternatives
that lose least. What is left open after that a tree splits until prices alone prove it
(prove/tree.py); where that takes too long, or the program is too large for it, one integer program
over all that can be in a better plan is asked, and the answer says that its bound is the solver's.
"""

import math
from dataclasses import replace

import numpy as np

from planner.arrays import Flags, Floats
from planner.optimise.certify.solution import SAME, relative_gap
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
        search.enter("round")
        round_well(search, prices)
        prices = _sharpened(search, prices)
    if search.met or search.clock.left() <= 0:
        return False
    if len(search.problem.value) > CLOSE.most_proved:
        improve(search, prices, CLOSE.large_cores)
    else:
        _branch(search, prices)
    if search.met or (search.clock.over if search.best is not None else search.clock.left() <= 0):
        return (
            False  # where work is used up without a plan, whether there is one is still to be told
        )
    search.enter("prove")
    outcome = _prove(search, prices)
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


def _sharpened(search: Search, prices: Prices) -> Prices:
    """Better prices, and plans from them, where rough ones were not enough; else the same."""
    if not prices.rough or search.met or search.clock.left() <= 0:
        return prices
    search.enter("price")
    pricer, precision = Pricer(search), precision_of(search.gap)
    if prices.warm and search.best is None:  # earlier prices led nowhere
        found = pricer.find(None, precision)
        shares = prices.shares if found.shares is None else found.shares
        prices = replace(found, shares=shares, rough=False)
    else:
        prices = pricer.sharpened(prices, precision)
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
        if search.met or search.clock.left() <= 0:
            return
        keep = _core(search, prices, order, count)
        integer_program(
            search, keep, search.clock.left(), tolerance=search.allowance / 4.0, nodes=nodes
        )


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
    meeting = _met(search, prices)
    search.enter("prove")
    small = len(search.problem.value) <= CLOSE.small
    allowance = 0.0 if small else 0.9 * search.allowance  # the best of a few is soon proven best
    worst = _worst(search)
    gap = search.bounds.least - (search.value if search.best is not None else worst)
    if gap <= SAME * abs(search.bounds.least):
        return  # all choices are worth the same: prices do not tell a plan from what is none
    step, turns, parts = CLOSE.first_step * gap, CLOSE.turns, 0
    while not search.met and not search.clock.over:
        floor = search.bounds.least - step
        tree = PriceTree(search, prices, allowance, floor)
        while not (tree.done or search.clock.over or len(tree.nodes) > CLOSE.most_nodes):
            if search.met and not small:
                return
            parts += tree.grow(CLOSE.parts_at_once)
            if tree.bound < search.bounds.tree:
                search.bounds.proof = tree.proof
                search.bounds.tree = tree.proof.bound(search.problem)
            search.report()
            if search.best is None and parts >= CLOSE.most_blind:
                return
            if turns and parts >= turns[0][0] and not (tree.done or search.met):
                turns = _turn(search, prices, turns, meeting)
                search.enter("prove")
        if not tree.done or tree.stuck >= search.bounds.least or floor <= search.value:
            return
        if search.best is None and floor < worst:
            return
        step *= 2.0


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


def _prove(search: Search, prices: Prices) -> CoreOutcome | None:
    """An integer program over all alternatives that can be in a better plan; None for too many."""
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
    nodes = search.clock.work if search.best is not None else None
    outcome = integer_program(
        search, keep, search.clock.left(), tolerance=search.allowance / 2.0, nodes=nodes
    )
    search.bounds.solver = max(search.value, outcome.bound)
    return outcome


def _confirmed(search: Search) -> bool:
    """Whether a second, more careful run agrees that nothing keeps the rows, cuts included."""
    everything = np.ones(len(search.problem.value), dtype=bool)
    return integer_program(search, everything, search.clock.left(), careful=True).infeasible
