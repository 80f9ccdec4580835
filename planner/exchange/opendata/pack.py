"""The submission pack: a workbook with what can be submitted and what not, tables for the pipelines of
the community and the oblast, and a sheet for each project to copy into DREAM.

The pipeline (СПІ, ЄПП) is that of resolutions 527/2025 and 294/2025. Their forms and the weights of
the national criteria could not be read, so the columns are ours and no alignment is claimed.
"""

from collections.abc import Sequence
from math import isfinite
from typing import Final

from planner.exchange.gate import Released
from planner.exchange.opendata.candidates import Candidate, candidates, publisher_of
from planner.exchange.sheet import NAMES, Cell, Form, Table, names, table
from planner.exchange.stamp import stamp_rows
from planner.exchange.workbook import workbook
from planner.insight.words import choice, course, criterion_unit, district_name, entry_use
from planner.plan import Plan
from planner.text import LANGUAGES, decimal, money_unit, name_of, text, whole

_SUMMARY: Final[tuple[tuple[str, Form], ...]] = (
    ("rank", "whole"),
    ("id", "text"),
    *NAMES,
    ("pack_level", "text"),
    ("pack_ready", "text"),
    ("pack_obstacles", "text"),
)
_PIPELINE: Final[tuple[tuple[str, Form], ...]] = (
    ("rank", "whole"),
    ("id", "text"),
    *NAMES,
    ("pack_sector", "text"),
    ("pack_type", "text"),
    ("works", "text"),
    ("district", "text"),
    ("katottg", "text"),
    ("owner", "text"),
    ("readiness", "text"),
    ("first_year", "year"),
    ("last_year", "year"),
    ("cost", "money"),
    ("cost_low", "money"),
    ("cost_high", "money"),
)
_SHEET: Final[tuple[tuple[str, Form], ...]] = (
    ("pack_field", "text"),
    ("pack_value", "text"),
    ("pack_state", "text"),
)
_TITLE: Final = 31
_LEVELS: Final = ("community", "oblast")


def to_pack(released: Released) -> bytes:
    """The pack as a workbook."""
    plan = released.plan
    return workbook(
        pack_tables(released),
        released.gate,
        title=text("opendata.pack.title"),
        subject=text("opendata.pack.notice"),
        comments=f"sha256 {plan.provenance.decisions_sha256}",
        created=plan.provenance.created,
    )


def pack_tables(released: Released) -> list[Table]:
    """All sheets before the gate."""
    plan, found = released.plan, candidates(released)
    pipelines = [
        _pipeline(level, [c for c in found if c.level == level], plan) for level in _LEVELS
    ]
    sheets = [_sheet(each, released) for each in found]
    stamped: list[tuple[Cell, ...]] = [(text("opendata.pack.notice"), None), *stamp_rows(released)]
    columns: tuple[tuple[str, Form], ...] = (("setting", "text"), ("value", "text"))
    return [_summary(found), *pipelines, table("provenance", columns, stamped), *sheets]


def _summary(found: Sequence[Candidate]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            each.entry.rank,
            each.entry.id,
            *names(each.entry.name),
            text(f"opendata.level.{each.level}"),
            text(f"export.yes.{not each.obstacles}".lower()),
            obstacles(each) or None,
        )
        for each in found
    ]
    return table("pack_summary", _SUMMARY, rows)


def obstacles(each: Candidate) -> str:
    """Why a project cannot be submitted yet."""
    return "; ".join(text(f"opendata.obstacle.{key}") for key in each.obstacles)


def _pipeline(level: str, found: Sequence[Candidate], plan: Plan) -> Table:
    tender = plan.scenario.money.tender
    rows: list[tuple[Cell, ...]] = [
        (
            each.entry.rank,
            each.entry.id,
            *names(each.entry.name),
            entry_use(each.entry),
            text(f"opendata.type.{each.kind}"),
            course(plan, each.entry),
            district_name(plan, each.entry.district),
            each.place or None,
            choice("owner", each.owner) if each.owner else None,
            choice("readiness", each.readiness) if each.readiness else None,
            each.start or None,
            each.end or None,
            *(tender.amount(getattr(each.entry, c)) for c in ("cost", "cost_low", "cost_high")),
        )
        for each in found
    ]
    return table(f"pack_{level}", _PIPELINE, rows, unit=money_unit(tender))


def _sheet(each: Candidate, released: Released) -> Table:
    """Every field of one project: filled, missing, or not told to those whom the file is for."""
    plan, entry = released.plan, each.entry
    tender, said = plan.scenario.money.tender, publisher_of(plan)
    timed = "" if each.start == 0 else f"{each.start}–{each.end}"
    values: list[tuple[str, str, str]] = [
        *((f"title_{code}", entry.name.get(code, ""), "missing") for code in LANGUAGES),
        ("description", course(plan, entry), "missing"),
        ("type", text(f"opendata.type.{each.kind}"), "missing"),
        ("sector", entry_use(entry), "missing"),
        ("initiator", name_of(said.name.words) if said else "", "missing"),
        ("edr", (said.edr or "") if said else "", "missing"),
        ("katottg", each.place, "missing"),
        ("district", district_name(plan, entry.district) if entry.district else "", "missing"),
        ("owner", choice("owner", each.owner) if each.owner else "", "missing"),
        ("readiness", choice("readiness", each.readiness) if each.readiness else "", "missing"),
        ("years", timed, "withheld"),
        ("cost", f"{decimal(tender.amount(entry.cost), 2)} {money_unit(tender)}", "missing"),
        *((f"cost_{year}", decimal(tender.amount(minor), 2), "missing") for year, minor in sorted(entry.money.items()) if minor),
        ("benefit", _benefits(each, plan), "missing"),
        ("documents", "", "missing"),
        ("finance", "", "missing"),
    ]  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (_field(key), value or None, text(f"opendata.state.{'filled' if value else state}"))
        for key, value, state in values
    ]
    reasons = obstacles(each)
    if reasons:
        rows.append((text("opendata.cannot"), reasons, text("opendata.state.missing")))
    title = f"{entry.rank} {entry.id}"[:_TITLE]
    made = table("pack_project", _SHEET, rows)
    return Table(key=made.key, title=title, columns=made.columns, rows=made.rows)


def _field(key: str) -> str:
    family, _, year = key.partition("_")
    if family == "cost" and year:
        return text("opendata.field.cost_year", year=year)
    return text(f"opendata.field.{key}")


def _benefits(each: Candidate, plan: Plan) -> str:
    """What it brings, counted plainly."""
    counts = each.entry.counts.items()
    return "; ".join(
        f"{whole(round(count))} {criterion_unit(plan.scenario, criterion)}"
        for criterion, count in counts
        if isfinite(count) and round(count) > 0
    )
