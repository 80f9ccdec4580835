"""What a plan achieves and loses, in natural units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from planner.plan.stake import HeritageKept
from planner.scenario.scenario import SpendingClass


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
    beyond: float = 0.0
    """What is at stake besides the attainable: heritage that no works of this plan can reach."""

    @property
    def at_stake(self) -> float:
        """What the share is of, on every surface."""
        return self.attainable + self.beyond

    @property
    def share(self) -> float:
        """Achieved share of what is at stake; 0 where nothing is."""
        return self.achieved / self.at_stake if self.at_stake > 0 else 0.0


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
    heritage: HeritageKept | None = None
    """None where no criterion counts heritage, or none is at stake."""


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


class Payment(NamedTuple):
    """What a fund pays in a year, and what it receives; minor units."""

    year: int
    fund: str
    spent: int
    available: int


class Labour(NamedTuple):
    """What a crew does in a year, and could; in the unit of the crew."""

    year: int
    crew: str
    used: float
    capacity: float
