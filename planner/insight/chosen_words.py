"""What another plan of a scenario is, in a few words: where it is opened, and as the reason to keep to it."""

from planner.insight.answer import as_percent
from planner.insight.aspire.aspire import Aspired
from planner.insight.aspire.words import target_words
from planner.insight.fair.fairness import Fair
from planner.insight.fair.shares import Served
from planner.insight.near import Seat, Sure
from planner.insight.near_words import seat_words
from planner.insight.trade import words as trade_words
from planner.insight.trade.frontier import Frontier, Point
from planner.insight.words import criterion_name
from planner.plan import Plan
from planner.text import percent, text


def of_targets(plan: Plan, found: Aspired) -> str:
    """A plan that reaches targets, or comes nearest."""
    asked = "; ".join(target_words(plan, target) for target in found.targets)
    return text("aspire.opened", what=asked)


def of_point(plan: Plan, curve: Frontier, point: Point) -> str:
    """A point of a frontier."""
    name = trade_words.name(plan, curve.first)
    return text("trade.opened", what=f"{name}: {trade_words.told(plan, curve.first, point.at)}")


def of_served(plan: Plan, fair: Fair, served: Served) -> str:
    """A plan of the curve of fairness."""
    name = criterion_name(plan.scenario, fair.criterion)
    return text("fair.opened", what=f"{name}: {percent(served.least)}")


def of_seat(plan: Plan, sure: Sure, seat: Seat) -> str:
    """One of the plans as good."""
    return text("sure.opened", within=as_percent(sure.within), what=seat_words(plan, sure, seat))
