"""What the council reads of a plan, in the order in which it is printed, in the language spoken.

The same for a PDF and a DOCX: sentences and tables of plain words, released already, and passed by the
gate once more (`council` in its table of fields).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.exchange.council.picture import districts_told
from planner.exchange.gate import Released
from planner.exchange.stamp import stamp_words
from planner.insight import answer, certainty, coverage_source, works_done
from planner.insight.contest import RENEWAL, contenders
from planner.insight.rules import rules_taken_out
from planner.insight.words import course, criterion_name, criterion_unit, reason, scenario_name
from planner.plan.entry import Entry
from planner.plan.figures import Loss
from planner.plan.plan import Plan
from planner.scenario.about import Voice
from planner.text import (
    amount,
    byline,
    decimal,
    money,
    money_unit,
    name_of,
    percent,
    quantity,
    spoken,
    text,
    when,
    whole,
    written,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """Rows of each table at most; the rest is counted in a line below it."""

    planned: int = 60
    deferred: int = 14
    losses: int = 14

    def fewer(self) -> "Most":
        """Less of each, most of the list, which other files hold in full; at least one."""
        return Most(
            planned=max(1, self.planned * 85 // 100),
            deferred=max(1, self.deferred * 95 // 100),
            losses=max(1, self.losses * 97 // 100),
        )

    @property
    def least(self) -> bool:
        """Whether no table can be shorter."""
        return self == self.fewer()


BLANKS: Final = ("date", "index", "post", "signature", "name", "fill")
"""Fields of DSTU 4163:2020 that are filled by hand, and what says so."""


def content(released: Released, most: Most) -> dict[str, Any]:
    """All parts by key, as JSON types."""
    plan = released.plan
    whole_content = {
        "language": spoken(),
        "kind": text("council.kind"),
        "title": text("council.title", name=scenario_name(plan.scenario)),
        "draft": text("council.draft"),
        "blanks": {key: text(f"council.blank.{key}") for key in BLANKS},
        "answer": _answer(plan),
        "planned": _planned(plan, most.planned),
        "map": {
            "title": text("council.map"),
            "alt": districts_told(plan),
            "note": _map_note(released),
        },
        "deferred": _deferred(plan, most.deferred),
        "losses": _losses(plan, most.losses),
        "contest": {
            "title": text("council.contest"),
            "told": _contest(plan),
            "listed": _projects(plan),
        },
        "dissent": _dissent(plan),
        "stamp": {"title": text("council.stamp"), "told": stamp_words(released)},
    }
    return released.gate.tree("council", whole_content)


def _answer(plan: Plan) -> dict[str, Any]:
    said = (answer(plan), works_done(plan), coverage_source(plan.about), certainty(plan))
    return {
        "title": text("council.answer"),
        "told": [words for words in said if words],
        "counted": [words for words in (_counted(plan), _spent(plan)) if words],
    }


def _counted(plan: Plan) -> str:
    """What the tiles of the page say: of each criterion the plain count, the most possible, the share."""
    told = [
        text(
            "council.figure",
            name=criterion_name(plan.scenario, c),
            count=whole(figure.count),
            possible=whole(figure.possible),
            unit=criterion_unit(plan.scenario, c),
            share=percent(figure.share),
        )
        for c, figure in plan.figures.by_criterion.items()
        if figure.possible > 0
    ]
    return text("council.figures", figures="; ".join(told)) if told else ""


def _spent(plan: Plan) -> str:
    """What the money is spent on."""
    tender, parts = plan.scenario.money.tender, plan.figures.spent_by_class.items()
    told = [text(f"plan.figure.spent.{k}", n=money(n, tender)) for k, n in parts if n]
    return text("council.spent", parts="; ".join(told)) if told else ""


def _planned(plan: Plan, most: int) -> dict[str, Any]:
    """What is in the plan in the order of the list: number, name with works, cost."""
    tender, entries = plan.scenario.money.tender, plan.in_plan
    rest = entries[most:]
    beyond = money(sum(entry.cost for entry in rest), tender)
    return {
        "title": text("council.list"),
        "heads": [
            text("export.column.rank"),
            text("council.head.name"),
            text("council.head.cost", unit=money_unit(tender)),
        ],
        "rows": [
            [str(e.rank), name_of(e.name), course(plan, e), amount(e.cost, tender)]
            for e in entries[:most]
        ],
        "none": text("council.list.none"),
        "more": _more("list", len(rest), money=beyond),
        "total": text("council.total", money=money(plan.figures.spent, tender)),
    }


def _more(key: str, n: int, **values: object) -> str:
    return text(f"council.{key}.more", n=n, n_text=whole(n), **values) if n else ""


def _deferred(plan: Plan, most: int) -> dict[str, Any]:
    """Next and deferred, the most important first; how many cannot be planned at all."""
    out = sorted(
        (*plan.group("next"), *plan.group("deferred")), key=lambda e: (-e.importance, e.rank)
    )
    lost = len(plan.group("unplannable"))
    rest = max(0, len(out) - most) + lost
    return {
        "title": text("council.deferred"),
        "heads": [text("council.head.subject"), text("council.head.reason")],
        "rows": [[name_of(e.name), _why(e)] for e in out[:most]],
        "none": text("council.deferred.none"),
        "more": _more("deferred", rest, unplannable=whole(lost)),
    }


def _why(entry: Entry) -> str:
    return reason(entry) or "–"


def _losses(plan: Plan, most: int) -> dict[str, Any]:
    rest = max(0, len(plan.losses) - most)
    return {
        "title": text("council.losses"),
        "heads": [text("council.head.building"), text("council.head.loss")],
        "rows": [[name_of(loss.name), _lost(plan, loss)] for loss in plan.losses[:most]],
        "none": text("council.losses.none"),
        "more": _more("losses", rest),
    }


def _lost(plan: Plan, loss: Loss) -> str:
    kind = text(f"export.loss.{loss.kind}")
    if loss.by_project is not None:
        project = name_of(plan.names(loss.by_project))
        kind = text("council.lost.cleared_for", kind=kind, project=project)
    if loss.lost != loss.lost:
        return kind
    return text("council.lost", kind=kind, lost=decimal(loss.lost), of=quantity(loss.significance))


def _contest(plan: Plan) -> list[str]:
    """How much new construction gets, on which terms, and which projects are in or out."""
    figures, tender = plan.figures, plan.scenario.money.tender
    if not figures.projects_total:
        return [text("council.contest.none")]
    new = figures.spent_by_class.get("new", 0)
    told = [
        text(
            "council.contest.share",
            new=money(new, tender),
            spent=money(figures.spent, tender),
            share=percent(new / figures.spent if figures.spent else 0.0),
            planned=whole(figures.projects_planned),
            total=whole(figures.projects_total),
        )
    ]
    if RENEWAL in plan.scenario.criteria:
        name, share = criterion_name(plan.scenario, RENEWAL), plan.shares.get(RENEWAL, 0.0)
        told.append(text("council.contest.terms", renewal=name, share=percent(share)))
    return told


def _projects(plan: Plan) -> list[str]:
    """Which projects are in, and which are out."""
    told = []
    for key, planned in (("in", True), ("out", False)):
        names = [name_of(c.entry.name) for c in contenders(plan) if c.planned is planned]
        if names:
            told.append(text(f"council.contest.{key}", names=_listed(names)))
    return told


def _listed(names: Sequence[str], most: int = 16) -> str:
    more = len(names) - most
    return "; ".join([*names[:most], *([f"… (+{whole(more)})"] if more > 0 else [])])


def _dissent(plan: Plan) -> dict[str, Any]:
    """What is known of who sees it otherwise: rules taken out, with reason and author, and what critics
    and authors of new construction have said in public, as many on either side. None was asked."""
    told, debate = [text("council.dissent.nobody")], plan.about.debate
    for gone in rules_taken_out(plan):
        why = text("export.locked", reason=written(gone.reason), author=byline(gone.author))
        told.append(f"{gone.words}: {why}")
    rows: list[list[str]] = []
    if debate is not None:
        told.append(text("council.dissent.said", plan=name_of(debate.plan.words)))
        pairs = zip(debate.critics, debate.authors, strict=True)
        rows = [[_voice(critic), _voice(author)] for critic, author in pairs]
        unknown = (debate.critics_unknown, debate.authors_unknown)
        rows.append([name_of(side.words) for side in unknown])
    return {
        "title": text("council.dissent"),
        "told": told,
        "heads": [text("contest.critics"), text("contest.authors")],
        "rows": rows,
        "none": "",
        "more": "",
    }


def _voice(voice: Voice) -> str:
    who = name_of(voice.who.words)
    dated = f"{who} ({when(voice.date)})" if voice.date else who
    return f"{dated}: {name_of(voice.says.words)}"


def _map_note(released: Released) -> str:
    note = text("council.map.note")
    dots = {"internal": "points", "partner": "squares"}.get(released.profile)
    return f"{note} {text(f'council.map.{dots}')}" if dots else note
