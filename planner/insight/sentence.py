"""A comparison in words: what changes, with whose money, what is gained, what is lost by name."""

from collections.abc import Sequence
from math import floor
from typing import Final

import numpy as np

from planner.insight.answer import at_most_percent
from planner.insight.compare import Comparison, Difference, LossChange
from planner.insight.counts import apart, change_words
from planner.plan.plan import Plan
from planner.text import decimal, money, name_of, text, whole

NAMED: Final = 5
"""Losses and figures named in a sentence; the table lists them all."""
_TOLD_POINTS = 1.0
_TOLD_SHARE = 0.01


def label(comparison: Comparison, key: str) -> str:
    """The scenario's name in quotation marks, with its mark, or its key where two share the name."""
    names = {k: name_of(p.scenario.name.words) for k, p in comparison.plans.items()}
    mark = comparison.marks.get(key)
    unmarked = [name for k, name in names.items() if k not in comparison.marks]
    if mark is None and unmarked.count(names[key]) > 1:
        mark = key
    shown = names[key] if mark is None else f"{names[key]} ({mark})"
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
    for key in ("changed", "cleared", "spared"):
        ids: tuple[str, ...] = getattr(difference, key)
        if ids:
            parts.append(_count(key, len(ids)))
    return text(
        "compare.changes",
        other=label(comparison, difference.key),
        reference=label(comparison, comparison.reference),
        changes=", ".join(parts) or unchanged(reference, other),
        money=_money(comparison, difference),
    )


def unchanged(reference: Plan, other: Plan) -> str:
    """That both plans do the same, as far as their lists hold the same buildings and projects."""
    lists = [set(plan.listing.ids) for plan in (reference, other)]
    if lists[0] == lists[1]:
        return text("compare.same_list")
    return text("compare.same_common" if lists[0] & lists[1] else "compare.nothing_common")


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


def changes_told(comparison: Comparison, other: str, sign: int) -> list[str]:
    """Figures on which plan `other` is ahead of the reference (sign 1) or behind it (-1), each in
    plain counts, the largest share of what is possible first.

    People count from the first on; of other figures those that change by a percentage point.
    """
    number = list(comparison.plans).index(other)
    told = []
    for row in apart(comparison):
        change = sign * (row.change(number) or 0)
        if change > 0 and (row.part or change >= _TOLD_SHARE * row.possible):
            told.append((-change / row.possible, change_words(comparison, row, number)))
    return [words for _, words in sorted(told, key=lambda pair: pair[0])]


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


def losses_told(difference: Difference) -> list[str]:
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
        figures = changes_told(comparison, other, sign)
        if figures:
            parts.append(text(key, figures="; ".join(figures)))
    return (*parts, *losses_told(difference))


def sentence(comparison: Comparison, other: str) -> str:
    """The comparison of plan `other` with the reference in words, as one paragraph."""
    return " ".join(sentences(comparison, other))


def judgements(comparison: Comparison, other: str) -> tuple[str, ...]:
    """Each plan's benefit by the other's weights, rounded down; empty where it cannot be told.

    Where the judge's own best plan could be ahead or behind, that is what is told.
    """
    difference = comparison.difference(other)
    pairs = (
        (difference.judged_by_reference, comparison.reference, other),
        (difference.judges_reference, other, comparison.reference),
    )
    return tuple(
        _judged(comparison, judge, plan, share) for share, judge, plan in pairs if share is not None
    )


def _judged(comparison: Comparison, judge: str, plan: str, share: float) -> str:
    names = {"judge": label(comparison, judge), "plan": label(comparison, plan)}
    own, its = comparison.plans[judge], comparison.plans[plan]
    best = own.bound / own.value if own.value > 0 else 1.0
    same = own.provenance.decisions_sha256 == its.provenance.decisions_sha256
    if 1.0 <= share <= best and best > 1.0 and not same:
        return text("compare.judged_untold", most=at_most_percent(best - 1.0), **names)
    percentage = decimal(floor(1000 * share + 1e-6) / 10) + "\u00a0%"
    return text("compare.judged", share=percentage, **names)


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
