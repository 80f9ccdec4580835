"""The plan made again, for a reader of the terminal and for programs."""

from typing import Any

from planner.cli.layout import Head, columns, heading, paragraph
from planner.cli.show_duty import ends
from planner.exchange.sheet import finite
from planner.insight.replan.replan import Replanned
from planner.insight.replan.why import Change
from planner.insight.replan.words import conclusion, heads, rows, told
from planner.plan import Plan
from planner.text import text


def show_replanned(plan: Plan, found: Replanned) -> str:
    """What it comes to, and a line a change with its causes."""
    first, before, after, spent, why = heads(plan)
    head = [
        Head(first, wraps=True),
        Head(before, wraps=True),
        Head(after, wraps=True),
        Head(spent, "right"),
        Head(why, wraps=True),
    ]
    lines = [heading(text("replan.title")), paragraph(conclusion(found) + ".")]
    lines += map(paragraph, told(plan, found))
    if found.changes:
        lines += ["", columns(head, rows(plan, found))]
    return "\n".join(lines)


def replan_dict(found: Replanned) -> dict[str, Any]:
    """The same for programs: points, and money in minor units; what the tables hold no longer stands
    apart, since no gate knows what else it may be called."""
    about = found.circumstances
    gone = set(about.gone)
    return {
        "format": 1,
        "within": found.within,
        "value": finite(found.plan.value),
        "best_value": finite(found.best.value),
        "best_bound": finite(found.best.bound),
        "given_up": ends(found.points),
        "decided": found.decided,
        "changed": found.changed,
        "changed_proven_at_least": found.at_least,
        "moved": found.moved,
        "moved_proven_at_least": found.moved_at_least,
        "changed_by_best": found.best_changed,
        "begun": list(found.begun),
        "ended": [
            {"id": subject, "why": why}
            for subject, why in found.ended.items()
            if subject not in gone
        ],
        "money_before": about.money_before,
        "money": about.money,
        "other_weights": about.weights,
        "struck": list(about.struck),
        "eased": list(about.eased),
        "new": list(about.new),
        "gone": list(about.gone),
        "settled": list(about.settled),
        "changes": [_change(c) for c in found.changes if c.subject not in gone],
        "changes_of_gone": [_change(c) for c in found.changes if c.subject in gone],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.subject,
        "what": change.what,
        "before": [{"works": works, "start": year} for works, year in change.before],
        "after": [{"works": works, "start": year} for works, year in change.after],
        "spent": change.spent,
        "why": [
            {
                "kind": cause.kind,
                "before": finite(cause.before),
                "after": finite(cause.after),
                "project": cause.subject or None,
            }
            for cause in change.why
        ],
    }
