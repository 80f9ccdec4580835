"""What one plan's money buys, in one sentence, and how certain it is that nothing buys more."""

from decimal import ROUND_CEILING, Decimal
from math import isfinite
from typing import Final

import numpy as np
from babel.numbers import format_decimal, get_currency_symbol

from planner.alternatives import CODES
from planner.plan.plan import Plan
from planner.text import Language, million, name_of, percent, text, whole

_NO_BREAK: Final = "\u00a0"
_LEAST_PERCENT: Final = Decimal("0.000001")


def money(minor: int, currency: str, language: Language, digits: int = 0) -> str:
    """Money in words: 6 000 млн ₴, UAH 6,000 m. `minor` in minor units."""
    amount = million(minor, language, digits).replace(" ", _NO_BREAK)
    symbol = currency_symbol(currency, language)
    return text("answer.money", language, amount=amount, currency=symbol)


def currency_symbol(currency: str, language: Language) -> str:
    """The sign of a currency as the language writes it: ₴ or UAH."""
    return str(get_currency_symbol(currency, locale=language))


def at_most_percent(share: float, language: Language) -> str:
    """A share in [0, 1] as a percentage of two significant digits, never rounded down: 0.0001 %.

    What is less than a millionth of a per cent is called that, and nothing is called 0.
    """
    if share == 0:
        return f"0{_NO_BREAK}%"
    exact = max(Decimal(repr(share)) * 100, _LEAST_PERCENT)
    rounded = exact.quantize(Decimal(1).scaleb(exact.adjusted() - 1), rounding=ROUND_CEILING)
    pattern = "0." + "#" * 20
    return str(format_decimal(rounded, format=pattern, locale=language)) + _NO_BREAK + "%"


def _kept_heritage(plan: Plan, language: Language) -> str:
    """How much of the heritage at stake the plan keeps; blank where none is."""
    heritage = plan.figures.heritage
    if heritage is None:
        return ""
    share, n = percent(heritage.share, language), heritage.unjudged
    if not n:
        return text("answer.heritage", language, share=share)
    n_text = whole(n, language)
    return text("answer.heritage_unjudged", language, share=share, n=n, n_text=n_text)


def void_weights(plan: Plan, language: Language) -> str:
    """That weight on criteria on which nothing can be gained decides nothing; blank where none is."""
    void = [
        name
        for name, figure in plan.figures.by_criterion.items()
        if figure.attainable <= 0 and plan.shares.get(name, 0.0) > 0
    ]
    if not void:
        return ""
    criteria, shares = plan.scenario.criteria, plan.shares
    names = [
        f"{name_of(criteria[name].name.model_dump(), language)} ({percent(shares[name], language)})"
        for name in void
    ]
    share = percent(sum(shares[name] for name in void), language)
    return text("answer.void_weight", language, share=share, names=", ".join(names))


def _cleared(plan: Plan, language: Language) -> str:
    """How many of the planned buildings are taken down: to be planned is not always to be saved."""
    columns, planned = plan.listing, plan.listing.places("planned")
    own = ~columns.kind[planned] & (columns.taker[planned] < 0)
    n = int(np.count_nonzero(own & (columns.works[planned] == CODES.index("clear"))))
    return text("answer.cleared", language, n=n, n_text=whole(n, language)) if n else ""


def _made_way(plan: Plan, language: Language) -> str:
    """How many buildings are taken down for the new projects."""
    n = int(np.count_nonzero(plan.listing.taker[plan.listing.places("planned")] >= 0))
    return text("answer.made_way", language, n=n, n_text=whole(n, language)) if n else ""


def _certainty_clause(plan: Plan, language: Language) -> str:
    if plan.proven and plan.gap <= 0:
        return text("answer.exact", language)
    if not isfinite(plan.gap):
        return text("answer.unknown", language)
    key = "answer.proven" if plan.proven else "answer.stopped"
    return text(key, language, gap=at_most_percent(plan.gap, language))


def answer(plan: Plan, language: Language) -> str:
    """What the money buys, in one sentence that ends with how certain it is."""
    figures = plan.figures
    total = figures.sites_total
    planned = {"planned": whole(figures.sites_planned, language), "total": whole(total, language)}
    parts = [text("answer.buildings", language, n=total, **planned) + _cleared(plan, language)]
    if figures.residents_out > 0:
        back = round(figures.residents_back)
        parts.append(text("answer.residents", language, n=back, n_text=whole(back, language)))
    kept = _kept_heritage(plan, language)
    if kept:
        parts.append(kept)
    if figures.projects_total:
        total = figures.projects_total
        parts.append(
            text(
                "answer.projects",
                language,
                n=total,
                planned=whole(figures.projects_planned, language),
                total=whole(total, language),
            )
            + _made_way(plan, language)
        )
    return text(
        "answer.sentence",
        language,
        money=money(figures.money_total, plan.scenario.money.currency, language),
        buys=", ".join(parts),
        certainty=_certainty_clause(plan, language),
    )


def certainty(plan: Plan, language: Language) -> str:
    """How far the plan can be from the best possible one, and what the bound rests on."""
    bound = text(f"certainty.bound.{plan.solution.bound_from}", language)
    if plan.proven and plan.gap <= 0:
        return f"{text('certainty.exact', language)} {bound}"
    if not isfinite(plan.gap):
        return text("certainty.unknown", language)
    key = "certainty.proven" if plan.proven else "certainty.stopped"
    return f"{text(key, language, gap=at_most_percent(plan.gap, language))} {bound}"
