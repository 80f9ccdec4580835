"""How a rule can give, in steps that a planner can type; and the relief that was found by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np

from planner.arrays import Floats
from planner.problem.linking import RowId, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A rule written otherwise: one figure of it, and the rows that it would then have."""

    figure: str
    """Which one: `year`, `grade`."""
    setting: int
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """How a rule can give, other than by being dropped.

    - each: every row has a limit of its own, counted in `step` (money of a fund and year).
    - together: all limits are one setting times `factor` (a floor, a target).
    - written: the rule has other rows at each of its options, those of one figure the mildest first.
    - share: the setting is the least or greatest share that `part` may have of `whole`.
    """

    kind: Literal["each", "together", "share", "written"]
    rows: tuple[int, ...]
    step: Fraction = Fraction(1)
    now: Fraction = Fraction(0)
    """The setting as it stands."""
    end: Fraction = Fraction(0)
    """As far as the setting can go."""
    factor: Floats = field(default_factory=lambda: np.ones(1))
    """(n_rows,)"""
    options: tuple[Option, ...] = ()
    part: Floats = field(default_factory=lambda: np.zeros(0))
    whole: Floats = field(default_factory=lambda: np.zeros(0))
    """(n,)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """The least that a rule has to give. Neither amounts nor settings: it can only be dropped."""

    amounts: Mapping[RowId, float] = field(default_factory=dict)
    """Row -> by how much its limit has to move, in its unit."""
    setting: float | None = None
    """What the setting of all rows of the rule has to become."""
    settings: Mapping[str, int] = field(default_factory=dict)
    """Figure -> what it has to become, each of them enough alone."""
    least: bool = False
    """Whether it is proven that nothing less will do, within one per cent or one step."""
    whole: bool = False
    """Whether all other rules hold then, not only those of the conflict."""
