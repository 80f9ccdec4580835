"""C7: shares of what is spent, by class of spending."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np

from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.easing import Lever
from planner.problem.linking import RowId, Rows, Rule, Sense
from planner.problem.rows.entry import Clash, RowKind, percent
from planner.problem.spending import spending_class

STEP: Final = Fraction(1, 1000)
ALL: Final = Fraction(1)


def c7_share(case: Case) -> Rows:
    r"""C7 Share: a class of works gets at least, or at most, a share of what is spent.

    .. math:: \sum_{a \in K} c_a x_a \ge \alpha_K \sum_a c_a x_a
        \qquad \sum_{a \in K} c_a x_a \le \beta_K \sum_a c_a x_a

    c_a  cost of a over all years [minor units]    K  conservation, repair or new
    alpha_K, beta_K  least and greatest share [none]; rows are multiplied by its denominator, so
    that every number in them is whole
    """
    table = case.alternatives
    cost = table.cost.astype(np.float64)
    ids, coefficients = [], []
    senses: list[Sense] = []
    for name, members in spending_class(case).items():
        rule = case.scenario.rules.share.get(name)
        bounds: tuple[tuple[str, Decimal | None, Sense], ...] = (
            ("least", rule.at_least if rule else None, ">="),
            ("most", rule.at_most if rule else None, "<="),
        )
        for label, limit, sense in bounds:
            if limit is not None:
                share = Fraction(limit)
                ids.append(
                    RowId(f"C7_{label}_{name}", Rule("C7", label, name), name, money="spent")
                )
                coefficients.append(cost * (share.denominator * members - share.numerator))
                senses.append(sense)
    zeros = np.zeros(len(ids))
    return Rows.of(ids, coefficients, senses, zeros, n=len(table))


def _limit(case: Case, rule: Rule) -> Decimal | None:
    stated = next(r for c, r in case.scenario.rules.share.items() if c == rule.key)
    return stated.at_least if rule.kind == "least" else stated.at_most


def _lever(case: Case, rule: Rule, rows: Sequence[int], _: Rows) -> Lever:
    members = next(m for c, m in spending_class(case).items() if c == rule.key)
    cost = case.alternatives.cost.astype(np.float64)
    return Lever(
        kind="share",
        rows=tuple(rows),
        step=STEP,
        now=Fraction(_limit(case, rule) or 0),
        end=Fraction(0) if rule.kind == "least" else ALL,
        part=cost * members,
        whole=cost,
    )


def _fault(clash: Clash) -> Fault:
    rule, limit = clash.rule, _limit(clash.case, clash.rule)
    details = {"now": percent(float(limit or 0))}
    if clash.relief.setting is not None:
        details["possible"] = percent(clash.relief.setting)
    key = clash.eased(f"infeasible_share_{rule.kind}")
    return clash.fault(key, f"rules.share.{rule.key}.at_{rule.kind}", str(limit), details)


ENTRY = RowKind(number="C7", write=c7_share, lever=_lever, fault=_fault)
