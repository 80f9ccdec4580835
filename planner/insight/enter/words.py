"""What it would take, in words: the same on every surface."""

from math import isfinite

from planner.insight.enter.enter import Entering
from planner.insight.enter.rival import Rival
from planner.insight.enter.weights import Shift
from planner.insight.without import signed
from planner.insight.words import criterion_name, works_name
from planner.plan import Plan
from planner.text import decimal, percent, text


def entering_words(plan: Plan, found: Entering) -> list[str]:
    """A sentence each: the weights, what does not suffice, and the works that come next."""
    told = shift_words(plan, found.shift)
    return told if found.rival is None else [*told, rival_words(plan, found.rival)]


def shift_words(plan: Plan, shift: Shift) -> list[str]:
    """The smallest change of weights found, and what is proven not to suffice."""
    way = "leaves" if shift.planned else "enters"
    if shift.impossible:
        return [text(f"enter.never.{way}")]
    told = []
    if shift.weights is not None and isfinite(shift.moved):
        changes = ", ".join(_changes(plan, shift))
        key = "sure" if shift.state == "in" else "open"
        moved = percent(shift.moved, 1)
        told.append(text(f"enter.weights.{way}", moved=moved, changes=changes))
        told.append(text(f"enter.weights.{key}"))
    else:
        told.append(text(f"enter.none.{way}"))
    if shift.short >= 0.0005:
        told.append(text("enter.short", short=percent(shift.short, 1)))
    return told


def _changes(plan: Plan, shift: Shift) -> list[str]:
    """Each weight that moves, from what to what."""
    assert shift.weights is not None
    return [
        text(
            "enter.change",
            name=criterion_name(plan.scenario, name),
            now=percent(plan.shares.get(name, 0.0), 1),
            then=percent(share, 1),
        )
        for name, share in shift.weights.items()
        if abs(share - plan.shares.get(name, 0.0)) >= 0.0005
    ]


def rival_words(plan: Plan, rival: Rival) -> str:
    """The works that come next, what they bring more or less, and what that takes."""
    works = works_name(plan.scenario, rival.works) if rival.works else text("enter.nothing")
    named = works if rival.start is None else text("enter.from", works=works, year=rival.start)
    brings = ", ".join(
        f"{criterion_name(plan.scenario, name)} {signed(points, 2)}"
        for name, points in sorted(rival.brings.items(), key=lambda one: -abs(one[1]))
    )
    taken = sum(rival.takes.values())
    key = "more" if taken > 0 else "less"
    return text(
        f"enter.rival.{key}",
        works=named,
        behind=decimal(rival.behind, 2),
        brings=brings or text("without.nothing"),
        taken=decimal(abs(taken), 2),
    )
