"""The next better works of a site or project, and why they lost: what they bring more, what they take more.

Read off the prices of the plan in hand: of every kind of works the alternative that is nearest to the best of
its site. What it brings stands against what its money, crews and rules would bring elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.alternatives import CODES
from planner.arrays import Floats, Integers
from planner.criteria import COST
from planner.insight.fewest import kinds_of
from planner.insight.forcing import Hand
from planner.optimise import Solution

Means = Literal["money", "crews", "rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Works that were not chosen, beside those that were."""

    works: str
    """Their last kind; blank for doing nothing."""
    start: int | None
    """First year."""
    behind: float
    """Points by which they are behind at the plan's prices."""
    brings: Mapping[str, float]
    """Criterion, and cost -> points more than the works chosen bring; those that are the same left out."""
    takes: Mapping[Means, float]
    """What more of the means they take would bring elsewhere, points."""


def rival(hand: Hand, plan: Solution, subject: str) -> Rival | None:
    """The best works of another kind that are lawful and not barred; None where there are none."""
    table, group = hand.prepared.table, hand.prepared.table.subjects.index(subject)
    chosen = int(plan.chosen[group])
    kinds = kinds_of(table)
    others = hand.members(subject) & hand.allowed & (kinds != kinds[chosen]) & ~table.make_way
    if not others.any():
        return None
    rows = hand.problem.linking
    prices = np.array([plan.prices.get(name, 0.0) for name in rows.names])
    loss = hand.seen(plan).loss
    numbers = np.flatnonzero(others)
    best = int(numbers[int(np.argmin(loss[numbers]))])
    pair = np.array([chosen, best])
    points = hand.prepared.points(hand.loaded.scenario, pair)
    more = points[1] - points[0]
    names = (*table.criteria, COST)
    paid = _paid(hand, prices, pair)
    real = bool(table.real[best])
    return Rival(
        works=CODES[int(table.last[best])] if real else "",
        start=table.years[int(table.first_start[best])] if real else None,
        behind=max(0.0, float(loss[best] - loss[chosen])),
        brings={c: float(m) for c, m in zip(names, more.tolist(), strict=True) if abs(m) > 1e-6},
        takes={k: v for k, v in paid.items() if abs(v) > 1e-6},
    )


def _paid(hand: Hand, prices: Floats, pair: Integers) -> dict[Means, float]:
    """What the second takes more than the first, at the prices, by kind of means."""
    rows = hand.problem.linking
    uses = rows.matrix[:, pair].toarray()
    worth = (uses[:, 1] - uses[:, 0]) * prices
    money = np.array([row.money == "spent" for row in rows.ids])
    crews = np.array([row.rule.row == "C3" for row in rows.ids])
    return {
        "money": float(worth[money].sum()),
        "crews": float(worth[crews & ~money].sum()),
        "rules": float(worth[~money & ~crews].sum()),
    }
