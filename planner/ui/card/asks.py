"""What a building displaces: the price of its lock, and who leaves, enters or gets other works."""

from typing import Any, Final

from planner.desk import questions
from planner.insight import at_most_percent
from planner.insight.displace import Swap, way_for
from planner.insight.shared import SECONDS
from planner.insight.spans import gain_words, loss_words
from planner.plan import Entry, Plan
from planner.plan.columns import OUTSIDE
from planner.scenario import Way
from planner.text import amount, money_unit, name_of, text, whole
from planner.ui.card.facts import heading, signed
from planner.ui.look.markup import Child, Markup, div, span, tag
from planner.ui.look.widgets import show
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question

MOST_NAMED: Final = 12
"""Names of a list that are shown at once; the rest is counted."""
NAMING: Final = SECONDS
"""For finding out which of the names every best plan shares, after the price has been told."""


def swap_question(subject: str, way: Way, label: str = "", works: str | None = None) -> Question:
    """What becomes of the plan when one lock is set or released; works: those that are forced in."""
    return Question(
        lane="swap",
        name=f"{way}_{subject}" if works is None else f"{way}_{subject}_{works}",
        function=questions.swap,
        arguments=(subject, way, works, NAMING),
        label=label or text(f"card.displaces.{way}"),
    )


def displaces(good: Good, entry: Entry) -> None:
    """What leaves when it comes in, what enters when it goes, or what its lock keeps out."""
    if entry.group in OUTSIDE or entry.forced == "promise":
        return
    show(heading(text("card.displaces")))
    planned = entry.in_plan and entry.displaced_by is None
    way = way_for(planned=planned, locked=bool(entry.forced))

    def draw(found: Any) -> None:
        swap_shown(good.plan, found)

    asking.place(swap_question(entry.id, way), good, draw)


def swap_shown(plan: Plan, swap: Swap) -> None:
    """Price first, then the names, then what it means for people and heritage."""
    show(price_shown(swap))
    if swap.points is not None:
        show(moves(plan, swap))


def price_shown(swap: Swap) -> Markup:
    """The price, or why there is no such plan."""
    if swap.points is None:
        return div("vid-cp vid-warn", text(f"card.displaces.{swap.outcome}"))
    return div("vid-cp vid-price", price_words(swap))


def price_words(swap: Swap) -> str:
    """What the lock costs, or what its release would bring."""
    assert swap.points is not None
    if swap.way == "free":
        return gain_words(swap.points, swap.share)
    price = loss_words(swap.points, swap.share)
    return text("card.price", price=price)


def moves(plan: Plan, swap: Swap) -> Markup:
    """Who leaves, who enters, whose works change: what every best plan shares, then the rest; and
    the sums."""
    every: dict[str, tuple[str, ...]] = {
        "left": swap.left,
        "entered": swap.entered,
        "cleared": swap.cleared,
        "spared": swap.spared,
        "changed": swap.changed,
    }
    lists = [
        named(
            kind, [i for i in ids if i != swap.subject and (i in swap.unsure) != sure], plan, sure
        )
        for sure in (True, False)
        for kind, ids in every.items()
    ]
    if not any(part.html for part in lists):
        lists = [div("vid-note", text("card.displaces.nothing"))]
    notes = [div("vid-note", " ".join(sums(swap, plan)))]
    if swap.changes:
        notes.append(div("vid-note", sure_words(swap)))
    return div("vid-moves", *lists, *notes)


def sure_words(swap: Swap) -> str:
    """Which changes every best plan makes, and how much it can matter whether it makes the rest."""
    if not swap.final:
        return text("card.displaces.naming" if swap.priced else "card.displaces.equal")
    if not swap.unsure:
        return text("card.displaces.sure")
    told = text("card.displaces.unsure_note", most=at_most_percent(max(swap.apart, 0.0)))
    rest = set(swap.changes) - set(swap.unsure)
    return f"{told} {text('card.displaces.sure_rest')}" if rest else told


def named(kind: str, ids: list[str], plan: Plan, sure: bool) -> Markup:
    """One list of names under its heading; heritage is marked."""
    if not ids:
        return Markup("")
    parts: list[Child] = []
    for subject in ids[:MOST_NAMED]:
        entry = plan.entry(subject)
        parts.append(tag("li", name_of(entry.name), *_marks(entry)))
    rest = len(ids) - MOST_NAMED
    if rest > 0:
        more = text("card.displaces.more", n=rest, n_text=whole(rest))
        parts.append(tag("li", span("vid-note", more)))
    words = text(f"card.displaces.{kind}")
    told = words if sure else text("card.displaces.unsure", change=words)
    head = tag("b", f"{told} ({whole(len(ids))})")
    return div(f"vid-move {kind}", head, tag("ul", *parts))


def _marks(entry: Entry) -> list[Child]:
    if entry.heritage_status == "none":
        return []
    return [" ", span("vid-tag", text("card.displaces.heritage"))]


def sums(swap: Swap, plan: Plan) -> list[str]:
    """People, heritage and money, where they change."""
    before, after = swap.before, swap.after
    if before is None or after is None:
        return []
    told = []
    people = after.residents_back - before.residents_back
    if people:
        told.append(text("card.displaces.people", change=signed(people, 0)))
    new = after.residents_in_new - before.residents_in_new
    if new:
        told.append(text("card.displaces.new_homes", change=signed(new, 0)))
    housed = after.residents_certified - before.residents_certified
    if housed:
        told.append(text("card.displaces.certificates", change=signed(housed, 0)))
    lost = sum(after.lost.values()) - sum(before.lost.values())
    if abs(lost) >= 0.05:
        told.append(text("card.displaces.lost", change=signed(lost, 1)))
    spent = after.spent - before.spent
    if spent:
        sign, tender = ("\u2212" if spent < 0 else "+"), plan.scenario.money.tender
        change = sign + amount(abs(spent), tender)
        told.append(text("card.displaces.money", change=change, unit=money_unit(tender)))
    return told
