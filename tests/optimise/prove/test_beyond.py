"""Beyond a floor: what is proven of plans above it holds, and where none is it is proven in time."""

import pytest

from planner.optimise.prove.beyond import beyond
from planner.problem import Problem
from tests.optimise.drawn import drawn


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_is_worth_more_than_what_is_told_and_a_floor_above_all_is_told_itself(seed):
    instance = drawn(seed)
    problem: Problem = instance.problem()
    best = None if (found := instance.best()) is None else float(found)
    if best is None:
        assert beyond(problem, {}, 0.0, 20.0, lambda: False) == 0.0
        return
    above = best + 0.01 * max(1.0, abs(best))
    assert beyond(problem, {}, above, 20.0, lambda: False) == above
    below = best - 0.01 * max(1.0, abs(best))
    assert beyond(problem, {}, below, 20.0, lambda: False) >= best
