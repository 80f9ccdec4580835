"""How sure a plan is: what all plans as good as it share, how far its figures go among them.

"As good" is what the planner says it is: worth at most so much less, as a part of the plan's value.
Within that every figure has a range, found plans from its least to its most, and bounds that no
such plan passes, proven without a solver (planner.optimise.certify.near).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.alternatives import CODES
from planner.alternatives.gains import counts_of
from planner.arrays import Flags, Floats, Integers
from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.optimise import Solution
from planner.optimise.near.decide import Standing
from planner.optimise.near.near import Aim, NearBest, Range, Traits, near_best
from planner.plan import Plan
from planner.plan.accounts import figures_of
from planner.plan.chosen import in_place
from planner.plan.figures import Among
from planner.plan.fixed import CLASSES
from planner.plan.prepare import Prepared
from planner.scenario import Loaded
from planner.scenario.scenario import SpendingClass

BACK: Final = "residents_back"
HOUSED: Final = "residents_in_new"
CERTIFIED: Final = "residents_certified"
MENDING: Final = "spent_mending"
NEW: Final = "spent_new"
"""Figures beside the criteria: residents back in their own homes, residents in new ones or
with a certificate, money for conservation and repair, money for new construction."""
SECONDS: Final = 600.0
"""After which a search ends that has work left; it then depends on the machine. Kharkiv takes a tenth
of it on a core of its own."""
WITHIN: Final = (0.001, 0.003, 0.01, 0.03, 0.05)
"""What may be called as good: a part of the plan's value."""
USUAL: Final = 0.003
FEW: Final = 1_000
"""Sites up to which it is told of each one whether it is always, sometimes or never in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One of the handful of plans."""

    solution: Solution
    marks: tuple[str, ...]
    """`yours`; `most.<figure>` and `least.<figure>` where none of the plans found has more, or less."""
    amounts: Mapping[str, float]
    """Figure -> what it has of it."""
    works: frozenset[str]
    """Ids with works of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """What is known of the plans as good as one."""

    within: float
    least: float
    """T, in points: what they are worth at least."""
    ranges: Mapping[str, Range]
    """Of criteria and of the figures beside them; people and points, money in minor units."""
    whole: Mapping[str, float]
    """All that is possible of each."""
    standing: Mapping[str, Standing]
    """Id -> always, sometimes, never in them, or open; a large city is told in counts instead."""
    count: Mapping[str, int]
    """Id -> in how many of the plans found."""
    found: int
    """How many plans were found."""
    seats: tuple[Seat, ...]
    """The plan itself, that with most conservation and repair, that with most new construction, and
    others as unlike as can be."""
    complete: bool
    seconds: float

    def ids(self, standing: Standing) -> tuple[str, ...]:
        """Of all sites and projects that stand so."""
        return tuple(i for i, told in self.standing.items() if told == standing)

    def seat(self, mark: str) -> Seat | None:
        """The plan that has a mark."""
        return next((seat for seat in self.seats if mark in seat.marks), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """How far a search for plans as good is."""

    part: float
    """Done, in [0, 1]."""
    known: Sure | None
    """What is known by now, of the figures that were looked at; None before the first one was."""


def how_sure(
    loaded: Loaded,
    plan: Solution,
    within: float,
    told: Told = quiet,
    unwanted: Unwanted = never,
    *,
    seconds: float = SECONDS,
    seed: int = 0,
) -> Sure:
    """The plans as good as a plan of the scenario, within a part of its value. told: a `Looking`,
    now and then; seconds: after which it ends, with what it has."""
    began = time.monotonic()
    hand = Hand.of(loaded)
    plan = replace(plan, proof=None)
    aims, traits = figures_asked(hand, plan.chosen), _traits(hand)
    looking = Looking(part=0.0, known=None)

    def known(found: NearBest) -> Sure:
        return _sure(hand, plan, within, found, time.monotonic() - began)

    def look(part: float) -> None:
        nonlocal looking
        looking = replace(looking, part=part)
        told(looking)

    def seen(found: NearBest) -> None:
        nonlocal looking
        looking = replace(looking, known=known(found))
        told(looking)

    found = near_best(
        hand.problem,
        plan,
        within,
        aims,
        replace(traits, sides=tuple(a.name for a in aims if a.name in (MENDING, NEW))),
        seconds=seconds,
        seed=seed,
        part=look,
        seen=seen,
        cancelled=unwanted,
    )
    return known(found)


def _sure(hand: Hand, plan: Solution, within: float, found: NearBest, seconds: float) -> Sure:
    subjects = hand.prepared.table.subjects
    standing = found.standing if len(hand.loaded.inventory.sites) <= FEW else ()
    return Sure(
        within=within,
        least=found.window.least,
        ranges={claim.name: claim for claim in found.ranges},
        whole={aim.name: aim.whole for aim in found.aims},
        standing=dict(zip(subjects, standing, strict=False)),
        count=dict(zip(subjects, found.count.tolist(), strict=True)),
        found=len(found.plans),
        seats=_seats(hand, plan, found),
        complete=found.complete,
        seconds=seconds,
    )


def among_of(plan: Plan, sure: Sure) -> tuple[Among, ...]:
    """The figures of a plan, and its residents by what becomes of them, with both ends found."""
    criteria = plan.scenario.criteria
    told = {name: criteria[name].attribute for name in plan.figures.by_criterion}
    told |= {name: name for name in (BACK, HOUSED, CERTIFIED)}
    return tuple(
        Among(counts=counts, low=claim.low, high=claim.high, within=sure.within)
        for name, counts in told.items()
        if (claim := sure.ranges.get(name)) is not None
    )


def figures_asked(hand: Hand, chosen: Integers) -> list[Aim]:
    """The figures of a plan, (n_groups,) chosen, as it counts them (`figures_of`), of which anything can be
    had."""
    prepared, criteria = hand.prepared, hand.loaded.scenario.criteria
    figures = figures_of(prepared, chosen).by_criterion
    table = prepared.table
    counts = counts_of(hand.loaded.scenario, prepared.attributes, table)
    aims = []
    for column, name in enumerate(table.criteria):
        possible = figures[name].possible
        if possible > 0:
            aims.append(Aim(name=name, amounts=counts[:, column], whole=possible))
            if criteria[name].attribute == "residents_out":
                site, people = table.group < table.n_sites, counts[:, column]
                for figure, counted in (
                    (BACK, site & ~table.certified),
                    (HOUSED, ~site),
                    (CERTIFIED, table.certified),
                ):
                    amounts = np.where(counted, people, 0.0)
                    aims.append(Aim(name=figure, amounts=amounts, whole=possible))
    spent = _spent(prepared)
    money = float(max(1, prepared.all_money))
    aims += [Aim(name=name, amounts=spent[name], whole=money) for name in (MENDING, NEW)]
    return [aim for aim in aims if aim.amounts.any()]


def _spent(prepared: Prepared) -> dict[str, Floats]:
    """(n,) minor units that each alternative takes for conservation and repair, and for what is new."""
    classes: dict[str, tuple[SpendingClass, ...]] = {
        MENDING: ("conservation", "repair"),
        NEW: ("new",),
    }
    fixed = prepared.fixed
    return {
        name: np.where(
            np.isin(fixed.spending, [CLASSES.index(one) for one in kinds]), fixed.cost, 0
        ).astype(np.float64)
        for name, kinds in classes.items()
    }


def _traits(hand: Hand) -> Traits:
    """Worked on or not, what becomes of a site, and how much of all money its dearest works take."""
    table, starts = hand.prepared.table, hand.problem.starts()[:-1]
    dearest = np.maximum.reduceat(table.cost, starts).astype(np.float64)
    return Traits(
        inside=works_of_its_own(hand),
        kind=np.where(table.make_way, len(CODES), table.last),
        weight=dearest / max(1.0, float(dearest.sum())),
    )


def works_of_its_own(hand: Hand) -> Flags:
    """(n,) whether there are works of its own: to be taken down is none."""
    table = hand.prepared.table
    return np.asarray(table.real & (table.last != CODES.index("clear")))


def _seats(hand: Hand, plan: Solution, found: NearBest) -> tuple[Seat, ...]:
    chosen = [found.plans[k] for k in found.handful]
    return tuple(
        Seat(
            solution=plan_with(hand, plan, hand.problem.numbers(positions)),
            marks=(("yours",) if k == 0 else ()) + _marks(found, positions),
            amounts={aim.name: float(aim.amounts[positions].sum()) for aim in found.aims},
            works=hand.worked(replace(plan, chosen=hand.problem.numbers(positions))),
        )
        for k, positions in enumerate(chosen)
    )


def _marks(found: NearBest, positions: Integers) -> tuple[str, ...]:
    """Of which figures a plan has the most, or the least, of all that were found."""
    marks = []
    for aim, claim in zip(found.aims, found.ranges, strict=True):
        amount = float(aim.amounts[positions].sum())
        if claim.low < claim.high:
            marks += [f"most.{aim.name}"] if amount == claim.high else []
            marks += [f"least.{aim.name}"] if amount == claim.low else []
    return tuple(marks)


def plan_with(hand: Hand, plan: Solution, chosen: Integers) -> Solution:
    """Other decisions for the problem of a plan, (n_groups,), with what is known of how good any can be."""
    return in_place(hand.problem, plan, chosen)
