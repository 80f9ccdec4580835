"""Plan: what is decided for every site and project, how it ranks, what it achieves and loses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.inventory import Inventory
from planner.optimise import Solution
from planner.plan.stake import HeritageKept
from planner.scenario.scenario import Scenario, SpendingClass

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Codes = NDArray[np.int8]

Group = Literal["planned", "next", "deferred", "unplannable"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)
Kind = Literal["site", "project"]
Forced = Literal["", "promise", "must", "never"]
FORCED: Final[tuple[Forced, ...]] = get_args(Forced)


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listing:
    """The ranked list as columns: n sites and projects in list order, for work on all at once.

    Arrays are read-only. Of what is in the plan the works are those chosen; for next and deferred
    they are the course closest to entering; what cannot be planned has none.
    """

    ids: tuple[str, ...]
    place: Mapping[str, int]
    """Id -> 0-based place."""
    group: Codes
    """(n,) code by GROUPS, ascending."""
    kind: Flags
    """(n,) whether it is a project."""
    inventory: Integers
    """(n,) row in the table of the sites, or in that of the projects."""
    chosen: Integers
    """(n,) alternative chosen in the plan."""
    shown: Integers
    """(n,) alternative that the other columns describe."""
    margin: Floats
    importance: Floats
    """(n,) points of the plan's score: the sum of `points`."""
    columns: tuple[str, ...]
    """Criteria of the c columns of `points`; `cost` last when it has a weight."""
    points: Floats
    """(n, c)."""
    natural: Floats
    """(n, n_criteria) gain in the criterion's own unit, in the order of the scenario's criteria."""
    cost: Integers
    """(n,) likely cost in minor units, and the range of the estimate."""
    cost_low: Integers
    cost_high: Integers
    years: tuple[int, ...]
    """Calendar years of the columns of `money`."""
    money: Integers
    """(n, n_years) minor units that fall due."""
    steps: NDArray[np.int16]
    """(n, 2) codes (planner.alternatives.CODES) of the first and of the following works; -1 none."""
    step_start: Integers
    """(n, 2) first calendar year of each; 0 none."""
    step_years: Integers
    """(n, 2) how long each takes; 0 none."""
    taker: Integers
    """(n,) row of the project that the plot is cleared for; -1 for all others."""
    forced: Codes
    """(n,) code by FORCED: what decides beforehand."""

    def __post_init__(self) -> None:
        for name in self.__slots__:
            column = getattr(self, name)
            if isinstance(column, np.ndarray):
                column.setflags(write=False)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def works(self) -> NDArray[np.int16]:
        """(n,) code of the last works, -1 none."""
        return np.where(self.steps[:, 1] >= 0, self.steps[:, 1], self.steps[:, 0])

    @property
    def start(self) -> Integers:
        """(n,) first calendar year of the works, 0 none."""
        return self.step_start[:, 0]

    @property
    def position(self) -> Integers:
        """(n,) row of each one where all sites stand first, then all projects."""
        n_sites = np.count_nonzero(~self.kind)
        return np.where(self.kind, self.inventory + n_sites, self.inventory)

    def places(self, group: Group) -> slice:
        """Where a group stands in the list."""
        code = GROUPS.index(group)
        return slice(*np.searchsorted(self.group, [code, code + 1]).tolist())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """One decision for every site and project, ranked and accounted for.

    Sessions and threads share plans: nothing in them changes, and a plan equals only itself.
    """

    scenario: Scenario
    inventory: Inventory
    shares: Mapping[str, float]
    """Criterion -> weight; they sum to 1."""
    entries: Sequence[Entry]
    """In list order: by group, inside a group by rank. Made when first asked for."""
    listing: Listing
    """The same as columns."""
    figures: Figures
    losses: tuple[Loss, ...]
    """By clearing first, then by decay, the largest loss first."""
    spending: pd.DataFrame
    """Columns year, fund, spent, available; minor units."""
    crews: pd.DataFrame
    """Columns year, crew, used, capacity; the crew's unit."""
    solution: Solution
    """The decisions as they were found: where the next search may start."""
    value: float
    bound: float
    gap: float
    proven: bool
    bound_from: str
    status: str
    seconds: float
    provenance: Provenance

    def group(self, name: Group) -> Sequence[Entry]:
        """The entries of one group, in order."""
        if self._by_hand:
            return tuple(entry for entry in self.entries if entry.group == name)
        return self.entries[self.listing.places(name)]

    def entry(self, subject: str) -> Entry:
        """The entry of a site or project. Raises KeyError for an unknown id."""
        if self._by_hand:
            return {entry.id: entry for entry in self.entries}[subject]
        return self.entries[self.listing.place[subject]]

    def names(self, subject: str) -> dict[str, str]:
        """Both names of a site or project, by language. Raises KeyError for an unknown id."""
        place = self.listing.place[subject]
        inventory, row = self.inventory, self.listing.inventory[place]
        table = inventory.projects if self.listing.kind[place] else inventory.sites
        return {"uk": table.name_uk[row], "en": table.name_en[row]}

    @property
    def _by_hand(self) -> bool:
        """Whether entries were put in place of those of the listing."""
        return isinstance(self.entries, tuple)
