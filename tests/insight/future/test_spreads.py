"""A spread says what a figure is in the middle draw, and in all but five of a hundred on either side."""

import numpy as np

from planner.insight.future.spreads import Spread, spread_of, spreads_of


def test_five_of_a_hundred_draws_lie_beyond_either_end():
    amounts = np.random.default_rng(0).permutation(101) / 1.0
    found = spread_of(amounts)
    assert found == Spread(low=5.0, middle=50.0, high=95.0)


def test_each_figure_has_its_own_and_no_draw_has_none():
    told = spreads_of([{"homes": 1.0, "cost": 4.0}, {"homes": 3.0, "cost": 4.0}])
    assert told["homes"].middle == 2.0 and told["cost"].low == told["cost"].high == 4.0
    assert spread_of(np.array([])) is None and spreads_of([]) == {}
