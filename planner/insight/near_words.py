"""What is known of plans as good as one, in words: the same on every surface."""

from collections.abc import Iterable
from typing import Final

from planner.insight.answer import as_percent
from planner.insight.near import BACK, CERTIFIED, HOUSED, MENDING, NEW, Seat, Sure
from planner.insight.words import criterion_name, criterion_unit, short_unit
from planner.optimise.near.near import Range
from planner.plan import Plan
from planner.text import amount, decimal, money_in_unit, money_unit, percent, text, whole

_DUST: Final = 1e-6
STAR: Final = "*"
TOLD: Final = 0.005
"""Part of what is possible below which plans do not differ in a figure."""


def figure_name(plan: Plan, figure: str) -> str:
    """Name of a figure, of a criterion or of one beside them."""
    if figure in (BACK, HOUSED, CERTIFIED, MENDING, NEW):
        return text(f"sure.figure.{figure}")
    return criterion_name(plan.scenario, figure)


def figure_unit(plan: Plan, figure: str) -> str:
    """What it is counted in."""
    if figure in (MENDING, NEW):
        return money_unit(plan.scenario.money.tender)
    if figure in (BACK, HOUSED, CERTIFIED):
        return text("sure.unit.people")
    return criterion_unit(plan.scenario, figure)


def number(plan: Plan, figure: str, count: float) -> str:
    """An amount of a figure as every page shows it."""
    if figure in (MENDING, NEW):
        return amount(round(count), plan.scenario.money.tender, 0)
    people = figure in (BACK, HOUSED, CERTIFIED)
    plain = people or abs(count) >= 100 or abs(count - round(count)) < _DUST
    return whole(count) if plain else decimal(count, 1)


def number_with_unit(plan: Plan, figure: str, count: float) -> str:
    """The same with its unit in a word, where nothing beside it says what is counted."""
    if figure in (MENDING, NEW):
        return money_in_unit(round(count), plan.scenario.money.tender)
    people = figure in (BACK, HOUSED, CERTIFIED)
    own = text("unit.residents_out", n=round(count)) if people else ""
    unit = own or short_unit(plan.scenario, figure, count)
    return f"{number(plan, figure, count)} {unit}"


def span(plan: Plan, figure: str, low: float, high: float) -> str:
    """From one amount to another; one where both read the same."""
    ends = number(plan, figure, low), number(plan, figure, high)
    return ends[0] if ends[0] == ends[1] else text("sure.span", low=ends[0], high=ends[1])


def found_words(plan: Plan, claim: Range) -> str:
    """What plans were found to have."""
    return span(plan, claim.name, claim.low, claim.high)


def proven_words(plan: Plan, claim: Range) -> str:
    """What no plan passes; with a star what only a solver says."""
    least, most = (
        f"{number(plan, claim.name, end)}{STAR if by_word else ''}"
        for end, by_word in zip((claim.least, claim.most), claim.words, strict=True)
    )
    return least if least == most else text("sure.span", low=least, high=most)


def star_words(sure: Sure) -> str:
    """What the star means, where there is one."""
    starred = any(any(claim.words) for claim in sure.ranges.values())
    return text("sure.by_word", star=STAR) if starred else ""


def sure_sentence(plan: Plan, sure: Sure) -> str:
    """What differs most for people among plans as good, in one sentence."""
    good = as_percent(sure.within)
    claim = _widest(sure)
    if claim is None:
        return text("sure.sentence.nothing", within=good)
    if claim.name == BACK:
        low, high = number(plan, BACK, claim.low), number(plan, BACK, claim.high)
        return text("sure.sentence", within=good, low=low, high=high, n=round(claim.high))
    name, ends = figure_name(plan, claim.name), found_words(plan, claim)
    return text("sure.sentence.figure", within=good, name=name, ends=ends)


def _widest(sure: Sure) -> Range | None:
    """The range to tell of: residents who are back where plans differ in them at all, else the
    figure in which they differ most, as a part of what is possible; None where they do in none."""
    parts = {name: (c.high - c.low) / sure.whole[name] for name, c in sure.ranges.items()}
    first = max(parts, key=lambda name: parts[name], default=None)
    if parts.get(BACK, 0.0) >= TOLD:
        first = BACK
    return None if first is None or parts[first] < TOLD else sure.ranges[first]


def counted_sentence(sure: Sure) -> str:
    """How many plans were found, and what was proven of all."""
    n = whole(sure.found)
    told = text("sure.found", n=sure.found, n_text=n)
    return told if sure.complete else f"{told} {text('sure.incomplete')}"


def seat_words(plan: Plan, sure: Sure, seat: Seat) -> str:
    """What a plan is, beside the others: that of the planner, one of the two sides, or what it has
    most or least of."""
    if "yours" in seat.marks:
        return text("sure.seat.yours")
    for mark in (f"most.{MENDING}", f"most.{NEW}"):
        if mark in seat.marks and sure.seat(mark) is seat:
            return text(f"sure.seat.{mark}")
    rare = [mark for mark in seat.marks if _holders(sure, mark) == 1]
    if not rare:
        return text("sure.seat.other")
    way, _, figure = rare[0].partition(".")
    return text(f"sure.seat.{way}", name=figure_name(plan, figure))


def _holders(sure: Sure, mark: str) -> int:
    return sum(mark in seat.marks for seat in sure.seats)


def worse_words(sure: Sure, seat: Seat) -> str:
    """By how much a plan is worth less than that of the planner; never rounded down."""
    return lost_words(sure.seats[0].solution.value, seat.solution.value)


def lost_words(first: float, other: float) -> str:
    """By how much a value is below another one; never rounded down."""
    lost = (first - other) / abs(first) if first else 0.0
    if lost <= 0:
        return text("sure.seat.as_good")
    return text("sure.seat.worse", share=percent(max(lost, 1e-4), 2))


def standing_words(sure: Sure, subject: str) -> str:
    """Of a site or project: always, never, in so many of the plans found, or that it cannot be told."""
    standing, count = sure.standing.get(subject), sure.count.get(subject, 0)
    if standing in ("always", "never"):
        return text(f"sure.standing.{standing}")
    key = "sure.standing.open" if standing == "open" else "sure.standing.some"
    return text(key, n=count, count=whole(count), total=whole(sure.found))


def ordered(plan: Plan, ids: Iterable[str]) -> list[str]:
    """Ids of sites and projects, the dearest in the plan's list first."""
    return sorted(ids, key=lambda i: -plan.entry(i).cost)
