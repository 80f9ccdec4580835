"""C1-C3: one alternative for everything, within the money and the crews."""

from itertools import repeat

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from planner.alternatives.table import CREW_UNITS
from planner.problem.case import Case, minor
from planner.problem.linking import Rows


def one_of_each(group: NDArray[np.int64], names: tuple[str, ...]) -> Rows:
    """The rows of C1 for alternatives with group numbers `group`, (n,)."""
    n = len(group)
    matrix = csc_array((np.ones(n), (group, np.arange(n))), shape=(len(names), n))
    return Rows(
        names=tuple(f"C1_one_{name}" for name in names),
        matrix=matrix,
        sense=tuple(repeat("=", len(names))),
        rhs=np.ones(len(names)),
        arcs=np.empty((0, 2), dtype=np.int64),
    )


def c1_one_alternative(case: Case) -> Rows:
    r"""C1 One alternative: every site and project gets exactly one, "nothing" among them.

    .. math:: \sum_{a \in A_i} x_a = 1 \quad \text{for every site and project } i

    x_a  1 if alternative a is chosen, else 0    A_i  the alternatives of i [none]
    """
    return one_of_each(case.alternatives.group, case.alternatives.subjects)


def c2_money(case: Case) -> Rows:
    r"""C2 Money: what falls due each year is paid by funds that may pay for it.

    .. math:: \sum_{a \in e} c_{a,t} x_a \le \sum_{f \text{ pays } e,\ s \le t} y_{f,s,e,t}
        \qquad \sum_{e,t} y_{f,s,e,t} \le B_{f,s}

    c_at  cost of a falling due in year t [kopecks]    e  alternatives with the same set of payers
    y_fset  money of fund f from year s spent on e in year t, at least 0 [kopecks]; s = t only,
    where the fund does not carry over    B_fs  money of fund f that becomes available in year s
    """
    table, funds = case.alternatives, case.scenario.money.funds
    names: list[str] = []
    coefficients: list[NDArray[np.number]] = []
    rhs: list[int] = []
    supplies, demands = [], []
    for bit, (fund, spec) in enumerate(funds.items()):
        for year, amount in sorted(spec.amount.items()):
            supplies.append((len(names), bit, year, spec.carry_over))
            names.append(f"C2_fund_{fund}_{year}")
            coefficients.append(np.zeros(len(table)))
            rhs.append(minor(amount))
    payers = case.payers()
    for mask in np.unique(payers):
        label = "~".join(f for bit, f in enumerate(funds) if mask >> bit & 1) or "nobody"
        for column, year in enumerate(table.years):
            cost = np.where(payers == mask, table.money[:, column], 0)
            if cost.any():
                demands.append((len(names), mask, year))
                names.append(f"C2_money_{year}_{label}")
                coefficients.append(cost)
                rhs.append(0)
    arcs = [
        (supply, demand)
        for supply, bit, since, carries in supplies
        for demand, mask, year in demands
        if mask >> bit & 1 and (since == year or (carries and since < year))
    ]
    return Rows.of(names, coefficients, "<=", rhs, n=len(table), arcs=arcs)


def c3_crews(case: Case) -> Rows:
    r"""C3 Crews: each year each trade has only so many people.

    .. math:: \sum_a h_{a,k,t} x_a \le H_{k,t} \quad \text{for every trade } k \text{ and year } t

    h_akt  labour of a by trade k in year t [hundredths of the crew's unit, a person-year]
    H_kt  capacity of trade k in year t [the same]
    """
    table = case.alternatives
    names, coefficients, rhs = [], [], []
    for k, (crew, spec) in enumerate(case.scenario.crews.items()):
        for column, year in enumerate(table.years):
            if table.labour[:, k, column].any():
                names.append(f"C3_crew_{crew}_{year}")
                coefficients.append(table.labour[:, k, column])
                rhs.append(int(spec.capacity.get(year, 0) * CREW_UNITS))
    return Rows.of(names, coefficients, "<=", rhs, n=len(table))
