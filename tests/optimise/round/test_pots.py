"""Pots: sets of uses of money that bind together, and what their room is worth."""

import numpy as np
import pytest

from planner.arrays import Floats
from planner.optimise.certify.exact import violations
from planner.optimise.market.market import market_of
from planner.optimise.round.pots import levels_of, pots_of
from planner.problem import Problem
from planner.problem.linking import RowId, Rows

ARCS = np.array([[0, 2], [0, 3], [1, 3]])
"""Two years of money: what is left of the first may be spent in the second, not before."""


def two_years(value: Floats, uses: Floats, groups: int) -> Problem:
    """Alternatives that take money of either year, which is 5 and 5."""
    n = len(value)
    matrix = np.zeros((4, n))
    matrix[2:] = uses
    rows = Rows.of(
        tuple(map(RowId, ("at_s1", "at_s2", "by_u1", "by_u2"))),
        list(matrix),
        "<=",
        np.array([5.0, 5.0, 0.0, 0.0]),
        n=n,
        arcs=[tuple(arc) for arc in ARCS.tolist()],
    )
    group = np.repeat(np.arange(groups), n // groups)
    names = tuple(str(k) for k in range(groups))
    return Problem(value=value, group=group, linking=rows, group_names=names)


def test_money_of_a_later_year_pays_for_no_earlier_one() -> None:
    levels = levels_of(ARCS, np.array([2.0, 1.0, 2.0, 1.0]))
    assert [(level.rows.tolist(), level.price) for level in levels] == [
        ([0, 2], 1.0),
        ([0, 1, 2, 3], 1.0),
    ]


def test_what_an_earlier_year_leaves_is_no_excess_of_the_later_one() -> None:
    """Eight are spent in the second year, which has five of its own and three of the first."""
    problem = two_years(np.array([0.0, 3.0]), np.array([[0.0, 0.0], [0.0, 8.0]]), 1)
    market = market_of(problem)
    view = market.look(problem.value, np.array([2.0, 1.0, 2.0, 1.0]))
    pots = pots_of(market, view, np.ones(4), [], 1.0)
    plan = np.array([1])
    assert not violations(problem, plan)
    assert (pots.sums @ market.used(plan) <= pots.limit).all()


@pytest.mark.parametrize("seed", range(20))
def test_room_is_worth_what_funds_are_less_what_uses_pay(seed: int) -> None:
    """And a set is exceeded only where the exact check finds a row broken."""
    draw = np.random.default_rng(seed)
    uses = draw.integers(0, 4, (2, 12)).astype(float)
    problem = two_years(draw.uniform(0, 9, 12), uses, 4)
    market = market_of(problem)
    late = draw.uniform(0.5, 3.0)
    early = late * draw.uniform(1.1, 3.0)  # so far apart that they are no one level
    prices = np.array([early, late, early, late])
    view = market.look(problem.value, prices)
    pots = pots_of(market, view, np.ones(4), [], 1.0)
    plan = 3 * np.arange(4) + draw.integers(0, 3, 4)
    room = pots.limit - pots.sums @ market.used(plan)
    spent = uses[:, plan].sum(axis=1)
    assert room @ pots.price == pytest.approx(5 * early + 5 * late - spent @ [early, late])
    assert (room < 0).any() == bool(violations(problem, plan))
