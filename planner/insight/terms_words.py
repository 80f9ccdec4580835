"""On what terms a project would be in the plan, in sentences; for pages and for the terminal."""

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import partial

from planner.insight import at_most_percent
from planner.insight.anyweights import AnyWeights
from planner.insight.contest import Alone, Terms
from planner.insight.room import Room
from planner.insight.terms import FINE, MONEY_FINE, STEP, Band, Bands, Change
from planner.insight.words import criterion_name
from planner.plan import Plan
from planner.text import decimal, money, money_in_unit, name_of, percent, text, whole


def room_words(plan: Plan, room: Room) -> str:
    """Whether any plan holds it with this money, and from how much on one does."""
    told = partial(_times, plan)
    now = told(Fraction(1))
    if room.now:
        return text("contest.room.possible", now=now)
    if not room.never:
        return text("contest.room.untold", now=now)
    said = text("contest.room.never", now=now)
    if room.at is None:
        return f"{said} {text('contest.room.far', amount=told(room.short))}"
    return f"{said} {text('contest.room.from', amount=told(room.at), short=told(room.short))}"


def anywhere_words(plan: Plan, found: AnyWeights) -> str:
    """Weights at which it is in, or that there are none, or that neither is proven."""
    if found.weights is not None:
        names = ((criterion_name(plan.scenario, c), w) for c, w in found.weights.items() if w)
        shares = ", ".join(f"{name} {percent(share)}" for name, share in names)
        return text("contest.anywhere.in", shares=shares)
    if found.state == "out":
        return text("contest.anywhere.out")
    return text("contest.anywhere.untold", tried=whole(found.tried), out=whole(found.out))


def alone_words(plan: Plan, alone: Alone) -> str:
    """With how much money it is in where one criterion is all that counts."""
    change, told = alone.change, partial(_times, plan)
    name = criterion_name(plan.scenario, alone.criterion)
    if change.planned or change.at == 0:
        return text("contest.alone.now", name=name, amount=told(Fraction(1)))
    if change.at is not None:
        amounts = {"amount": told(1 + change.at), "short": told(1 + change.short)}
        return text("contest.alone.in", name=name, **amounts)
    if change.open or not change.complete:
        return text("contest.alone.open", name=name)
    return text("contest.alone.out", name=name, amount=told(1 + change.tried))


def _times(plan: Plan, part: Fraction) -> str:
    """So many times all money, in words."""
    return money_in_unit(int(part * plan.figures.money_total), plan.scenario.money.tender)


def money_words(plan: Plan, change: Change) -> list[str]:
    """How much more money brings it in, or how much less puts it out; then its precision."""
    total, tender = plan.figures.money_total, plan.scenario.money.tender

    def part_of(part: Fraction) -> str:
        return money_in_unit(int(part * total), tender)

    if change.at is None:
        return [_money_not_found(change, part_of(change.tried))]
    if not change.at:
        return [text("card.money.already")]
    key = "card.money.leaves" if change.planned else "card.money.enters"
    share = percent(float(change.at), 1)
    told = [text(key, amount=part_of(change.at), share=share)]
    if change.open and change.short:
        told.append(text("card.money.between", amount=part_of(change.short)))
    elif change.open:
        told.append(text("card.money.even_now", most=most_words(change.now.most)))
    else:
        told.append(text("card.money.precision", fine=part_of(MONEY_FINE)))
    return told if change.complete else [*told, text("card.band.incomplete")]


def _money_not_found(change: Change, tried: str) -> str:
    """No change turns it, or none was proven to."""
    if not change.complete and not change.tried:
        return text("card.money.open")
    if change.open or not change.complete:
        return text("card.money.untold", amount=tried)
    return text(f"card.money.never_{'leaves' if change.planned else 'enters'}", amount=tried)


def most_words(most: float) -> str:
    """How far apart two sides can be at most, as a share of the plan's benefit."""
    return at_most_percent(most) if math.isfinite(most) else text("card.most.unknown")


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
        text("card.band.in", bands=spans_of(sure), **said)
        if sure
        else text("card.band.none_sure", **said)
    ]
    if open_:
        most = most_words(bands.most)
        parts.append(text("card.band.untold", bands=spans_of(open_), most=most))
    return " ".join(parts)


def band_notes(*found: Bands) -> list[str]:
    """How far it was looked, and what is proven of the shares between."""
    fine = percent(float(FINE))
    key = "solid" if all(bands.solid for bands in found) else "precision"
    told = [text(f"card.band.{key}", step=percent(float(STEP)), fine=fine)]
    complete = all(bands.complete for bands in found)
    return told if complete else [*told, text("card.band.incomplete")]


def spans_of(bands: Iterable[Band]) -> str:
    """10–30 % or 55 %."""
    spans = []
    for band in bands:
        low, high = decimal(100 * float(band.low), 0), percent(float(band.high))
        key = "card.band.one" if band.high > band.low else "card.band.at"
        spans.append(text(key, low=low if band.high > band.low else high, high=high))
    return text("card.band.or").join(spans)


def cut_words(plan: Plan, project: str, cut: Change) -> str:
    """The highest cost that is proven to be low enough, and what is not known above it."""
    if cut.at is None:
        if cut.complete:
            return text("contest.cut_untold" if cut.open else "contest.cut_none")
        return text("contest.cut_open")
    if not cut.at:
        return text("card.money.already")
    cost, tender = plan.entry(project).cost, plan.scenario.money.tender
    left = money(cost - math.ceil(cut.at * cost), tender)
    share = percent(float(cut.at))
    told = text("contest.cut", left=left, cost=money(cost, tender), share=share)
    if not cut.open:
        return told
    return f"{told} {text('contest.cut_less', share=percent(float(cut.short)))}"


def in_short(plan: Plan, found: Terms) -> str:
    """The first of its terms: that no weights can bring it in, or at which it is in."""
    if found.bands is None:
        return "" if found.room is None else room_words(plan, found.room)
    return band_words(found.bands, criterion_name(plan.scenario, found.bands.criterion))


def terms_words(plan: Plan, found: Terms) -> list[tuple[str, list[str]]]:
    """Every term that is known: its title, and its sentences."""
    told: list[tuple[str, list[str]]] = []
    if found.room is not None:
        told.append(("room", [room_words(plan, found.room)]))
    if found.bands is not None:
        name = criterion_name(plan.scenario, found.bands.criterion)
        told.append(("weights", [band_words(found.bands, name), *band_notes(found.bands)]))
    if found.anywhere is not None:
        told.append(("anywhere", [anywhere_words(plan, found.anywhere)]))
    if found.money is not None:
        told.append(("money", money_words(plan, found.money)))
    if found.alone is not None:
        told.append(("alone", [alone_words(plan, found.alone)]))
    if found.cut is not None:
        told.append(("cost", [cut_words(plan, found.project, found.cut)]))
    if found.phase is not None:
        name = criterion_name(plan.scenario, found.phase.criterion)
        other = name_of(plan.entry(found.phase.subject).name)
        words = [f"{other}.", band_words(found.phase, name), *band_notes(found.phase)]
        told.append(("phase", words))
    return [(text(f"contest.term.{key}"), words) for key, words in told]
