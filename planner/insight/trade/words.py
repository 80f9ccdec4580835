"""Frontiers in words: the conclusion, the curve as a sentence, the numbers as a table."""

from decimal import Decimal
from fractions import Fraction

from planner.criteria import COST
from planner.insight.near import BACK, NEW
from planner.insight.near_words import figure_name, figure_unit, number, number_with_unit
from planner.insight.trade.frontier import MONEY, VALUE, Frontier, Point
from planner.plan import Plan
from planner.plan.stake import heritage_criterion
from planner.text import decimal, money, money_unit, percent, text

_MORE = Fraction(13, 10)


def pairs(plan: Plan) -> tuple[tuple[str, str], ...]:
    """What is traded, where the plan's scenario counts it: heritage, people back home, new construction."""
    heritage = heritage_criterion(plan.scenario.criteria)
    people = BACK if plan.figures.residents_out else None
    new = NEW if plan.figures.projects_total else None
    both = ((heritage, people), (new, heritage), (new, people))
    return tuple((a, b) for a, b in both if a is not None and b is not None and COST not in (a, b))


def name(plan: Plan, figure: str) -> str:
    """Of what stands along an axis, with its unit."""
    if figure == MONEY:
        return f"{text('trade.money')}, {money_unit(plan.scenario.money.tender)}"
    if figure == VALUE:
        return text("trade.value")
    return f"{figure_name(plan, figure)}, {figure_unit(plan, figure)}"


def pair_words(plan: Plan, first: str, second: str) -> str:
    """The question of a frontier, in a few words."""
    if first == MONEY:
        return text("trade.of.money")
    return text("trade.of", first=figure_name(plan, first), second=figure_name(plan, second))


def told(plan: Plan, figure: str, amount: float) -> str:
    """An amount of what stands along an axis."""
    if figure == MONEY:
        return number(plan, NEW, amount)
    if figure == VALUE:
        return decimal(amount, 1)
    return number(plan, figure, amount)


def told_alone(plan: Plan, figure: str, amount: float) -> str:
    """The same with its unit, where no head or axis says what is counted."""
    if figure == VALUE:
        return text("compare.points", n=Decimal(f"{amount:.1f}"), n_text=decimal(amount, 1))
    return number_with_unit(plan, NEW if figure == MONEY else figure, amount)


def conclusion(plan: Plan, found: Frontier) -> str:
    """What the curve comes to, as its title."""
    if len(found.points) < 2:
        return text("trade.alone")
    if found.first == MONEY:
        return _of_money(plan, found)
    low, high = found.points[0], found.points[-1]
    return text(
        "trade.conclusion",
        first=figure_name(plan, found.first),
        second=figure_name(plan, found.second),
        low=told(plan, found.first, low.at),
        high=told(plan, found.first, high.at),
        most=told(plan, found.second, low.found),
        left=told(plan, found.second, high.found),
    )


def _of_money(plan: Plan, found: Frontier) -> str:
    now = next((p for p in found.points if p.factor == 1), found.points[0])
    more = [p for p in found.points if now.factor < p.factor <= _MORE] or [found.points[-1]]
    gained = (more[-1].found - now.found) / abs(now.found) if now.found else 0.0
    tender = plan.scenario.money.tender
    return text(
        "trade.conclusion.money",
        more=percent(float(more[-1].factor / now.factor) - 1.0),
        gain=percent(gained, 1),
        unit=_unit(plan),
        points=decimal(now.worth * tender.size, 4),
    )


def said(plan: Plan, found: Frontier) -> str:
    """The curve for those who do not see it."""
    first, second = name(plan, found.first), name(plan, found.second)
    steps = "; ".join(
        text(
            "trade.step", at=told(plan, found.first, p.at), found=told(plan, found.second, p.found)
        )
        for p in found.points
    )
    return text("trade.said", first=first, second=second, steps=steps)


def heads(plan: Plan, found: Frontier) -> list[str]:
    """Of the table."""
    own = [name(plan, found.first), name(plan, found.second), text("trade.head.most")]
    worth = found.first == MONEY
    last = text("trade.head.worth", unit=_unit(plan)) if worth else text("trade.head.points")
    return [*own, *(name(plan, f) for f in _beside(plan, found)), last]


def _unit(plan: Plan) -> str:
    """One unit of the scenario's money."""
    tender = plan.scenario.money.tender
    return money(tender.size, tender)


def rows(plan: Plan, found: Frontier) -> list[list[str]]:
    """A line a point: both ends of the trade, what is proven, the other figures, and what the next unit
    of money brings or the plan's own score."""
    beside = _beside(plan, found)
    return [
        [
            told(plan, found.first, p.at),
            told(plan, found.second, p.found),
            told(plan, found.second, p.most),
            *(told(plan, figure, p.amounts[figure]) for figure in beside),
            _last(plan, found, p),
        ]
        for p in found.points
    ]


def _last(plan: Plan, found: Frontier, point: Point) -> str:
    if found.first == MONEY:
        return decimal(point.worth * plan.scenario.money.tender.size, 4)
    return decimal(point.plan.value, 1)


def _beside(plan: Plan, found: Frontier) -> list[str]:
    """Other figures that matter in the trade."""
    all_ = dict.fromkeys(figure for pair in pairs(plan) for figure in pair)
    return [f for f in all_ if f not in (found.first, found.second) and f in found.whole]
