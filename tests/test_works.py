"""Durations by cost class, and the strictness of what is read."""

from decimal import Decimal

import numpy as np
import pytest
from pydantic import ValidationError

from planner.works import CostClass, UnitCost, duration_years

CLASSES = (
    CostClass(up_to=Decimal(60), years=1),
    CostClass(up_to=Decimal(400), years=2),
    CostClass(years=3),
)


@pytest.mark.parametrize(
    ("cost", "years"), [(0, 1), (59.99, 1), (60, 1), (60.01, 2), (400, 2), (400.01, 3), (1e6, 3)]
)
def test_works_take_the_years_of_the_first_class_that_holds_their_cost(
    cost: float, years: int
) -> None:
    assert duration_years(np.array([cost]), CLASSES).tolist() == [years]


def test_durations_keep_the_shape_of_the_costs() -> None:
    costs = np.array([[10.0, 100.0, 1000.0], [0.0, 60.0, 400.0]])
    assert duration_years(costs, CLASSES).tolist() == [[1, 2, 3], [1, 1, 2]]


def test_a_single_class_counts_for_every_cost() -> None:
    assert duration_years(np.array([0.0, 1e9]), (CostClass(years=4),)).tolist() == [4, 4]


@pytest.mark.parametrize("costs", [(3, 2, 4), (1, 5, 4), (-1, 2, 3), (1, 2, float("inf"))])
def test_a_unit_cost_out_of_order_or_range_is_refused(costs: tuple[float, float, float]) -> None:
    low, likely, high = map(Decimal, costs)
    with pytest.raises(ValidationError):
        UnitCost(low=low, likely=likely, high=high)
