"""What one plan's money buys, in two sentences, and how certain it is that nothing buys more."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from math import isfinite
from typing import Final

from babel.numbers import format_decimal

from planner.plan.figures import Among, Swing
from planner.plan.plan import Plan
from planner.scenario.about import About
from planner.text import date, money, name_of, percent, spoken, text, whole, written

_NO_BREAK: Final = "\u00a0"
_LEAST_PERCENT: Final = Decimal("0.000001")


def as_percent(share: float) -> str:
    """A tolerance as a percentage with the digits that it needs: 0.3 %."""
    return percent(share, 0 if round(100 * share, 1) == round(100 * share) else 1)


def at_most_percent(share: float) -> str:
    """A share in [0, 1] as a percentage of two significant digits, never rounded down: 0.0001 %.

    What is less than a millionth of a per cent is called that, and nothing is called 0.
    """
    if share == 0:
        return f"0{_NO_BREAK}%"
    exact = max(Decimal(repr(share)) * 100, _LEAST_PERCENT)
    rounded = exact.quantize(Decimal(1).scaleb(exact.adjusted() - 1), rounding=ROUND_CEILING)
    pattern = "0." + "#" * 20
    return str(format_decimal(rounded, format=pattern, locale=spoken())) + _NO_BREAK + "%"


def _kept_heritage(plan: Plan) -> str:
    """How much of the heritage at stake the plan keeps; blank where none is."""
    heritage = plan.figures.heritage
    if heritage is None:
        return ""
    among, swing = _among(plan, "significance"), _swing(plan, "significance")
    if among is not None:
        low, high = (percent(end / heritage.at_stake) for end in (among.low, among.high))
        if low != high:
            return text("answer.heritage.among", low=low, high=high)
    elif swing is not None:
        low, high = (percent(end / heritage.at_stake) for end in (swing.low, swing.high))
        return _swung(plan, "heritage", swing, low, high)
    key = "answer.heritage_surveyed" if heritage.unjudged else "answer.heritage"
    return text(key, share=percent(heritage.share))


def _unjudged(plan: Plan) -> str:
    """How many heritage buildings the share says nothing of; blank where it speaks of all."""
    heritage = plan.figures.heritage
    n = 0 if heritage is None else heritage.unjudged
    return text("answer.unsurveyed", n=n, n_text=whole(n)) if n else ""


def void_weights(plan: Plan) -> str:
    """That weight on criteria on which nothing can be gained decides nothing; blank where none is."""
    void = [
        name
        for name, figure in plan.figures.by_criterion.items()
        if figure.possible <= 0 and plan.shares.get(name, 0.0) > 0
    ]
    if not void:
        return ""
    criteria, shares = plan.scenario.criteria, plan.shares
    names = [f"{name_of(criteria[name].name.words)} ({percent(shares[name])})" for name in void]
    share = percent(sum(shares[name] for name in void))
    return text("answer.void_weight", share=share, names=", ".join(names))


def kept_words(plan: Plan) -> str:
    """That the plan was chosen in place of the best one, and why; blank where it was not."""
    chosen = plan.scenario.chosen_plan
    return "" if chosen is None else text("chosen.kept", reason=written(chosen.reason))


def _swing(plan: Plan, attribute: str) -> Swing | None:
    """What one building decides of the figure of a criterion, if it does."""
    criteria = plan.scenario.criteria
    return next((s for s in plan.swings if criteria[s.criterion].attribute == attribute), None)


def _among(plan: Plan, counts: str) -> Among | None:
    """How far a figure goes among plans as good, where that is known."""
    return next((a for a in plan.among if a.counts == counts), None)


def _span(plan: Plan, counts: str, key: str, **values: object) -> str:
    """People from the least to the most among plans as good; blank where that is one number, or
    not known."""
    among = _among(plan, counts)
    if among is None or round(among.low) == round(among.high):
        return ""
    low, high = whole(among.low), whole(among.high)
    return text(f"answer.{key}.among", low=low, high=high, n=round(among.high), **values)


def _swung(plan: Plan, key: str, swing: Swing, low: str, high: str, **values: object) -> str:
    """A figure with both its ends, and the building on which it depends."""
    kind = plan.entry(swing.subject).kind
    by = text(f"answer.swing.{kind}", name=name_of(plan.names(swing.subject)))
    return text(f"answer.{key}.swing", low=low, high=high, by=by, **values)


def _homes(plan: Plan) -> list[str]:
    """Who gets back into their own home, of all who are out, who moves into a new one, and who is
    given a certificate."""
    figures, told = plan.figures, []
    back = figures.residents_back
    swing, out = _swing(plan, "residents_out"), whole(figures.residents_out)
    ranged = _span(plan, "residents_back", "residents", out=out)
    if ranged:
        told.append(ranged)
    elif swing is not None and not plan.among:
        ends = whole(swing.low), whole(swing.high)
        told.append(_swung(plan, "residents", swing, *ends, n=swing.high, out=out))
    elif figures.residents_out:
        told.append(text("answer.residents", n=back, n_text=whole(back), out=out))
    others = {
        "new_homes": ("residents_in_new", figures.residents_in_new),
        "certificates": ("residents_certified", figures.residents_certified),
    }
    for key, (counts, n) in others.items():
        spanned = _span(plan, counts, key)
        if spanned or n:
            told.append(spanned or text(f"answer.{key}", n=n, n_text=whole(n)))
    return told


def _served(plan: Plan) -> str:
    """How many people services open for again; blank where none could."""
    criteria = plan.scenario.criteria
    for name, figure in plan.figures.by_criterion.items():
        if criteria[name].attribute == "users_out" and figure.possible > 0:
            swing, ranged = _swing(plan, "users_out"), _span(plan, "users_out", "services")
            if ranged:
                return ranged
            if swing is not None and not plan.among:
                ends = whole(swing.low), whole(swing.high)
                return _swung(plan, "services", swing, *ends, n=swing.high)
            n = int(figure.count)
            return text("answer.services", n=n, n_text=whole(n))
    return ""


def answer(plan: Plan) -> str:
    """What the money buys, in one sentence of plain counts."""
    buys = [part for part in (*_homes(plan), _kept_heritage(plan), _served(plan)) if part]
    price = money(plan.figures.money_total, plan.scenario.money.tender)
    if not buys:
        return text("answer.no_people", money=price)
    said = text("answer.sentence", money=price, buys=listed(buys))
    if not plan.among:
        return said
    within = as_percent(plan.among[0].within)
    return text("answer.among", sentence=said.removesuffix("."), within=within)


def coverage(n: int, about: About) -> str:
    """How much of the city a list of n buildings holds: 80 of more than 8,000 damaged buildings,
    where the city says how many there are; else only how many are listed."""
    damaged = about.damaged
    if damaged is None:
        return text("answer.covers.list", n=n, n_text=whole(n))
    number = damaged.number
    return text(f"answer.covers.{damaged.counted}", n=number, listed=whole(n), n_text=whole(number))


def coverage_source(about: About) -> str:
    """Where the number of damaged buildings is from, and when; blank where none is stated."""
    damaged = about.damaged
    if damaged is None:
        return ""
    source = name_of(damaged.source.words)
    return text("answer.covers.source", source=source, date=date(damaged.date))


def works_done(plan: Plan, *, covered: bool = True) -> str:
    """What is done to how many buildings, one kind beside the other: mended is not cleared.

    covered: whether it begins with how much of the city the list holds.
    """
    figures = plan.figures
    told = [
        text(f"answer.done.{kind}", n=n, n_text=whole(n))
        for kind, n in figures.done.items()
        if n and kind != "built"
    ]
    total = figures.sites_total
    idle = total - sum(n for kind, n in figures.done.items() if kind != "built")
    if idle:
        told.append(text("answer.done.nothing", n=idle, n_text=whole(idle)))
    works = ", ".join(told)
    covers = coverage(total, plan.about)
    parts = [text("answer.works", covers=covers, works=works) if covered else f"{works}."]
    if figures.projects_total:
        n, of = figures.projects_planned, figures.projects_total
        parts.append(text("answer.projects", planned=whole(n), total=whole(of)))
    parts += [_unjudged(plan), cost_range(plan)]
    return " ".join(part for part in parts if part)


def cost_range(plan: Plan) -> str:
    """What the plan costs with every estimate at its low end, and at its high end, at once; blank
    where costs have no range."""
    figures, tender = plan.figures, plan.scenario.money.tender
    low, high = figures.spent_low, figures.spent_high
    if low == high:
        return ""
    return text("answer.range", low=money(low, tender), high=money(high, tender))


def listed(words: Sequence[str]) -> str:
    """Several things in a row, the last with an "and"."""
    *first, last = words
    return text("answer.and", first=", ".join(first), last=last) if first else last


def certainty(plan: Plan) -> str:
    """How far the plan can be from the best possible one, and what the bound rests on."""
    bound = text(f"certainty.bound.{plan.solution.bound_from}")
    if plan.proven and plan.gap <= 0:
        return f"{text('certainty.exact')} {bound}"
    if not isfinite(plan.gap):
        return text("certainty.unknown")
    key = "certainty.proven" if plan.proven else "certainty.stopped"
    return f"{text(key, gap=at_most_percent(plan.gap))} {bound}"
