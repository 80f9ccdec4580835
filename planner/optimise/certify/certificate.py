"""Certificate: the bound that prices prove, in exact arithmetic, apart from any solver.

With a price on every linking row the problem falls apart into one best alternative per group
(Lagrangian relaxation: Geoffrion 1974, Fisher 1981):

    L(p) = sum_g max_{a in g} (value_a - sum_r p_r use_ra) + sum_r p_r rhs_r  >=  optimum

Floats with a rigorous margin for their rounding (Higham 2002, section 3.1) leave only a few
alternatives that can be the best of their group; integers tell which one is.
"""

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from planner.arrays import Floats, Integers
from planner.optimise.certify.exact import UNIT_ROUNDOFF, Scaled, dyadic, exact_value, slacks
from planner.optimise.tuning import CERTIFY
from planner.problem.linking import Rows
from planner.problem.problem import Problem

_SMALLEST: Final = 2.0**-1074
"""Twice the error of a product that underflows."""


def exact_bound(problem: Problem, prices: Mapping[str, float]) -> Fraction:
    """L(p) in exact arithmetic from the prices of a Solution, in points.

    Where a is the best alternative of each group, it is sum_a value_a + sum_r p_r slack_r. Raises
    ValueError where a price is not finite, or has a sign, or a money flow a slope, under which
    L(p) would be no bound; KeyError where a row has no price.
    """
    rows = problem.linking
    p = np.array([prices[name] for name in rows.names], dtype=np.float64)
    if not (np.isfinite(p).all() and _lawful(rows, p)):
        raise ValueError("prices")
    best = best_choice(problem, p)
    slack = slacks(rows, best)
    return exact_value(problem, best) + _priced(slack, p)


def _priced(amounts: Scaled, prices: Floats) -> Fraction:
    """What amounts, (n_rows,), come to at their prices."""
    mantissa, exponent = dyadic(prices)
    least = int(exponent.min(initial=0))
    total = sum(
        amount * price << shift
        for amount, price, shift in zip(
            amounts.numbers, mantissa.tolist(), (exponent - least).tolist(), strict=True
        )
        if price
    )
    return Scaled(numbers=[total], exponent=amounts.exponent + least).fraction(total)


def _lawful(rows: Rows, prices: Floats) -> bool:
    """Whether signs, (n_rows,), are right and no money is priced below its best use.

    At most: not negative; at least: not positive. A flow y >= 0 earns p_use - p_source a unit,
    which has to be no gain; a supply left over is worth nothing, so its price is not negative.
    """
    sense = np.array(rows.sense, dtype=object)
    signs = (
        not ((sense == "<=") & (prices < 0)).any() and not ((sense == ">=") & (prices > 0)).any()
    )
    source, sink = rows.arcs[:, 0], rows.arcs[:, 1]
    downhill = (prices[source] >= np.maximum(prices[sink], 0.0)).all()
    return bool(signs and downhill)


def best_choice(problem: Problem, prices: Floats) -> Integers:
    """(n_groups,) position of an alternative of each group whose exact reduced value is largest.

    prices (n_rows,), finite. Raises ValueError where a group has no alternative.
    """
    starts = problem.starts()
    if (np.diff(starts) == 0).any():
        raise ValueError("a group has no alternative")
    parts = [_best_of(problem, prices, some) for some in _chunks(starts)]
    return np.concatenate(parts) if parts else np.array([], dtype=np.int64)


def _chunks(starts: Integers) -> Iterator[Integers]:
    """Runs of whole groups, each as the places where they begin and where the last one ends."""
    first, n_groups = 0, len(starts) - 1
    while first < n_groups:
        last = (
            int(np.searchsorted(starts, starts[first] + CERTIFY.alternatives_at_once, side="right"))
            - 1
        )
        last = max(last, first + 1)
        yield starts[first : last + 1]
        first = last


def _best_of(problem: Problem, prices: Floats, starts: Integers) -> Integers:
    """`best_choice` for a run of groups: (len(starts) - 1,)."""
    begins = starts[:-1] - starts[0]
    low, high = _limits(problem, prices, int(starts[0]), int(starts[-1]))
    floor = np.repeat(np.maximum.reduceat(low, begins), np.diff(starts))
    able = np.flatnonzero(high >= floor)
    at = np.searchsorted(able, np.append(begins, len(low)))
    able += starts[0]
    best = able[at[:-1]]
    count = np.diff(at)
    tied = np.flatnonzero(count > 1)
    if not len(tied):
        return best
    rivals = able[np.repeat(count > 1, count)]
    worths = _worths(problem, prices, rivals)
    ends = np.concatenate([[0], np.cumsum(count[tied])]).tolist()
    winners = [max(range(i, j), key=worths.__getitem__) for i, j in itertools.pairwise(ends)]
    best[tied] = rivals[winners]
    return best


def _limits(problem: Problem, prices: Floats, begin: int, end: int) -> tuple[Floats, Floats]:
    """Floats below and above the exact reduced values of alternatives begin..end-1.

    The float sum of k products, less than 2^26, is off by at most (k + 2) 2^-53 of the sum of
    their sizes, and by half the smallest float for each product that underflows; six roundings
    more cover the margin's own. Where floats overflow nothing is known.
    """
    matrix = problem.linking.matrix
    indptr = matrix.indptr[begin : end + 1]
    inside = slice(int(indptr[0]), int(indptr[-1]))
    data, layout = matrix.data[inside], (matrix.indices[inside], indptr - indptr[0])
    shape = (end - begin, len(problem.linking))
    value = problem.value[begin:end]
    terms = 8.0 + int(np.diff(indptr).max(initial=0))
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        reduced = value - csr_array((data, *layout), shape=shape) @ prices
        slip = csr_array((np.abs(data), *layout), shape=shape) @ np.abs(prices)
        slip += np.abs(value)  # in place from here on: a new array costs more than the sum
        slip *= UNIT_ROUNDOFF
        slip += _SMALLEST
        slip *= terms
        low = reduced - slip
        high = np.add(reduced, slip, out=reduced)
        if np.isfinite(low.sum() + high.sum()):  # then each of them is finite
            return low, high
    known = np.isfinite(low) & np.isfinite(high)
    return np.where(known, low, -np.inf), np.where(known, high, np.inf)


def _worths(problem: Problem, prices: Floats, positions: Integers) -> list[int]:
    """(n,) exact reduced values of some alternatives, in whole numbers of one unit."""
    uses = problem.linking.matrix.T[positions]
    priced = np.flatnonzero(prices[uses.indices])
    owner = np.repeat(np.arange(len(positions)), np.diff(uses.indptr))[priced]
    use, use_exponent = dyadic(uses.data[priced])
    price, price_exponent = (part[uses.indices[priced]] for part in dyadic(prices))
    value, value_exponent = dyadic(problem.value[positions])
    exponent = use_exponent + price_exponent
    unit = min(int(value_exponent.min()), int(exponent.min(initial=0)))
    shifts = (value_exponent - unit).tolist(), (exponent - unit).tolist()
    worths = [v << e for v, e in zip(value.tolist(), shifts[0], strict=True)]
    costs = zip(owner.tolist(), use.tolist(), price.tolist(), shifts[1], strict=True)
    for k, u, p, e in costs:
        worths[k] -= u * p << e
    return worths
