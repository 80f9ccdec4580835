"""Planned against done in words: the same on every surface."""

from collections.abc import Sequence

from planner.insight.done.drift import Drift, Row
from planner.insight.without import MINUS
from planner.insight.words import works_name
from planner.plan import Plan
from planner.text import amount, date, money, money_unit, name_of, percent, text, whole

NAMED = 12
"""Names that a sentence holds; of more it says how many."""


def conclusion(plan: Plan, found: Drift) -> str:
    """How far money has drifted, as a title."""
    if not found.inside:
        return text("done.conclusion.none")
    drifted, cost = found.total("drift"), found.total("cost")
    way = "same" if drifted == 0 else "more" if drifted > 0 else "less"
    return text(
        f"done.conclusion.{way}",
        finished=whole(found.finished),
        planned=whole(found.planned),
        drift=money(abs(drifted), plan.scenario.money.tender),
        share=percent(abs(drifted) / cost if cost else 0.0, 1),
    )


def costs(plan: Plan, found: Drift) -> list[str]:
    """Money, and how what is expected is reckoned."""
    tender = plan.scenario.money.tender
    sums = {name: money(found.total(name), tender) for name in ("paid", "expected", "cost")}
    return [text("done.money", **sums, whole=money(found.cost, tender)), text("done.how")]


def times(plan: Plan, found: Drift, *, named: bool = True) -> list[str]:
    """Late and early, and what was due; named: which, by name."""
    late = [row.late for row in found.inside if row.late is not None]
    counts = {
        "late": whole(sum(years > 0 for years in late)),
        "early": whole(sum(years < 0 for years in late)),
        "same": whole(sum(years == 0 for years in late)),
    }
    lines = [text("done.time", **counts)]
    if found.silent and named:
        names = _named(plan, found.silent)
        lines.append(text("done.silent", year=str(found.day.year), names=names))
    if found.outside:
        lines.append(text("done.outside", names=_named(plan, [r.subject for r in found.outside])))
    return lines


def people(found: Drift) -> str:
    """Who is back already."""
    return text("done.people", back=whole(round(found.back)), people=whole(round(found.people)))


def _named(plan: Plan, subjects: Sequence[str]) -> str:
    names = [name_of(plan.names(subject)) for subject in subjects[:NAMED]]
    left = len(subjects) - len(names)
    return "; ".join([*names, f"+{whole(left)}"] if left else names)


def heads(plan: Plan) -> list[str]:
    """Of the table."""
    unit = money_unit(plan.scenario.money.tender)
    columns = (
        "subject",
        "works",
        "cost",
        "paid",
        "share",
        "expected",
        "drift",
        "until",
        "finished",
    )
    return [text(f"done.head.{column}", unit=unit) for column in (*columns, "people")]


def rows(plan: Plan, found: Drift) -> list[list[str]]:
    """A line a site or project."""
    return [_row(plan, row) for row in found.rows]


def _row(plan: Plan, row: Row) -> list[str]:
    tender = plan.scenario.money.tender
    sign = "+" if row.drift > 0 else MINUS if row.drift < 0 else ""
    return [
        name_of(plan.names(row.subject)),
        works_name(plan.scenario, row.works) if row.works else "",
        amount(row.cost, tender, 1),
        amount(row.paid, tender, 1),
        percent(row.share),
        amount(row.expected, tender, 1),
        sign + amount(abs(row.drift), tender, 1),
        str(row.until) if row.until else "",
        date(row.finished) if row.finished else text("done.open"),
        whole(round(row.people)),
    ]
