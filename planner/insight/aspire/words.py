"""What targets come to, in words: the same on every surface."""

from planner.insight.aspire.aspire import Aspired, Target
from planner.insight.fair.words import how_known
from planner.insight.near_words import figure_name, figure_unit, number
from planner.insight.spans import loss_words
from planner.plan import Plan
from planner.text import percent, text


def target_words(plan: Plan, target: Target) -> str:
    """A figure and what it is to reach."""
    name = figure_name(plan, target.figure)
    return text("aspire.target", name=name, share=percent(target.share))


def aspired_words(plan: Plan, found: Aspired) -> list[str]:
    """A sentence each: whether the targets can be had, and the price of that, or how near plans come."""
    asked = "; ".join(target_words(plan, target) for target in found.targets)
    if found.outcome == "possible":
        if _nothing(found):
            return [text("aspire.already", targets=asked)]
        price = text("card.price", price=loss_words(found.points, found.share))
        return [text("aspire.possible", targets=asked), price]
    way, most = percent(found.way), percent(found.most)
    key = f"aspire.{found.outcome}"
    how = how_known(by_word=found.by_word)
    told = [text(key, targets=asked, how=how), text("aspire.farthest", way=way, most=most)]
    if found.way > 0:
        told.append(text("aspire.farthest.price", price=loss_words(found.points, found.share)))
    return told


def _nothing(found: Aspired) -> bool:
    """Whether the plan in hand reaches them."""
    return all(found.before[t.figure] >= found.wanted(t) for t in found.targets)


def implied_words(plan: Plan, found: Aspired) -> list[str]:
    """Which weights lead towards the targets, and whether they lead there; nothing where none are told."""
    implied = found.implied
    if implied is None:
        return []
    shares = ", ".join(
        f"{figure_name(plan, name)} {percent(share)}"
        for name, share in implied.weights.items()
        if share > 0
    )
    if implied.reach:
        return [text("aspire.weights", shares=shares), text("aspire.weights.reach")]
    short = "; ".join(
        text(
            "aspire.weights.has",
            name=figure_name(plan, t.figure),
            share=percent(implied.amounts[t.figure] / found.whole[t.figure]),
        )
        for t in found.targets
    )
    return [text("aspire.weights", shares=shares), text("aspire.weights.short", figures=short)]


def heads() -> list[str]:
    """Of the table of figures."""
    return [text(f"aspire.head.{key}") for key in ("figure", "now", "then", "asked")]


def rows(plan: Plan, found: Aspired) -> list[list[str]]:
    """Every figure in its unit and as a part of what is possible: now, then, and what was asked for."""
    asked = {t.figure: percent(t.share) for t in found.targets}
    return [
        [
            f"{figure_name(plan, name)}, {figure_unit(plan, name)}",
            _amount(plan, found, name, found.before[name]),
            _amount(plan, found, name, found.after[name]),
            asked.get(name, ""),
        ]
        for name in found.whole
    ]


def _amount(plan: Plan, found: Aspired, figure: str, amount: float) -> str:
    share = percent(amount / found.whole[figure])
    return text("aspire.amount", count=number(plan, figure, amount), share=share)
