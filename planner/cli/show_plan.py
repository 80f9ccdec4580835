"""A plan for a reader of the terminal: the answer, the list by group, what is lost, the stamp."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from planner.cli.layout import Head, columns, heading, paragraph, printable
from planner.cli.show_districts import show_districts
from planner.exchange.gate import release
from planner.exchange.listing import fields
from planner.exchange.sheet import Cell
from planner.exchange.stamp import made_words, stamp, weights_words
from planner.insight import (
    answer,
    at_most_percent,
    certainty,
    coverage_source,
    kept_words,
    void_weights,
    works_done,
)
from planner.insight.rules import rules_held, rules_taken_out
from planner.insight.without import change, signed
from planner.insight.words import (
    course,
    criterion_name,
    criterion_unit,
    reason,
    scenario_name,
)
from planner.plan import Entry, Plan
from planner.plan.columns import GROUPS, IN_PLAN, Group
from planner.plan.figures import Loss
from planner.text import (
    amount,
    byline,
    decimal,
    money_unit,
    name_of,
    percent,
    quantity,
    text,
    whole,
    written,
)

_SHOWN: Final[dict[Group, int]] = {
    "planned": 100,
    "clearing": 30,
    "next": 30,
    "deferred": 30,
    "unplannable": 30,
    "settled": 30,
}
"""Rows of a group without `--all`; a city of thousands of sites would bury the answer."""
_LOSSES_SHOWN: Final = 15
_TOLD_POINTS: Final = 1.0


def measure(plan: Plan, criterion: str) -> str:
    """A criterion and its unit."""
    name = criterion_name(plan.scenario, criterion)
    return f"{name}, {criterion_unit(plan.scenario, criterion)}"


def _heads(plan: Plan, group: Group) -> list[Head]:
    unit = money_unit(plan.scenario.money.tender)
    return [
        Head("№", "right"),
        Head(text("cli.head.name"), wraps=True),
        Head(text("cli.head.works"), wraps=True),
        Head(unit, "right"),
        Head(text("cli.head.points"), "right"),
        Head(text("cli.head.without" if group in IN_PLAN else "cli.head.with"), "right"),
    ]


def _works(plan: Plan, entry: Entry) -> str:
    words = course(plan, entry)
    if entry.displaced_by is not None:
        rank = plan.entry(entry.displaced_by).rank
        words = f"{words} ({text('cli.cleared_for_rank', rank=rank)})"
    return words


def _row(plan: Plan, entry: Entry) -> list[str]:
    priced = bool(entry.steps)
    return [
        str(entry.rank),
        name_of(entry.name),
        _works(plan, entry),
        amount(entry.cost, plan.scenario.money.tender) if priced else "",
        decimal(entry.importance, 2) if priced else "",
        signed(change(entry), 2) if priced else "",
    ]


def _note(entry: Entry) -> str:
    """Why it is out, and what a survey must find; or that somebody decided it beforehand."""
    parts = [reason(entry).removesuffix(".")]
    if entry.forced and not entry.reason:
        words = text(f"export.forced.{entry.forced}")
        parts.append(words[:1].upper() + words[1:])
    if entry.missing:
        wanted = text("export.column.missing")
        parts.append(f"{wanted}: {fields(entry.missing)}")
    return "".join(f"{part}. " for part in parts if part).rstrip()


def _group(plan: Plan, group: Group, limit: int | None) -> str:
    entries = plan.group(group)
    shown = entries if limit is None else entries[:limit]
    title = text(f"cli.group.{group}", n_text=whole(len(entries)))
    used = slice(None) if any(entry.steps for entry in shown) else slice(2)
    rows = [_row(plan, entry)[used] for entry in shown]
    notes = [_note(entry) for entry in shown]
    lines = [heading(title), columns(_heads(plan, group)[used], rows, notes)]
    rest = len(entries) - len(shown)
    if rest:
        lines.append("  " + text("cli.more", n=rest, n_text=whole(rest)))
    return "\n".join(lines)


def _figures(plan: Plan) -> str:
    heads = [
        Head(text("cli.head.figure"), wraps=True),
        Head(text("cli.head.achieved"), "right"),
        Head(text("cli.head.attainable"), "right"),
        Head(text("cli.head.share"), "right"),
        Head(text("cli.head.weight"), "right"),
        Head(text("cli.head.points"), "right"),
    ]
    rows = [
        [
            measure(plan, key),
            quantity(figure.count),
            quantity(figure.possible),
            percent(figure.share),
            percent(plan.shares.get(key, 0.0)),
            decimal(plan.points(key), 2),
        ]
        for key, figure in plan.figures.by_criterion.items()
        if figure.possible > 0
    ]
    return f"{heading(text('export.sheet.figures'))}\n{columns(heads, rows)}"


def _spending(plan: Plan) -> str:
    tender = plan.scenario.money.tender
    funds = plan.scenario.money.funds
    names = {key: name_of(fund.name.words) for key, fund in funds.items()}
    present = [key for key in names if any(paid.fund == key for paid in plan.payments)]
    heads = [Head(text("export.column.year"), "right")]
    heads += [Head(names[key], "right", wraps=True) for key in present]
    heads.append(Head(text("cli.head.total"), "right"))
    spent = {(paid.year, paid.fund): paid.spent for paid in plan.payments}
    rows = []
    for year in sorted({year for year, _ in spent}):
        due = [spent.get((year, key), 0) for key in present]
        rows.append([str(year), *(amount(minor, tender) for minor in [*due, sum(due)])])
    title = text("cli.spending", unit=money_unit(tender))
    by_class = ", ".join(
        f"{text(f'choice.spending.{key}')} {amount(minor, tender)}"
        for key, minor in plan.figures.spent_by_class.items()
    )
    total = text(
        "cli.spent",
        spent=amount(plan.figures.spent, tender),
        total=amount(plan.figures.money_total, tender),
        by_class=by_class,
    )
    ends = (amount(end, tender) for end in (plan.figures.spent_low, plan.figures.spent_high))
    low, high = ends
    spread = f"{text('cli.range', low=low, high=high)} {text('plan.figure.range.help')}"
    said = f"{paragraph(total, '  ')}\n{paragraph(spread, '  ')}"
    return f"{heading(title)}\n{columns(heads, rows)}\n{said}"


def _loss(plan: Plan, loss: Loss) -> list[str]:
    kind = text(f"export.loss.{loss.kind}")
    if loss.by_project is not None:
        project = name_of(plan.entry(loss.by_project).name)
        kind = f"{kind} ({text('cli.cleared_for', project=project)})"
    lost, before = decimal(loss.lost), quantity(loss.significance)
    return [name_of(loss.name), kind, lost, before]


def _losses(plan: Plan, everything: bool) -> str:
    """Everything cleared; decay of a point and more, the largest first."""
    told = [x for x in plan.losses if everything or x.kind == "clearing" or x.lost >= _TOLD_POINTS]
    cleared = sum(loss.kind == "clearing" for loss in told)
    shown = told if everything else told[: max(_LOSSES_SHOWN, cleared)]
    lines = [heading(text("export.sheet.losses"))]
    if not plan.losses:
        return "\n".join([*lines, "  " + text("cli.no_losses")])
    heads = [
        Head(text("cli.head.name"), wraps=True),
        Head(text("export.column.loss_kind"), wraps=True),
        Head(text("cli.head.lost"), "right"),
        Head(text("cli.head.before"), "right"),
    ]
    lines.append(columns(heads, [_loss(plan, loss) for loss in shown]))
    rest = len(plan.losses) - len(shown)
    if rest:
        lines.append("  " + text("cli.more_losses", n=rest, n_text=whole(rest)))
    return "\n".join(lines)


def _fact(plan: Plan, key: str, value: Cell) -> str:
    if isinstance(value, bool):
        return text(f"export.yes.{value}".lower())
    if value is None:
        return text("cli.unknown")
    if key == "gap":
        return at_most_percent(float(value))
    if key == "bound_from":
        return text(f"answer.bound.{value}")
    if key == "weights":
        return weights_words(release(plan, "internal"))
    if key == "created":
        return made_words(plan.provenance.created)
    if key == "budget":
        return amount(plan.figures.money_total, plan.scenario.money.tender)
    if key == "money_unit":
        return money_unit(plan.scenario.money.tender)
    if isinstance(value, float):
        return decimal(value, 1 if key == "seconds" else 6)
    return str(value)


def provenance(plan: Plan, keys: Collection[str] | None = None) -> str:
    """Where the plan comes from, a line per fact; of all facts, or of those named."""
    facts = [
        printable(f"  {text(f'export.stamp.{key}')}: {_fact(plan, key, value)}")
        for key, value in stamp(release(plan, "internal")).items()
        if key != "profile" and (keys is None or key in keys)
    ]
    return "\n".join(facts)


def _rules(plan: Plan) -> str:
    """Which rules hold, who set each and why, and where each comes from; what was taken out."""
    lines = [heading(text("rule.title"))]
    for rule in (*rules_held(plan), *rules_taken_out(plan)):
        why = text("export.locked", reason=written(rule.reason), author=byline(rule.author))
        parts = [rule.words, *([why] if rule.reason else []), f"{rule.origin} [{rule.name}]"]
        lines.append(paragraph("; ".join(parts), "  "))
    return "\n".join(lines if len(lines) > 1 else [*lines, "  " + text("rule.none")])


def _head(plan: Plan) -> list[str]:
    notes = kept_words(plan), void_weights(plan), coverage_source(plan.about)
    title = heading(text("cli.plan.title", name=scenario_name(plan.scenario)))
    said = f"{answer(plan)} {works_done(plan)}", *notes
    return [title, *(paragraph(words) for words in said if words)]


def _joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def show_plan(plan: Plan, *, everything: bool = False) -> str:
    """The whole plan; without `everything` long groups are cut and say by how much."""
    groups = [
        _group(plan, group, None if everything else _SHOWN[group])
        for group in GROUPS
        if plan.group(group)
    ]
    return _joined(
        [
            *_head(plan),
            *groups,
            _figures(plan),
            show_districts(plan),
            _losses(plan, everything),
            _spending(plan),
            _rules(plan),
            paragraph(certainty(plan)),
            paragraph(text("export.advice")),
            heading(text("export.sheet.provenance")) + "\n" + provenance(plan),
        ]
    )


def show_short(plan: Plan, written: Path) -> str:
    """The answer and the file that holds the rest."""
    return _joined(
        [
            *_head(plan),
            paragraph(certainty(plan)),
            text("cli.written", file=str(written)),
        ]
    )
