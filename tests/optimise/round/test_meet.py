"""Meet: plans are found where lists meet, they keep the rows, and the best there is among them."""

import time
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csc_array

from planner.arrays import Integers
from planner.optimise import solve
from planner.optimise.certify.exact import violations
from planner.optimise.price.dual import Pricer
from planner.optimise.round.meet import Meeting, can_meet
from planner.optimise.round.plans import round_well
from planner.optimise.search import Clock, Search
from planner.problem import Problem, Rows
from planner.problem.linking import RowId
from tests.benchmarks.multiple_choice import khan as drawn
from tests.optimise.round.test_mend import begun, priced
from tests.optimise.test_published import as_problem, khan


def begun_of(problem: Problem) -> Meeting:
    """From a rounded plan."""
    search = Search(problem=problem, gap=0.0, seed=0, clock=Clock(deadline=time.monotonic() + 60))
    prices = Pricer(search).find(None, 1e-7)
    search.certify(prices.view.prices)
    round_well(search, prices)
    assert can_meet(search, prices)
    return Meeting(search=search, prices=prices)


def test_the_best_plan_is_found_from_rounded_ones() -> None:
    worse = 0
    for seed in range(3):
        problem = as_problem(khan(seed, groups=24, items=6, resources=3))
        expected = solve(problem, gap=0.0, seconds=60)
        assert expected.proven
        meeting = begun_of(problem)
        worse += meeting.search.value < expected.value
        meeting.hold(12)
        assert meeting.search.value == expected.value
    assert worse


@pytest.mark.parametrize("correlated", [True, False])
def test_plans_where_halves_meet_keep_every_row(
    correlated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[Integers] = []
    plans = Meeting._plans

    def heard(meeting: Meeting, *halves: Any) -> list[Integers]:
        met.extend(plans(meeting, *halves))
        return met

    monkeypatch.setattr(Meeting, "_plans", heard)
    problem = drawn(1, 50, 10, 10, correlated).problem()
    begun_of(problem).hold(1)
    assert met and all(not violations(problem, chosen) for chosen in met)


def test_rows_that_ask_for_at_least_are_met_too() -> None:
    draw = np.random.default_rng(5)
    use = draw.integers(0, 10, (120, 2)).astype(float)
    value = use[:, 0] - 0.8 * use[:, 1] + draw.random(120)
    rows = Rows(
        ids=(RowId("most"), RowId("least")),
        matrix=csc_array(use.T),
        sense=("<=", ">="),
        rhs=np.array([120.0, 130.0]),
        arcs=np.empty((0, 2), dtype=np.int64),
    )
    names = tuple(map(str, range(30)))
    group = np.repeat(np.arange(30), 4)
    problem = Problem(value=value, group=group, linking=rows, group_names=names)
    expected = solve(problem, gap=0.0, seconds=30)
    assert expected.proven
    meeting = begun_of(problem)
    meeting.hold(3)
    assert meeting.search.value == expected.value


def test_the_same_seed_meets_at_the_same_plan() -> None:
    problem = drawn(2, 45, 10, 10, True).problem()
    found: list[Integers] = []
    for _ in range(2):
        meeting = begun_of(problem)
        meeting.hold(1)
        assert meeting.search.best is not None
        found.append(meeting.search.best)
    assert found[0].tolist() == found[1].tolist()


def test_money_that_flows_between_rows_is_left_to_others() -> None:
    assert not can_meet(begun(), priced())
