"""Levers: how a rule can give, in steps that a planner can type; and the relief found by one."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from planner.optimise.diagnosis.hold import part_of
from planner.problem.linking import Rows
from planner.problem.problem import Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """How a rule can give, other than by being dropped.

    - each: every row has a limit of its own, counted in `step` (money of a fund and year).
    - together: all limits are one setting times `factor` (a floor, a target).
    - share: the setting is the least or greatest share that `part` may have of `whole`.
    """

    kind: Literal["each", "together", "share"]
    rows: tuple[int, ...]
    step: Fraction = Fraction(1)
    now: Fraction = Fraction(0)
    """The setting as it stands."""
    end: Fraction = Fraction(0)
    """As far as the setting can go."""
    factor: Floats = field(default_factory=lambda: np.ones(1))
    """(n_rows,)"""
    part: Floats = field(default_factory=lambda: np.zeros(0))
    whole: Floats = field(default_factory=lambda: np.zeros(0))
    """(n,)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """The least that a rule has to give. Neither amounts nor a setting: it can only be dropped."""

    amounts: Mapping[str, float] = field(default_factory=dict)
    """Row -> by how much its limit has to move, in its unit."""
    setting: float | None = None
    """What the setting of all rows of the rule has to become."""
    least: bool = False
    """Whether it is proven that nothing less will do, within one per cent or one step."""
    whole: bool = False
    """Whether all other rules hold then, not only those of the conflict."""


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
    changed = Rows.of([rows.names[k]], [coefficients], rows.sense[k], [0.0], n=len(part.value))
    rest = part_of(part, others)
    return replace(part, linking=Rows.stack([rest.linking, changed], n=len(part.value)))
