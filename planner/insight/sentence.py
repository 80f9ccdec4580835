"""A comparison in words: what changes, with whose money, what is gained, what is lost by name."""

from collections.abc import Iterable, Sequence
from math import floor
from typing import Final

import numpy as np

from planner.insight.compare import Comparison, Difference, LossChange
from planner.plan.plan import Plan
from planner.text import decimal, money, name_of, percent, text, whole

NAMED: Final = 5
"""Losses and figures named in a sentence; the table lists them all."""
_TOLD_POINTS = 1.0
_TOLD_SHARE = 0.01


def label(comparison: Comparison, key: str) -> str:
    """The scenario's name in quotation marks, with its key where two plans share the name."""
    names = {k: name_of(p.scenario.name.words) for k, p in comparison.plans.items()}
    shared = sum(name == names[key] for name in names.values()) > 1
    shown = f"{names[key]} ({key})" if shared else names[key]
    return text("compare.label", name=shown)


def _count(key: str, n: int) -> str:
    return text(f"compare.{key}", n=n, n_text=whole(n))


def _counts(key: str, plan: Plan, ids: Sequence[str]) -> list[str]:
    """That buildings and projects were added, or removed; those cleared for a project count apart."""
    listing = plan.listing
    places = [listing.place[subject] for subject in ids]
    projects = int(np.count_nonzero(listing.kind[places]))
    sites = int(np.count_nonzero(~listing.kind[places] & (listing.taker[places] < 0)))
    counted = (("buildings", sites), ("projects", projects))
    what = ", ".join(_count(name, n) for name, n in counted if n)
    return [text(f"compare.{key}", what=what)] if what else []


def _changes(comparison: Comparison, difference: Difference) -> str:
    reference = comparison.plans[comparison.reference]
    other = comparison.plans[difference.key]
    parts = _counts("added", other, difference.entered)
    parts += _counts("removed", reference, difference.left)
    for key, ids in (("changed", difference.changed), ("cleared", difference.cleared)):
        if ids:
            parts.append(_count(key, len(ids)))
    return text(
        "compare.changes",
        other=label(comparison, difference.key),
        reference=label(comparison, comparison.reference),
        changes=", ".join(parts) or text("compare.same_list"),
        money=_money(comparison, difference),
    )


def _money(comparison: Comparison, difference: Difference) -> str:
    if difference.same_budget:
        return text("compare.same_money")
    if difference.money_total is None:
        return text("compare.other_currency")
    if difference.money_total == 0:
        return text("compare.other_terms")
    tender = comparison.plans[difference.key].scenario.money.tender
    key = "compare.more_money" if difference.money_total > 0 else "compare.less_money"
    return text(key, money=money(abs(difference.money_total), tender, 1))


def _told_figures(comparison: Comparison, difference: Difference, sign: int) -> Iterable[str]:
    """Criteria that change by a percentage point or more in the direction of `sign`.

    Homes are left out where the counts of residents already say it.
    """
    criteria = comparison.plans[comparison.reference].scenario.criteria
    told = [f for f in difference.figures if sign * f.share >= _TOLD_SHARE]
    for figure in sorted(told, key=lambda f: -abs(f.share)):
        homes = criteria[figure.criterion].attribute == "residents_out"
        people = (difference.residents_back or 0, difference.residents_in_new or 0)
        if not (homes and any(sign * change > 0 for change in people)):
            yield figure.criterion


def _figures(comparison: Comparison, difference: Difference, sign: int) -> list[str]:
    parts = []
    way = "more" if sign > 0 else "fewer"
    for key, change in (
        ("residents", difference.residents_back),
        ("new_homes", difference.residents_in_new),
    ):
        n = sign * (change or 0)
        if n > 0:
            parts.append(text(f"compare.{key}_{way}", n=n, n_text=whole(n)))
    criteria = comparison.plans[comparison.reference].scenario.criteria
    changes = {f.criterion: f for f in difference.figures}
    for key in _told_figures(comparison, difference, sign):
        parts.append(
            text(
                "compare.figure",
                name=name_of(criteria[key].name.words),
                other=percent(changes[key].other.share),
                reference=percent(changes[key].reference.share),
            )
        )
    return parts


def _named(losses: Sequence[LossChange], limit: int | None) -> str:
    shown = losses if limit is None else losses[:limit]
    parts = []
    for loss in shown:
        n = round(abs(loss.points))
        points = text("compare.points", n=n, n_text=whole(n))
        name = name_of(loss.name)
        parts.append(text("compare.loss", name=name, points=points))
    rest = len(losses) - len(shown)
    if rest:
        parts.append(text("compare.and_more", n=rest, n_text=whole(rest)))
    return ", ".join(parts)


def _losses(difference: Difference) -> list[str]:
    """Clearing in full; decay of a point and more, the largest five by name; then what is kept."""
    cleared = [x for x in difference.more_lost if x.other_kind == "clearing"]
    decayed = [
        x for x in difference.more_lost if x.other_kind == "decay" and x.points >= _TOLD_POINTS
    ]
    kept = [x for x in difference.less_lost if x.points <= -_TOLD_POINTS]
    told = (("lost_clearing", cleared, None), ("lost_decay", decayed, NAMED), ("kept", kept, NAMED))
    return [
        text(f"compare.{key}", n=len(losses), names=_named(losses, limit))
        for key, losses, limit in told
        if losses
    ]


def sentences(comparison: Comparison, other: str) -> tuple[str, ...]:
    """The comparison of plan `other` with the reference, a sentence a fact."""
    difference = comparison.difference(other)
    parts = [_changes(comparison, difference)]
    for key, sign in (("compare.gained", 1), ("compare.given_up", -1)):
        figures = _figures(comparison, difference, sign)
        if figures:
            parts.append(text(key, figures="; ".join(figures)))
    return (*parts, *_losses(difference))


def sentence(comparison: Comparison, other: str) -> str:
    """The comparison of plan `other` with the reference in words, as one paragraph."""
    return " ".join(sentences(comparison, other))


def judgements(comparison: Comparison, other: str) -> tuple[str, ...]:
    """Each plan's benefit by the other's weights, rounded down; empty where it cannot be told."""
    difference = comparison.difference(other)
    pairs = (
        (difference.judged_by_reference, comparison.reference, other),
        (difference.judges_reference, other, comparison.reference),
    )
    return tuple(
        text(
            "compare.judged",
            judge=label(comparison, judge),
            plan=label(comparison, plan),
            share=decimal(floor(1000 * share + 1e-6) / 10) + "\u00a0%",
        )
        for share, judge, plan in pairs
        if share is not None
    )


def warnings(comparison: Comparison, other: str) -> tuple[str, ...]:
    """Why the differences are not down to the weights alone, a sentence a reason."""
    difference = comparison.difference(other)
    flags = (
        ("compare.warn_budget", difference.same_budget),
        ("compare.warn_data", difference.same_data),
        ("compare.warn_measure", difference.same_measure or not difference.same_data),
    )
    names = {
        "other": label(comparison, other),
        "reference": label(comparison, comparison.reference),
    }
    return tuple(text(key, **names) for key, same in flags if not same)
