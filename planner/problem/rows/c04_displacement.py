"""C4: plots are cleared for the projects that take them, and for no others."""

from typing import Final

import numpy as np

from planner.alternatives.table import NOTHING
from planner.arrays import Integers
from planner.problem.case import Case
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import RowKind

PLOT: Final = Rule("C4", "plot")


def c4_displacement(case: Case) -> Rows:
    r"""C4 Displacement: a plot is cleared for a project exactly when the project starts there.

    .. math:: x_{\text{clear},i,t} = \sum_{p \text{ takes } i} x_{p,t}
        \quad \text{for every plot } i \text{ and start year } t

    x_clear,i,t  1 if plot i is cleared for a project in year t    x_p,t  1 if project p starts in
    year t. By C1 a plot is cleared at most once, so at most one project takes it; a plot that may
    not be cleared has no such alternative, and the row bars the projects that want it [none].
    """
    table, projects = case.alternatives, case.inventory.projects
    takers: dict[str, list[int]] = {}
    for project, sites in zip(projects.id, projects.displaces, strict=True):
        for site in sites:
            takers.setdefault(site, []).append(case.index(project))
    starts = table.starts()
    ids: list[RowId] = []
    columns: list[Integers] = []
    coefficients: list[Integers] = []
    for site, rivals in takers.items():
        plot = _of_groups(starts, [case.index(site)])
        cleared = plot[table.make_way[plot]]
        built = _of_groups(starts, sorted(set(rivals)))
        built = built[table.first[built] != NOTHING]
        for start in range(case.scenario.horizon.money_years):
            one, other = (of[table.first_start[of] == start] for of in (cleared, built))
            if len(one) or len(other):
                year = table.years[0] + start
                ids.append(RowId(f"C4_displace_{site}_{year}", PLOT, site, year))
                columns.append(np.concatenate([one, other]))
                coefficients.append(np.repeat([1, -1], [len(one), len(other)]))
    return Rows.of_few(ids, columns, coefficients, "=", np.zeros(len(ids)), n=len(table))


def _of_groups(starts: Integers, groups: list[int]) -> Integers:
    """The alternatives of some groups, in order."""
    return np.concatenate([np.arange(starts[g], starts[g + 1]) for g in groups])


ENTRY = RowKind(number="C4", write=c4_displacement)
