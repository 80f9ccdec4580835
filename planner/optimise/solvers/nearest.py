"""Weights at which one plan is ahead of others, the nearest or the best: linear programs of a few weights."""

import numpy as np
from scipy.optimize import linprog

from planner.arrays import Floats


def nearest_weights(now: Floats, ahead: Floats, margin: float) -> Floats | None:
    r"""(k,) weights that sum to 1 and move least of it; None where there are none.

    .. math:: \min \tfrac12 \sum_c |w_c - w^0_c| \quad D w \ge m,\ \sum_c w_c = 1,\ w \ge 0

    now (k,): w^0, which sum to 1; ahead (m, k): D, what the plan has more of than each other one, in
    points for a whole weight of 1; margin: m, in points.
    """
    k = len(now)
    one = np.eye(k)
    split = np.hstack([one, -one, one])  # w - up + down = now
    found = linprog(
        np.concatenate([np.zeros(k), np.full(2 * k, 0.5)]),
        A_ub=np.hstack([-ahead, np.zeros((len(ahead), 2 * k))]) if len(ahead) else None,
        b_ub=np.full(len(ahead), -margin) if len(ahead) else None,
        A_eq=np.vstack([split, np.concatenate([np.ones(k), np.zeros(2 * k)])]),
        b_eq=np.concatenate([now, [1.0]]),
        bounds=[(0.0, None)] * (3 * k),
        method="highs",
    )
    if found.x is None:
        return None
    weights = np.maximum(found.x[:k], 0.0)
    return np.asarray(weights / weights.sum())


def foremost_weights(ahead: Floats) -> tuple[Floats, float]:
    r"""(k,) weights that sum to 1 at which a plan is furthest ahead of all others, and by how many points.

    .. math:: \max t \quad D w \ge t,\ \sum_c w_c = 1,\ w \ge 0

    ahead (m, k): D, what the plan has more of than each other one, in points for a whole weight of 1.
    """
    m, k = ahead.shape
    found = linprog(
        np.concatenate([np.zeros(k), [-1.0]]),
        A_ub=np.hstack([-ahead, np.ones((m, 1))]),
        b_ub=np.zeros(m),
        A_eq=np.concatenate([np.ones(k), [0.0]])[None],
        b_eq=[1.0],
        bounds=[(0.0, None)] * k + [(None, None)],
        method="highs",
    )
    weights = np.maximum(found.x[:k], 0.0)
    return np.asarray(weights / weights.sum()), float(found.x[k])
