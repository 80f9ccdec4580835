"""Plans beside each other as tables: who is compared, key figures, what entered and what left.

The changes are told by id, so that they can be checked: the ids that entered are those that the
list of the other plan has in the plan and the list of the reference has not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from planner.exchange.csv_text import csv_of
from planner.exchange.gate import Gate, Released, release
from planner.exchange.sheet import NAMES, Cell, Form, Table, names, table, tidy
from planner.exchange.stamp import stamp, stamp_rows
from planner.exchange.workbook import workbook
from planner.insight import Comparison, Difference, compare, label, sentences, warnings
from planner.insight.words import course, criterion_name, criterion_unit
from planner.plan.plan import Plan
from planner.profiles import Profile
from planner.text import money_unit, text

Change = Literal["entered", "left", "cleared", "spared", "other_works", "both"]
_COMPARED: Final[tuple[tuple[str, Form], ...]] = (
    ("plan", "text"),
    ("setting", "text"),
    ("value", "plain"),
)
_FIGURES: Final[tuple[tuple[str, Form], ...]] = (
    ("figure", "text"),
    ("unit", "text"),
    ("plan", "text"),
    ("reference_value", "number"),
    ("plan_value", "number"),
    ("difference", "number"),
    ("share_difference", "percent"),
)
_CHANGES: Final[tuple[tuple[str, Form], ...]] = (
    ("plan", "text"),
    ("change", "text"),
    ("id", "text"),
    *NAMES,
    ("kind", "text"),
    ("reference_group", "text"),
    ("group", "text"),
    ("reference_rank", "whole"),
    ("rank", "whole"),
    ("reference_works", "text"),
    ("works", "text"),
    ("reference_cost", "money"),
    ("cost", "money"),
)
_LOSSES: Final[tuple[tuple[str, Form], ...]] = (
    ("plan", "text"),
    ("id", "text"),
    *NAMES,
    ("reference_lost", "number"),
    ("plan_lost", "number"),
    ("difference", "number"),
    ("by_project", "text"),
)
_Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedComparison:
    """Plans beside each other as one profile may read them: each is released, then compared."""

    comparison: Comparison
    plans: Mapping[str, Released]
    gate: Gate


def release_comparison(comparison: Comparison, profile: Profile) -> ReleasedComparison:
    """The comparison of the plans as a profile may read them; for the office itself the very one."""
    released = {key: release(plan, profile) for key, plan in comparison.plans.items()}
    first = comparison.reference
    order = [first, *(key for key in released if key != first)]
    anew = compare([(key, released[key].plan) for key in order], comparison.marks)
    whole = profile == "internal"
    return ReleasedComparison(
        comparison=comparison if whole else anew, plans=released, gate=Gate(profile)
    )


def comparison_tables(
    released: ReleasedComparison, links: Mapping[str, str] | None = None
) -> tuple[Table, ...]:
    """Who is compared, figures, changes and losses, those that the profile gets.

    links: addresses that open the plans, by key.
    """
    passed = map(released.gate.table, all_comparison_tables(released, links))
    return tuple(table for table in passed if table.columns)


def all_comparison_tables(
    released: ReleasedComparison, links: Mapping[str, str] | None = None
) -> tuple[Table, ...]:
    """The same before the gate."""
    comparison = released.comparison
    return (
        _compared(released, links or {}),
        _figures(comparison),
        changes(comparison),
        _losses(comparison),
    )


def comparison_csv(released: ReleasedComparison, links: Mapping[str, str] | None = None) -> bytes:
    """What entered, left and stayed, with the provenance of the reference on every row.

    The columns `plan_sha256` and after are the reference's; the rows name the other plan, whose
    own hash is in the workbook.
    """
    key = released.comparison.reference
    source = stamp(released.plans[key], (links or {}).get(key, ""))
    return csv_of(changes(released.comparison), source, released.gate, "reference_")


def comparison_xlsx(released: ReleasedComparison, links: Mapping[str, str] | None = None) -> bytes:
    """A sheet per table; the same plans give the same bytes."""
    comparison = released.comparison
    reference = comparison.plans[comparison.reference]
    hashes = (plan.provenance.decisions_sha256 for plan in comparison.plans.values())
    return workbook(
        comparison_tables(released, links),
        released.gate,
        title=text("export.comparison"),
        subject=text("export.comparison"),
        comments=" ".join(["sha256", *hashes]),
        created=reference.provenance.created,
    )


def changes(comparison: Comparison) -> Table:
    """A row per other plan and per site or project that it or the reference has in the plan."""
    rows = [
        row for difference in comparison.differences for row in _changed(comparison, difference)
    ]
    reference = comparison.plans[comparison.reference]
    unit = money_unit(reference.scenario.money.tender)
    return table("changes", _CHANGES, rows, unit=unit)


def _by_change(reference: Plan, plan: Plan, difference: Difference) -> dict[Change, Sequence[str]]:
    before = {entry.id for entry in reference.in_plan}
    other_works = set(difference.changed)
    down = {*difference.cleared, *difference.spared}
    stayed = [
        e.id
        for e in plan.in_plan
        if e.id in before and e.id not in other_works and e.id not in down
    ]
    return {
        "entered": difference.entered,
        "left": difference.left,
        "cleared": difference.cleared,
        "spared": difference.spared,
        "other_works": difference.changed,
        "both": stayed,
    }


def _changed(comparison: Comparison, difference: Difference) -> Iterator[_Row]:
    reference, plan = comparison.plans[comparison.reference], comparison.plans[difference.key]
    named = label(comparison, difference.key)
    for change, ids in _by_change(reference, plan, difference).items():
        told = text(f"export.change.{change}")
        for subject in ids:
            yield (named, told, *_beside(reference, plan, subject))


def _beside(reference: Plan, plan: Plan, subject: str) -> _Row:
    """One site or project in both plans; blank where one of them does not know it."""
    old = reference.entry(subject) if subject in reference.listing.place else None
    new = plan.entry(subject) if subject in plan.listing.place else None
    known = new or old
    assert known is not None, "a change is of one of the two plans"
    pairs = ((reference, old), (plan, new))
    groups = [text(f"export.group.{e.group}") if e else None for _, e in pairs]
    works = [course(p, e) if e and e.in_plan else None for p, e in pairs]
    costs = [p.scenario.money.tender.amount(e.cost) if e and e.in_plan else None for p, e in pairs]
    return (
        subject,
        *names(known.name),
        text(f"export.kind.{known.kind}"),
        *groups,
        old.rank if old else None,
        new.rank if new else None,
        *works,
        *costs,
    )


def _compared(released: ReleasedComparison, links: Mapping[str, str]) -> Table:
    comparison, rows = released.comparison, list[_Row]()
    for key in comparison.plans:
        named = label(comparison, key)
        role = "reference" if key == comparison.reference else "other"
        kind = text("export.compared.role")
        rows.append((named, kind, text(f"export.compared.{role}")))
        if key != comparison.reference:
            told = sentences(comparison, key)
            rows += [(named, text("export.compared.told"), words) for words in told]
            warned = warnings(comparison, key)
            rows += [(named, text("export.compared.warning"), words) for words in warned]
        stamped = stamp_rows(released.plans[key], links.get(key, ""))
        rows += [(named, name, value) for name, value in stamped]
    return table("compared", _COMPARED, rows)


def _figures(comparison: Comparison) -> Table:
    reference = comparison.plans[comparison.reference]
    rows: list[_Row] = []
    for difference in comparison.differences:
        named = label(comparison, difference.key)
        for change in difference.figures:
            rows.append(
                (
                    criterion_name(reference.scenario, change.criterion),
                    criterion_unit(reference.scenario, change.criterion),
                    named,
                    tidy(change.reference.count),
                    tidy(change.other.count),
                    tidy(change.count),
                    tidy(change.share),
                )
            )
        rows += _counted(comparison, difference, named)
    return table("comparison", _FIGURES, rows)


def _counted(comparison: Comparison, difference: Difference, named: str) -> Iterator[_Row]:
    """Residents, sites, projects and money: whole numbers that everybody asks for."""
    reference, plan = comparison.plans[comparison.reference], comparison.plans[difference.key]
    old, new = reference.figures, plan.figures
    tender = reference.scenario.money.tender
    unit_of_money, in_units = money_unit(tender), tender.amount
    for key, before, after, unit in (
        ("residents", old.residents_back, new.residents_back, "residents"),
        ("new_homes", old.residents_in_new, new.residents_in_new, "residents"),
        ("certificates", old.residents_certified, new.residents_certified, "residents"),
        ("sites", old.sites_planned, new.sites_planned, "buildings"),
        ("projects", old.projects_planned, new.projects_planned, "projects"),
    ):
        name, counted = text(f"export.figure.{key}"), text(f"export.unit.{unit}")
        told = unit != "residents" or difference.residents_back is not None
        yield (name, counted, named, before, after, after - before if told else None, None)
    name = text("export.figure.spent")
    if difference.spent is None or difference.spent_by_class is None:
        return  # of other currencies or price years: each plan's own file has its sums
    moneys = (in_units(old.spent), in_units(new.spent), in_units(difference.spent))
    yield (name, unit_of_money, named, *moneys, None)
    for kind, change in difference.spent_by_class.items():
        name = text("export.figure.spent_on", name=text(f"choice.spending.{kind}"))
        spent = [figures.spent_by_class.get(kind, 0) for figures in (old, new)]
        moneys = (in_units(spent[0]), in_units(spent[1]), in_units(change))
        yield (name, unit_of_money, named, *moneys, None)


def _losses(comparison: Comparison) -> Table:
    rows: list[_Row] = [
        (
            label(comparison, difference.key),
            loss.id,
            *names(loss.name),
            tidy(loss.reference_points),
            tidy(loss.other_points),
            tidy(loss.points),
            loss.by_project,
        )
        for difference in comparison.differences
        for loss in (*difference.more_lost, *difference.less_lost)
    ]
    return table("losses", _LOSSES, rows)
