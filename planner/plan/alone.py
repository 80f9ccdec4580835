"""What could not be carried out even if nothing else were: its money or its hands are not there."""

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from planner.arrays import Flags
from planner.problem.case import Case
from planner.problem.linking import Rows

Lacks = Literal["", "money", "hands"]
LACKS: Final[tuple[Lacks, ...]] = ("", "money", "hands")


def lacks_of(case: Case, rows: Rows, candidates: Flags) -> NDArray[np.int8]:
    """(n_groups,) code by LACKS of what every way into the plan lacks, if all of them do.

    candidates: (n,) those ways.
    """
    starts = case.alternatives.starts()[:-1]
    found = np.zeros(len(starts), dtype=np.int8)
    if not len(starts):
        return found
    some = np.logical_or.reduceat(candidates, starts)
    money = beyond_money(case)
    for code, short in ((2, money | beyond_hands(rows)), (1, money)):
        ways = np.logical_or.reduceat(candidates & ~short, starts)
        found[some & ~ways] = code
    return found


def beyond_money(case: Case) -> Flags:
    """(n,) alternatives that by some year cost more than all funds that may pay for them have by then.

    Money of a year counts in every later one too, carried over or not: what is found here cannot be
    paid, and no more is said of the rest.
    """
    table, first = case.alternatives, case.payers()
    payers = first[0] | first[1]
    given = np.array(
        [
            [money.get(year, 0) for year in table.years]
            for money in map(case.scenario.money.minor_of, case.scenario.money.funds)
        ],
        dtype=np.int64,
    ).reshape(-1, len(table.years))
    due = table.money.cumsum(axis=1)
    found = np.zeros(len(table), dtype=bool)
    for mask in np.unique(payers):
        pays = [bit for bit in range(len(given)) if mask >> bit & 1]
        there, mine = given[pays].sum(axis=0).cumsum(), payers == mask
        found[mine] = (due[mine] > there).any(axis=1)
    return found


def beyond_hands(rows: Rows) -> Flags:
    """(n,) alternatives that need more of a crew in a year than there is (C3)."""
    crews = np.array([row.rule.row == "C3" for row in rows.ids], dtype=bool)
    used = rows.matrix.tocoo()
    over = crews[used.row] & (used.data > rows.rhs[used.row])
    return np.asarray(np.bincount(used.col[over], minlength=rows.matrix.shape[1]) > 0)
