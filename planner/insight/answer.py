"""What one plan's money buys, in one sentence, and how certain it is that nothing buys more."""

from decimal import ROUND_CEILING, Decimal
from math import isfinite
from typing import Final

import numpy as np
from babel.numbers import format_decimal

from planner.alternatives import CODES
from planner.plan.plan import Plan
from planner.text import money, name_of, percent, spoken, text, whole

_NO_BREAK: Final = "\u00a0"
_LEAST_PERCENT: Final = Decimal("0.000001")


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
    share, n = percent(heritage.share), heritage.unjudged
    if not n:
        return text("answer.heritage", share=share)
    n_text = whole(n)
    return text("answer.heritage_unjudged", share=share, n=n, n_text=n_text)


def void_weights(plan: Plan) -> str:
    """That weight on criteria on which nothing can be gained decides nothing; blank where none is."""
    void = [
        name
        for name, figure in plan.figures.by_criterion.items()
        if figure.attainable <= 0 and plan.shares.get(name, 0.0) > 0
    ]
    if not void:
        return ""
    criteria, shares = plan.scenario.criteria, plan.shares
    names = [f"{name_of(criteria[name].name.words)} ({percent(shares[name])})" for name in void]
    share = percent(sum(shares[name] for name in void))
    return text("answer.void_weight", share=share, names=", ".join(names))


def _cleared(plan: Plan) -> str:
    """How many of the planned buildings are taken down: to be planned is not always to be saved."""
    columns, planned = plan.listing, plan.listing.in_plan
    own = ~columns.kind[planned] & (columns.taker[planned] < 0)
    n = int(np.count_nonzero(own & (columns.works[planned] == CODES.index("clear"))))
    return text("answer.cleared", n=n, n_text=whole(n)) if n else ""


def _made_way(plan: Plan) -> str:
    """How many buildings are taken down for the new projects."""
    n = int(np.count_nonzero(plan.listing.taker[plan.listing.in_plan] >= 0))
    return text("answer.made_way", n=n, n_text=whole(n)) if n else ""


def _certainty_clause(plan: Plan) -> str:
    if plan.proven and plan.gap <= 0:
        return text("answer.exact")
    if not isfinite(plan.gap):
        return text("answer.unknown")
    key = "answer.proven" if plan.proven else "answer.stopped"
    return text(key, gap=at_most_percent(plan.gap))


def answer(plan: Plan) -> str:
    """What the money buys, in one sentence that ends with how certain it is."""
    figures = plan.figures
    total = figures.sites_total
    planned = {"planned": whole(figures.sites_planned), "total": whole(total)}
    parts = [text("answer.buildings", n=total, **planned) + _cleared(plan)]
    if figures.residents_out > 0:
        back = round(figures.residents_back)
        parts.append(text("answer.residents", n=back, n_text=whole(back)))
    kept = _kept_heritage(plan)
    if kept:
        parts.append(kept)
    if figures.projects_total:
        total = figures.projects_total
        parts.append(
            text(
                "answer.projects",
                n=total,
                planned=whole(figures.projects_planned),
                total=whole(total),
            )
            + _made_way(plan)
        )
    return text(
        "answer.sentence",
        money=money(figures.money_total, plan.scenario.money.tender),
        buys=", ".join(parts),
        certainty=_certainty_clause(plan),
    )


def certainty(plan: Plan) -> str:
    """How far the plan can be from the best possible one, and what the bound rests on."""
    bound = text(f"certainty.bound.{plan.solution.bound_from}")
    if plan.proven and plan.gap <= 0:
        return f"{text('certainty.exact')} {bound}"
    if not isfinite(plan.gap):
        return text("certainty.unknown")
    key = "certainty.proven" if plan.proven else "certainty.stopped"
    return f"{text(key, gap=at_most_percent(plan.gap))} {bound}"
