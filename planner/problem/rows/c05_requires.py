"""C5: works that wait for others: as a rule asks, phase after phase, and what a project restores."""

from collections.abc import Iterator

import numpy as np

from planner.alternatives.table import CERTIFICATES, CODES
from planner.arrays import Flags
from planner.domain import RESTORING
from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import Clash, RowKind

PHASE = "phase"
RESTORES = "restores"
_Row = tuple[RowId, Flags, Flags]
"""Its identity, the alternatives that need others, and those that they need."""


def c5_requires(case: Case) -> Rows:
    r"""C5 Requires: works on q may start only after works on r are finished.

    .. math:: \sum_{a \in A_q,\ s_a \le t} x_a \le \sum_{b \in A_r,\ d_b \le t} x_b
        \qquad \sum_{a \in A_p,\ d_a \le t} x_a \le \sum_{b \in A_i \cap M,\ d_b \le t} x_b
        \quad \text{for every year } t

    s_a  first year of a [year]    d_b  first year with all works of b finished [year]    q, r  as a
    rule asks, and the parts of a project's phase and those of the phase before it    p, i  a project
    and each site that it restores, which is done by the time the project is    M  works that restore,
    repair or adapt [none]
    """
    table = case.alternatives
    ids, coefficients = [], []
    for row, needing, needed in (*_after_each_other(case), *_restoring(case)):
        if needing.any():
            ids.append(row)
            coefficients.append(needing.astype(int) - needed)
    return Rows.of(ids, coefficients, "<=", np.zeros(len(ids)), n=len(table))


def _after_each_other(case: Case) -> Iterator[_Row]:
    """What may start only once something else is finished: rules first, then phases."""
    table, projects = case.alternatives, case.inventory.projects
    asked = [
        (
            f"C5_{k}_{rule.start}_after_{rule.after}",
            Rule("C5", "requires", k),
            rule.start,
            rule.after,
        )
        for k, rule in enumerate(case.scenario.rules.requires)
    ]
    phased = [
        (
            f"C5_{PHASE}_{projects.id[row]}_after_{projects.id[before]}",
            projects.id[row],
            projects.id[before],
        )
        for row, before in projects.parts.waits
    ]
    asked += [(name, Rule("C5", PHASE, start), start, after) for name, start, after in phased]
    for name, rule, start_of, after in asked:
        started = case.of_group(case.index(start_of)) & table.real
        # Neither clearing a plot for a project nor housing its people elsewhere finishes a building.
        finished = case.of_group(case.index(after)) & table.real & (table.last != CERTIFICATES)
        for start in np.unique(table.first_start[started]).tolist():
            year = table.years[0] + start
            yield (
                RowId(f"{name}_{year}", rule, start_of, year),
                started & (table.first_start <= start),
                finished & (table.done <= start),
            )


def _restoring(case: Case) -> Iterator[_Row]:
    """What a project restores is done by the time the project is."""
    table, projects = case.alternatives, case.inventory.projects
    settled = case.inventory.sites.today.has_state("done")
    mends = np.isin(table.last, [CODES.index(works) for works in RESTORING]) & table.real
    for project, sites in zip(projects.id, projects.parts.restores, strict=True):
        built = case.of_group(case.index(project)) & table.real
        for site in sites:
            group = case.index(site)
            if settled[group]:
                continue
            for done in np.unique(table.done[built]).tolist():
                year = table.years[0] + done
                name = f"C5_{RESTORES}_{project}_{site}_{year}"
                yield (
                    RowId(name, Rule("C5", RESTORES, project), project, year),
                    built & (table.done <= done),
                    case.of_group(group) & mends & (table.done <= done),
                )


def _fault(clash: Clash) -> Fault:
    kind, key = clash.rule.kind, clash.rule.key
    if kind in (PHASE, RESTORES):
        file = clash.case.scenario.inventory.projects
        return clash.fault(f"infeasible_{kind}", file, str(key), clash.named(str(key)))
    number = int(key or 0)
    rule = clash.case.scenario.rules.requires[number]
    value = f"{rule.start}, {rule.after}"
    return clash.fault("infeasible_requires", f"rules.requires[{number}]", value)


ENTRY = RowKind(number="C5", write=c5_requires, fault=_fault)
