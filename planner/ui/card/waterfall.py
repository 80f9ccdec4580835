"""Why it stands where it stands: what it brings, less what its means would bring elsewhere.

The lines of the table add up, as they are displayed: the criteria to what it brings, and that less
what the same money and crews would bring elsewhere to what the plan would lose, which orders the list.
"""

from dataclasses import dataclass
from decimal import Decimal

from planner.insight.card import Card, Waterfall
from planner.insight.without import change, without_words
from planner.insight.words import count_words, criterion_name
from planner.plan import Entry, Plan
from planner.text import decimal, percent, text
from planner.ui.card.facts import heading, names, signed
from planner.ui.look.markup import Child, Markup, div, join, span, table, tag
from planner.ui.look.palette import criterion_ink


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """What is taken off for the same means elsewhere, and what remains: points as displayed."""

    elsewhere: Decimal
    remains: Decimal
    """What the plan would lose without it; below 0 what it would lose with what is not in it."""


def remainder(card: Card) -> Remainder | None:
    """The last two lines; None where clearing of plots counts too, or its means are free elsewhere."""
    fall, entry = card.waterfall, card.entry
    if card.elsewhere is None or not fall.parts:
        return None
    gained = Decimal(f"{change(entry):.{fall.digits}f}")
    remains = -gained if entry.in_plan else gained
    return Remainder(elsewhere=fall.score - remains, remains=remains + Decimal(0))


def why(plan: Plan, card: Card) -> Markup:
    """The waterfall of its score, its place, and what its means would bring elsewhere."""
    entry, fall = card.entry, card.waterfall
    lines: list[Child] = [heading(text("card.why"))]
    if entry.in_plan:
        lines.append(div("vid-cp", text("card.why.planned", place=entry.rank)))
    if not fall.parts:
        return join([*lines, div("vid-note", text("card.waterfall.none"))])
    rest = remainder(card)
    lines.append(waterfall(plan, fall, entry, rest))
    return join([*lines, *_notes(plan, entry, fall, rest)])


def _notes(plan: Plan, entry: Entry, fall: Waterfall, rest: Remainder | None) -> list[Markup]:
    """What the points mean; for plots and the like, which the table does not tell, in a sentence."""
    notes = []
    together = entry.reason_values.get("points")
    if entry.displaces and isinstance(together, float):
        points = decimal(together, fall.digits)
        notes.append(div("vid-note", text("card.why.with_plots", points=points)))
    if entry.carries:
        notes.append(div("vid-note", text("card.why.carries", names=names(plan, entry.carries))))
    if rest is not None:
        share = percent(max(0.0, float(rest.elsewhere / fall.score)))
        return [*notes, div("vid-note", text("card.why.elsewhere", share=share))]
    told = without_words(entry, fall.digits)
    if told:
        key = f"card.why.loss_{'in' if entry.in_plan else 'out'}"
        notes.append(div("vid-cp", text(key, told=told)))
    return notes


def waterfall(
    plan: Plan, fall: Waterfall, entry: Entry | None = None, rest: Remainder | None = None
) -> Markup:
    """A table whose cells hold the bars: what is drawn and what is read are the same."""
    scenario = plan.scenario
    order = {name: k for k, name in enumerate(scenario.criteria)}
    reach = _reach(fall, rest)
    rows: list[list[Child]] = []
    begin = Decimal(0)
    for part in fall.parts:
        ink = criterion_ink(part.criterion, order.get(part.criterion, 0)).css
        bar = _bar(begin, begin + part.points, reach, ink)
        name = criterion_name(scenario, part.criterion)
        counted = count_words(plan.scenario, part.criterion, part.count)
        rows.append([name, _measured(bar, signed(part.points, fall.digits)), counted])
        begin += part.points
    bar = _bar(Decimal(0), fall.score, reach, "var(--ink)")
    total = _measured(bar, tag("b", decimal(fall.score, fall.digits)))
    rows.append([tag("b", text("card.waterfall.sum")), total, ""])
    if rest is not None and entry is not None:
        rows += _remaining(entry, fall, rest, reach)
    header = ("criterion", "points", "gain")
    heads = [text(f"card.waterfall.{name}") for name in header]
    return div("vid-fall", table(text("card.waterfall"), heads, rows))


def _remaining(
    entry: Entry, fall: Waterfall, rest: Remainder, reach: tuple[Decimal, Decimal]
) -> list[list[Child]]:
    """The same money and crews elsewhere, taken off, and what the plan would lose."""
    taken = _bar(rest.remains, fall.score, reach, "var(--ctl)")
    left = _bar(Decimal(0), rest.remains, reach, "var(--accent)")
    key = "card.waterfall.loses_in" if entry.in_plan else "card.waterfall.loses_out"
    words = tag("b", text(key))
    return [
        [
            text("card.waterfall.elsewhere"),
            _measured(taken, signed(-rest.elsewhere, fall.digits)),
            "",
        ],
        [words, _measured(left, tag("b", decimal(abs(rest.remains), fall.digits))), ""],
    ]


def _measured(bar: Markup, number: Child) -> Markup:
    return div("vid-measured", bar, span("n", number))


def _reach(fall: Waterfall, rest: Remainder | None) -> tuple[Decimal, Decimal]:
    """The least and the most that the running sum reaches."""
    running, low, high = Decimal(0), Decimal(0), Decimal(0)
    for part in fall.parts:
        running += part.points
        low, high = min(low, running), max(high, running)
    if rest is not None:
        low, high = min(low, rest.remains), max(high, rest.remains)
    return low, high if high > low else low + 1


def _bar(begin: Decimal, end: Decimal, reach: tuple[Decimal, Decimal], ink: str) -> Markup:
    low, high = reach
    left = 100 * (min(begin, end) - low) / (high - low)
    width = 100 * abs(end - begin) / (high - low)
    place = f"left:{left:.1f}%;width:{max(width, Decimal(1)):.1f}%"
    loss = end < begin
    piece = tag(
        "div",
        class_="neg" if loss else "",
        style=place if loss else f"{place};background:{ink}",
    )
    return div("vid-fallbar", piece, aria_hidden="true")
