"""A plan for a reader of the terminal: the answer, the list by group, what is lost, the stamp."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from planner.cli.layout import Head, columns, heading, paragraph, printable
from planner.exchange.listing import fields
from planner.exchange.settings import stamp
from planner.exchange.sheet import Cell
from planner.insight import answer, at_most_percent, certainty, currency_symbol, void_weights
from planner.insight.words import (
    course,
    criterion_name,
    criterion_unit,
    reason,
    scenario_name,
)
from planner.plan import Entry, Plan
from planner.plan.columns import GROUPS, Group
from planner.plan.figures import Loss
from planner.text import Language, decimal, million, name_of, percent, text, whole

_SHOWN: Final[dict[Group, int]] = {"planned": 100, "next": 30, "deferred": 30, "unplannable": 30}
"""Rows of a group without `--all`; a city of thousands of sites would bury the answer."""
_LOSSES_SHOWN: Final = 15
_TOLD_POINTS: Final = 1.0


def quantity(number: float, language: Language) -> str:
    """A figure in its natural unit: one decimal where it is small and not whole."""
    plain = abs(number) >= 100 or number == round(number)
    return whole(number, language) if plain else decimal(number, language, 1)


def measure(plan: Plan, criterion: str, language: Language) -> str:
    """A criterion and its unit."""
    name = criterion_name(plan.scenario, criterion, language)
    return f"{name}, {criterion_unit(plan.scenario, criterion, language)}"


def _heads(plan: Plan, language: Language) -> list[Head]:
    currency = currency_symbol(plan.scenario.money.currency, language)
    return [
        Head("№", "right"),
        Head(text("cli.head.name", language), wraps=True),
        Head(text("cli.head.works", language), wraps=True),
        Head(text("cli.head.cost", language, currency=currency), "right"),
        Head(text("cli.head.points", language), "right"),
    ]


def _works(plan: Plan, entry: Entry, language: Language) -> str:
    words = course(plan, entry, language)
    if entry.displaced_by is not None:
        rank = plan.entry(entry.displaced_by).rank
        words = f"{words} ({text('cli.cleared_for_rank', language, rank=rank)})"
    return words


def _row(plan: Plan, entry: Entry, language: Language) -> list[str]:
    priced = bool(entry.steps)
    return [
        str(entry.rank),
        name_of(entry.name, language),
        _works(plan, entry, language),
        million(entry.cost, language) if priced else "",
        decimal(entry.importance, language, 2) if priced else "",
    ]


def _note(entry: Entry, language: Language) -> str:
    """Why it is out, and what a survey must find; or that somebody decided it beforehand."""
    parts = [reason(entry, language).removesuffix(".")]
    if entry.forced and not entry.reason:
        words = text(f"export.forced.{entry.forced}", language)
        parts.append(words[:1].upper() + words[1:])
    if entry.missing:
        wanted = text("export.column.missing", language)
        parts.append(f"{wanted}: {fields(entry.missing, language)}")
    return "".join(f"{part}. " for part in parts if part).rstrip()


def _group(plan: Plan, group: Group, language: Language, limit: int | None) -> str:
    entries = plan.group(group)
    shown = entries if limit is None else entries[:limit]
    title = text(f"cli.group.{group}", language, n_text=whole(len(entries), language))
    used = slice(None) if any(entry.steps for entry in shown) else slice(2)
    rows = [_row(plan, entry, language)[used] for entry in shown]
    notes = [_note(entry, language) for entry in shown]
    lines = [heading(title), columns(_heads(plan, language)[used], rows, notes)]
    rest = len(entries) - len(shown)
    if rest:
        lines.append("  " + text("cli.more", language, n=rest, n_text=whole(rest, language)))
    return "\n".join(lines)


def _figures(plan: Plan, language: Language) -> str:
    heads = [
        Head(text("cli.head.figure", language), wraps=True),
        Head(text("cli.head.achieved", language), "right"),
        Head(text("cli.head.attainable", language), "right"),
        Head(text("cli.head.share", language), "right"),
        Head(text("cli.head.weight", language), "right"),
    ]
    rows = [
        [
            measure(plan, key, language),
            quantity(figure.achieved, language),
            quantity(figure.at_stake, language),
            percent(figure.share, language),
            percent(plan.shares.get(key, 0.0), language),
        ]
        for key, figure in plan.figures.by_criterion.items()
        if figure.attainable > 0
    ]
    return f"{heading(text('export.sheet.figures', language))}\n{columns(heads, rows)}"


def _spending(plan: Plan, language: Language) -> str:
    currency = currency_symbol(plan.scenario.money.currency, language)
    frame = plan.spending
    funds = plan.scenario.money.funds
    names = {key: name_of(fund.name.model_dump(), language) for key, fund in funds.items()}
    present = [key for key in names if (frame["fund"] == key).any()]
    heads = [Head(text("export.column.year", language), "right")]
    heads += [Head(names[key], "right", wraps=True) for key in present]
    heads.append(Head(text("cli.head.total", language), "right"))
    spent = {(int(y), f): int(s) for y, f, s in frame[["year", "fund", "spent"]].to_numpy()}
    rows = []
    for year in sorted({year for year, _ in spent}):
        due = [spent.get((year, key), 0) for key in present]
        rows.append([str(year), *(million(minor, language) for minor in [*due, sum(due)])])
    title = text("cli.spending", language, currency=currency)
    by_class = ", ".join(
        f"{text(f'choice.spending.{key}', language)} {million(minor, language)}"
        for key, minor in plan.figures.spent_by_class.items()
    )
    total = text(
        "cli.spent",
        language,
        spent=million(plan.figures.spent, language),
        total=million(plan.figures.money_total, language),
        by_class=by_class,
    )
    return f"{heading(title)}\n{columns(heads, rows)}\n{paragraph(total, '  ')}"


def _loss(plan: Plan, loss: Loss, language: Language) -> list[str]:
    kind = text(f"export.loss.{loss.kind}", language)
    if loss.by_project is not None:
        project = name_of(plan.entry(loss.by_project).name, language)
        kind = f"{kind} ({text('cli.cleared_for', language, project=project)})"
    lost, before = decimal(loss.lost, language), quantity(loss.significance, language)
    return [name_of(loss.name, language), kind, lost, before]


def _losses(plan: Plan, language: Language, everything: bool) -> str:
    """Everything cleared; decay of a point and more, the largest first."""
    told = [x for x in plan.losses if everything or x.kind == "clearing" or x.lost >= _TOLD_POINTS]
    cleared = sum(loss.kind == "clearing" for loss in told)
    shown = told if everything else told[: max(_LOSSES_SHOWN, cleared)]
    lines = [heading(text("export.sheet.losses", language))]
    if not plan.losses:
        return "\n".join([*lines, "  " + text("cli.no_losses", language)])
    heads = [
        Head(text("cli.head.name", language), wraps=True),
        Head(text("export.column.loss_kind", language), wraps=True),
        Head(text("cli.head.lost", language), "right"),
        Head(text("cli.head.before", language), "right"),
    ]
    lines.append(columns(heads, [_loss(plan, loss, language) for loss in shown]))
    rest = len(plan.losses) - len(shown)
    if rest:
        lines.append("  " + text("cli.more_losses", language, n=rest, n_text=whole(rest, language)))
    return "\n".join(lines)


def _fact(key: str, value: Cell, language: Language) -> str:
    if isinstance(value, bool):
        return text(f"export.yes.{value}".lower(), language)
    if value is None:
        return text("cli.unknown", language)
    if key == "gap":
        return at_most_percent(float(value), language)
    if key == "bound_from":
        return text(f"answer.bound.{value}", language)
    if isinstance(value, float):
        return decimal(value, language, 1 if key == "seconds" else 6)
    return str(value)


def provenance(plan: Plan, language: Language, keys: Collection[str] | None = None) -> str:
    """Where the plan comes from, a line per fact; of all facts, or of those named."""
    facts = [
        printable(f"  {text(f'export.stamp.{key}', language)}: {_fact(key, value, language)}")
        for key, value in stamp(plan, language).items()
        if keys is None or key in keys
    ]
    return "\n".join(facts)


def _head(plan: Plan, language: Language) -> list[str]:
    name = scenario_name(plan.scenario, language)
    return [
        heading(text("cli.plan.title", language, name=name)),
        paragraph(answer(plan, language)),
        *(paragraph(words) for words in [void_weights(plan, language)] if words),
    ]


def _joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def show_plan(plan: Plan, language: Language, *, everything: bool = False) -> str:
    """The whole plan; without `everything` long groups are cut and say by how much."""
    groups = [
        _group(plan, group, language, None if everything else _SHOWN[group])
        for group in GROUPS
        if plan.group(group)
    ]
    return _joined(
        [
            *_head(plan, language),
            *groups,
            _figures(plan, language),
            _losses(plan, language, everything),
            _spending(plan, language),
            paragraph(certainty(plan, language)),
            paragraph(text("export.advice", language)),
            heading(text("export.sheet.provenance", language)) + "\n" + provenance(plan, language),
        ]
    )


def show_short(plan: Plan, written: Path, language: Language) -> str:
    """The answer and the file that holds the rest."""
    return _joined(
        [
            *_head(plan, language),
            paragraph(certainty(plan, language)),
            text("cli.written", language, file=str(written)),
        ]
    )
