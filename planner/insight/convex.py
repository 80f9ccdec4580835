"""What is proven at some shares of a weight says something of all shares between them: the best of any
kind of plans lies nowhere above the chord between two shares at which it is bounded (`chords`), and
nowhere below the line of any plan that is known.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from planner.arrays import Floats
from planner.insight.chords import SLIP, under
from planner.insight.forcing import Side
from planner.insight.sides import Sides
from planner.insight.sweep import Point
from planner.optimise import Solution

Worth = Callable[[Solution], tuple[float, float]]
"""What a plan is worth at share 0 and at share 1."""


def tightened(points: Mapping[Fraction, Point], worth: Worth) -> dict[Fraction, Point]:
    """The same points, each side of each with the best plan known at any of them and the least bound
    that follows from those of all."""
    rising = [points[at] for at in sorted(points)]
    place = np.array([float(point.at) for point in rising])
    both = {has: _sides(rising, place, worth, has=has) for has in (True, False)}
    known = [Sides(with_it=a, without=b) for a, b in zip(both[True], both[False], strict=True)]
    return {p.at: replace(p, sides=s) for p, s in zip(rising, known, strict=True)}


def _sides(rising: list[Point], place: Floats, worth: Worth, *, has: bool) -> list[Side]:
    sides = [point.sides.of(has) for point in rising]
    plans = [side.solution for side in sides if side.solution is not None]
    distinct = {plan.chosen.tobytes(): plan for plan in plans if np.isfinite(plan.value)}
    ends = np.array([worth(plan) for plan in distinct.values()]).reshape(-1, 2)
    lines = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * place
    least = (lines - SLIP * np.abs(lines)).max(axis=0, initial=-np.inf)
    bounds = np.array([side.bound for side in sides])
    most = [min(bound, under(at, place, bounds)) for at, bound in zip(place, bounds, strict=True)]
    values = np.maximum([side.value for side in sides], least)
    return [
        replace(side, value=float(value), bound=float(max(bound, value)))
        for side, value, bound in zip(sides, values, most, strict=True)
    ]
