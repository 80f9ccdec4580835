"""What it costs to keep the duty of care: the plan with damaged monuments protected in time, beside the
plan without that rule. Both are solved and checked, so that the price is an interval as wide as both
are uncertain.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.insight.displace import Buys, Outcome, buys, closer
from planner.insight.forcing import QUICK, Hand, Interval, Told, Unwanted, never, price, quiet
from planner.insight.reaching import reached
from planner.insight.spans import loss_words
from planner.optimise import Solution
from planner.plan.plan import Plan
from planner.problem.rows.c11_protect import beyond, covering, protecting
from planner.scenario import Loaded
from planner.text import amount, money_unit, name_of, text, whole

_SERVED: Final = "users_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Two plans of one scenario: with its rule `protect`, and without it."""

    monuments: tuple[str, ...]
    """Ids of those that the rule protects."""
    beyond: tuple[str, ...]
    """Ids of those that it speaks of and that no lawful works can protect in time."""
    outcome: Outcome
    final: bool
    """False for a first answer, while a closer one is on its way."""
    points: Interval | None = None
    """What the rule takes from the plan's score, at least 0."""
    share: Interval | None = None
    """The same as a share of the score without it."""
    kept: bool = False
    """Whether the plan without the rule protects all of them as well."""
    spent: tuple[int, int] = (0, 0)
    """What is spent on these monuments without and with the rule, minor units."""
    without: Buys | None = None
    with_it: Buys | None = None


def duty(
    loaded: Loaded, start: Solution, told: Told = quiet, unwanted: Unwanted = never
) -> Duty | None:
    """The rule's price, from the plan in hand; None where the scenario states no such rule.

    A first answer is told after seconds, then both plans are searched until they are close to the
    best.
    """
    hand, rule = Hand.of(loaded), loaded.scenario.rules.protect
    if rule is None:
        return None
    case = hand.prepared.case
    found = Duty(
        monuments=tuple(row.subject for row in protecting(case, rule).ids),
        beyond=beyond(case, rule),
        outcome="found",
        final=True,
    )
    sides = [hand.protecting(holds=holds) for holds in (False, True)]
    plans: list[Solution] = []
    for side, holds in zip(sides, (False, True), strict=True):
        plan = start if rule.holds == holds else reached(side, start, QUICK, unwanted)
        if plan is None or plan.status == "infeasible":
            return replace(found, outcome="none_in_time" if plan is None else "impossible")
        plans.append(plan)
    told(replace(_priced(hand, found, plans), final=False))
    plans = [closer(side, plan, unwanted) for side, plan in zip(sides, plans, strict=True)]
    return _priced(hand, found, plans)


def _priced(hand: Hand, found: Duty, plans: list[Solution]) -> Duty:
    without, with_it = plans
    ends = price(without, with_it)
    points = Interval(low=max(0.0, ends.low), high=max(0.0, ends.high))
    table = hand.prepared.table
    groups = np.array([table.subjects.index(i) for i in found.monuments], dtype=np.int64)
    spent = [int(table.cost[plan.chosen[groups]].sum()) for plan in plans]
    rule = hand.loaded.scenario.rules.protect
    assert rule is not None, "it was asked about"
    covered = covering(hand.prepared.case, rule)[without.chosen[groups]]
    return replace(
        found,
        points=points,
        share=points.over(without.value) if without.value > 0 else None,
        kept=bool(covered.all()),
        spent=(spent[0], spent[1]),
        without=buys(hand, without),
        with_it=buys(hand, with_it),
    )


def duty_words(plan: Plan, found: Duty) -> list[str]:
    """The price in points, money and people, a sentence each; or why there is no such plan."""
    told = []
    if found.points is None:
        told.append(text(f"duty.{found.outcome}"))
    else:
        told.append(text("card.price", price=loss_words(found.points, found.share)))
        told += [text("duty.kept")] if found.kept else []
        told += _sums(plan, found)
    if found.beyond:
        names = "; ".join(name_of(plan.names(subject)) for subject in found.beyond)
        n = len(found.beyond)
        told.append(text("duty.beyond", n=n, n_text=whole(n), names=names))
    return told


def _sums(plan: Plan, found: Duty) -> list[str]:
    before, after = found.without, found.with_it
    assert before is not None and after is not None, "both plans were found"
    tender = plan.scenario.money.tender
    spent = [amount(minor, tender) for minor in found.spent]
    told = text("duty.money", unit=money_unit(tender), without=spent[0], with_it=spent[1])
    return [told, *people_words(plan, before, after)]


def people_words(plan: Plan, before: Buys, after: Buys) -> list[str]:
    """How many people are home, housed and served instead of how many, or that it changes nothing."""
    people = [
        ("back", before.residents_back, after.residents_back),
        ("new_homes", before.residents_in_new, after.residents_in_new),
        ("certificates", before.residents_certified, after.residents_certified),
    ]
    for name, criterion in plan.scenario.criteria.items():
        if criterion.attribute == _SERVED and name in before.counts:
            people.append(("served", round(before.counts[name]), round(after.counts[name])))
    changed = [
        text(f"duty.people.{key}", without=whole(old), with_it=whole(new))
        for key, old, new in people
        if old != new
    ]
    return changed or [text("duty.people.same")]
