"""One site or project in the ranked list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.plan.columns import IN_PLAN, Beforehand, Group, Kind


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
    owner: str | None
    """Blank where it is not known, and for projects; None where the table says nothing of owners."""
    damage_grade: int
    """0 for projects and undamaged sites, -1 where not known."""
    lat: float
    lon: float
    group: Group
    rank: int
    """1.. through the whole list; a plot that is cleared has that of its project."""
    steps: tuple[Step, ...]
    """The course in the plan; for next and deferred the course closest to entering."""
    loss: float
    """Points that the plan loses without it: what it brings beyond what others would make of its
    money and hours. Of what is not in the plan below 0, mostly: what taking it in would take."""
    margin: float
    """[-1, 1]: the same by what was put in, value for money."""
    importance: float
    """Points of the plan's score that the course brings: the sum of `points`."""
    points: Mapping[str, float]
    """Criterion -> points; `cost` too when it has a weight."""
    counts: Mapping[str, float]
    """Criterion -> people, square metres or points, counted plainly."""
    cost: int
    """Likely cost in minor units, and the range of the estimate."""
    cost_low: int
    cost_high: int
    money: Mapping[int, int]
    """Calendar year -> minor units that fall due."""
    displaces: tuple[str, ...] = ()
    displaced_by: str | None = None
    carries: tuple[str, ...] = ()
    """Of what is in the plan the projects in it that cannot be built without it: its loss counts them."""
    reason: str = ""
    """Catalogue key of the sentence that says why it is deferred or cannot be planned."""
    reason_values: Mapping[str, str | int | float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """Columns that a survey would have to fill before it can be planned."""
    forced: Beforehand = ""

    @property
    def in_plan(self) -> bool:
        """Whether there are works on it, or it is cleared."""
        return self.group in IN_PLAN
