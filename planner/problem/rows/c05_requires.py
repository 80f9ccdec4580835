"""C5: works that wait for others."""

import numpy as np

from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import Clash, RowKind


def c5_requires(case: Case) -> Rows:
    r"""C5 Requires: works on q may start only after works on r are finished.

    .. math:: \sum_{a \in A_q,\ s_a \le t} x_a \le \sum_{b \in A_r,\ d_b \le t} x_b
        \quad \text{for every start year } t

    s_a  first year of a [year]    d_b  first year with all works of b finished [year]
    """
    table = case.alternatives
    ids, coefficients = [], []
    for number, rule in enumerate(case.scenario.rules.requires):
        started = case.of_group(case.index(rule.start)) & table.real
        finished = case.of_group(case.index(rule.after)) & table.real
        for start in range(case.scenario.horizon.money_years):
            row = (started & (table.first_start <= start)).astype(int)
            row -= finished & (table.done <= start)
            if (started & (table.first_start == start)).any():
                year = table.years[0] + start
                name = f"C5_{number}_{rule.start}_after_{rule.after}_{year}"
                ids.append(RowId(name, Rule("C5", "requires", number), rule.start, year))
                coefficients.append(row)
    return Rows.of(ids, coefficients, "<=", np.zeros(len(ids)), n=len(table))


def _fault(clash: Clash) -> Fault:
    number = int(clash.rule.key or 0)
    rule = clash.case.scenario.rules.requires[number]
    value = f"{rule.start}, {rule.after}"
    return clash.fault("infeasible_requires", f"rules.requires[{number}]", value)


ENTRY = RowKind(number="C5", write=c5_requires, fault=_fault)
