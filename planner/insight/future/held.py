"""Plans held against a future that they were not made for: what they are worth, and whether they still fit."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.insight.future.drawn import Drawer, Future
from planner.insight.future.stock import Stock
from planner.insight.near import BACK, CERTIFIED, HOUSED, MENDING, NEW
from planner.optimise import Solution
from planner.optimise.certify.exact import violations
from planner.problem.problem import Problem

CHECKED: Final = 1_000
"""Groups up to which every plan is checked against the rows of every future; of larger cities the first."""


def judged(
    drawer: Drawer,
    future: Future,
    problem: Problem,
    kept: Integers,
    plans: Sequence[Solution],
    *,
    same_rows: bool,
) -> tuple[Floats, Flags]:
    """(n_plans,) each: what plans are worth in a future, and whether they keep its rows. kept: (m,) which
    alternatives of the stock its problem holds. A course that is not lawful at the grade that a building
    turns out to have is not carried out."""
    values, fits = np.zeros(len(plans)), np.ones(len(plans), dtype=bool)
    for k, plan in enumerate(plans):
        here = np.searchsorted(kept, drawer.taken_over(plan.chosen, future))
        values[k] = problem.value[here].sum()
        if not same_rows and (k == 0 or problem.n_groups <= CHECKED):
            fits[k] = not violations(problem, here)
    return values, fits


def amounts_in(stock: Stock, future: Future, chosen: Integers) -> dict[str, float]:
    """What a plan of a future has of every figure; chosen: (n_groups,) in the stock."""
    criteria = stock.hand.loaded.scenario.criteria
    people = {name for name, counts in zip(criteria, stock.people, strict=False) if counts}
    people |= {BACK, HOUSED, CERTIFIED}
    told = {}
    for name, amounts in stock.figures.items():
        amount = amounts[chosen]
        if name in people:
            amount = amount * future.people
        elif name in (MENDING, NEW):
            amount = amount * future.cost[chosen]
        told[name] = float(amount.sum())
    return told
