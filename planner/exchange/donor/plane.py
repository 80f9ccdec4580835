r"""The plane of two indexes by which the World Bank's Infrastructure Prioritization Framework sorts
projects (Marcelo et al. 2016): social and environmental benefit beside financial and economic worth.

.. math:: s_i = \sum_{c \in S} w_c \frac{n_{ic}}{\sum_j n_{jc}} \qquad
          f_i = \frac{1}{k_i} \sum_c w_c \frac{n_{ic}}{\sum_j n_{jc}}

s_i  social index of entry i    f_i  financial index    w_c  weight [share]    k_i  cost [minor units]
n_ic what entry i brings to criterion c, counted plainly [unit of c]; of heritage its significance [points]
S    criteria about people, heritage and safety

Both are shown as places: the share of entries whose index is no higher, 0 to 100, whole, so that a few
small and cheap entries do not press all others to one side. Time is not in them, so that no year of
works follows from them. The budget line of an axis is the index at which the money is used up when entries are
taken in the order of that index alone.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from planner.alternatives.attributes import PEOPLE
from planner.arrays import Flags, Floats, Integers
from planner.plan.plan import Plan

SOCIAL: Final = frozenset({*PEOPLE, "significance", "hazard", "community_priority"})
"""Attributes of criteria about people, heritage and safety."""
_TOP: Final = 100.0
Quadrant = Literal["both", "social", "economic", "neither"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """n entries that have works and a cost, in list order."""

    place: Integers
    """(n,) place of each in the list."""
    social: Floats
    """(n,) 0-100, whole."""
    economic: Floats
    cost: Integers
    """(n,) minor units."""
    social_line: float
    """From this index on the money suffices; above 100 where it suffices for nothing."""
    economic_line: float

    def quadrant(self, row: int) -> Quadrant:
        """Which of its indexes reach their budget lines."""
        social = bool(self.social[row] >= self.social_line)
        economic = bool(self.economic[row] >= self.economic_line)
        if social and economic:
            return "both"
        return "social" if social else "economic" if economic else "neither"


def plane_of(plan: Plan) -> Plane:
    """Both indexes of everything that has works, in the plan or not."""
    listing = plan.listing
    place = np.flatnonzero((listing.steps[:, 0] >= 0) & (listing.taker < 0) & (listing.cost > 0))
    shares, social = _benefit(plan, place)
    cost = listing.cost[place]
    economic = np.divide(shares.sum(axis=1), cost) if len(place) else np.zeros(0)
    indexes = [_placed(shares[:, social].sum(axis=1)), _placed(economic)]
    money = plan.figures.money_total
    lines = [_line(index, cost, money) for index in indexes]
    return Plane(
        place=place,
        social=indexes[0],
        economic=indexes[1],
        cost=cost,
        social_line=lines[0],
        economic_line=lines[1],
    )


def _benefit(plan: Plan, place: Integers) -> tuple[Floats, Flags]:
    """(n, n_criteria) weighted share of each criterion's sum, and which criteria are social."""
    criteria = plan.scenario.criteria
    brought = np.maximum(np.nan_to_num(plan.listing.counts[place]), 0.0)
    for column, criterion in enumerate(criteria.values()):
        if criterion.timing == "condition":
            brought[:, column] = _significance(plan)[place]
    total = brought.sum(axis=0)
    part = np.divide(brought, total, out=np.zeros_like(brought), where=total > 0)
    weights = np.array([plan.shares.get(name, 0.0) for name in criteria])
    social = np.array([c.attribute in SOCIAL for c in criteria.values()], dtype=bool)
    return part * weights, social


def _significance(plan: Plan) -> Floats:
    """(n,) in list order, 0-100: as the table judges it, else by legal status; 0 for projects."""
    sites, stated = plan.inventory.sites, plan.scenario.significance
    by_status: dict[str, float] = {str(key): value for key, value in stated.by_status.items()}
    usual = np.array([by_status.get(s, 0.0) for s in sites.heritage_status], dtype=np.float64)
    usual = np.where(sites.world_heritage_candidate, stated.world_heritage_candidate, usual)
    of_sites = np.where(np.isnan(sites.significance), usual, sites.significance)
    known = np.append(of_sites, 0.0)
    row = np.where(plan.listing.kind, len(of_sites), plan.listing.inventory)
    return np.asarray(known[row], dtype=np.float64)


def _placed(index: Floats) -> Floats:
    """(n,) 0-100, whole: the share of entries whose index is no higher."""
    below = np.searchsorted(np.sort(index), index, side="right")
    return np.round(_TOP * below / max(1, len(index)))


def _line(index: Floats, cost: Integers, money: int) -> float:
    """The lowest index of those that the money pays for, taken from the highest on."""
    order = np.argsort(-index, kind="stable")
    paid = np.cumsum(cost[order]) <= money
    return float(index[order][paid].min()) if paid.any() else _TOP + 1.0
