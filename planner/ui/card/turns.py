"""What would change where a building stands: how much money, and which shares of a weight."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isfinite

from planner.criteria import COST
from planner.desk import questions
from planner.insight import at_most_percent
from planner.insight.terms import FINE, MONEY_FINE, STEP, Band, Bands, Change
from planner.insight.words import criterion_name
from planner.plan import Entry
from planner.plan.columns import OUTSIDE
from planner.text import decimal, money_in_unit, percent, text
from planner.ui.card.facts import heading
from planner.ui.look.markup import Child, Markup, div, join, span, tag
from planner.ui.look.widgets import show
from planner.ui.look.words import distinct
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question


def changes(good: Good, entry: Entry) -> None:
    """How much money, and which share of a weight, would change where it stands."""
    if entry.group in OUTSIDE or entry.forced:
        return
    show(heading(text("card.change")))
    planned = entry.in_plan
    key = "card.money.ask_less" if planned else "card.money.ask_more"
    question = Question(
        lane="money",
        name=entry.id,
        function=questions.money,
        arguments=(entry.id,),
        label=text(key),
    )
    asking.place(question, good, lambda found: show(money_shown(good, found)))
    _bands(good, entry)


def _bands(good: Good, entry: Entry) -> None:
    question = band_question(good, entry)
    asking.place(question, good, lambda found: show(strips(good, found)))


def band_question(good: Good, entry: Entry) -> Question:
    """At which shares of every weight it is in the plan, what speaks most for it first."""
    scenario, shares = good.plan.scenario, good.plan.shares
    criteria = [*scenario.criteria, *([COST] if shares.get(COST) else [])]
    telling = sorted(criteria, key=lambda c: (-abs(entry.points.get(c, 0.0)), -shares.get(c, 0.0)))
    return Question(
        lane="band",
        name=entry.id,
        function=questions.bands,
        arguments=(entry.id, tuple(telling)),
        label=text("card.band.ask"),
    )


def money_shown(good: Good, change: Change) -> Markup:
    """How much more money brings it in, or how much less puts it out, with its precision."""
    total = good.plan.figures.money_total
    tender = good.plan.scenario.money.tender

    def part_of(part: Fraction) -> str:
        return money_in_unit(int(part * total), tender)

    if change.at is None:
        return div("vid-cp", _money_not_found(change, part_of(change.tried)))
    if not change.at:
        return div("vid-cp", text("card.money.already"))
    key = "card.money.leaves" if change.planned else "card.money.enters"
    share = percent(float(change.at), 1)
    parts = [div("vid-cp", text(key, amount=part_of(change.at), share=share))]
    if change.open and change.short:
        parts.append(div("vid-note", text("card.money.between", amount=part_of(change.short))))
    elif change.open:
        parts.append(div("vid-note", text("card.money.even_now", most=most_words(change.now.most))))
    else:
        parts.append(div("vid-note", text("card.money.precision", fine=part_of(MONEY_FINE))))
    if not change.complete:
        parts.append(div("vid-note", text("card.band.incomplete")))
    return join(parts)


def _money_not_found(change: Change, tried: str) -> str:
    """No change turns it, or none was proven to."""
    if not change.complete and not change.tried:
        return text("card.money.open")
    if change.open or not change.complete:
        return text("card.money.untold", amount=tried)
    return text(f"card.money.never_{'leaves' if change.planned else 'enters'}", amount=tried)


def most_words(most: float) -> str:
    """How far apart two sides can be at most, as a share of the plan's benefit."""
    return at_most_percent(most) if isfinite(most) else text("card.most.unknown")


def strips(good: Good, found: Sequence[Bands]) -> Markup:
    """A line a weight: a strip from nothing to all of it, and in a few words where it is in; behind
    it the same in full."""
    names = distinct({b.criterion: criterion_name(good.plan.scenario, b.criterion) for b in found})
    lines = [
        div(
            "band",
            span("c", names[b.criterion]),
            _strip(b, names[b.criterion]),
            span("s", short_words(b)),
        )
        for b in found
    ]
    full = [div("vid-cp", band_words(b, names[b.criterion])) for b in found]
    notes = " ".join(_band_notes(complete=all(b.complete for b in found)))
    details = tag("details", tag("summary", text("card.band.full")), *full, div("vid-note", notes))
    legend = div("vid-note", text("card.band.legend"))
    return div("vid-strips", *lines, legend, details)


def bands_shown(good: Good, bands: Bands) -> Markup:
    """Shares at which it is in the plan: a sentence, a strip, and how far it was looked."""
    name = criterion_name(good.plan.scenario, bands.criterion)
    notes = " ".join(_band_notes(complete=bands.complete))
    return join(
        [div("vid-cp", band_words(bands, name)), _strip(bands, name), div("vid-note", notes)]
    )


def _band_notes(*, complete: bool) -> list[str]:
    notes = [text("card.band.precision", step=percent(float(STEP)), fine=percent(float(FINE)))]
    return notes if complete else [*notes, text("card.band.incomplete")]


def _strip(bands: Bands, name: str) -> Markup:
    """Filled where it is proven to be in, hatched where it cannot be told, a line for now."""
    now = percent(float(bands.now))
    pieces: list[Child] = []
    for state in ("in", "untold"):
        for band in bands.runs(state):
            left, width = 100 * float(band.low), max(1.0, 100 * float(band.high - band.low))
            place = f"left:{left:.1f}%;width:{width:.1f}%"
            pieces.append(tag("div", class_=state, style=place))
    pieces.append(tag("div", class_="now", style=f"left:{100 * float(bands.now):.1f}%", title=now))
    alt = text("card.band.alt", words=band_words(bands, name))
    return div("vid-band", *pieces, role="img", aria_label=alt)


def short_words(bands: Bands) -> str:
    """Where it is proven to be in, in a few words."""
    sure = bands.bands
    if not sure:
        return text("card.band.short.untold" if bands.runs("untold") else "card.band.short.never")
    if not bands.runs("untold") and not bands.runs("out"):
        return text("card.band.short.always")
    if len(sure) == 1 and sure[0].high == 1 and sure[0].low > 0:
        return text("card.band.short.from", low=percent(float(sure[0].low)))
    if len(sure) == 1 and sure[0].low == 0 and sure[0].high < 1:
        return text("card.band.short.to", high=percent(float(sure[0].high)))
    return _spans(sure)


def band_words(bands: Bands, name: str) -> str:
    """At which of the shares tried it is in the plan, and at which that cannot be told."""
    said = {"name": name, "now": percent(float(bands.now))}
    sure, open_ = bands.bands, bands.runs("untold")
    if not bands.points:
        return text("card.band.open", **said)
    if not open_ and not sure:
        return text("card.band.never", **said)
    if not open_ and not bands.runs("out"):
        return text("card.band.always", **said)
    parts = [
        text("card.band.in", bands=_spans(sure), **said)
        if sure
        else text("card.band.none_sure", **said)
    ]
    if open_:
        most = most_words(bands.most)
        parts.append(text("card.band.untold", bands=_spans(open_), most=most))
    return " ".join(parts)


def _spans(bands: Iterable[Band]) -> str:
    """10–30 % or 55 %."""
    spans = []
    for band in bands:
        low, high = decimal(100 * float(band.low), 0), percent(float(band.high))
        key = "card.band.one" if band.high > band.low else "card.band.at"
        spans.append(text(key, low=low if band.high > band.low else high, high=high))
    return text("card.band.or").join(spans)
