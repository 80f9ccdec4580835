"""Weights from what people can say: which matters more, by how much, or only in which order.

Pairwise judgements follow the analytic hierarchy process (Saaty 1977, 1980): weights are the
principal eigenvector of the matrix of ratios, and the consistency ratio tells how far the
judgements contradict each other, beside judgements drawn at random. An order alone gives the
centroid of all weights that agree with it (Barron & Barrett 1996).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from planner.arrays import Floats
from planner.errors import Fault, InputError

RANDOM_INDEX: Final = (
    0.0,
    0.0,
    0.52,
    0.89,
    1.11,
    1.25,
    1.35,
    1.40,
    1.45,
    1.49,
    1.52,
    1.54,
    1.56,
    1.58,
    1.59,
)
"""Mean consistency index of random matrices of 1 to 15 rows (Saaty 2008)."""
_MOST: Final = len(RANDOM_INDEX)
CONSISTENT: Final = 0.1
"""Up to this consistency ratio judgements are taken for consistent enough (Saaty 1980)."""
_RECIPROCAL: Final = 1e-6
"""Relative: ratios that were written with six digits are still each other's reciprocals."""
_SAME: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Three judgements that agree least: a to b and b to c say one thing of a to c, it says another."""

    triple: tuple[int, int, int]
    """Numbers of a, b and c, where a beats c by the way over b more than it is said to."""
    said: float
    """What was said of a beside c."""
    implied: float
    """What a to b and b to c imply of it."""


def ahp_weights(matrix: ArrayLike) -> tuple[Floats, float]:
    """Weights and consistency ratio of pairwise judgements.

    matrix: (n, n) positive, matrix[i, j] how many times as much i matters as j, and its reciprocal
    at [j, i]; n from 1 to 15 -> ((n,) weights that sum to 1, consistency ratio, 0 where no two
    judgements contradict each other). Raises InputError with what is wrong.
    """
    ratios = _ratios(matrix)
    n = len(ratios)
    values, vectors = np.linalg.eig(ratios)
    principal = int(np.argmax(values.real))
    weights = np.abs(vectors[:, principal].real)
    weights /= weights.sum()
    if n < 3:
        return weights, 0.0
    index = (float(values[principal].real) - n) / (n - 1)
    return weights, max(0.0, index / RANDOM_INDEX[n - 1])


def contradiction(matrix: ArrayLike) -> Contradiction | None:
    """The three judgements that contradict each other most; None where none do.

    matrix: as for `ahp_weights`. Of all triples that with the largest |log(a_ij a_jk a_ki)|, the
    measure of Koczkodaj (1993).
    """
    logs = np.log(_ratios(matrix))
    around = logs[:, :, None] + logs[None, :, :] - logs[:, None, :]  # i to j to k, less i to k
    i, j, k = (int(x) for x in np.unravel_index(np.argmax(around), around.shape))
    if around[i, j, k] <= _SAME:
        return None
    return Contradiction(
        triple=(i, j, k),
        said=float(np.exp(logs[i, k])),
        implied=float(np.exp(logs[i, j] + logs[j, k])),
    )


def rank_order_centroid(places: Sequence[int]) -> Floats:
    """Weights of which only the order is known: the mean of all that agree with it.

    places: (n,) of each criterion, the smallest the most important; equal ones share what their
    places would get -> (n,) weights that sum to 1, w of place r = (1/n) sum over k >= r of 1/k.
    """
    order = np.asarray(places, dtype=np.int64)
    n = len(order)
    if not n:
        return np.empty(0)
    centroid = np.cumsum(1.0 / np.arange(n, 0, -1))[::-1] / n
    rank = np.argsort(np.argsort(order, kind="stable"), kind="stable")
    _, tied = np.unique(order, return_inverse=True)
    shared = np.bincount(tied, weights=centroid[rank]) / np.bincount(tied)
    return np.asarray(shared[tied])


def _ratios(matrix: ArrayLike) -> Floats:
    try:
        ratios = np.asarray(matrix, dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError(
            [Fault(key="judgements_shape", details={"shape": "?", "most": _MOST})]
        ) from None
    shape = " × ".join(map(str, ratios.shape)) or "0"
    if ratios.ndim != 2 or len(set(ratios.shape)) != 1 or not 1 <= len(ratios) <= _MOST:
        raise InputError([Fault(key="judgements_shape", details={"shape": shape, "most": _MOST})])
    faults = [
        Fault(key="judgements_positive", value=f"{ratios[i, j]:g}", details=_place(i, j))
        for i, j in np.argwhere(~(np.isfinite(ratios) & (ratios > 0)))
    ]
    if not faults:
        apart = np.abs(ratios * ratios.T - 1.0) > _RECIPROCAL
        faults = [
            Fault(key="judgements_reciprocal", value=f"{ratios[i, j]:g}", details=_place(i, j))
            for i, j in np.argwhere(np.triu(apart))
        ]
    if faults:
        raise InputError(faults)
    return ratios


def _place(i: int, j: int) -> dict[str, str | int | float]:
    return {"one": int(i) + 1, "other": int(j) + 1}
