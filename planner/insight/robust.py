"""Robustness: how much of a plan stays in other futures than the one that it was made for.

Weights are drawn from the simplex: around those that were set, in their order, or from all there are; costs,
damage, people and strikes as `future/drawn.py` says. Each draw is solved, warm from the prices of the plan in
hand. What comes of it:

- *core index* (Liesiö, Mild & Salo 2007): in which share of the draws a site or project is worked on, and
  with which works;
- *acceptability* (Lahdelma & Salminen 2001): of some plans held against each other, the share of the
  draws in which each is best, or comes r-th, and the *central weights* for which it is best, on average;
- of the same plans in how many draws they still keep every row, and what they lose there (regret);
- the spread of every key figure; works of the first year that nearly all draws begin with.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from planner.alternatives import CODES
from planner.arrays import Flags, Floats, Integers
from planner.criteria import COST
from planner.errors import SolverError
from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.insight.future.drawn import Drawer, Future, Unknown, started
from planner.insight.future.held import amounts_in, judged
from planner.insight.future.measures import (
    Kind,
    central_weights,
    core_index,
    drawn_weights,
    rank_acceptability,
)
from planner.insight.future.spreads import Spread, spread_of, spreads_of
from planner.insight.future.stock import Stock
from planner.insight.future.together import side_by_side
from planner.insight.future.waiting import Waiting, waiting
from planner.optimise import Solution, solve
from planner.problem.problem import Problem
from planner.scenario import Loaded

DRAWS: Final = 100
GAP: Final = 1e-2
WORK: Final = 60
SECONDS: Final = 30.0
"""Effort of a draw: a plan so near the best of its weights, or what so much work finds."""
USELESS: Final = 0.1
"""Gap beyond which a draw was left without a plan in time, and tells nothing."""
LIMIT: Final = 180.0
"""After so many seconds what there is is told."""
DRAWN: Final = 0.6
"""Part of the work, and of the time, that draws are where more is asked of some of them."""
SURE: Final = 0.9
"""Share of the draws from which on works of the first year are without regret."""


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
    fits: tuple[float, ...]
    """Of each of them the share of the draws in which it keeps every row, its money above all."""
    regret: tuple[Spread | None, ...]
    """Of each of them what it loses, as a part of the best found, where it does; None where it never does."""
    works: Mapping[str, Mapping[str, float]]
    """Id -> last works -> share of the draws whose plan has them."""
    unknown: tuple[Unknown, ...]
    """What was drawn."""
    waiting: Waiting | None
    """What it is worth to begin now and to decide later; None where that was not asked."""
    asked: int
    """Draws that were tried: in those beyond `draws` no plan keeps the rules, or none was found."""
    wanted: int
    """Draws that were to be tried."""
    farthest: float
    """How far a draw's plan may be from the best of its weights, at most of all draws, relative."""
    complete: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """One draw."""

    future: Future
    solved: Solution | None
    """None where there is no plan, or none was found in time."""
    chosen: Integers | None
    """Its plan, in the stock."""
    held: tuple[Floats, Flags]
    """(n_rivals,) each: what the plans held against each other are worth, and whether they fit."""


@dataclass(slots=True, kw_only=True)
class _Found:
    """What came of the draws, one after the other."""

    stock: Stock
    plans: list[Integers] = field(default_factory=list)
    amounts: list[dict[str, float]] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    """(n_rivals,) what the plans held against each other are worth, of every draw."""
    fits: list[Flags] = field(default_factory=list)
    regret: list[Floats] = field(default_factory=list)
    """(n_rivals,) what they lose, of draws that have a plan; not a number where they do not fit."""

    def take(self, one: _Tried) -> None:
        """Adds a draw to what there is."""
        values, fits = one.held
        self.values.append(values)
        self.fits.append(fits)
        if one.solved is None or one.chosen is None:
            return
        self.plans.append(one.chosen)
        self.gaps.append(one.solved.gap)
        self.amounts.append(amounts_in(self.stock, one.future, one.chosen))
        top = max([one.solved.value, *values[fits].tolist()])
        lost = (top - values) / abs(top) if top else np.zeros_like(values)
        self.regret.append(np.where(fits, lost, np.nan))


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
    unknown: Sequence[Unknown] = ("weights",),
    hindsight: bool = False,
    seconds: float = LIMIT,
) -> Robust:
    """The plans of so many draws. unknown: what is drawn. rivals: plans that are held against each
    other. hindsight: whether it is asked, too, what beginning now and deciding later are worth. told:
    how much is done, in [0, 1]. What is there when the seconds are over, or when it is no longer
    wanted, is told of the draws that were solved by then."""
    began, hand = time.monotonic(), Hand.of(loaded)
    stock = Stock.of(hand, damage="damage" in unknown)
    drawer = Drawer(stock, unknown, seed)
    set_ = _weights(hand)
    drawn = drawn_weights(set_, draws, kind, seed) if "weights" in unknown else None
    weights = np.tile(set_, (draws, 1)) if drawn is None else drawn
    found, futures = _Found(stock=stock), list[Future]()
    same_rows = not set(unknown) - {"weights", "strikes"}
    part = DRAWN if hindsight else 1.0

    def tried(number: int, over: Unwanted) -> _Tried:
        future = drawer.future(number, weights[number])
        problem, kept = drawer.problem(future)
        start = replace(plan, proof=None) if same_rows else started(plan, problem)
        solved = _solved(problem, start, seed, over)
        held = judged(drawer, future, problem, kept, rivals, same_rows=same_rows)
        chosen = None if solved is None else kept[solved.chosen]
        return _Tried(future=future, solved=solved, chosen=chosen, held=held)

    for one in side_by_side(tried, draws, _ending(unwanted, began + part * seconds)):
        found.take(one)
        futures.append(one.future)
        told(part * len(futures) / draws)
    waits = None
    if hindsight:
        over = _ending(unwanted, began + seconds)
        waits = waiting(drawer, futures, plan, over, lambda done: told(part + (1.0 - part) * done))
    return _told(found, kind, tuple(unknown), weights, draws, waits, began)


def _ending(unwanted: Unwanted, until: float) -> Unwanted:
    """No longer wanted, or over at a time of `time.monotonic`."""
    return lambda: unwanted() or time.monotonic() > until


def _weights(hand: Hand) -> Floats:
    """(n_criteria + 1,) as set, `cost` last."""
    shares = hand.loaded.scenario.shares
    return np.array([*(shares[c] for c in hand.prepared.table.criteria), shares[COST]])


def _solved(problem: Problem, start: Solution, seed: int, unwanted: Unwanted) -> Solution | None:
    try:
        found = solve(
            problem,
            gap=GAP,
            seconds=SECONDS,
            seed=seed,
            start=start,
            work=WORK,
            cancelled=unwanted,
            coarse=True,
        )
    except SolverError:
        return None
    return None if found.status == "infeasible" or found.gap > USELESS else found


def _told(
    found: _Found,
    kind: Kind,
    unknown: tuple[Unknown, ...],
    weights: Floats,
    draws: int,
    waits: Waiting | None,
    began: float,
) -> Robust:
    stock, table = found.stock, found.stock.hand.prepared.table
    n_groups, n = stock.problem.n_groups, len(found.plans)
    chosen = np.array(found.plans, dtype=np.int64).reshape(n, n_groups)
    inside = stock.inside[chosen]
    core = core_index(inside) if n else np.zeros(n_groups)
    early = core_index(inside & stock.early[chosen]) if n else core
    order = np.argsort(-early, kind="stable")
    tried = len(found.values)
    values = np.array(found.values) if tried else np.empty((0, 0))
    held = values.shape[1] > 0
    return Robust(
        kind=kind,
        draws=n,
        core=dict(zip(table.subjects, core.tolist(), strict=True)),
        spreads=spreads_of(found.amounts),
        first_year=tuple(table.subjects[g] for g in order if early[g] >= SURE),
        acceptability=tuple(map(tuple, rank_acceptability(values).tolist())) if held else (),
        central=_central(stock.hand, weights[:tried], values) if held else (),
        fits=tuple(np.mean(found.fits, axis=0).tolist()) if held else (),
        regret=_regret(found.regret, values.shape[1]) if held else (),
        works=_works(table.subjects, stock.last[chosen], inside),
        unknown=unknown,
        waiting=waits,
        asked=tried,
        wanted=draws,
        farthest=max(found.gaps, default=0.0),
        complete=tried == draws,
        seconds=time.monotonic() - began,
    )


def _central(hand: Hand, weights: Floats, values: Floats) -> tuple[Mapping[str, float] | None, ...]:
    criteria = (*hand.prepared.table.criteria, COST)
    return tuple(
        None if np.isnan(row).any() else dict(zip(criteria, row.tolist(), strict=True))
        for row in central_weights(weights, values)
    )


def _regret(lost: Sequence[Floats], rivals: int) -> tuple[Spread | None, ...]:
    told = np.array(lost).reshape(len(lost), rivals).T
    return tuple(spread_of(own[~np.isnan(own)]) for own in told)


def _works(
    subjects: Sequence[str], last: Integers, inside: Flags
) -> dict[str, Mapping[str, float]]:
    """Of what is worked on in any draw, in which share of them with which last works."""
    told: dict[str, Mapping[str, float]] = {}
    for group in np.flatnonzero(inside.any(axis=0)).tolist():
        codes, count = np.unique(last[inside[:, group], group], return_counts=True)
        shares = (count / len(inside)).tolist()
        told[subjects[group]] = {
            CODES[code]: share for code, share in zip(codes.tolist(), shares, strict=True)
        }
    return told
