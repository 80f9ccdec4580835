"""What bounds at some shares of a weight say of the shares between them.

With the other weights in proportion a plan is worth a + b w at share w, and which plans keep the rows
does not depend on w. So the best of any kind of plans, as the most of many such lines, is convex in w:
it lies nowhere above the chord between two shares at which it is bounded.
"""

import math
from typing import Final

import numpy as np

from planner.arrays import Floats

SLIP: Final = 1e-8
"""Relative, and of a point where chords are small: more than sums of lines and chords err."""


def under(at: float, place: Floats, bound: Floats) -> float:
    """The least that chords leave at a share: no such plan is worth more there; inf where none spans it.

    place: (k,) shares at which the best of these plans is worth no more than bound: (k,); -inf where no
    such plan keeps the rows, which then none does at any share.
    """
    if np.isneginf(bound).any():
        return -math.inf
    known = np.isfinite(bound)
    low, high = known & (place < at), known & (place > at)
    if not (low.any() and high.any()):
        return math.inf
    part = (at - place[low, None]) / (place[high] - place[low, None])
    least = float((bound[low, None] + (bound[high] - bound[low, None]) * part).min())
    return least + SLIP * max(1.0, abs(least))
