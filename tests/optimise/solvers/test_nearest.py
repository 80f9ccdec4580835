"""Weights at which a plan is furthest ahead: as good as the best of a fine grid, and no better."""

import numpy as np
import pytest

from planner.optimise.solvers.nearest import foremost_weights


@pytest.mark.parametrize("seed", range(4))
def test_no_weights_of_a_grid_put_a_plan_further_ahead(seed: int) -> None:
    ahead = np.random.default_rng(seed).normal(size=(4, 3))
    weights, lead = foremost_weights(ahead)
    assert weights.sum() == pytest.approx(1.0) and (weights >= 0).all()
    assert (ahead @ weights).min() == pytest.approx(lead)
    steps = np.arange(101)
    grid = np.array([(a, b, 100 - a - b) for a in steps for b in steps[: 101 - a]]) / 100
    best = (grid @ ahead.T).min(axis=1).max()
    assert best - 1e-9 <= lead <= best + 0.05
