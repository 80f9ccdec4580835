"""How a figure varies over all draws: its middle, and what it rarely falls below or exceeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.arrays import Floats

ENDS: Final = (0.05, 0.5, 0.95)
"""Quantiles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A figure over all draws."""

    low: float
    """Of 5 in 100 draws no more."""
    middle: float
    high: float
    """Of 5 in 100 draws no less."""


def spread_of(amounts: Floats) -> Spread | None:
    """That of amounts, (n,); None where there are none."""
    if not len(amounts):
        return None
    low, middle, high = np.quantile(amounts, ENDS)
    return Spread(low=float(low), middle=float(middle), high=float(high))


def spreads_of(amounts: Sequence[Mapping[str, float]]) -> dict[str, Spread]:
    """Figure -> its spread over draws, each of which says how much of it there is."""
    found = {
        name: spread_of(np.array([one[name] for one in amounts])) for name in (amounts or [{}])[0]
    }
    return {name: spread for name, spread in found.items() if spread is not None}
