"""C9 and C10: works that were promised, and targets that the plan has to reach."""

import numpy as np
from numpy.typing import NDArray

from planner.alternatives.attributes import attributes_of
from planner.alternatives.gains import reach_of
from planner.alternatives.table import CODES, NOTHING
from planner.problem.case import Case
from planner.problem.linking import Rows, Sense
from planner.scenario.scenario import PeopleBack, Promise

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


def c9_promises(case: Case) -> Rows:
    r"""C9 Promises: works already begun, or promised in an earlier plan, stay.

    .. math:: \sum_{a \in A_i \cap P} x_a = 1 \quad \text{for every promise}

    A_i  the alternatives of site or project i    P  those with the promised step, or any step
    where none is named, starting in the promised year; clearing the plot for a project keeps no
    promise [none]
    """
    promises = case.scenario.rules.promises
    names = [f"C9_promise_{k}_{promise.subject}" for k, promise in enumerate(promises)]
    keeping = [keeping_promise(case, promise) for promise in promises]
    return Rows.of(names, keeping, "=", np.ones(len(names)), n=len(case.alternatives))


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


def c10_targets(case: Case) -> Rows:
    r"""C10 Targets: enough people are back in time, and few enough sites are at work at once.

    .. math:: \sum_{a:\ d_a \le t + 1} u_{k,a}\, x_a \ge N_{k,t}
        \qquad \sum_{a \in W_t} x_a \le n \quad \text{for every year } t

    u_ka  residents or users (k) that the works of a bring back, as far as the damage keeps them
    away: their number x unusable share x effect of the last works [people]    d_a  first year
    with all works of a finished [year]    N_kt  people to be back by the end of year t [people]
    W_t  alternatives with works on a site under way in t, or clearing it for a project; a plot
    that is clear already is no site at work    n  the most sites at work at once [sites]
    """
    table, targets = case.alternatives, case.scenario.rules.targets
    names: list[str] = []
    coefficients: list[Floats | Flags] = []
    senses: list[Sense] = []
    rhs: list[int] = []
    for number, target in enumerate(targets.people_back):
        names.append(f"C10_people_{number}_{target.who}_{target.by}")
        coefficients.append(_people_back(case, target))
        senses.append(">=")
        rhs.append(target.at_least)
    if targets.sites_at_work is not None:
        for year, busy in enumerate(_at_work(case)):
            if busy.any():
                names.append(f"C10_at_work_{table.years[year]}")
                coefficients.append(busy)
                senses.append("<=")
                rhs.append(targets.sites_at_work.at_most)
    return Rows.of(names, coefficients, senses, rhs, n=len(table))


def _people_back(case: Case, target: PeopleBack) -> Floats:
    """(n,) people that each alternative brings back in time, by the first criterion of theirs."""
    table, criteria = case.alternatives, case.scenario.criteria
    in_time = table.years[0] + table.done <= target.by + 1
    for column, name in enumerate(table.criteria):
        if criteria[name].attribute == target.attribute:
            attributes = attributes_of(case.scenario, case.inventory)
            return np.where(in_time, reach_of(case.scenario, attributes, table, column), 0.0)
    return np.zeros(len(table))


def _at_work(case: Case) -> list[Flags]:
    """(n,) for each money year: whether an alternative has works on a site under way."""
    table, n_projects = case.alternatives, len(case.inventory.projects.id)
    clear_already = np.append(case.inventory.sites.plot_cleared, np.zeros(n_projects, dtype=bool))
    on_site = (table.group < table.n_sites) & ~(table.make_way & clear_already[table.group])
    steps = (
        (table.first_start, table.first_years),
        (table.second_start, table.second_years),
    )
    return [
        on_site & np.any([(start <= t) & (t < start + years) for start, years in steps], axis=0)
        for t in range(len(table.years))
    ]
