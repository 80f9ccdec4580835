"""New construction against repair: what a project displaces, what its money would repair instead,
and on what terms it would win.

Both sides are plans, solved and checked: one with the project forced in, one with it barred. What
stands in one and not in the other is what they compete for, to the kopeck.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

import numpy as np

from planner.insight.anyweights import AnyWeights, any_weights
from planner.insight.displace import Buys, Swap, buys, closer, swap
from planner.insight.forcing import (
    QUICK,
    Hand,
    Interval,
    Told,
    Unwanted,
    never,
    price,
    quiet,
)
from planner.insight.reaching import reached
from planner.insight.room import MOST, Room, room_for
from planner.insight.sweep import Asker
from planner.insight.terms import Bands, Change, cut_needed, money_change, swept
from planner.inventory.columns import Sites
from planner.optimise import Solution
from planner.plan.entry import Entry
from planner.plan.plan import Plan
from planner.scenario import Forced, Loaded, with_settings

RENEWAL: Final = "renewal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One project as the plan in hand sees it; needs no other plan."""

    entry: Entry
    planned: bool
    buildable: bool
    """False where data, law or money rule it out whatever the weights."""
    plots: tuple[str, ...]
    """Sites whose plots it takes, by id."""
    heritage: tuple[str, ...]
    """Those of them with heritage value."""
    cost_musd: tuple[float, float, float]
    """Likely, low and high cost as the table states it, million US dollars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A plan with the project beside one without it."""

    project: str
    outcome: str
    """`found`, or why there is no plan with it: `impossible`, `none_in_time`."""
    final: bool = False
    swap: Swap | None = None
    """From the plan without the project to the one with it."""
    without: Buys | None = None
    with_it: Buys | None = None
    value: Interval | None = None
    """Points that the plan loses by having the project; negative where it gains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What money does where one criterion has all the weight."""

    criterion: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """When it would be in the plan by itself."""

    project: str
    released: bool = False
    """Whether a rule excludes it, so that all is told as if that rule were released."""
    room: Room | None = None
    """From how much money on there is a plan with it at all; None while not asked."""
    bands: Bands | None = None
    """By the share of the criterion that it serves most, renewal if any; None while not asked, and
    where no plan with this money holds it."""
    money: Change | None = None
    """With how much more money it enters, or with how much less it leaves; None while not asked."""
    anywhere: AnyWeights | None = None
    """Whether any weights bring it in; None where a share of that criterion is proven to, and where no
    plan with this money holds it."""
    alone: Alone | None = None
    """With how much money it enters if that criterion is all that counts; None where a share of it
    is enough with this money."""
    phase: Bands | None = None
    """The same as `bands` of another phase: the first one, or of the first the last."""
    cut: Change | None = None
    """By which part of its cost it would have to be cheaper; None where it is in the plan already."""
    final: bool = False
    """False while some of it is still looked for."""


def contenders(plan: Plan) -> tuple[Contender, ...]:
    """All projects, in the order of their table: neither winners nor losers stand first."""
    sites = plan.inventory.sites
    row = {site: i for i, site in enumerate(sites.id)}
    found = []
    projects = plan.inventory.projects
    for k, project in enumerate(projects.id):
        entry = plan.entry(project)
        valued = [s for s in entry.displaces if _is_heritage(sites, row[s])]
        found.append(
            Contender(
                entry=entry,
                planned=entry.in_plan,
                buildable=entry.group != "unplannable",
                plots=entry.displaces,
                heritage=tuple(valued),
                cost_musd=(
                    float(projects.cost_musd_likely[k]),
                    float(projects.cost_musd_low[k]),
                    float(projects.cost_musd_high[k]),
                ),
            )
        )
    return tuple(found)


def _is_heritage(sites: Sites, row: int) -> bool:
    return sites.heritage_status[row] != "none" or bool(sites.significance[row] > 0)


def contest(
    loaded: Loaded,
    start: Solution,
    project: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Contest:
    """The plan with the project and the plan without it, searched alike; a first answer is told.

    Raises KeyError for an unknown id.
    """
    hand = Hand.of(loaded)
    sides = (hand.locked(project, "never"), hand.locked(project, "must"))
    has_it = hand.holds(start, project)
    ready = [None, start] if has_it else [start, None]
    plans: list[Solution] = []
    for side, known in zip(sides, ready, strict=True):
        found = known or reached(side, start, QUICK, unwanted)
        if found is None or found.status == "infeasible":
            outcome = "none_in_time" if found is None else "impossible"
            return Contest(project=project, outcome=outcome, final=True)
        plans.append(found)
    told(_between(hand, project, plans[0], plans[1], final=False))
    plans = [closer(side, plan, unwanted) for side, plan in zip(sides, plans, strict=True)]
    return _between(hand, project, plans[0], plans[1], final=True)


def _between(
    hand: Hand, project: str, without: Solution, with_it: Solution, *, final: bool
) -> Contest:
    return Contest(
        project=project,
        outcome="found",
        final=final,
        swap=swap(hand, without, without, with_it, project, "must"),
        without=buys(hand, without),
        with_it=buys(hand, with_it),
        value=price(without, with_it),
    )


def terms(
    loaded: Loaded,
    start: Solution,
    project: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Terms:
    """On what terms the project is in the plan: by weight, by money, by what it costs the city, by
    phase; each proven on both sides, or said not to be known.

    told: the part done, in [0, 1], until the first terms are known, then these.
    """
    found = Terms(project=project)
    if any(lock.subject == project for lock in loaded.scenario.rules.never):
        loaded = with_settings(loaded, forced=[Forced(subject=project, way="free")])
        free = Hand.of(loaded).solve(start, QUICK, unwanted)
        if free is None or free.status == "infeasible":
            return replace(found, released=True, final=True)
        start, found = free, replace(found, released=True)
    asker, criterion = Asker(loaded, start, project, unwanted), serves_most(loaded, project)
    hand = asker.hand
    held = hand.holds(start, project)
    if not held:
        found = replace(found, room=room_for(hand, project, unwanted))
        told(found)
    if found.room is None or not found.room.never:
        bands = swept(asker, start, criterion, lambda part: told(_part(part)))
        found = replace(found, bands=bands)
        told(found)
        if not (held or bands.bands):
            found = replace(found, anywhere=any_weights(hand, project, quiet, unwanted))
            told(found)
    found = replace(found, money=money_change(loaded, start, project, quiet, unwanted))
    if not held:
        told(found)
        found = replace(found, alone=_alone(loaded, start, found, criterion, unwanted))
        told(found)
        found = replace(found, cut=cut_needed(loaded, start, project, quiet, unwanted))
    other = other_phase(loaded, project)
    if other is not None:
        told(found)
        second = Asker(loaded, start, other, unwanted)
        second.recalled = asker.recalled.of(hand, other)
        found = replace(found, phase=swept(second, start, criterion))
    return replace(found, final=True)


def serves_most(loaded: Loaded, project: str) -> str:
    """Renewal where the project brings any; else the criterion of whose attainable it brings most."""
    hand = Hand.of(loaded)
    table, most = hand.prepared.table, hand.prepared.attainable
    best = table.gain[hand.members(project)].max(axis=0)
    shares = np.divide(best, most, out=np.zeros_like(best), where=most > 0)
    column = {name: k for k, name in enumerate(table.criteria)}
    if RENEWAL in column and shares[column[RENEWAL]] > 0:
        return RENEWAL
    return table.criteria[int(shares.argmax())]


def other_phase(loaded: Loaded, project: str) -> str | None:
    """The first phase of what it is a later one of; of a first one the last; None where there is
    but one."""
    projects = loaded.inventory.projects
    row = projects.id.index(project)
    rows = [k for k in projects.parts.whole_of(row) if projects.parts.phase[k]]
    if len(rows) < 2 or not projects.parts.phase[row]:
        return None
    first = projects.parts.phase[row] == projects.parts.phase[rows[0]]
    return projects.id[rows[-1] if first else rows[0]]


def _alone(
    loaded: Loaded, start: Solution, found: Terms, criterion: str, unwanted: Unwanted
) -> Alone | None:
    """With how much money it enters where its criterion is all that counts, if not with this."""
    if found.bands is not None and found.bands.bands:
        return None
    loaded = with_settings(loaded, weights={criterion: Decimal(1)})
    best = Hand.of(loaded).solve(start, QUICK, unwanted)
    if best is None or best.status == "infeasible":
        return None
    change = money_change(loaded, best, found.project, quiet, unwanted, int(MOST))
    return Alone(criterion=criterion, change=change)


def _part(told: object) -> float:
    return told if isinstance(told, float) else 0.0
