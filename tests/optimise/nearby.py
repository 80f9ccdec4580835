"""Near-best plans of drawn problems, held against every plan there is.

The oracle lists all plans that keep the rows (oracle.py), takes those worth at least T in exact
arithmetic, and reads off what `near_best` claims of all of them.
"""

import random
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

import numpy as np

from planner.arrays import Flags, Integers
from planner.optimise import solve
from planner.optimise.near.near import Aim, NearBest, Traits, near_best
from planner.problem import Problem
from tests.optimise.drawn import drawn
from tests.optimise.oracle import Instance

WITHIN = (0.001, 0.01, 0.05, 0.2)
SECONDS = 600.0
"""Of the clock, which a busy machine lets run on: half a second of work is the most that any takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A drawn problem, what is asked of it, and what was found."""

    problem: Problem
    found: NearBest
    plans: Integers
    """(m, n_groups) every plan as good."""


def figures(draw: random.Random, instance: Instance) -> list[Aim]:
    """Whole numbers as of people, and others; some of the alternatives bring nothing."""
    n = len(instance.value)
    kinds = (lambda: draw.randint(0, 40), lambda: draw.uniform(-3, 9), lambda: draw.choice((0, 1)))
    aims = []
    for k, kind in enumerate(kinds):
        amounts = np.array([float(kind()) for _ in range(n)])
        aims.append(Aim(name=f"f{k}", amounts=amounts, whole=max(1.0, np.abs(amounts).sum())))
    return aims


def every_plan(instance: Instance) -> Integers:
    """(m, n_groups) all choices that keep the rows."""
    ends = np.cumsum([0, *instance.sizes]).tolist()
    kept = instance.feasible()
    choices = product(*(range(a, b) for a, b in pairwise(ends)))
    return np.array([c for c, fine in zip(choices, kept, strict=True) if fine], dtype=np.int64)


def as_good(instance: Instance, plans: Integers, least: float) -> Integers:
    """Those that are worth so much, exactly."""
    exact = [Fraction(v) for v in instance.value]
    worth = [sum((exact[a] for a in plan), Fraction(0)) for plan in plans.tolist()]
    return plans[[w >= Fraction(least) for w in worth]]


def tried(seed: int) -> Case | None:
    """What is found of a drawn problem, beside every plan; None where it has no plan. Raises SolverError
    where that could not be told in time."""
    draw, instance = random.Random(seed), drawn(seed)
    problem = instance.problem()
    best = solve(problem, gap=0.0, seconds=SECONDS)
    if best.status == "infeasible":
        return None
    inside: Flags = np.array([draw.random() < 0.6 for _ in instance.value])
    traits = Traits(
        inside=inside,
        kind=np.array([draw.randint(0, 3) for _ in instance.value]),
        weight=np.array([draw.random() for _ in instance.sizes]),
        sides=("f0", "f1"),
    )
    aims = figures(draw, instance)
    found = near_best(problem, best, draw.choice(WITHIN), aims, traits, seconds=SECONDS)
    return Case(
        problem=problem,
        found=found,
        plans=as_good(instance, every_plan(instance), found.window.least),
    )


def wrong(case: Case) -> list[str]:
    """What the enumeration contradicts."""
    found, plans = case.found, case.plans
    told = list(found.faults())
    all_plans = {plan.tobytes() for plan in plans}
    told += [f"plan {k}" for k, p in enumerate(found.plans) if p.tobytes() not in all_plans]
    if not found.window.keep[plans].all():
        told.append("an alternative of a plan as good was dropped")
    for aim, claim in zip(found.aims, found.ranges, strict=True):
        amounts = aim.amounts[plans].sum(axis=1)
        slip = 1e-9 * aim.whole
        low, high = float(amounts.min()), float(amounts.max())
        if claim.least > low + slip or claim.most < high - slip:
            told.append(f"{aim.name}: {low}..{high} beyond {claim}")
        if claim.low < low - slip or claim.high > high + slip:
            told.append(f"{aim.name}: {claim} found beyond {low}..{high}")
    inside = found.inside[plans]
    every, some = np.asarray(inside.all(axis=0)), np.asarray(inside.any(axis=0))
    sure = {"always": every, "never": ~some, "sometimes": some & ~every}
    for group, standing in enumerate(found.standing):
        if standing != "open" and not sure[standing][group]:
            told.append(f"group {group} is not {standing}")
    return told
