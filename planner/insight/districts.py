"""Which districts get nothing of what they could, and what a floor for every district would cost.

The price is that of two plans, solved and checked, so that it is an interval as wide as both are
uncertain; a floor that no plan reaches is proven to be none.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from planner.alternatives.attributes import PEOPLE
from planner.insight.displace import Buys, Outcome, buys, closer
from planner.insight.duty import people_words
from planner.insight.forcing import QUICK, Hand, Interval, Told, Unwanted, never, price, quiet
from planner.insight.reaching import reached
from planner.insight.spans import loss_words
from planner.insight.words import criterion_name, district_name
from planner.optimise import Solution
from planner.plan.plan import Plan
from planner.scenario import Loaded
from planner.text import percent, text, whole

FLOOR: Final = Decimal("0.1")
"""Share of what a district could gain that the question of a floor asks for."""
_LEAST: Final = 1e-9
"""Part of what it could gain below which a district gets nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """The districts that get nothing of what they could gain of a criterion."""

    criterion: str
    districts: tuple[str, ...]
    total: int
    """Districts that could gain any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What it costs that every district gets a share of what it could gain of a criterion."""

    criterion: str
    at_least: Decimal
    outcome: Outcome
    final: bool
    """False for a first answer, while a closer one is on its way."""
    points: Interval | None = None
    """What the floor takes from the plan's score, at least 0."""
    share: Interval | None = None
    """The same as a share of the score without it."""
    without: Buys | None = None
    with_it: Buys | None = None


def bare(plan: Plan) -> tuple[Bare, ...]:
    """Criteria that have a weight and on which a district goes without, people first."""
    criteria = plan.scenario.criteria
    found = [
        Bare(
            criterion=name,
            districts=tuple(d for d, share in shares.items() if share <= _LEAST),
            total=len(shares),
        )
        for name, shares in plan.figures.by_district.items()
        if plan.shares.get(name)
    ]
    found = [entry for entry in found if entry.districts]
    return tuple(sorted(found, key=lambda entry: criteria[entry.criterion].attribute not in PEOPLE))


def floor(
    loaded: Loaded,
    start: Solution,
    criterion: str,
    told: Told = quiet,
    unwanted: Unwanted = never,
) -> Floor:
    """The price of a floor on a criterion, from the plan in hand; a first answer is told.

    Raises KeyError for a criterion that the scenario does not have.
    """
    hand = Hand.of(loaded)
    if criterion not in hand.prepared.table.criteria:
        raise KeyError(criterion)
    floored = hand.floored(criterion, FLOOR)
    other = reached(floored, start, QUICK, unwanted)
    if other is None or other.status == "infeasible":
        outcome: Outcome = "none_in_time" if other is None else "impossible"
        return Floor(criterion=criterion, at_least=FLOOR, outcome=outcome, final=True)
    told(_priced(hand, criterion, start, other, final=False))
    before, after = closer(hand, start, unwanted), closer(floored, other, unwanted)
    return _priced(hand, criterion, before, after, final=True)


def _priced(
    hand: Hand, criterion: str, without: Solution, with_it: Solution, *, final: bool
) -> Floor:
    ends = price(without, with_it)
    points = Interval(low=max(0.0, ends.low), high=max(0.0, ends.high))
    return Floor(
        criterion=criterion,
        at_least=FLOOR,
        outcome="found",
        final=final,
        points=points,
        share=points.over(without.value) if without.value > 0 else None,
        without=buys(hand, without),
        with_it=buys(hand, with_it),
    )


def bare_words(plan: Plan, entry: Bare) -> str:
    """How many districts go without on a criterion, and which."""
    n = len(entry.districts)
    return text(
        "districts.bare",
        name=criterion_name(plan.scenario, entry.criterion),
        n=n,
        n_text=whole(n),
        total=whole(entry.total),
        names=", ".join(district_name(plan, district) for district in entry.districts),
    )


def ask_words(plan: Plan, entry: Bare) -> str:
    """The question of a floor."""
    name = criterion_name(plan.scenario, entry.criterion)
    return text("districts.ask", name=name, share=percent(float(FLOOR)))


def floor_words(plan: Plan, found: Floor) -> list[str]:
    """What the floor costs in points and people, a sentence each; or why there is no such plan."""
    if found.points is None or found.without is None or found.with_it is None:
        return [text(f"districts.{found.outcome}")]
    cost = text("card.price", price=loss_words(found.points, found.share))
    return [cost, *people_words(plan, found.without, found.with_it)]
