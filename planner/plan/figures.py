"""What a plan achieves and loses, in natural units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from planner.plan.stake import HeritageKept
from planner.scenario.scenario import SpendingClass

Done = Literal["mended", "rebuilt", "adapted", "propped", "housed", "cleared", "made_way", "built"]
"""What is done to a building at the end of its works: restored, conserved or repaired; rebuilt;
adapted; propped for now; left as it is while its people are given certificates; taken down on its own account, or for a project; and what is newly built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One key figure: what the plan reaches of what could be reached, counted plainly."""

    criterion: str
    count: float
    """People (whole), square metres or points, whenever they come: what every surface shows."""
    possible: float
    """What the share is of: the most that could be reached if there were means for all of it, with
    the heritage that no works of this plan can reach."""
    gain: float
    """The same weighted by time, as the score counts it: a service that comes sooner counts for
    more. No surface shows it but as points."""
    attainable: float
    """The most of `gain`, frozen from the base scenario."""

    @property
    def share(self) -> float:
        """Share of what is possible; 0 where nothing is."""
        return self.count / self.possible if self.possible > 0 else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The plan in natural units."""

    by_criterion: Mapping[str, Figure]
    spent: int
    spent_low: int
    """If every estimate of what is planned were at its low end at once; minor units."""
    spent_high: int
    """Likewise at its high end."""
    money_total: int
    spent_by_class: Mapping[SpendingClass, int]
    """Certificates only where the scenario knows such works."""
    sites_planned: int
    sites_total: int
    sites_settled: int
    """Of all of them those on which nothing is left to be done, by what the table says of today."""
    projects_planned: int
    projects_total: int
    by_district: Mapping[str, Mapping[str, float]]
    """Criterion -> district -> what it gets of what it could gain, by time as a floor (C8) counts it;
    districts that could gain nothing are left out."""
    done: Mapping[Done, int]
    """Buildings and projects by what is done to them."""
    residents_back: int
    """Residents whose own homes are usable again once the plan is carried out."""
    residents_in_new: int
    """Residents who find a home in new construction."""
    residents_certified: int
    """Residents of condemned homes who are given a certificate for another one; with those who are
    back and those in new homes they are the count of the criterion of homes."""
    residents_out: int
    """Residents who cannot live in their damaged homes today."""
    heritage: HeritageKept | None = None
    """None where no criterion counts heritage, or none is at stake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """A key figure that one site or project decides, among plans that are as good."""

    criterion: str
    low: int
    """People or points, as in the plan and in one as good that has the subject otherwise."""
    high: int
    subject: str
    """Id of the site or project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """How far a key figure goes among plans that are as good, as they were found."""

    counts: str
    """What it counts: the attribute of a criterion, or which residents: `residents_back`,
    `residents_in_new`, `residents_certified`."""
    low: float
    high: float
    within: float
    """What counts as good: by which part of its value a plan may be worth less."""


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
