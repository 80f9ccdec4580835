"""A comparison for a reader of the terminal, and for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from planner.cli.layout import Head, columns, heading, paragraph
from planner.cli.show_plan import measure, provenance
from planner.exchange.comparison import ReleasedComparison
from planner.exchange.sheet import finite
from planner.exchange.stamp import facts
from planner.insight import (
    Comparison,
    Difference,
    LossChange,
    certainty,
    judgements,
    label,
    sentence,
    sentences,
    warnings,
)
from planner.insight.words import course
from planner.money import MINOR_PER_MAJOR
from planner.plan import Plan
from planner.plan.fixed import CLASSES
from planner.text import (
    amount,
    decimal,
    in_each,
    money_unit,
    name_of,
    percent,
    quantity,
    text,
    whole,
)

_RESIDENTS: Final = (
    ("residents", "residents_back"),
    ("new_homes", "residents_in_new"),
    ("certificates", "residents_certified"),
)
_STAMP: Final = ("scenario_sha256", "inventory_sha256", "plan_sha256", "solver", "created")


def _signed(words: str, number: float) -> str:
    """A change with its sign; figures print the minus themselves."""
    return f"+{words}" if number > 0 else words.replace("-", "\u2212")


def _key_figures(comparison: Comparison) -> str:
    reference = comparison.plans[comparison.reference]
    heads = [Head(text("cli.head.figure"), wraps=True)]
    heads.append(Head(comparison.reference, "right"))
    for difference in comparison.differences:
        heads += [Head(difference.key, "right"), Head(f"Δ{difference.key}", "right")]
    rows = [
        _figure_row(comparison, key)
        for key, figure in reference.figures.by_criterion.items()
        if figure.possible > 0
    ]
    told = [d.residents_back is not None for d in comparison.differences]
    for title, field in _RESIDENTS:
        people = [float(getattr(plan.figures, field)) for plan in comparison.plans.values()]
        rows.append(_row(comparison, text(f"cli.figure.{title}"), people, told))
    money = text("cli.figure.spent", unit=money_unit(reference.scenario.money.tender))
    rows.append(_money_row(comparison, money, "spent"))
    rows += [
        _money_row(comparison, "– " + text(f"choice.spending.{c}"), c)
        for c in CLASSES
        if any(c in plan.figures.spent_by_class for plan in comparison.plans.values())
    ]
    for name in ("sites_planned", "projects_planned"):
        counts = [float(getattr(plan.figures, name)) for plan in comparison.plans.values()]
        rows.append(_row(comparison, text(f"cli.figure.{name}"), counts))
    return f"{heading(text('export.sheet.figures'))}\n{columns(heads, rows)}"


def _row(
    comparison: Comparison, title: str, values: Sequence[float], told: Sequence[bool] = ()
) -> list[str]:
    """told: for each of the others whether its change may be told; all without."""
    first, *others = values
    cells = [title, whole(first)]
    for value, tells in zip(others, told or [True] * len(others), strict=True):
        change = round(value) - round(first)
        cells += [whole(value), _signed(whole(change), change) if tells else ""]
    return cells


def _money_row(comparison: Comparison, title: str, name: str) -> list[str]:
    def minor(plan: Plan) -> int:
        figures = plan.figures
        return figures.spent if name == "spent" else dict(figures.spent_by_class).get(name, 0)  # type: ignore[call-overload]

    tender = comparison.plans[comparison.reference].scenario.money.tender
    first, *others = (minor(plan) for plan in comparison.plans.values())
    cells = [title, amount(first, tender, 0)]
    for value, difference in zip(others, comparison.differences, strict=True):
        if difference.spent is None:
            cells += ["", ""]
            continue
        change = value - first
        cells += [amount(value, tender, 0), _signed(amount(change, tender, 0), change)]
    return cells


def _figure_row(comparison: Comparison, key: str) -> list[str]:
    """Counts with their shares, and the change in percentage points; blank where not measured."""
    reference = comparison.plans[comparison.reference]
    figures = [plan.figures.by_criterion.get(key) for plan in comparison.plans.values()]
    first = figures[0]
    cells = [measure(reference, key)]
    for number, figure in enumerate(figures):
        if figure is None or first is None:
            cells += ["", ""]
            continue
        cells.append(f"{quantity(figure.count)} ({percent(figure.share)})")
        if number and key in comparison.differences[number - 1].unshared:
            cells.append("")
        elif number:
            change = round(100 * (figure.share - first.share), 1)
            points = text("cli.percentage_points", n_text=decimal(change))
            cells.append(_signed(points, change))
    return cells


def _subjects(plan: Plan, ids: Sequence[str]) -> str:
    rows, tender = [], plan.scenario.money.tender
    for subject in ids:
        entry = plan.entry(subject)
        name = name_of(entry.name)
        rows.append([str(entry.rank), name, course(plan, entry), amount(entry.cost, tender)])
    heads = [
        Head("№", "right"),
        Head(text("cli.head.name"), wraps=True),
        Head(text("cli.head.works"), wraps=True),
        Head(money_unit(tender), "right"),
    ]
    return columns(heads, rows)


def _moves(comparison: Comparison, difference: Difference) -> list[str]:
    blocks = []
    for key, plan, ids in (
        ("entered", comparison.plans[difference.key], difference.entered),
        ("left", comparison.plans[comparison.reference], difference.left),
        ("cleared", comparison.plans[difference.key], difference.cleared),
        ("spared", comparison.plans[comparison.reference], difference.spared),
    ):
        if ids:
            count = whole(len(ids))
            title = text(f"cli.{key}", n_text=count, plan=difference.key)
            blocks.append(f"{heading(title)}\n{_subjects(plan, ids)}")
    return blocks


def _changed(comparison: Comparison, difference: Difference) -> list[str]:
    if not difference.changed:
        return []
    before, after = comparison.plans[comparison.reference], comparison.plans[difference.key]
    keys = (comparison.reference, difference.key)
    heads = [Head(text("cli.head.name"), wraps=True)]
    heads += [Head(text("cli.head.works_of", plan=key), wraps=True) for key in keys]
    rows = [
        [
            name_of(after.entry(subject).name),
            course(before, before.entry(subject)),
            course(after, after.entry(subject)),
        ]
        for subject in difference.changed
    ]
    count = whole(len(rows))
    title = text("cli.changed", n_text=count, plan=difference.key)
    return [f"{heading(title)}\n{columns(heads, rows)}"]


def _loss_row(loss: LossChange) -> list[str]:
    def how(kind: str, points: float) -> str:
        if not kind:
            return "–"
        return f"{text(f'export.loss.{kind}')} {decimal(points)}"

    change = round(loss.points, 1)
    return [
        name_of(loss.name),
        how(loss.reference_kind, loss.reference_points),
        how(loss.other_kind, loss.other_points),
        _signed(decimal(change), change),
    ]


def _losses(comparison: Comparison, difference: Difference) -> list[str]:
    heads = [
        Head(text("cli.head.name"), wraps=True),
        Head(comparison.reference, "right", wraps=True),
        Head(difference.key, "right", wraps=True),
        Head(f"Δ{difference.key}", "right"),
    ]
    blocks = []
    for key, losses in (("more_lost", difference.more_lost), ("less_lost", difference.less_lost)):
        if losses:
            title = text(f"cli.{key}", plan=difference.key)
            rows = [_loss_row(loss) for loss in losses]
            blocks.append(f"{heading(title)}\n{columns(heads, rows)}")
    return blocks


def _against(comparison: Comparison, difference: Difference) -> list[str]:
    key = difference.key
    told = (*warnings(comparison, key), *sentences(comparison, key))
    words = [paragraph(f"– {words}", "", "  ") for words in (*told, *judgements(comparison, key))]
    versus = text("cli.versus", other=key, reference=comparison.reference)
    return [
        "\n".join([heading(versus), *words]),
        *_moves(comparison, difference),
        *_changed(comparison, difference),
        *_losses(comparison, difference),
    ]


def show_comparison(comparison: Comparison) -> str:
    """Sentences first, then figures, what enters and leaves, losses by name, certainty, stamps."""
    legend = [f"{key}  {label(comparison, key)}" for key in comparison.plans]
    blocks = [heading(text("cli.compare.title")) + "\n" + "\n".join(legend)]
    first, *rest = [_against(comparison, d) for d in comparison.differences]
    blocks += [first[0], *(block[0] for block in rest), _key_figures(comparison)]
    for against in (first, *rest):
        blocks += against[1:]
    for key, plan in comparison.plans.items():
        blocks.append(f"{key}  {certainty(plan)}\n{provenance(plan, _STAMP)}")
    return "\n\n".join(blocks)


def _difference_dict(comparison: Comparison, difference: Difference) -> dict[str, Any]:
    return {
        "key": difference.key,
        "entered": list(difference.entered),
        "left": list(difference.left),
        "changed": list(difference.changed),
        "cleared": list(difference.cleared),
        "spared": list(difference.spared),
        "figures": {
            f.criterion: {"count": finite(f.count), "share": finite(f.share)}
            for f in difference.figures
        },
        "unshared_criteria": list(difference.unshared),
        "spent": difference.spent,
        "money_total": difference.money_total,
        "spent_by_class": difference.spent_by_class and dict(difference.spent_by_class),
        "residents_back": difference.residents_back,
        "residents_in_new": difference.residents_in_new,
        "residents_certified": difference.residents_certified,
        "more_lost": [_loss_dict(loss) for loss in difference.more_lost],
        "less_lost": [_loss_dict(loss) for loss in difference.less_lost],
        "judged_by_reference": difference.judged_by_reference,
        "judges_reference": difference.judges_reference,
        "same_budget": difference.same_budget,
        "same_data": difference.same_data,
        "same_measure": difference.same_measure,
        "warnings": in_each(lambda: list(warnings(comparison, difference.key))),
        "sentence": in_each(lambda: sentence(comparison, difference.key)),
    }


def _loss_dict(loss: LossChange) -> dict[str, Any]:
    return {**asdict(loss), "name": dict(loss.name), "points": finite(loss.points)}


def comparison_dict(released: ReleasedComparison) -> dict[str, Any]:
    """The comparison as JSON types, what its profile gets; money in minor units, ids instead of
    names where possible."""
    whole = {"profile": released.gate.profile, **_whole(released)}
    return released.gate.tree("comparison_json", whole)


def _whole(released: ReleasedComparison) -> dict[str, Any]:
    comparison = released.comparison
    return {
        "format": 1,
        "reference": comparison.reference,
        "plans": {
            key: {
                "scenario": plan.scenario.name.model_dump(),
                "value": finite(plan.value),
                "bound": finite(plan.bound),
                "gap": finite(plan.gap),
                "proven": plan.proven,
                "spent": plan.figures.spent,
                "money_total": plan.figures.money_total,
                "planned": [entry.id for entry in plan.in_plan],
                "provenance": facts(released.plans[key]),
            }
            for key, plan in comparison.plans.items()
        },
        "currency": comparison.plans[comparison.reference].scenario.money.currency,
        "minor_units": MINOR_PER_MAJOR,
        "differences": [_difference_dict(comparison, d) for d in comparison.differences],
    }
