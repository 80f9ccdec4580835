"""What is proven at some shares of a weight says something of all shares between them.

With the other weights in proportion a plan is worth a + b w at share w, and which plans keep the rows
does not depend on w. So the best of any kind of plans, as the most of many such lines, is convex in w:
it lies nowhere above the chord between two shares at which it is bounded, and nowhere below the line
of any plan that is known.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

import numpy as np

from planner.arrays import Floats
from planner.insight.forcing import Side
from planner.insight.sides import Sides
from planner.insight.sweep import Point
from planner.optimise import Solution

SLIP: Final = 1e-9
"""Relative: more than sums of lines and chords err."""
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
    most = _chords(place, np.array([side.bound for side in sides]))
    values = np.maximum([side.value for side in sides], least)
    return [
        replace(side, value=float(value), bound=float(max(bound, value)))
        for side, value, bound in zip(sides, values, most, strict=True)
    ]


def _chords(place: Floats, bounds: Floats) -> Floats:
    """(k,) the least that chords between any two of the points, (k,) each, leave above every point."""
    if np.isneginf(bounds).any():
        return np.full_like(bounds, -np.inf)  # no such plan keeps the rows, whatever the weights
    most = bounds.copy()
    for i in range(len(place)):
        for j in range(i + 2, len(place)):
            inside = slice(i + 1, j)
            part = (place[inside] - place[i]) / (place[j] - place[i])
            chord = (
                bounds[i] + (bounds[j] - bounds[i]) * part
                if np.isfinite(bounds[[i, j]]).all()
                else np.inf
            )
            most[inside] = np.minimum(most[inside], chord + SLIP * np.abs(chord))
    return most
