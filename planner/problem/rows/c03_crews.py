"""C3: crews, trade by trade and year by year."""

from collections.abc import Sequence

from planner.alternatives.table import CREW_UNITS
from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.easing import Lever
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import Clash, RowKind, in_words
from planner.text import counted, decimal


def c3_crews(case: Case) -> Rows:
    r"""C3 Crews: each year each trade has only so many people.

    .. math:: \sum_a h_{a,k,t} x_a \le H_{k,t} \quad \text{for every trade } k \text{ and year } t

    h_akt  labour of a by trade k in year t [hundredths of the crew's unit, a person-year]
    H_kt  capacity of trade k in year t [the same]
    """
    table = case.alternatives
    ids, coefficients, rhs = [], [], []
    for k, (crew, spec) in enumerate(case.scenario.crews.items()):
        for column, year in enumerate(table.years):
            if table.labour[:, k, column].any():
                ids.append(RowId(f"C3_crew_{crew}_{year}", Rule("C3", "crew", crew), crew, year))
                coefficients.append(table.labour[:, k, column])
                rhs.append(int(spec.capacity.get(year, 0) * CREW_UNITS))
    return Rows.of(ids, coefficients, "<=", rhs, n=len(table))


def _lever(_: Case, __: Rule, rows: Sequence[int], ___: Rows) -> Lever:
    return Lever(kind="each", rows=tuple(rows))


def _fault(clash: Clash) -> Fault:
    name, amounts = str(clash.rule.key), clash.relief.amounts
    unit, extra = clash.case.scenario.crews[name].unit, sum(amounts.values()) / CREW_UNITS
    details: dict[str, str | int | float] = {
        **in_words("unit", lambda: counted(unit.forms, extra)),
        "extra": extra,
        "years": ", ".join(str(row.year) for row in amounts),
    }
    details |= in_words(
        "split",
        lambda: "; ".join(
            f"{row.year}: {decimal(amount / CREW_UNITS, 2)}" for row, amount in amounts.items()
        ),
    )
    key = "infeasible_crew" if amounts else "infeasible_crew_alone"
    return clash.fault(key, f"crews.{name}.capacity", name, details)


ENTRY = RowKind(number="C3", write=c3_crews, lever=_lever, fault=_fault)
