"""C9: works that were promised, or are under way."""

from typing import Final

import numpy as np

from planner.alternatives.table import CODES, NOTHING
from planner.arrays import Flags
from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import Clash, RowKind
from planner.scenario.scenario import Promise

UNDER_WAY: Final = "under_works"


def c9_promises(case: Case) -> Rows:
    r"""C9 Promises: works already begun, or promised in an earlier plan, stay.

    .. math:: \sum_{a \in A_i \cap P} x_a = 1 \quad \text{for every promise}

    A_i  the alternatives of site or project i    P  those with the promised step, or any step
    where none is named, starting in the promised year; clearing the plot for a project keeps no
    promise. Works that the table calls under way start in the first year [none]
    """
    promises = case.scenario.rules.promises
    ids = [
        RowId(f"C9_promise_{k}_{promise.subject}", Rule("C9", "promise", k), promise.subject)
        for k, promise in enumerate(promises)
    ]
    keeping = [keeping_promise(case, promise) for promise in promises]
    for site, alternatives in under_way(case).items():
        ids.append(RowId(f"C9_under_works_{site}", Rule("C9", UNDER_WAY, site), site))
        keeping.append(alternatives)
    return Rows.of(ids, keeping, "=", np.ones(len(ids)), n=len(case.alternatives))


def under_way(case: Case) -> dict[str, Flags]:
    """Site -> (n,) the alternatives by which works that are reported to be under way go on.

    They are the works whose cost is known, or any where none is. A promise of the scenario about a
    site counts instead; and where no fund may pay, the works go on at others' cost and are none of
    the plan's.
    """
    table, sites = case.alternatives, case.inventory.sites
    promised = {promise.subject for promise in case.scenario.rules.promises}
    begun = np.flatnonzero(sites.begun).tolist()
    found = {}
    if begun:
        now = table.real & (table.first_start == 0) & case.payable()
        starts = table.starts()
        for row in begun:
            works = sites.today.cost_known_works[row]
            goes_on = now & (table.first == CODES.index(works)) if works else now
            of_site = np.zeros(len(table), dtype=bool)
            of_site[starts[row] : starts[row + 1]] = goes_on[starts[row] : starts[row + 1]]
            if of_site.any() and sites.id[row] not in promised:
                found[sites.id[row]] = of_site
    return found


def keeping_promise(case: Case, promise: Promise) -> Flags:
    """(n,) whether an alternative keeps a promise."""
    table = case.alternatives
    found = np.zeros(len(table), dtype=bool)
    for works, start in ((table.first, table.first_start), (table.second, table.second_start)):
        step = works != NOTHING
        if promise.works is not None:
            step = works == CODES.index(promise.works)
        found |= step & (start == promise.start - table.years[0])
    return np.asarray(found & table.real & case.of_group(case.index(promise.subject)))


def _fault(clash: Clash) -> Fault:
    if clash.rule.kind == UNDER_WAY:
        site = str(clash.rule.key)
        table = clash.case.scenario.inventory.sites
        return clash.fault("infeasible_under_works", table, site, clash.named(site))
    number = int(clash.rule.key or 0)
    promise = clash.case.scenario.rules.promises[number]
    details = {
        "why": promise.reason,
        "author": promise.author,
        "start": promise.start,
        **clash.named(promise.subject),
    }
    possible = keeping_promise(clash.case, promise).any()
    key = "infeasible_promise" if possible else "infeasible_promise_alone"
    return clash.fault(key, f"rules.promises[{number}]", promise.subject, details)


ENTRY = RowKind(number="C9", write=c9_promises, fault=_fault)
