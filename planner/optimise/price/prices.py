"""Prices: what the price step hands on to rounding, closing and proving."""

from dataclasses import dataclass

import numpy as np

from planner.arrays import Floats
from planner.optimise.market.market import View
from planner.optimise.tuning import PRICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """The prices that hold from now on, and how they were found."""

    view: View
    """All alternatives at these prices, which are lawful."""
    usual: Floats
    """(n_rows,) the price at which each row would weigh as much as any other, in points per unit of
    the row."""
    shares: Floats | None = None
    """(n,) of the alternatives, summing to 1 a group, by which whole choices keep the rows on
    average; None where the best choices do."""
    rough: bool = False
    """Whether they are only as good as a loose gap needs."""
    warm: bool = False
    """Whether they follow from those of an earlier solution."""

    @property
    def weights(self) -> Floats:
        """(n_rows,) positive: the size of price at which each row weighs in the plan."""
        return np.maximum(np.abs(self.view.prices), PRICE.least_usual * self.usual)
