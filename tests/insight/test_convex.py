"""What is proven at some shares, and what follows between them, held against every plan there is."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from planner.insight.convex import tightened
from planner.insight.forcing import Hand, Side
from planner.insight.proportions import shares_at
from planner.insight.sides import Sides
from planner.insight.sweep import Point
from tests.insight.hands import best_of, every_plan, solved

SIZES = {"a": (1000, 40), "b": (700, 30), "c": (500, 26), "d": (1200, 30)}
AT = tuple(Fraction(k, 8) for k in range(9))


@pytest.fixture
def loaded(city, site):
    sites = [site(name, area=float(area), people=float(n)) for name, (area, n) in SIZES.items()]
    return city(
        sites,
        funds={"main": {"amount": {2027: 2}}},
        money_years=1,
        weights={"homes": 60, "damage": 40},
    )


@pytest.mark.parametrize("subject", list(SIZES))
def test_points_between_get_bounds_and_values_that_hold_and_tell_more(loaded, subject):
    hand = Hand.of(loaded)
    at = {share: hand.weighted(shares_at(loaded, "homes", share)) for share in AT}
    solution = solved(hand)

    def exact(share, has):
        value = best_of(at[share], subject, has=has)
        holding = [
            chosen
            for worth, chosen in every_plan(at[share])
            if worth == value and hand.holds(replace(solution, chosen=chosen), subject) == has
        ]
        return Side(value=value, bound=value, solution=replace(solution, chosen=holding[0]))

    def point(share):
        """Known at both ends and in the middle alone."""
        sides = {has: exact(share, has) if share in AT[::4] else Side() for has in (True, False)}
        return Point(at=share, sides=Sides(with_it=sides[True], without=sides[False]))

    def worth(plan):
        nothing, everything = (
            float(at[end].problem.value[hand.problem.positions(plan.chosen)].sum())
            for end in (AT[0], AT[-1])
        )
        return nothing, everything

    points = {share: point(share) for share in AT}
    found = tightened(points, worth)
    for share, told in found.items():
        for has in (True, False):
            true, side = best_of(at[share], subject, has=has), told.sides.of(has)
            assert side.value <= true + 1e-6 and true <= side.bound + 1e-6
            assert np.isfinite(side.value) and np.isfinite(side.bound)
        ahead = exact(share, True).value - exact(share, False).value
        assert told.state in ("untold", "in" if ahead > 0 else "out")
    sure = [sum(p.state != "untold" for p in some.values()) for some in (points, found)]
    assert sure[0] <= sure[1]
