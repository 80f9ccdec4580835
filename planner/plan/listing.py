"""Ranking -> Listing: the ranked list as columns."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.alternatives.gains import counts_of
from planner.arrays import Integers
from planner.criteria import COST
from planner.plan.columns import Listing
from planner.plan.places import Places
from planner.plan.prepare import Prepared
from planner.plan.rank import Ranking
from planner.scenario.scenario import Scenario


def listing_of(
    prepared: Prepared, scenario: Scenario, ranking: Ranking, chosen: Integers
) -> Listing:
    """The list in its order. chosen (n_groups,)."""
    table, order = prepared.table, ranking.order
    columns = [*table.criteria, *([COST] if scenario.shares[COST] > 0 else [])]
    shown, is_project = ranking.shown[order], order >= table.n_sites
    by_criterion = prepared.points(scenario, shown)[:, : len(columns)]
    ids = tuple(prepared.fixed.subjects[order].tolist())
    return Listing(
        ids=ids,
        place=Places(ids, prepared.fixed.index, order),
        group=ranking.group[order],
        kind=is_project,
        inventory=order - np.where(is_project, table.n_sites, 0),
        chosen=chosen[order],
        shown=shown,
        rank=ranking.rank[order],
        loss=ranking.loss[order],
        margin=ranking.margin[order],
        importance=by_criterion.sum(axis=1),
        columns=tuple(columns),
        points=by_criterion,
        counts=counts_of(scenario, prepared.attributes, table, shown),
        gain=table.gain[shown],
        cost=prepared.fixed.cost[shown],
        cost_low=table.cost_low[shown],
        cost_high=table.cost_high[shown],
        years=table.years,
        money=table.money.take(shown, axis=0),
        taker=np.where(table.make_way[shown], takers(prepared, chosen)[order], -1),
        forced=prepared.fixed.forced[order],
        **_steps(prepared, shown),
    )


def _steps(prepared: Prepared, shown: Integers) -> dict[str, NDArray[Any]]:
    """Works, first calendar year and years of both steps, (n, 2) each."""
    table = prepared.table
    works = np.column_stack([table.first[shown], table.second[shown]])
    start = np.column_stack([table.first_start[shown], table.second_start[shown]])
    years = np.column_stack([table.first_years[shown], table.second_years[shown]])
    done = works >= 0
    return {
        "steps": works.astype(np.int16),
        "step_start": np.where(done, table.years[0] + start, 0),
        "step_years": np.where(done, years, 0),
    }


def takers(prepared: Prepared, chosen: Integers) -> Integers:
    """(n_groups,) row of the chosen project that displaces a site; -1 where none does."""
    table, projects = prepared.table, prepared.case.inventory.projects
    found = np.full(len(table.subjects), -1, dtype=np.int64)
    index = prepared.fixed.index
    for row in np.flatnonzero(table.real[chosen[table.n_sites :]]).tolist():
        found[[index[site] for site in projects.displaces[row]]] = row
    return found
