"""Causes in words: the main one, and every figure as a table."""

from planner.insight import at_most_percent
from planner.insight.cause.causes import Causes, Kind
from planner.insight.near_words import figure_name, figure_unit, number
from planner.insight.without import MINUS
from planner.plan import Plan
from planner.text import text, whole

_DUST = 1e-6


def kind_name(kind: Kind) -> str:
    """What was changed."""
    return text(f"cause.{kind}")


def conclusion(plan: Plan, found: Causes) -> str:
    """The figure that differs most, and what makes most of that; as a title."""
    if not found.kinds:
        return text("cause.same")
    if not found.parts:
        return text("cause.untold")
    told = [
        name for name in found.parts if plan.shares.get(name, 1.0) > 0
    ]  # what nobody weighs, last
    figure = max(told or found.parts, key=lambda name: _relative(found, name))
    if _relative(found, figure) <= _DUST:
        return text("cause.alike")
    kind = max(found.parts[figure], key=lambda one: abs(found.parts[figure][one]))
    return text(
        "cause.conclusion",
        name=figure_name(plan, figure),
        unit=figure_unit(plan, figure),
        change=change_words(plan, figure, _change(found, figure)),
        part=change_words(plan, figure, found.parts[figure][kind]),
        kind=kind_name(kind).lower(),
    )


def _change(found: Causes, figure: str) -> float:
    return found.after.get(figure, 0.0) - found.before.get(figure, 0.0)


def _relative(found: Causes, figure: str) -> float:
    """The change as a part of all that is possible."""
    whole = found.whole.get(figure, 0.0)
    return abs(_change(found, figure)) / whole if whole else 0.0


def change_words(plan: Plan, figure: str, amount: float) -> str:
    """An amount with its sign."""
    told = number(plan, figure, abs(amount))
    if told == number(plan, figure, 0.0):
        return told
    return ("+" if amount > 0 else MINUS) + told


def how_words(found: Causes) -> str:
    """How the parts came about, and how sure they are."""
    told = [text("cause.how", n=whole(found.orders), of=whole(found.of))]
    if found.gap > 0:
        told.append(text("cause.gap", gap=at_most_percent(found.gap)))
    return " ".join(told)


def heads(found: Causes) -> list[str]:
    """Of the table."""
    kinds = [kind_name(kind) for kind in found.kinds]
    return [text("sure.head.figure"), text("cause.head.change"), *kinds]


def rows(plan: Plan, found: Causes) -> list[list[str]]:
    """A line a figure: its change, and the part of each cause."""
    return [
        [
            f"{figure_name(plan, name)}, {figure_unit(plan, name)}",
            change_words(plan, name, _change(found, name)),
            *(change_words(plan, name, parts[kind]) for kind in found.kinds),
        ]
        for name, parts in found.parts.items()
    ]
