"""A rule's rows at another setting."""

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from planner.optimise.diagnosis.hold import part_of
from planner.problem.easing import Lever
from planner.problem.linking import Rows
from planner.problem.problem import Problem


def outward(need: Fraction, lever: Lever, sense: str) -> Fraction:
    """The next setting on the lever's steps that lies beyond what a plan needs."""
    steps = need / lever.step
    return (math.floor(steps) if sense == ">=" else math.ceil(steps)) * lever.step


def within(setting: Fraction, lever: Lever) -> bool:
    low, high = sorted((lever.now, lever.end))
    return low <= setting <= high


def set_to(part: Problem, lever: Lever, place: Mapping[int, int], setting: Fraction) -> Problem:
    """The part with the lever's rows at another setting, as the scenario would write them."""
    rows = part.linking
    rhs = rows.rhs.copy()
    if lever.kind == "together":
        for r, factor in zip(lever.rows, lever.factor.tolist(), strict=True):
            if r in place:
                rhs[place[r]] = float(setting) * factor
        return replace(part, linking=replace(rows, rhs=rhs))
    (k,) = place.values()
    coefficients = lever.part * setting.denominator - lever.whole * setting.numerator
    others = [r for r in range(len(rows)) if r != k]
    changed = Rows.of([rows.ids[k]], [coefficients], rows.sense[k], [0.0], n=len(part.value))
    rest = part_of(part, others)
    return replace(part, linking=Rows.stack([rest.linking, changed], n=len(part.value)))
