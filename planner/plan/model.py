"""Plan: what is decided for every site and project, how it ranks, what it achieves and loses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from planner.inventory import Inventory
from planner.scenario.model import Scenario

Group = Literal["planned", "next", "deferred", "unplannable"]
GROUPS: tuple[Group, ...] = ("planned", "next", "deferred", "unplannable")
Kind = Literal["site", "project"]
SpendingClass = Literal["conservation", "repair", "new"]
Forced = Literal["promise", "must", "never", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One kind of works within a course, with its first calendar year and how long it takes."""

    works: str
    start: int
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One site or project in the ranked list."""

    id: str
    kind: Kind
    name: Mapping[str, str]
    district: str
    use: str
    """Use of a site; kind of a project."""
    heritage_status: str
    """`none` for projects."""
    damage_grade: int
    """0 for projects and undamaged sites, -1 where not known."""
    lat: float
    lon: float
    group: Group
    rank: int
    """1.. through the whole list."""
    steps: tuple[Step, ...]
    """The course in the plan; for next and deferred the course closest to entering."""
    margin: float
    """[-1, 1]: what its money and hours bring beyond what others would make of them."""
    importance: float
    """Points of the plan's score that the course brings: the sum of `points`."""
    points: Mapping[str, float]
    """Criterion -> points; `cost` too when it has a weight."""
    natural: Mapping[str, float]
    """Criterion -> gain in the criterion's own unit."""
    cost: int
    """Likely cost in minor units, and the range of the estimate."""
    cost_low: int
    cost_high: int
    money: Mapping[int, int]
    """Calendar year -> minor units that fall due."""
    displaces: tuple[str, ...] = ()
    displaced_by: str | None = None
    reason: str = ""
    """Catalogue key of the sentence that says why it is deferred or cannot be planned."""
    reason_values: Mapping[str, str | int | float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """Columns that a survey would have to fill before it can be planned."""
    forced: Forced = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One key figure: how much of what is attainable the plan achieves, in natural units."""

    criterion: str
    achieved: float
    """Gain with its timing: earlier service, less decay and finishing in time count for more."""
    attainable: float
    reached: float
    """Without the timing: people, square metres or points that the plan reaches at all."""
    reachable: float

    @property
    def share(self) -> float:
        """Achieved share of the attainable; 0 where nothing is attainable."""
        return self.achieved / self.attainable if self.attainable > 0 else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The plan in natural units."""

    by_criterion: Mapping[str, Figure]
    spent: int
    money_total: int
    spent_by_class: Mapping[SpendingClass, int]
    sites_planned: int
    sites_total: int
    projects_planned: int
    projects_total: int
    residents_back: float
    """Residents whose homes are usable again once the plan is carried out."""
    residents_out: float
    """Residents who cannot live in their damaged homes today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Heritage that this plan gives up, by name."""

    id: str
    name: Mapping[str, str]
    kind: Literal["clearing", "decay"]
    significance: float
    """Points of significance before the damage, 0-100."""
    lost: float
    """Points lost by the end of the appraisal of what survives today."""
    by_project: str | None = None

    @property
    def lost_share(self) -> float:
        """Share of the significance before the damage that is lost from today on."""
        return self.lost / self.significance


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a plan comes from; every export prints it."""

    scenario_sha256: str
    inventory_sha256: str
    decisions_sha256: str
    vidnova: str
    solver: str
    seed: int
    value: float
    bound: float
    gap: float
    proven: bool
    bound_from: str
    seconds: float
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One decision for every site and project, ranked and accounted for."""

    scenario: Scenario
    inventory: Inventory
    shares: Mapping[str, float]
    """Criterion -> weight; they sum to 1."""
    entries: tuple[Entry, ...]
    """In list order: by group, inside a group by rank."""
    figures: Figures
    losses: tuple[Loss, ...]
    """By clearing first, then by decay, the largest loss first."""
    spending: pd.DataFrame
    """Columns year, fund, spent, available; minor units."""
    crews: pd.DataFrame
    """Columns year, crew, used, capacity; the crew's unit."""
    value: float
    bound: float
    gap: float
    proven: bool
    bound_from: str
    status: str
    seconds: float
    provenance: Provenance

    def group(self, name: Group) -> tuple[Entry, ...]:
        """The entries of one group, in order."""
        return tuple(entry for entry in self.entries if entry.group == name)

    def entry(self, subject: str) -> Entry:
        """The entry of a site or project. Raises KeyError for an unknown id."""
        for entry in self.entries:
            if entry.id == subject:
                return entry
        raise KeyError(subject)
