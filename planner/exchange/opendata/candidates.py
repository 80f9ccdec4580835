"""What of a plan can be put forward as a project of public investment, and what it still lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from planner.domain import COMPENSATE, NOT_CHECKED, PRIVATE, READINESS
from planner.exchange.gate import Released
from planner.plan import Plan
from planner.plan.entry import Entry
from planner.scenario.about import Publisher
from planner.text import DEFAULT, PLAIN

Kind = Literal["construction", "rehabilitation", "replacement", "decommissioning"]
_KINDS: Final[dict[str, Kind]] = {
    "build": "construction",
    "rebuild": "replacement",
    "clear": "decommissioning",
}
"""Last works of a course -> what OC4IDS calls the project; any other works keep the building."""
_SECTORS: Final = {
    "education": "education",
    "school": "education",
    "health": "health",
    "culture": "cultureSportsAndRecreation",
    "religious": "cultureSportsAndRecreation",
    "sport": "cultureSportsAndRecreation",
    "landmark": "cultureSportsAndRecreation",
    "administration": "governance",
    "commerce": "economy",
    "industry": "economy",
    "housing": "socialHousing",
    "quarter": "socialHousing",
}
"""Use of a site or kind of a project -> the sector of OC4IDS, as far as its list has one."""
_PUBLIC_HOUSING: Final = ("communal", "state", "regional")
_OBLAST: Final = ("regional",)
_DESIGNED: Final = READINESS.index("design")
_UNDER_WAY: Final = ("tender", "contract")
_DREAM_CURRENCIES: Final = ("UAH", "USD", "EUR")
_NO_CODE: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entry of the plan as a project."""

    entry: Entry
    kind: Kind
    sector: str
    """Of OC4IDS; blank where its list has none that fits."""
    place: str
    """Code of КАТОТТГ of the district, or of the community; blank where neither is known."""
    owner: str
    readiness: str
    start: int
    """First year; 0 where the profile does not get it."""
    end: int
    obstacles: tuple[str, ...]
    """Why it cannot be submitted yet: keys of messages."""

    @property
    def level(self) -> Literal["community", "oblast"]:
        """Whose pipeline it belongs to."""
        return "oblast" if self.owner in _OBLAST else "community"

    @property
    def status(self) -> Literal["identification", "preparation", "implementation"]:
        """How far it is, in the words of OC4IDS."""
        if self.readiness == "contract":
            return "implementation"
        return "preparation" if self.readiness in READINESS[1:] else "identification"


def publisher_of(plan: Plan) -> Publisher | None:
    """Who publishes, as the city says."""
    return plan.about.publisher


def candidates(released: Released) -> list[Candidate]:
    """All that the plan works on, in list order; together they cost what the plan spends."""
    plan = released.plan
    codes = {d.id: d.katottg for d in plan.inventory.districts.districts}
    rows = plan.listing
    today = plan.inventory.sites.today
    said = publisher_of(plan)
    found = []
    for entry in plan.in_plan:
        if not entry.steps:
            continue
        row = int(rows.inventory[rows.place[entry.id]])
        site = entry.kind == "site"
        owner = str(today.owner[row]) if site else "communal"
        readiness = today.ready_for(entry.steps[-1].works)[row] if site else ""
        place = codes.get(entry.district) or (said.katottg if said else None) or _NO_CODE
        started = [step for step in entry.steps if step.start]
        kind = _KINDS.get(entry.steps[-1].works, "rehabilitation")
        found.append(
            Candidate(
                entry=entry,
                kind=kind if site else "construction",
                sector=_sector(entry, owner),
                place=place,
                owner=owner,
                readiness=readiness,
                start=min((step.start for step in started), default=0),
                end=max((step.start + step.years - 1 for step in started), default=0),
                obstacles=_obstacles(entry, plan, place=place, owner=owner, readiness=readiness),
            )
        )
    return found


def _sector(entry: Entry, owner: str) -> str:
    if entry.use == "residential":
        return "socialHousing" if owner in _PUBLIC_HOUSING else ""
    return _SECTORS.get(entry.use, "")


def _obstacles(
    entry: Entry, plan: Plan, *, place: str, owner: str, readiness: str
) -> tuple[str, ...]:
    """Reasons, the gravest first."""
    said = publisher_of(plan)
    site = entry.kind == "site"
    prepared = READINESS.index(readiness) if readiness in READINESS else -1
    named: Mapping[str, str] = entry.name
    reasons = {
        "with_project": entry.displaced_by is not None,
        "certificate": any(step.works == COMPENSATE for step in entry.steps),
        "private": owner in PRIVATE,
        "owner": site and not owner,
        "initiator": said is None or said.edr is None,
        "place": not place,
        "title": not named.get(DEFAULT) or not named.get(PLAIN),
        "unchecked": entry.heritage_status == NOT_CHECKED,
        "design": site and prepared < _DESIGNED,
        "concept": not site,
        "currency": plan.scenario.money.currency not in _DREAM_CURRENCIES,
    }
    return tuple(key for key, holds in reasons.items() if holds)
