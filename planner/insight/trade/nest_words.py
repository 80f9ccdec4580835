"""Stable phases in words: what nesting costs in the end, and a line a sum of money."""

from planner.insight.near import BACK
from planner.insight.near_words import figure_name, figure_unit, number
from planner.insight.trade.frontier import MONEY
from planner.insight.trade.nest import Nest, Phase
from planner.insight.trade.words import name, told
from planner.insight.without import MINUS
from planner.plan import Plan
from planner.plan.stake import heritage_criterion
from planner.text import decimal, money, percent, text, whole


def conclusion(plan: Plan, found: Nest) -> str:
    """What it costs at most that everything chosen before stays, as a title."""
    if len(found.phases) < 2:
        return text("nest.alone")
    dearest = max(found.phases, key=lambda phase: phase.price.high)
    if decimal(dearest.price.high, 2) == decimal(0.0, 2):
        return text("nest.conclusion.free")
    return text(
        "nest.conclusion",
        money=money(round(dearest.money), plan.scenario.money.tender),
        points=points_words(dearest),
        share=percent(dearest.price.high / abs(dearest.free.bound), 2),
    )


def points_words(phase: Phase) -> str:
    """What nesting costs: one number, or from where to where it lies."""
    low, high = decimal(phase.price.low, 2), decimal(phase.price.high, 2)
    return low if low == high else text("sure.span", low=low, high=high)


def heads(plan: Plan, found: Nest) -> list[str]:
    """Of the table."""
    figures = [f"{figure_name(plan, f)}, {figure_unit(plan, f)}" for f in _shown(plan, found)]
    own = [text(f"nest.head.{column}") for column in ("added", "value", "price")]
    return [name(plan, MONEY), *own, *figures]


def rows(plan: Plan, found: Nest) -> list[list[str]]:
    """A line a sum: what comes in, what the nested plan is worth, what nesting costs, and the figures of the
    nested plan with what they have more or less than without nesting."""
    return [
        [
            f"{percent(float(phase.factor))} · {told(plan, MONEY, phase.money)}",
            whole(len(phase.added)),
            decimal(phase.nested.value, 2),
            points_words(phase),
            *(_figure(plan, phase, figure) for figure in _shown(plan, found)),
        ]
        for phase in found.phases
    ]


def _shown(plan: Plan, found: Nest) -> list[str]:
    """People back and heritage, where the scenario counts them."""
    heritage = heritage_criterion(plan.scenario.criteria)
    return [figure for figure in (BACK, heritage) if figure is not None and figure in found.whole]


def _figure(plan: Plan, phase: Phase, figure: str) -> str:
    has, free = phase.nested_amounts[figure], phase.free_amounts[figure]
    change = number(plan, figure, abs(has - free))
    if change == number(plan, figure, 0.0):
        return number(plan, figure, has)
    sign = "+" if has > free else MINUS
    return f"{number(plan, figure, has)} ({sign}{change})"
