"""Groups of sites and projects, what each gets of what it could, and how unequal that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Self

import numpy as np

from planner.arrays import Floats, Integers
from planner.insight.forcing import Hand, Interval
from planner.optimise import Solution
from planner.problem.case import Case

By = Literal["district", "use", "heritage_status", "owner"]
BY: Final[tuple[By, ...]] = ("district", "use", "heritage_status", "owner")
"""What sites are grouped by; projects stand with their district, or with their kind among the uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A plan, and what each group gets of what it could."""

    plan: Solution
    shares: tuple[float, ...]
    gini: float
    lorenz: tuple[tuple[float, float], ...]
    points: Interval
    """What it loses of the score of the plan in hand, where it is the best that serves the least so well."""

    @property
    def least(self) -> float:
        """Of the worst served group."""
        return min(self.shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """How much one group could get of what it could gain, if everything were done for it."""

    group: str
    found: float
    most: float
    by_word: bool = False
    """Whether only a solver says that there is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The groups that could gain of a criterion."""

    names: tuple[str, ...]
    could: Floats
    """(m,) the most that each could gain, by time as a floor (C8) counts it."""
    rows: Floats
    """(m, n) hundredths of that which each alternative brings."""

    @classmethod
    def of(cls, hand: Hand, criterion: str, by: By) -> Self:
        """Raises KeyError for a criterion that the scenario does not have."""
        case = hand.prepared.case
        table = case.alternatives
        if criterion not in table.criteria:
            raise KeyError(criterion)
        column = table.criteria.index(criterion)
        member = _members(case, by)
        most = case.attainable[:, column]
        names = [n for n in np.unique(member) if n and most[member == n].sum() > 0]
        could = np.array([most[member == n].sum() for n in names])
        rows = [
            np.where((member == n)[table.group], table.gain[:, column], 0.0) * (100.0 / most_of)
            for n, most_of in zip(names, could.tolist(), strict=True)
        ]
        return cls(
            names=tuple(map(str, names)),
            could=could,
            rows=np.array(rows).reshape(len(names), len(table)),
        )

    def shares(self, chosen: Integers) -> Floats:
        """(m,) what each gets of what it could, in [0, 1] but for losses."""
        return np.asarray(self.rows[:, chosen].sum(axis=1) / 100.0)


def _members(case: Case, by: By) -> Floats:
    """(n_groups,) names of the groups; blank for none."""
    sites, projects = case.inventory.sites, case.inventory.projects
    none = [""] * len(projects.id)
    if by == "district":
        return np.asarray(case.districts())
    columns: dict[str, Sequence[str]] = {
        "use": [*sites.use, *projects.kind],
        "heritage_status": [*sites.heritage_status, *none],
        "owner": [*sites.today.owner, *none],
    }
    return np.array(columns[by])


def lorenz(got: Floats, could: Floats) -> Floats:
    """(m + 1, 2) the least served first: part of all that could be had, part of all that is got.

    got and could: (m,) amounts; what is lost counts as nothing got. Where nothing is got at all the curve is
    that of equal shares.
    """
    gained = np.maximum(got, 0.0)
    order = np.argsort(gained / could, kind="stable")
    steps = np.column_stack([could[order], gained[order]]).cumsum(axis=0)
    whole = steps[-1]
    parts = steps / np.where(whole > 0, whole, 1.0)
    if whole[1] <= 0:
        parts[:, 1] = parts[:, 0]
    return np.vstack([[0.0, 0.0], parts])


def gini(got: Floats, could: Floats) -> float:
    """0 where each gets the same share of what it could, near 1 where one gets all (Gini 1912)."""
    curve = lorenz(got, could)
    width, height = np.diff(curve[:, 0]), curve[1:, 1] + curve[:-1, 1]
    return float(max(0.0, 1.0 - (width * height).sum()))
