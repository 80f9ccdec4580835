"""The linear relaxation of easing some rows: the least that any plan needs, and who is mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array, diags_array, hstack, vstack

from planner.arrays import Flags, Floats, Integers
from planner.optimise.market.market import Market, market_of
from planner.optimise.solvers.simplex import Program, presolved
from planner.problem.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class EasedRelaxation:
    """What linear programming says."""

    shares: Floats | None
    """(n,) share of each alternative; None where there is no answer."""
    paid: float
    """The sum of all easing variables: no plan needs less."""


def relaxation(
    part: Problem,
    kept: Flags,
    eases: Sequence[Mapping[int, float]],
    seconds: float,
    inward: Mapping[int, float] | None = None,
    most: float = np.inf,
) -> EasedRelaxation:
    """Eases rows as little as shares of the kept alternatives allow.

    eases: for each easing variable, row -> how far one unit of it moves the limit, `most`
    units at most; inward: row -> how far its limit is moved the other way before.
    """
    market = market_of(part)
    columns = np.flatnonzero(kept)
    weight = _weights(market, columns)
    eased, size = _eased(market, eases, weight)
    flows = _flows(market, len(weight))
    upper, equal = market.sign != 0, market.sign == 0
    side = np.where(market.sign < 0, -1.0, 1.0)
    body = csr_array(diags_array(side * weight) @ market.uses[columns].T)
    whole = csr_array(hstack([body, diags_array(side) @ flows, diags_array(side) @ eased]))
    limits = market.rhs.copy()
    for r, by in (inward or {}).items():
        limits[r] -= by * market.sign[r]
    rhs = side * weight * limits
    groups, place = np.unique(market.group[columns], return_inverse=True)
    n = len(columns)
    one = csr_array((np.ones(n), (place, np.arange(n))), shape=(len(groups), n))
    empty = csr_array((len(groups), whole.shape[1] - n))
    equalities = vstack([whole[np.flatnonzero(equal)], hstack([one, empty])])
    free = n + len(market.arcs)
    program = Program(
        cost=np.repeat([0.0, 1.0], [free, len(eases)]),
        most=np.repeat([np.inf, most / size], [free, len(eases)]),
        matrix=csc_array(vstack([equalities, whole[np.flatnonzero(upper)]])),
        rhs=np.concatenate([rhs[equal], np.ones(len(groups)), rhs[upper]]),
        equal=equalities.shape[0],
    )
    answer = presolved(program, max(seconds, 0.05))
    if not len(answer.x):
        return EasedRelaxation(shares=None, paid=0.0)
    shares = np.zeros(len(kept))
    shares[columns] = answer.x[:n]
    return EasedRelaxation(shares=shares, paid=float(answer.cost) * size)


def _eased(
    market: Market, eases: Sequence[Mapping[int, float]], weight: Floats
) -> tuple[csr_array, float]:
    """The columns of the easing variables, and how much one unit of them stands for."""
    entries = [(r, k, c) for k, rows in enumerate(eases) for r, c in rows.items() if c]
    if not entries:
        return csr_array((len(weight), len(eases))), 1.0
    row, column, amount = (np.array(part) for part in zip(*entries, strict=True))
    sign = -np.sign(market.sign[row]).astype(np.float64)
    scaled = sign * amount * weight[row]
    size = 1.0 / float(np.abs(scaled).max())
    shape = (len(weight), len(eases))
    return csr_array((scaled * size, (row, column)), shape=shape), size


def _weights(market: Market, columns: Integers) -> Floats:
    """One over the largest use of each row; rows that money connects share one."""
    part = market.uses[columns]
    largest = np.zeros(len(market.rhs))
    np.maximum.at(largest, part.indices, np.abs(part.data))
    largest = np.where(largest > 0, largest, market.scale)
    flowing = np.unique(market.arcs)
    if len(flowing):
        largest[flowing] = largest[np.unique(market.arcs[:, 1])].max()
    return np.asarray(1.0 / largest)


def _flows(market: Market, n_rows: int) -> csr_array:
    """Money: out of a supply, into a demand."""
    source, sink = market.arcs.T
    arcs = np.arange(len(source))
    data = np.concatenate([np.ones(len(source)), -np.ones(len(source))])
    place = (np.concatenate([source, sink]), np.concatenate([arcs, arcs]))
    return csr_array((data, place), shape=(n_rows, len(source)))
