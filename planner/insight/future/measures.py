"""Drawn weights, and what many plans of many draws have in common: measures of portfolio robustness."""

from typing import Final, Literal

import numpy as np

from planner.arrays import Flags, Floats

Kind = Literal["around", "ordered", "any"]
"""Which weights are drawn: near those set, any in their order, or any at all."""
KINDS: Final[tuple[Kind, ...]] = ("around", "ordered", "any")
NEARNESS: Final = 40.0
"""Of weights drawn around those set (Dirichlet): a weight of 20 % then varies by some 6 points."""


def drawn_weights(
    weights: Floats, draws: int, kind: Kind, seed: int, nearness: float = NEARNESS
) -> Floats:
    """(draws, n) weights that sum to 1, of the n criteria whose weight is above 0; others stay 0.

    weights: (n,) as set, summing to 1. `any`: uniform over the simplex (Dirichlet with all
    parameters 1); `ordered`: the same, sorted into the order of those set, equal ones by chance;
    `around`: Dirichlet with parameters nearness * weights, whose mean are those set.
    """
    random = np.random.default_rng(seed)
    told = np.flatnonzero(weights > 0)
    found = np.zeros((draws, len(weights)))
    if kind == "around":
        found[:, told] = random.dirichlet(nearness * weights[told], size=draws)
        return found
    parts = random.dirichlet(np.ones(len(told)), size=draws)
    if kind == "ordered":
        parts = np.sort(parts, axis=1)
        chance = random.random(parts.shape)
        order = np.lexsort((chance, np.broadcast_to(weights[told], parts.shape)), axis=1)
        placed = np.empty_like(parts)
        np.put_along_axis(placed, order, parts, axis=1)
        parts = placed
    found[:, told] = parts
    return found


def core_index(portfolios: Flags) -> Floats:
    """Share of portfolios that fund each option.

    (n_portfolios, n_options) -> (n_options,), in [0, 1]; 1 core, 0 exterior, else borderline.
    Liesiö, Mild & Salo (2007).
    """
    return np.asarray(portfolios.mean(axis=0), dtype=np.float64)


def rank_acceptability(values: Floats) -> Floats:
    """Share of the draws in which each plan comes first, second and so on; ties share their ranks.

    values (n_draws, n_plans) -> (n_plans, n_plans) in [0, 1], rank along the columns; rows and
    columns sum to 1. Lahdelma & Salminen (2001).
    """
    draws, plans = values.shape
    above = (values[:, None, :] > values[:, :, None]).sum(axis=2)
    equal = (values[:, None, :] == values[:, :, None]).sum(axis=2)
    ranks = np.arange(plans)
    within = (ranks >= above[..., None]) & (ranks < (above + equal)[..., None])
    return np.asarray((within / equal[..., None]).sum(axis=0) / draws, dtype=np.float64)


def central_weights(weights: Floats, values: Floats) -> Floats:
    """The mean of the weights under which each plan is best; NaN for a plan that never is.

    weights (n_draws, n_criteria), values (n_draws, n_plans) -> (n_plans, n_criteria); each row sums to
    1. Lahdelma & Salminen (2001).
    """
    first = values >= values.max(axis=1, keepdims=True)
    share = first / first.sum(axis=1, keepdims=True)
    total = share.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((share.T @ weights) / total[:, None], dtype=np.float64)
