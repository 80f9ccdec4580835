"""What a comparison comes to, in one sentence: does any plan lead in everything, and who leads in what?

Counts are those of the plans that are compared. Where plans are for the same weights, and the best
plan possible for one could still be ahead of the other or behind it, which is better is not told.
"""

from typing import Final

from planner.insight.answer import at_most_percent
from planner.insight.compare import Comparison
from planner.insight.counts import Counted, apart, lead_words
from planner.insight.sentence import label
from planner.plan.plan import Plan
from planner.text import text, whole

NAMED: Final = 2
"""Leads that one sentence holds."""


def conclusion(comparison: Comparison) -> str:
    """One sentence of what differs, in plain counts."""
    if all(_same_decisions(comparison, plan) for plan in comparison.plans.values()):
        return text("compare.conclusion.same")
    rows = [row for row in apart(comparison) if row.alike]
    if not rows:
        return text("compare.conclusion.unlike")
    apart_at_most = _straddle(comparison)
    if apart_at_most is not None:
        return text("compare.conclusion.untold", most=at_most_percent(apart_at_most))
    if all(row.spread == 0 for row in rows):
        return text("compare.conclusion.same_figures")
    best = _best(comparison, rows)
    if best is not None:
        return best
    same = all(difference.same_budget for difference in comparison.differences)
    key = "compare.conclusion.same_money" if same else "compare.conclusion.mixed"
    return text(key, leads=_leads(comparison, rows))


def _same_decisions(comparison: Comparison, plan: Plan) -> bool:
    first = comparison.plans[comparison.reference].provenance
    mine = plan.provenance
    return (mine.decisions_sha256, mine.inventory_sha256) == (
        first.decisions_sha256,
        first.inventory_sha256,
    )


def _straddle(comparison: Comparison) -> float | None:
    """For plans of the same weights and measure: how far apart they are at most, as a share of the
    best of them, where it cannot be told which is better; None where it can, or nothing can."""
    plans = list(comparison.plans.values())
    weighed = {tuple(sorted(plan.shares.items())) for plan in plans}
    if len(weighed) > 1 or not all(d.same_measure for d in comparison.differences):
        return None
    most = max(plan.value for plan in plans)
    ahead = [plan for plan in plans if plan.value == most]
    near = [plan for plan in plans if plan.value < most <= plan.bound]
    if (len(ahead) == 1 and not near) or most <= 0:
        return None
    if len(ahead) == len(plans) and all(plan.gap <= 0 for plan in plans):
        return None  # proven to be worth the same
    lowest = min(plan.value for plan in (*near, *ahead))
    return (max(plan.bound for plan in (*near, *ahead)) - lowest) / most


def _best(comparison: Comparison, rows: list[Counted]) -> str | None:
    """That one plan is behind on nothing, where one is."""
    for number, key in enumerate(comparison.plans):
        mine = [row.known[number] for row in rows]
        most = [max(row.known) for row in rows]
        if mine != most:
            continue
        n = sum(row.known.count(max(row.known)) < len(row.known) for row in rows)
        return text(
            "compare.conclusion.best",
            plan=label(comparison, key),
            n=n,
            n_text=whole(n),
            total=whole(len(rows)),
        )
    return None


def _leads(comparison: Comparison, rows: list[Counted]) -> str:
    """The figure that lies furthest apart, and the furthest on which another plan leads alone."""
    keys, told, leaders = list(comparison.plans), list[str](), set[int]()
    for row in sorted(rows, key=lambda row: -row.spread):
        most = max(row.known)
        leader = row.known.index(most)
        if row.known.count(most) == 1 and leader not in leaders and len(told) < NAMED:
            leaders.add(leader)
            told.append(lead_words(comparison, row, label(comparison, keys[leader]), most))
    if len(told) < NAMED:
        return "".join(told)
    return text("compare.conclusion.while", first=told[0], second=told[1])
