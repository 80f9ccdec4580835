"""C2: money, as funds give it year by year, to what each may pay for."""

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.easing import Lever
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import Clash, RowKind, in_words, named
from planner.text import exact_amount, in_money, name_of

MONEY: Final = Rule("C2", "money")
STEPS: Final = 100
"""Money is added in hundredths of the scenario's unit."""


def c2_money(case: Case) -> Rows:
    r"""C2 Money: what falls due each year is paid by funds that may pay for it.

    .. math:: \sum_{a \in e} c_{a,t} x_a \le \sum_{f \text{ pays } e,\ s \le t} y_{f,s,e,t}
        \qquad \sum_{e,t} y_{f,s,e,t} \le B_{f,s}

    c_at  cost of a falling due in year t [minor units]    e  works of alternatives with the same set of payers
    y_fset  money of fund f from year s spent on e in year t, at least 0 [minor units]; s = t only,
    where the fund does not carry over    B_fs  money of fund f that becomes available in year s
    """
    table, money = case.alternatives, case.scenario.money
    funds = money.funds
    ids: list[RowId] = []
    coefficients: list[NDArray[np.number]] = []
    rhs: list[int] = []
    supplies, demands = [], []
    for bit, (fund, spec) in enumerate(funds.items()):
        for year, minor in sorted(money.minor_of(fund).items()):
            supplies.append((len(ids), bit, year, spec.carry_over))
            ids.append(RowId(f"C2_fund_{fund}_{year}", MONEY, fund, year, "given"))
            coefficients.append(np.zeros(len(table)))
            rhs.append(minor)
    payers = case.payers()
    in_year = [case.payers_in(payers, column) for column in range(len(table.years))]
    for mask in np.unique(payers):
        label = "~".join(f for bit, f in enumerate(funds) if mask >> bit & 1) or "nobody"
        for column, year in enumerate(table.years):
            cost = np.where(in_year[column] == mask, table.money[:, column], 0)
            if cost.any():
                demands.append((len(ids), mask, year))
                ids.append(RowId(f"C2_money_{year}_{label}", MONEY, label, year, "spent"))
                coefficients.append(cost)
                rhs.append(0)
    arcs = [
        (supply, demand)
        for supply, bit, since, carries in supplies
        for demand, mask, year in demands
        if mask >> bit & 1 and (since == year or (carries and since < year))
    ]
    return Rows.of(ids, coefficients, "<=", rhs, n=len(table), arcs=arcs)


def _lever(case: Case, _: Rule, rows: Sequence[int], __: Rows) -> Lever:
    step = Fraction(case.scenario.money.tender.size, STEPS)
    return Lever(kind="each", rows=tuple(rows), step=step)


def _fault(clash: Clash) -> Fault:
    money = clash.case.scenario.money
    amounts = {row: math.ceil(minor) for row, minor in clash.relief.amounts.items()}
    added = partial(exact_amount, tender=money.tender)
    details: dict[str, str | int | float] = {}
    if amounts:
        moves = (f"{row.subject}.{row.year}={minor}" for row, minor in amounts.items())
        details["moves"] = " ".join(moves)
        details |= in_words("extra", lambda: in_money(added(sum(amounts.values())), money.tender))
    key = "infeasible_money_alone"
    if len(amounts) == 1:
        key, (row,) = "infeasible_money", amounts
        name = money.funds[row.subject].name
        details |= {"year": str(row.year), **named("fund", name)}
    elif amounts:
        key = "infeasible_money_split"
        names = {fund: spec.name.words for fund, spec in money.funds.items()}
        details |= in_words(
            "split",
            lambda: "; ".join(
                f"{name_of(names[row.subject])} {row.year}: {added(minor)}"
                for row, minor in amounts.items()
            ),
        )
    return clash.fault(key, "money.funds", ", ".join(money.funds), details)


ENTRY = RowKind(number="C2", write=c2_money, lever=_lever, fault=_fault)
