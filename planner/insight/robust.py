"""Robustness: how much of a plan stays when the weights are others than those that were set.

Weights are drawn from the simplex: around those that were set, in their order, or from all there are.
Each draw is solved, warm from the plan in hand. What comes of it:

- *core index* (Liesiö, Mild & Salo 2007): in which share of the draws a site or project is worked on;
- *acceptability* (Lahdelma & Salminen 2001): of some plans held against each other, the share of the
  draws in which each is best, or comes r-th, and the *central weights* for which it is best, on average;
- the spread of every key figure; works of the first year that nearly all draws begin with.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.criteria import COST
from planner.errors import SolverError
from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.insight.near import figures_asked, works_of_its_own
from planner.optimise import Solution, solve
from planner.problem.build import VALUE_DIGITS
from planner.scenario import Loaded

Kind = Literal["around", "ordered", "any"]
"""Which weights are drawn: near those set, any in their order, or any at all."""
KINDS: Final[tuple[Kind, ...]] = ("around", "ordered", "any")
DRAWS: Final = 100
NEARNESS: Final = 40.0
"""Of weights drawn around those set (Dirichlet): a weight of 20 % then varies by some 6 points."""
GAP: Final = 1e-2
WORK: Final = 60
SECONDS: Final = 4.0
"""Effort of a draw: a plan so near the best of its weights, or what so much work finds."""
SURE: Final = 0.9
"""Share of the draws from which on works of the first year are without regret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A figure over all draws."""

    low: float
    """Of 5 in 100 draws no more."""
    middle: float
    high: float
    """Of 5 in 100 draws no less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robust:
    """What came of the draws."""

    kind: Kind
    draws: int
    core: Mapping[str, float]
    """Id -> share of the draws whose plan works on it."""
    spreads: Mapping[str, Spread]
    """Figure -> how it varies."""
    first_year: tuple[str, ...]
    """Ids on which nearly all draws begin in the first year, those in most draws first."""
    acceptability: tuple[tuple[float, ...], ...]
    """Of each plan held against the others in what share of the draws it comes first, second, ...;
    the plans themselves in the order in which they were handed over."""
    central: tuple[Mapping[str, float] | None, ...]
    """Of each of them the mean of the weights under which it is the best, by criterion; None where it
    never is."""
    farthest: float
    """How far a draw's plan may be from the best of its weights, at most of all draws, relative."""
    complete: bool
    seconds: float


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


def robust(
    loaded: Loaded,
    plan: Solution,
    kind: Kind = "around",
    draws: int = DRAWS,
    told: Told = quiet,
    unwanted: Unwanted = never,
    *,
    rivals: Sequence[Solution] = (),
    seed: int = 0,
) -> Robust:
    """The plans of so many draws of the weights. rivals: plans that are held against each other. told: how much is done, in [0, 1]. What is there when
    it is no longer wanted is told of the draws that were solved."""
    began, hand = time.monotonic(), Hand.of(loaded)
    per_point = hand.prepared.points_of_weights()
    weights = drawn_weights(_weights(hand), draws, kind, seed)
    plans: list[Integers] = []
    gaps: list[float] = []
    for done, drawn in enumerate(weights):
        if unwanted():
            break
        found = _solved(hand, per_point, drawn, plan, seed, unwanted)
        if found is not None:
            plans.append(found.chosen)
            gaps.append(found.gap)
        told((done + 1) / draws)
    held = _held_against(hand, per_point, weights, rivals)
    complete = len(plans) == draws
    return _told(hand, kind, plans, gaps, held, complete=complete, began=began)


_Held = tuple[tuple[tuple[float, ...], ...], tuple[Mapping[str, float] | None, ...]]


def _held_against(
    hand: Hand, per_point: Floats, weights: Floats, rivals: Sequence[Solution]
) -> _Held:
    """(acceptability, central weights) of some plans under all drawn weights."""
    if not rivals:
        return (), ()
    points = np.array([per_point[plan.chosen].sum(axis=0) for plan in rivals])
    values = weights @ points.T
    criteria = (*hand.prepared.table.criteria, COST)
    central = tuple(
        None if np.isnan(row).any() else dict(zip(criteria, row.tolist(), strict=True))
        for row in central_weights(weights, values)
    )
    return tuple(map(tuple, rank_acceptability(values).tolist())), central


def _weights(hand: Hand) -> Floats:
    """(n_criteria + 1,) as set, `cost` last."""
    shares = hand.loaded.scenario.shares
    return np.array([*(shares[c] for c in hand.prepared.table.criteria), shares[COST]])


def _solved(
    hand: Hand,
    per_point: Floats,
    drawn: Floats,
    plan: Solution,
    seed: int,
    unwanted: Unwanted,
) -> Solution | None:
    value = np.round(per_point @ drawn, VALUE_DIGITS)
    try:
        return solve(
            hand.problem.with_value(value),
            gap=GAP,
            seconds=SECONDS,
            seed=seed,
            start=replace(plan, proof=None),
            work=WORK,
            cancelled=unwanted,
        )
    except SolverError:
        return None


def _told(
    hand: Hand,
    kind: Kind,
    plans: Sequence[Integers],
    gaps: Sequence[float],
    held: _Held,
    *,
    complete: bool,
    began: float,
) -> Robust:
    table = hand.prepared.table
    chosen = np.array(plans, dtype=np.int64).reshape(len(plans), hand.problem.n_groups)
    inside = works_of_its_own(hand)[chosen]
    core = core_index(inside) if len(plans) else np.zeros(hand.problem.n_groups)
    early = core_index(inside & (table.first_start[chosen] == 0)) if len(plans) else core
    order = np.argsort(-early, kind="stable")
    return Robust(
        kind=kind,
        draws=len(plans),
        core=dict(zip(table.subjects, core.tolist(), strict=True)),
        spreads=_spreads(hand, chosen) if len(plans) else {},
        first_year=tuple(table.subjects[g] for g in order if early[g] >= SURE),
        acceptability=held[0],
        central=held[1],
        farthest=max(gaps, default=0.0),
        complete=complete,
        seconds=time.monotonic() - began,
    )


def _spreads(hand: Hand, chosen: Integers) -> dict[str, Spread]:
    spreads = {}
    for aim in figures_asked(hand, chosen[0]):
        low, middle, high = np.quantile(aim.amounts[chosen].sum(axis=1), (0.05, 0.5, 0.95))
        spreads[aim.name] = Spread(low=float(low), middle=float(middle), high=float(high))
    return spreads
