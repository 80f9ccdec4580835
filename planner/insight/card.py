"""What the card of one site or project says: why it stands where it does, and how certain that is.

Everything here is read off the plan and the tables; what needs another plan (what it displaces,
what would change it) is asked in `displace` and `terms`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from planner.insight.facts import Column, Datum, data_of_project, data_of_site, unsure
from planner.inventory.columns import Sites
from planner.inventory.wording import words_at
from planner.plan.entry import Entry
from planner.plan.plan import Plan
from planner.scenario.scenario import Scenario
from planner.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one criterion adds to the score."""

    criterion: str
    points: Decimal
    """As displayed; the parts sum to the displayed score exactly."""
    count: float | None
    """Plain count in the criterion's unit; None for `cost`."""
    share: float
    """The weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The points of a score by criterion, largest first; those that are 0 as displayed are left
    out."""

    parts: tuple[Contribution, ...]
    score: Decimal
    digits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strikes:
    """The damage, as the table tells it."""

    events: Mapping[Language, tuple[str, ...]]
    """In the table's order, each with its date where the table has one; none in a language in
    which it does not tell them."""
    last: str
    summary: Mapping[Language, str]
    source: Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that needs no other plan."""

    entry: Entry
    waterfall: Waterfall
    elsewhere: float | None
    """Points that its money and crews would bring elsewhere, at the plan's prices; None where the
    margin does not tell, since clearing plots counts too or nothing is gained."""
    payers: tuple[str, ...]
    """Funds that may pay for it and have money."""
    data: tuple[Datum, ...]
    survey: tuple[Column, ...]
    """What to survey: first what its works cannot be costed without, then what is unsure."""
    strikes: Strikes | None
    """None for projects."""
    group: tuple[Mapping[Language, str], float] | None = None
    """Name of the group of buildings that it belongs to, and the points of significance that it
    carries of the group's; None where it belongs to none that the scenario values."""
    note: Mapping[Language, str] = field(default_factory=dict)
    source: Mapping[Language, str] = field(default_factory=dict)
    """Of a project."""


def card_of(plan: Plan, subject: str) -> Card:
    """The card of a site or project. Raises KeyError for an unknown id."""
    entry = plan.entry(subject)
    shared = {
        "entry": entry,
        "waterfall": waterfall(plan, entry),
        "elsewhere": elsewhere(entry),
        "payers": payers(plan.scenario, entry),
    }
    if entry.kind == "project":
        projects = plan.inventory.projects
        row = projects.id.index(subject)
        data = data_of_project(projects, row)
        return Card(
            **shared,  # type: ignore[arg-type]
            data=data,
            survey=unsure(data),
            strikes=None,
            note=words_at(projects.note, row),
            source=words_at(projects.source, row),
        )
    sites = plan.inventory.sites
    row = sites.id.index(subject)
    data = data_of_site(sites, row)
    return Card(
        **shared,  # type: ignore[arg-type]
        data=data,
        survey=() if entry.group == "settled" else unsure(data),
        strikes=_strikes(sites, row),
        group=_group(plan, row),
    )


def _group(plan: Plan, row: int) -> tuple[Mapping[Language, str], float] | None:
    members = plan.inventory.sites.ensemble
    ensemble = plan.scenario.ensembles.get(members[row])
    if ensemble is None:
        return None
    return ensemble.name.words, ensemble.value / members.count(members[row])


def waterfall(plan: Plan, entry: Entry) -> Waterfall:
    """The parts of an entry's score, rounded so that they sum to the rounded score."""
    digits = _digits(max([abs(entry.importance), *map(abs, entry.points.values())]))
    points, score = rounded(entry.points, digits)
    parts = [
        Contribution(
            criterion=criterion,
            points=amount,
            count=entry.counts.get(criterion),
            share=plan.shares.get(criterion, 0.0),
        )
        for criterion, amount in points.items()
        if amount
    ]
    parts.sort(key=lambda part: -part.points)
    return Waterfall(parts=tuple(parts), score=score, digits=digits)


def _digits(largest: float) -> int:
    """Decimals that show three significant digits, two to six of them."""
    if largest <= 0:
        return 2
    return min(6, max(2, 2 - math.floor(math.log10(largest))))


def rounded(amounts: Mapping[str, float], digits: int) -> tuple[dict[str, Decimal], Decimal]:
    """Amounts rounded to `digits` decimals, and their rounded sum, which they sum to exactly.

    The largest remainders are rounded up, as in sharing out seats.
    """
    exact = {name: Fraction(amount) * 10**digits for name, amount in amounts.items()}
    whole = {name: math.floor(amount) for name, amount in exact.items()}
    total = round(sum(exact.values()))
    by_remainder = sorted(exact, key=lambda name: whole[name] - exact[name])
    for name in by_remainder[: total - sum(whole.values())]:
        whole[name] += 1
    unit = Decimal(1).scaleb(-digits)
    return {name: units * unit for name, units in whole.items()}, total * unit


def elsewhere(entry: Entry) -> float | None:
    """Points that the same means would bring elsewhere: what it brings less what the plan loses.

    None for projects that take plots and for those plots, which count together, for what others fall
    with or have to go before, and where rules pay for it, so that less than nothing is left to bring
    elsewhere.
    """
    together = entry.displaces or entry.displaced_by or entry.carries
    if together or entry.reason == "reason.waits_phase" or entry.importance <= 0:
        return None
    other = entry.importance - entry.loss
    return other if other >= 0 else None


def payers(scenario: Scenario, entry: Entry) -> tuple[str, ...]:
    """Funds that may pay for a step of a site or project and have any money, in the scenario's order."""
    about: dict[str, list[str]] = {
        "kind": [entry.kind],
        "heritage_status": [entry.heritage_status],
        "use": [entry.use],
        "district": [entry.district],
    }
    if entry.owner is not None:
        about["owner"] = [entry.owner]
    return tuple(
        name
        for name, fund in scenario.money.funds.items()
        if any(fund.amount.values())
        and fund.may_pay(**about).all()
        and (not entry.steps or any(fund.pays_for(step.works) for step in entry.steps))
    )


def _strikes(sites: Sites, row: int) -> Strikes:
    return Strikes(
        events={code: _listed(told) for code, told in words_at(sites.events, row).items()},
        last=sites.damage_date_last[row],
        summary=words_at(sites.summary, row),
        source=words_at(sites.source, row),
    )


def _listed(events: str) -> tuple[str, ...]:
    return tuple(event.strip() for event in events.split(";") if event.strip())
