"""Plans asked outright of an integer program over few alternatives, where rounding prices makes none."""

import numpy as np

from planner.optimise.market.market import sparing
from planner.optimise.price.prices import Prices
from planner.optimise.price.region import leverage, nearest
from planner.optimise.prove.core import integer_program
from planner.optimise.prove.reduce import of_use
from planner.optimise.search import Search
from planner.optimise.tuning import CLOSE


def best_of_few(search: Search) -> bool:
    """One integer program at once where few alternatives are of any use, as where new construction is
    all that counts: there large works that hang together make up the plan, which no exchange of small
    ones mends, and prices bound it loosely. Whether nothing is left to do."""
    if len(search.problem.value) > CLOSE.most_proved:
        return False
    keep = of_use(search.market, search.problem.value, CLOSE.few)
    if keep is None:
        return False
    search.enter("prove")
    outcome = integer_program(
        search,
        keep,
        search.clock.left(),
        tolerance=search.allowance / 2.0,
        nodes=CLOSE.few_nodes,
    )
    search.bounds.solver = max(search.value, min(search.bounds.solver, outcome.bound))
    search.report()
    return search.met_by_anybody


def any_plan(search: Search, prices: Prices) -> None:
    """A plan where rounding found none: an integer program over the alternatives with most leverage,
    the best ones and those that use least, which keep the rows together where doing nothing does."""
    if len(search.problem.value) > CLOSE.most_proved:
        return
    market = search.market
    order, chosen = leverage(market, prices.view, prices.weights), market.choice(prices.view)
    for count, nodes in CLOSE.blind:
        if search.best is not None or search.clock.left() <= 0:
            return
        search.enter("improve")
        keep = nearest(order, chosen, count, np.random.default_rng(search.seed))
        keep[chosen] = keep[sparing(market)] = True
        integer_program(search, keep, search.clock.left(), nodes=nodes)
