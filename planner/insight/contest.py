"""New construction against repair: what a project displaces, what its money would repair instead,
and on what terms it would win.

Both sides are plans, solved and checked: one with the project forced in, one with it barred. What
stands in one and not in the other is what they compete for, to the kopeck.
"""

from dataclasses import dataclass, replace
from typing import Final

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
from planner.insight.terms import Bands, Change, grant_needed, money_change, weight_bands
from planner.inventory.columns import Sites
from planner.optimise import Solution
from planner.plan.entry import Entry
from planner.plan.plan import Plan
from planner.scenario import Loaded

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
class Terms:
    """When it would be in the plan by itself."""

    project: str
    bands: Bands | None = None
    """By the share of renewal; None where the scenario has no such criterion."""
    money: Change | None = None
    """With how much more money it enters, or with how much less it leaves; None while not asked."""
    grant: Change | None = None
    """Which part of its cost somebody else would pay; None where it is in the plan already."""
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
        found = known or side.solve(start, QUICK, unwanted)
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
    """On what terms the project is in the plan: by weight, by money, by what it costs the city.

    told: the part done, in [0, 1], until the first terms are known, then these.
    """
    found = Terms(project=project)
    if RENEWAL in loaded.scenario.criteria:
        bands = weight_bands(
            loaded, start, project, RENEWAL, lambda part: told(_part(part)), unwanted
        )
        found = replace(found, bands=bands)
        told(found)
    found = replace(found, money=money_change(loaded, start, project, quiet, unwanted))
    if not Hand.of(loaded).holds(start, project):
        told(found)
        found = replace(found, grant=grant_needed(loaded, start, project, quiet, unwanted))
    return replace(found, final=True)


def _part(told: object) -> float:
    return told if isinstance(told, float) else 0.0
