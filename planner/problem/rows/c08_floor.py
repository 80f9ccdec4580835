"""C8: what each district keeps of its own gain."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.easing import Lever
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import Clash, RowKind, percent
from planner.scenario.scenario import DistrictFloor

STEP: Final = Fraction(1, 1000)


def c8_district_floor(case: Case) -> Rows:
    r"""C8 District floor: each district keeps a share of its own attainable gain of a criterion.

    .. math:: \sum_{a \in D} g_{c,a} x_a \ge \varphi_c\, G_{c,D} \quad \text{for every district } D

    g_ca  gain of a on criterion c [the criterion's unit]    G_cD  the most that sites and projects
    of D could gain of it [the same]    phi_c  share [none]
    """
    return floor_rows(case, case.scenario.rules.district_floor)


def floor_rows(case: Case, floors: Sequence[DistrictFloor]) -> Rows:
    """The rows of some floors, whether or not the scenario states them."""
    table = case.alternatives
    ids, coefficients, rhs = [], [], []
    district = case.districts()
    for number, rule in enumerate(floors):
        column = table.criteria.index(rule.criterion)
        for name in np.unique(district[district != ""]):
            members = district == name
            most = case.attainable[members, column].sum()
            gains = np.where(members[table.group], table.gain[:, column], 0.0)
            if most > 0 or gains.any():  # where there is nothing to gain there may be some to lose
                row = f"C8_floor_{number}_{rule.criterion}_{name}"
                ids.append(RowId(row, Rule("C8", "floor", number), str(name)))
                coefficients.append(gains)
                rhs.append(float(rule.at_least) * most)
    return Rows.of(ids, coefficients, ">=", rhs, n=len(table))


def _lever(case: Case, rule: Rule, rows: Sequence[int], all_rows: Rows) -> Lever:
    floor = case.scenario.rules.district_floor[int(rule.key or 0)]
    column = case.alternatives.criteria.index(floor.criterion)
    district = case.districts()
    names = [all_rows.ids[r].subject for r in rows]
    most = [float(case.attainable[district == name, column].sum()) for name in names]
    now = Fraction(floor.at_least)
    return Lever(kind="together", rows=tuple(rows), step=STEP, now=now, factor=np.array(most))


def _fault(clash: Clash) -> Fault:
    number = int(clash.rule.key or 0)
    floor = clash.case.scenario.rules.district_floor[number]
    details: dict[str, str | int | float] = {
        "district": ", ".join(row.subject for row in clash.mine()),
        "now": percent(float(floor.at_least)),
    }
    if clash.relief.setting is not None:
        details["possible"] = percent(clash.relief.setting)
    field = f"rules.district_floor[{number}]"
    return clash.fault(clash.eased("infeasible_floor"), field, str(floor.at_least), details)


ENTRY = RowKind(number="C8", write=c8_district_floor, lever=_lever, fault=_fault)
