"""Kinds: like groups taken together, so that a city of nearly equal houses is a small problem.

Groups whose alternatives use the same rows are of one form; those of one form and nearly the same
worth are one kind. Giving every group of a kind the same shares is a linear program as small as one
asks for, whose answer is feasible for the whole relaxation and whose prices are lawful for the whole
problem (aggregation by clusters: Rogers, Plante, Wong & Evans 1991). Groups that share local rows
stay alone.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array, csr_array

from planner.arrays import Floats, Integers
from planner.optimise.certify.lawful import lawful_prices
from planner.optimise.market.equal import forms_of
from planner.optimise.market.market import Market, market_of
from planner.optimise.price.linear import Range, solve_linear
from planner.optimise.tuning import PRICE
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RelaxedByKinds:
    """The linear relaxation by kinds."""

    shares: Floats
    """(n,) of every alternative; equal within a kind."""
    prices: Floats
    """(n_rows,) lawful."""


def kinds_of(market: Market, value: Floats, columns: int) -> Integers:
    """(n_groups,) a number for each kind, of which there are so few that their alternatives are
    about `columns` or one kind a form. Values, (n,), tell groups of one form apart."""
    form = forms_of(market)
    worth = np.add.reduceat(np.where(market.local.banned, 0.0, value), market.begins)
    order = np.lexsort((worth, form))
    first = np.ones(len(order), dtype=bool)
    first[1:] = form[order][1:] != form[order][:-1]
    begins = np.flatnonzero(first)
    count = np.diff(np.append(begins, len(order)))
    bins = np.clip(np.rint(columns / market.sizes.sum() * count), 1, count)
    rank = np.arange(len(order)) - np.repeat(begins, count)
    within = np.floor(rank * np.repeat(bins / count, count)).astype(np.int64)
    kind = np.empty(len(order), dtype=np.int64)
    offset = np.cumsum(bins).astype(np.int64) - bins.astype(np.int64)
    kind[order] = np.repeat(offset, count) + within
    return kind


def relaxed_by_kinds(
    problem: Problem, market: Market, seconds: float, columns: int = PRICE.kinds
) -> RelaxedByKinds | None:
    """The linear relaxation in which all groups of a kind have the same shares, of some `columns`; None
    where it was not solved in time, or has no answer."""
    kind = kinds_of(market, problem.value, columns)
    n_kinds = int(kind.max(initial=-1)) + 1
    size = np.zeros(n_kinds, dtype=np.int64)
    size[kind] = market.sizes
    begins = np.cumsum(size) - size
    n = len(problem.value)
    into = begins[kind[market.group]] + np.arange(n) - market.begins[market.group]
    together = csr_array((np.ones(n), (into, np.arange(n))), shape=(int(size.sum()), n))
    few = Problem(
        value=together @ problem.value,
        group=np.repeat(np.arange(n_kinds), size),
        linking=replace(problem.linking, matrix=csc_array((together @ market.uses).T)),
        group_names=tuple(map(str, range(n_kinds))),
    )
    barred = np.zeros(len(few.value), dtype=bool)
    barred[into[market.local.banned]] = True
    small = market_of(few)
    unbound = Range(
        centre=np.zeros(len(market.rhs)),
        low=np.where(market.sign > 0, 0.0, -np.inf),
        high=np.where(market.sign < 0, 0.0, np.inf),
    )
    answer = solve_linear(
        small, few.value, np.flatnonzero(~barred), market.rhs, unbound, max(seconds, 0.05)
    )
    if answer.x is None or answer.prices is None:
        return None
    shares = np.zeros(len(few.value))
    shares[~barred] = np.maximum(answer.x, 0.0)
    return RelaxedByKinds(shares=shares[into], prices=lawful_prices(problem.linking, answer.prices))
