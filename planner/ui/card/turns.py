"""What would change where a building stands: how much money, and which shares of a weight."""

from collections.abc import Sequence

from planner.criteria import COST
from planner.desk import questions
from planner.insight.terms import Bands, Change
from planner.insight.terms_words import band_notes, band_words, money_words, spans_of
from planner.insight.words import criterion_name
from planner.plan import Entry
from planner.plan.columns import OUTSIDE
from planner.text import percent, text
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
    first, *notes = money_words(good.plan, change)
    return join([div("vid-cp", first), *(div("vid-note", note) for note in notes)])


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
    notes = " ".join(band_notes(*found))
    details = tag("details", tag("summary", text("card.band.full")), *full, div("vid-note", notes))
    legend = div("vid-note", text("card.band.legend"))
    return div("vid-strips", *lines, legend, details)


def bands_shown(good: Good, bands: Bands) -> Markup:
    """Shares at which it is in the plan: a sentence, a strip, and how far it was looked."""
    name = criterion_name(good.plan.scenario, bands.criterion)
    notes = " ".join(band_notes(bands))
    return join(
        [div("vid-cp", band_words(bands, name)), _strip(bands, name), div("vid-note", notes)]
    )


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
    return spans_of(sure)
