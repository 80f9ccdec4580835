"""A plan as plain tables for export: list, key figures, losses, spending, crews, settings."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from planner.domain import COMPENSATE
from planner.exchange.gate import Released
from planner.exchange.listing import priority_list
from planner.exchange.settings import provenance, settings
from planner.exchange.sheet import NAMES, Cell, Form, Table, names, table, tidy
from planner.insight.brings import brought
from planner.insight.words import choice, criterion_name, criterion_unit, district_name
from planner.plan.plan import Plan
from planner.text import money_unit, name_of, text

_FIGURES: Final[tuple[tuple[str, Form], ...]] = (
    ("figure", "text"),
    ("achieved", "number"),
    ("of", "number"),
    ("unit", "text"),
    ("share", "percent"),
    ("weight", "percent"),
    ("score", "points"),
)
_DISTRICTS: Final[tuple[tuple[str, Form], ...]] = (
    ("figure", "text"),
    ("district", "text"),
    ("share_of_possible", "percent"),
)
_LOSSES: Final[tuple[tuple[str, Form], ...]] = (
    ("id", "text"),
    *NAMES,
    ("loss_kind", "text"),
    ("significance", "number"),
    ("lost", "number"),
    ("lost_share", "percent"),
    ("by_project", "text"),
)
_SPENDING: Final[tuple[tuple[str, Form], ...]] = (
    ("year", "year"),
    ("fund", "text"),
    ("spent", "money"),
    ("available", "money"),
)
_CREWS: Final[tuple[tuple[str, Form], ...]] = (
    ("year", "year"),
    ("crew", "text"),
    ("used", "number"),
    ("capacity", "number"),
    ("unit", "text"),
)
_BROUGHT: Final[tuple[tuple[str, Form], ...]] = (
    ("id", "text"),
    *NAMES,
    ("criterion", "text"),
    ("gain_stated", "number"),
    ("unit", "text"),
    ("gain_quality", "text"),
    ("gain_counted", "percent"),
    ("gain_source", "text"),
)
_Row = tuple[Cell, ...]


def _ratio(part: float, whole: float) -> float | None:
    return tidy(part / whole) if whole > 0 else None


def _counted(plan: Plan) -> Iterator[_Row]:
    figures = plan.figures
    tender = plan.scenario.money.tender
    unit, in_units = money_unit(tender), tender.amount
    spent = in_units(figures.spent)

    def row(key: str, part: float | Decimal, whole: float | Decimal, unit: str) -> _Row:
        name = text(f"export.figure.{key}")
        return (name, part, whole, unit, _ratio(float(part), float(whole)), None, None)

    residents = text("export.unit.residents")
    yield row("residents", figures.residents_back, figures.residents_out, residents)
    new_homes = text("export.figure.new_homes")
    yield (new_homes, figures.residents_in_new, None, residents, None, None, None)
    if COMPENSATE in plan.scenario.works:
        housed = text("export.figure.certificates")
        yield (housed, figures.residents_certified, None, residents, None, None, None)
    buildings = text("export.unit.buildings")
    yield row("sites", figures.sites_planned, figures.sites_total, buildings)
    if figures.sites_settled:
        settled = text("export.figure.settled")
        yield (settled, figures.sites_settled, figures.sites_total, buildings, None, None, None)
    projects = text("export.unit.projects")
    yield row("projects", figures.projects_planned, figures.projects_total, projects)
    yield row("spent", spent, in_units(figures.money_total), unit)
    for end, minor in (("low", figures.spent_low), ("high", figures.spent_high)):
        name = text(f"export.figure.spent_{end}")
        yield (name, in_units(minor), None, unit, None, None, None)
    for spending, minor in figures.spent_by_class.items():
        name = text(f"choice.spending.{spending}")
        words = text("export.figure.spent_on", name=name)
        share = _ratio(minor, figures.spent)
        yield (words, in_units(minor), spent, unit, share, None, None)


def _figures(plan: Plan) -> Table:
    rows: list[_Row] = []
    for criterion, figure in plan.figures.by_criterion.items():
        name = criterion_name(plan.scenario, criterion)
        unit = criterion_unit(plan.scenario, criterion)
        count, possible = tidy(figure.count), tidy(figure.possible)
        share = _ratio(figure.count, figure.possible)
        weight, points = tidy(plan.shares.get(criterion, 0.0)), tidy(plan.points(criterion))
        rows.append((name, count, possible, unit, share, weight, points))
    return table("figures", _FIGURES, [*rows, *_counted(plan)])


def _districts(plan: Plan) -> Table:
    """What each district gets of what it could, by criterion: the measure of a floor."""
    rows: list[_Row] = [
        (criterion_name(plan.scenario, criterion), district_name(plan, district), tidy(share))
        for criterion, shares in plan.figures.by_district.items()
        for district, share in shares.items()
    ]
    return table("districts", _DISTRICTS, rows)


def _losses(plan: Plan) -> Table:
    rows: list[_Row] = [
        (
            loss.id,
            *names(loss.name),
            text(f"export.loss.{loss.kind}"),
            tidy(loss.significance),
            tidy(loss.lost),
            _ratio(loss.lost, loss.significance),
            loss.by_project,
        )
        for loss in plan.losses
    ]
    return table("losses", _LOSSES, rows)


def _spending(plan: Plan) -> Table:
    funds, tender = plan.scenario.money.funds, plan.scenario.money.tender
    rows: list[_Row] = [
        (
            year,
            name_of(funds[fund].name.words),
            tender.amount(spent),
            tender.amount(available),
        )
        for year, fund, spent, available in plan.payments
    ]
    return table("spending", _SPENDING, rows, unit=money_unit(tender))


def _crews(plan: Plan) -> Table:
    crews = plan.scenario.crews
    rows: list[_Row] = [
        (
            year,
            name_of(crews[crew].name.words),
            tidy(used),
            tidy(capacity),
            name_of(crews[crew].unit.words),
        )
        for year, crew, used, capacity in plan.labour
    ]
    return table("crews", _CREWS, rows)


def _brought(plan: Plan) -> list[Table]:
    """What projects are said to bring, and how that is known; no table where none says so."""
    rows: list[_Row] = [
        (
            project,
            *names(plan.names(project)),
            criterion_name(plan.scenario, gain.criterion),
            tidy(gain.amount),
            criterion_unit(plan.scenario, gain.criterion),
            choice("gain_quality", gain.quality),
            tidy(gain.counted),
            name_of(gain.source),
        )
        for project in plan.inventory.projects.id
        for gain in brought(plan, project)
    ]
    return [table("brought", _BROUGHT, rows)] if rows else []


def tables(released: Released, link: str = "") -> tuple[Table, ...]:
    """All tables of a plan, the priority list first, those that its profile gets. Money in the
    scenario's unit, exact."""
    passed = map(released.gate.table, all_tables(released, link))
    return tuple(table for table in passed if table.columns)


def all_tables(released: Released, link: str = "") -> tuple[Table, ...]:
    """The same before the gate."""
    plan = released.plan
    return (
        priority_list(plan),
        _figures(plan),
        _districts(plan),
        _losses(plan),
        _spending(plan),
        _crews(plan),
        *_brought(plan),
        settings(plan),
        provenance(released, link),
    )
