"""What plans spend and lose, and whom they name, beside each other under their letters."""

from collections.abc import Sequence
from typing import Final

from planner.alternatives import CODES
from planner.insight import Comparison, Difference, label
from planner.insight.sentence import unchanged
from planner.plan import Loss, Plan
from planner.scenario.scenario import SpendingClass
from planner.text import amount, decimal, money, money_unit, name_of, text, whole
from planner.ui.look.letters import badge
from planner.ui.look.markup import Child, Markup, div, join, span, tag
from planner.ui.look.palette import WORKS

SPENT: Final[tuple[SpendingClass, ...]] = ("conservation", "repair", "certificates", "new")
NAMED: Final = 8
"""Names that stand there at once; the others stand behind a word."""
MOST: Final = 300
"""Names written out at all; the files hold every one."""


def money_bars(comparison: Comparison, letters: Sequence[int]) -> Markup:
    """What each plan pays for, all on one scale; sums that are no part of it are told in words."""
    told = {difference.key: difference.spent is not None for difference in comparison.differences}
    most = max(p.figures.spent for k, p in comparison.plans.items() if told.get(k, True))
    reference = comparison.plans[comparison.reference].scenario.money.tender
    rows = [
        div("row", _head(comparison, key, letter), _spending(plan, most, drawn=told.get(key, True)))
        for (key, plan), letter in zip(comparison.plans.items(), letters, strict=True)
    ]
    title = text("compare_page.money", unit=money_unit(reference))
    return join([tag("h2", title), div("vid-bars", *rows)])


def _head(comparison: Comparison, key: str, letter: int) -> Markup:
    return div("k", badge(letter), " ", span("", label(comparison, key)))


def _spending(plan: Plan, most: int, *, drawn: bool) -> Markup:
    tender, spent = plan.scenario.money.tender, plan.figures.spent_by_class
    parts = [
        span(
            "i",
            tag("span", class_=f"vid-dot {kind}", aria_hidden="true"),
            " ",
            text(f"compare_page.spent.{kind}", n=amount(spent[kind], tender, 0)),
        )
        for kind in SPENT
        if kind in spent
    ]
    if not drawn or not most:
        return div("v", div("m", money(plan.figures.spent, tender), ": ", *parts))
    bars = [
        tag("span", class_=kind, style=f"width:{100 * spent[kind] / most:.2f}%")
        for kind in SPENT
        if spent.get(kind)
    ]
    return div("v", div("split", *bars, aria_hidden="true"), div("m", *parts))


def losses(comparison: Comparison, letters: Sequence[int]) -> Markup:
    """The heritage that each plan gives up, by name, the largest loss first."""
    rows = [
        div("row", _head(comparison, key, letter), div("v", _lost(plan)))
        for (key, plan), letter in zip(comparison.plans.items(), letters, strict=True)
    ]
    return join([tag("h2", text("compare_page.losses")), div("vid-bars", *rows)])


def _lost(plan: Plan) -> Markup:
    worst = sorted(plan.losses, key=lambda loss: -loss.lost)
    if not worst:
        return div("m", text("compare_page.no_losses"))
    head = div("m", *(span("i", words) for words in _counts(worst)))
    return join([head, _folded([_loss(loss) for loss in worst])])


def _counts(worst: Sequence[Loss]) -> list[str]:
    found = []
    for kind in ("clearing", "decay"):
        n = sum(loss.kind == kind for loss in worst)
        if n:
            found.append(text(f"plan.loss.{kind}.all", n=n, n_text=whole(n)))
    return found


def _loss(loss: Loss) -> Markup:
    points = text("plan.loss.points", points=decimal(loss.lost))
    return tag("li", name_of(loss.name), "\u00a0", tag("b", points))


def names(comparison: Comparison, letters: Sequence[int]) -> Markup:
    """For each plan but the reference who enters, leaves, has other works, and what is cleared."""
    pairs = zip(comparison.differences, letters[1:], strict=True)
    return div("vid-names", *(_names_of(comparison, d, letter) for d, letter in pairs))


def _names_of(comparison: Comparison, difference: Difference, letter: int) -> Markup:
    key, reference = difference.key, comparison.plans[comparison.reference]
    plan = comparison.plans[key]
    lists = [
        _list(kind, shown, ids)
        for kind, shown, ids in (
            ("entered", plan, difference.entered),
            ("left", reference, difference.left),
            ("reworked", plan, difference.changed),
            ("cleared", plan, difference.cleared),
            ("spared", reference, difference.spared),
        )
        if ids
    ]
    head = tag("h2", badge(letter), " ", span("", label(comparison, key)))
    if not lists:
        return tag("div", head, div("vid-note", unchanged(reference, plan)))
    return tag("div", head, div("lists", *lists))


def _list(kind: str, plan: Plan, ids: Sequence[str]) -> Markup:
    title = text(f"compare_page.{kind}", n=len(ids), n_text=whole(len(ids)))
    heading = tag("h3", title, class_=kind)
    return tag("div", heading, _folded([_named(plan, subject) for subject in ids]))


def _named(plan: Plan, subject: str) -> Markup:
    listing = plan.listing
    code = int(listing.works[listing.place[subject]])
    works = CODES[code] if code >= 0 else ""
    sign = tag("span", class_=f"sym sym-{_symbol(works)}", aria_hidden="true")
    return tag("li", sign, name_of(plan.names(subject)))


def _symbol(works: str) -> str:
    return works if works in WORKS else "other"


def _folded(items: Sequence[Markup]) -> Markup:
    """The first names, and the others behind how many there are."""
    shown, rest = items[:NAMED], list(items[NAMED:MOST])
    parts: list[Child] = [tag("ul", *shown)]
    n = len(items) - len(shown)
    if n:
        if len(items) > MOST:
            more = len(items) - MOST
            rest.append(tag("li", text("compare_page.more", n=more, n_text=whole(more))))
        summary = tag("summary", text("compare_page.more", n=n, n_text=whole(n)))
        parts.append(tag("details", summary, tag("ul", *rest), class_="vid-more"))
    return join(parts)
