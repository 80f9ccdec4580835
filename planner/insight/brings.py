"""What the tables say of a project beyond its row: its whole and phases, what it restores and brings."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.inventory.wording import words_at
from planner.plan import Plan
from planner.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A gain that is stated of a project, by whom, and how much of it the scenario counts."""

    criterion: str
    amount: float
    """Once it is finished, in the criterion's unit."""
    quality: str
    """How it is known, one of `GAIN_QUALITIES`."""
    source: Mapping[Language, str]
    counted: float
    """Share of it, in [0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a project is a part of."""

    name: Mapping[Language, str]
    """Blank where it stands alone."""
    phase: int
    """0 where its parts have no order."""
    before: tuple[str, ...]
    """Ids of the parts of the phase before, which it waits for."""
    others: tuple[str, ...]
    """Ids of its other parts, in order."""


def brought(plan: Plan, project: str) -> tuple[Brought, ...]:
    """Its stated gains, in the order of their table."""
    gains = plan.inventory.gains
    counted = {str(word): share for word, share in plan.scenario.gains_counted.items()}
    return tuple(
        Brought(
            criterion=gains.criterion[row],
            amount=float(gains.amount[row]),
            quality=gains.quality[row],
            source=words_at(gains.source, row),
            counted=counted.get(gains.quality[row], 1.0),
        )
        for row in gains.of(project)
    )


def whole_of(plan: Plan, project: str) -> Whole:
    """What it is a part of. Raises ValueError for an unknown id."""
    projects = plan.inventory.projects
    row, parts = projects.id.index(project), projects.parts
    return Whole(
        name=words_at(parts.whole, row),
        phase=int(parts.phase[row]),
        before=tuple(projects.id[b] for later, b in parts.waits if later == row),
        others=tuple(projects.id[k] for k in parts.whole_of(row) if k != row),
    )


def origin_of(plan: Plan, project: str) -> str:
    """Whose idea it is, one of `ORIGINS`; blank where the table does not say."""
    projects = plan.inventory.projects
    return projects.parts.origin[projects.id.index(project)]


def restores(plan: Plan, project: str) -> tuple[str, ...]:
    """Ids of the sites that it restores, by the city's own works."""
    projects = plan.inventory.projects
    return projects.parts.restores[projects.id.index(project)]


def restored_by(plan: Plan, site: str) -> tuple[str, ...]:
    """Ids of the projects that restore a site."""
    projects = plan.inventory.projects
    pairs = zip(projects.id, projects.parts.restores, strict=True)
    return tuple(project for project, sites in pairs if site in sites)


def spent_renewing(plan: Plan) -> int:
    """What the plan spends on projects that restore or repair what stands; minor units."""
    projects = plan.inventory.projects
    renewing = (p for p, r in zip(projects.id, projects.parts.restores, strict=True) if r)
    entries = map(plan.entry, renewing)
    return sum(entry.cost for entry in entries if entry.in_plan)
