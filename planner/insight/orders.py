"""Orders in which the list can be read; groups keep theirs, and places keep their numbers."""

from functools import lru_cache
from typing import Final, Literal, get_args

import numpy as np

from planner.arrays import Floats, Integers
from planner.insight.index import district_names
from planner.plan.columns import Listing
from planner.plan.plan import Plan
from planner.text import Language, name_of, sort_key, spoken

Order = Literal["loss", "value", "importance", "cost", "name", "district"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
"""What the plan loses without it, value for money, points, money; then by the alphabet."""


def ordered(plan: Plan, order: Order) -> Integers:
    """(n,) places of the list in another order, group by group.

    Plots that are cleared follow their project in all of them; what is equal keeps its order.
    """
    listing = plan.listing
    places = np.arange(len(listing))
    if order == "loss":
        return places
    lead = _leads(listing)
    return np.lexsort((places, lead != places, lead, _key(plan, order)[lead], listing.group))


def _leads(listing: Listing) -> Integers:
    """(n,) place of what each one follows: a plot its project, all others themselves."""
    lead = np.arange(len(listing))
    at = np.empty_like(lead)
    at[listing.position] = lead
    plots = np.flatnonzero(listing.taker >= 0)
    n_sites = len(listing) - np.count_nonzero(listing.kind)
    lead[plots] = at[n_sites + listing.taker[plots]]
    return lead


def _key(plan: Plan, order: Order) -> Floats | Integers:
    """(n,) the least first."""
    listing = plan.listing
    match order:
        case "loss":
            return -listing.loss
        case "value":
            return -listing.margin
        case "importance":
            return -listing.importance
        case "cost":
            return -listing.cost
        case "name":
            return _by_name(plan)[listing.position]
    return _by_district(plan)[listing.position]


def _by_name(plan: Plan) -> Integers:
    """(n,) rank of each name, sites before projects as in the tables."""
    tables = (plan.inventory.sites, plan.inventory.projects)
    names = (name_of(table.names(row)) for table in tables for row in range(len(table.id)))
    return _alphabetical(tuple(names), spoken())


def _by_district(plan: Plan) -> Integers:
    """(n,) rank of the district's name, the tables one after the other."""
    sites, projects = plan.inventory.sites, plan.inventory.projects
    named = district_names(plan.inventory)
    ids = (*sites.district, *projects.district)
    words = {each: sort_key(name_of(named.get(each, {})) or each) for each in set(ids)}
    place = {key: rank for rank, key in enumerate(sorted(set(words.values())))}
    return np.array([place[words[each]] for each in ids], dtype=np.int64)


@lru_cache(maxsize=8)
def _alphabetical(names: tuple[str, ...], _language: Language) -> Integers:
    """(n,) rank of each name in the alphabet of the language spoken; kept, since names stay."""
    keys = [sort_key(name) for name in names]
    rank = np.empty(len(keys), dtype=np.int64)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    rank.setflags(write=False)
    return rank
