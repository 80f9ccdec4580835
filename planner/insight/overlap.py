"""In which plans a site or project is: the patterns of membership.

With three plans or more "entered" and "left" no longer tell the whole: what matters is what is in
all of them, whatever is preferred, and what only one of them has (the matrix of intersecting sets
of Lex et al. 2014).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.insight.changes import ids_where
from planner.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One combination of plans, and what is in just these."""

    within: tuple[bool, ...]
    """For each plan, whether it has them."""
    ids: tuple[str, ...]
    """In the order of the first of these plans' lists."""


def planned_ids(plan: Plan) -> tuple[str, ...]:
    """What a planner would call in the plan, in the order of its list: nothing that is only propped
    for now, or taken down."""
    return ids_where(plan.listing, plan.listing.kept_in)


def overlap(plans: Mapping[str, Plan]) -> tuple[Pattern, ...]:
    """Every combination that occurs, those in most plans first, then the larger ones.

    What is in none of the plans belongs to no pattern.
    """
    members = [planned_ids(plan) for plan in plans.values()]
    number: dict[str, int] = {}
    for ids in members:
        for subject in ids:
            number.setdefault(subject, len(number))
    within = np.zeros((len(number), len(members)), dtype=bool)
    for column, ids in enumerate(members):
        within[[number[subject] for subject in ids], column] = True
    subjects = list(number)
    combinations, pattern = np.unique(within, axis=0, return_inverse=True)
    found = [
        Pattern(
            within=tuple(combination.tolist()),
            ids=tuple(subjects[k] for k in np.flatnonzero(pattern.ravel() == n).tolist()),
        )
        for n, combination in enumerate(combinations)
    ]
    return tuple(sorted(found, key=lambda p: (-sum(p.within), -len(p.ids), p.within)))
