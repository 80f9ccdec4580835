"""Lawful prices, and the bound that follows from them alone, whatever found them.

L(p) >= optimum for any p with lawful signs (Geoffrion 1974, Fisher 1981), see market.py. In
floating point every sum may err a little; the bound given here is moved outward by a rigorous
margin for it (Higham 2002, section 3.1). `certificate.py` recomputes it without any rounding.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.problem.model import Problem
from planner.problem.rows import Rows

Floats = NDArray[np.float64]
_UNIT_ROUNDOFF: Final = 2.0**-53
_CHUNK: Final = 50_000
"""Groups seen at a time: the margin needs the absolute uses, a copy of the matrix otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A problem seen at given prices."""

    reduced: Floats
    """(n,) value of each alternative less the price of what it uses."""
    loss: Floats
    """(n,) how far it lies below the best of its group; any plan with it is worth at most
    bound - loss."""
    bound: float
    """Upper bound on the value of any plan, rounded outward."""
    used: Floats
    """(n,) sum of the absolute priced uses."""


def lawful_prices(rows: Rows, prices: Floats) -> Floats:
    """The nearest prices with the signs that the bound needs.

    At most: not negative; at least: not positive. Money that flows may not be dearer where it is
    used than where it comes from, so each supply takes the price of its best-priced use.
    """
    sense = np.array(rows.sense, dtype=object)
    lawful = np.where(sense == "<=", np.maximum(prices, 0.0), prices)
    lawful = np.where(sense == ">=", np.minimum(lawful, 0.0), lawful)
    if len(rows.arcs):
        source, sink = rows.arcs.T
        supplies = np.unique(source)
        lawful[supplies] = 0.0
        np.maximum.at(lawful, source, lawful[sink])
    return np.asarray(lawful, dtype=np.float64)


def priced(problem: Problem, prices: Floats) -> Priced:
    """Reduced values and bound at lawful prices, (n_rows,), with a margin for every rounding."""
    matrix, starts = problem.linking.matrix, problem.starts()
    used = np.empty(len(problem.value))
    reduced = np.empty(len(problem.value))
    for first in range(0, problem.n_groups, _CHUNK):
        begin, end = starts[first], starts[min(first + _CHUNK, problem.n_groups)]
        part = matrix[:, begin:end]
        reduced[begin:end] = problem.value[begin:end] - part.T @ prices
        np.abs(part.data, out=part.data)
        used[begin:end] = part.T @ np.abs(prices)
    return _judged(problem, prices, reduced, used)


def _judged(problem: Problem, prices: Floats, reduced: Floats, used: Floats) -> Priced:
    begins = problem.starts()[:-1]
    best = np.maximum.reduceat(reduced, begins) if len(begins) else np.empty(0)
    terms = 3 + int(np.diff(problem.linking.matrix.indptr).max(initial=0))
    slip = np.abs(problem.value) + used
    largest = np.maximum.reduceat(slip, begins) if len(begins) else np.empty(0)
    at_limits = prices * problem.linking.rhs
    bound = math.fsum([*best.tolist(), *at_limits.tolist()])
    bound += terms * _UNIT_ROUNDOFF * (1 + 1e-9) * math.fsum(largest.tolist())
    bound += math.fsum(2 * _UNIT_ROUNDOFF * np.abs(at_limits)) + 4 * _UNIT_ROUNDOFF * abs(bound)
    return Priced(
        reduced=reduced,
        loss=np.asarray(best[problem.group] - reduced) if len(begins) else reduced,
        bound=math.nextafter(bound, math.inf),
        used=used,
    )


def exact_bound(problem: Problem, prices: Mapping[str, float]) -> Fraction:
    """L(p) in exact arithmetic from the prices of a Solution. Raises ValueError where a price is
    not finite, or has a sign, or a money flow a slope, under which L(p) would be no bound."""
    rows = problem.linking
    p = np.array([prices[name] for name in rows.names], dtype=np.float64)
    if not (np.isfinite(p).all() and _dominates(rows, p)):
        raise ValueError("prices")
    exact = [Fraction(price) for price in p.tolist()]
    by_alternative = rows.matrix
    reduced = [Fraction(v) for v in problem.value.tolist()]
    for a, (begin, end) in enumerate(
        zip(by_alternative.indptr, by_alternative.indptr[1:], strict=False)
    ):
        for k in range(begin, end):
            price = exact[by_alternative.indices[k]]
            if price:
                reduced[a] -= price * Fraction(float(by_alternative.data[k]))
    starts = problem.starts().tolist()
    best = sum((max(reduced[a:b]) for a, b in itertools.pairwise(starts)), Fraction(0))
    return best + sum(
        (e * Fraction(float(b)) for e, b in zip(exact, rows.rhs, strict=True)), Fraction(0)
    )


def _dominates(rows: Rows, prices: Floats) -> bool:
    """Whether signs are right and no money is priced below its best use."""
    lawful = lawful_prices(rows, prices)
    supplies = np.unique(rows.arcs[:, 0]) if len(rows.arcs) else np.array([], dtype=np.int64)
    others = np.setdiff1d(np.arange(len(rows)), supplies)
    return bool(
        (prices[others] == lawful[others]).all() and (prices[supplies] >= lawful[supplies]).all()
    )
