"""The donor's workbook: plan, packages by fund and year, key figures, the plane of two indexes with
its budget lines, losses, assumptions, and what the data do not say."""

from collections.abc import Iterator
from typing import Any, Final

from planner.exchange.data_files import data_tables_of
from planner.exchange.donor.plane import Plane, plane_of
from planner.exchange.gate import Released
from planner.exchange.listing import priority_list, qualities
from planner.exchange.plan_tables import all_tables
from planner.exchange.sheet import NAMES, Cell, Column, Form, Table, names, table
from planner.exchange.stamp import stamp_words
from planner.exchange.workbook import workbook
from planner.insight.words import choice, field_name, scenario_name
from planner.inventory import Quality
from planner.plan.plan import Plan
from planner.text import money_unit, name_of, text

_PLAN: Final = (
    "rank",
    "group",
    "id",
    *(name for name, _ in NAMES),
    "kind",
    "district",
    "use",
    "heritage_status",
    "owner",
    "readiness",
    "damage_grade",
    "works",
    "first_year",
    "last_year",
    "cost",
    "cost_low",
    "cost_high",
)
"""Columns of the priority list that finance asks for; after them what each brings, and a blank one
for the number that the national system gives."""
_PLANE: Final[tuple[tuple[str, Form], ...]] = (
    ("id", "text"),
    *NAMES,
    ("group", "text"),
    ("cost", "money"),
    ("social_index", "whole"),
    ("economic_index", "whole"),
    ("quadrant", "text"),
)
_GAPS: Final[tuple[tuple[str, Form], ...]] = (
    ("id", "text"),
    *NAMES,
    ("group", "text"),
    ("gap_field", "text"),
    ("gap_known", "text"),
    ("gap_needed", "text"),
)
_END: Final = 100.0
"""Of both axes of the plane."""
_Row = tuple[Cell, ...]


def to_donor_xlsx(released: Released, link: str = "") -> bytes:
    """The workbook in the language spoken; the same plan gives the same bytes.

    Numbers are numbers, words are never formulas, pages are A4 across with heads repeated and the
    stamp at the foot.
    """
    plan, plane = released.plan, plane_of(released.plan)
    return workbook(
        donor_tables(released, plane, link),
        released.gate,
        title=text("donor.title", name=scenario_name(plan.scenario)),
        subject=text("export.subject"),
        comments=f"sha256 {plan.provenance.decisions_sha256}",
        created=plan.provenance.created,
        foot=stamp_words(released)[-1],
        drawings={"plane_lines": lambda book, sheet: _drawn(book, sheet, plane)},
    )


def donor_tables(released: Released, plane: Plane, link: str = "") -> tuple[Table, ...]:
    """Its tables in order, before the gate."""
    plan = released.plan
    made = {one.key: one for one in all_tables(released, link)}
    assumed = {one.key: one for one in data_tables_of(plan.scenario, plan.inventory, plan.about)}
    return (
        made["provenance"],
        _plan(plan),
        _packages(plan),
        made["figures"],
        _plane(plan, plane),
        _lines(plan, plane),
        made["losses"],
        made["settings"],
        assumed["works"],
        assumed["criteria"],
        _gaps(plan),
    )


def _plan(plan: Plan) -> Table:
    """What is in the plan: the priority list's columns for finance, and what each brings."""
    whole = priority_list(plan)
    place = {column.key: k for k, column in enumerate(whole.columns)}
    brings = [column.key for column in whole.columns if column.key.startswith("gain_")]
    wanted = [place[key] for key in (*_PLAN, *brings, "forced", "quality_cost") if key in place]
    dream = Column(key="dream_id", title=text("donor.column.dream_id"))
    rows = whole.rows[plan.listing.in_plan]
    return Table(
        key="donor_plan",
        title=text("donor.sheet.plan"),
        columns=(*(whole.columns[k] for k in wanted), dream),
        rows=tuple((*(row[k] for k in wanted), None) for row in rows),
        frozen_columns=4,
    )


def _packages(plan: Plan) -> Table:
    """A row for each fund, a column for each year; what is available stands below what is spent."""
    tender, funds = plan.scenario.money.tender, plan.scenario.money.funds
    years = sorted({paid.year for paid in plan.payments})
    rows: list[_Row] = []
    for key, fund in funds.items():
        paid = {p.year: p for p in plan.payments if p.fund == key}
        for kind in ("spent", "available"):
            amounts = [getattr(paid[y], kind) if y in paid else 0 for y in years]
            cells = [tender.amount(amount) for amount in (*amounts, sum(amounts))]
            rows.append((name_of(fund.name.words), text(f"donor.package.{kind}"), *cells))
    for kind in ("spent", "available"):
        sums = [sum(getattr(p, kind) for p in plan.payments if p.year == y) for y in years]
        cells = [tender.amount(amount) for amount in (*sums, sum(sums))]
        rows.append((text("donor.package.all"), text(f"donor.package.{kind}"), *cells))
    unit = money_unit(tender)
    titles = [text("export.column.money", year=year, unit=unit) for year in years]
    columns = (
        Column(key="fund", title=text("export.column.fund")),
        Column(key="package", title=text("donor.column.package")),
        *(
            Column(key=f"paid_{y}", title=t, form="money")
            for y, t in zip(years, titles, strict=True)
        ),
        Column(key="paid_total", title=text("donor.column.total", unit=unit), form="money"),
    )
    return Table(
        key="packages",
        title=text("donor.sheet.packages"),
        columns=columns,
        rows=tuple(rows),
        frozen_columns=2,
    )


def _plane(plan: Plan, plane: Plane) -> Table:
    tender = plan.scenario.money.tender
    rows: list[_Row] = []
    for row, place in enumerate(plane.place.tolist()):
        entry = plan.entries[place]
        rows.append(
            (
                entry.id,
                *names(entry.name),
                text(f"export.group.{entry.group}"),
                tender.amount(entry.cost),
                int(plane.social[row]),
                int(plane.economic[row]),
                text(f"donor.quadrant.{plane.quadrant(row)}"),
            )
        )
    return _table("plane", _PLANE, rows, unit=money_unit(tender))


def _lines(plan: Plan, plane: Plane) -> Table:
    """The budget lines, and how both indexes are made."""
    rows: list[_Row] = [
        (text("donor.line.social"), plane.social_line),
        (text("donor.line.economic"), plane.economic_line),
        (text("donor.line.budget"), plan.scenario.money.tender.amount(plan.figures.money_total)),
        (text("donor.line.how"), text("donor.line.how.told")),
        (text("donor.line.quadrants"), text("donor.line.quadrants.told")),
    ]
    return _table("plane_lines", [("setting", "text"), ("value", "plain")], rows)


def _gaps(plan: Plan) -> Table:
    """Each value that is missing or only estimated, and whether works wait for it."""
    known = qualities(plan)
    return _table("gaps", _GAPS, list(_gap_rows(plan, known)))


def _gap_rows(plan: Plan, known: dict[str, dict[str, str]]) -> Iterator[_Row]:
    reported = str(Quality.REPORTED)
    for entry in plan.entries:
        told = (entry.id, *names(entry.name), text(f"export.group.{entry.group}"))
        for column in entry.missing:
            yield (*told, field_name(column), choice("quality", "missing"), text("donor.gap.waits"))
        for column, word in known.get(entry.id, {}).items():
            if word != reported and column not in entry.missing:
                need = "missing" if word == "missing" else "unsure"
                yield (
                    *told,
                    field_name(column),
                    choice("quality", word),
                    text(f"donor.gap.{need}"),
                )


def _table(key: str, columns: Any, rows: list[_Row], **values: object) -> Table:
    """A table whose title stands under `donor.`; titles of columns those of `export.`."""
    made = table("list", columns, rows, **values)
    return Table(key=key, title=text(f"donor.sheet.{key}"), columns=made.columns, rows=made.rows)


def _drawn(book: Any, sheet: Any, plane: Plane) -> None:
    """The plane as a chart below the budget lines: entries, and a line on each axis. Its numbers are
    cells of the workbook, so that it holds nothing else."""
    n, entries = len(plane.place), text("donor.sheet.plane")
    if not n:
        return
    chart = book.add_chart({"type": "scatter"})
    social = len(NAMES) + 3
    chart.add_series(
        {
            "name": text("donor.chart.entries"),
            "categories": [entries, 1, social + 1, n, social + 1],
            "values": [entries, 1, social, n, social],
            "marker": {"type": "circle", "size": 5},
        }
    )
    at = {
        "social": ((0.0, plane.social_line), (_END, plane.social_line)),
        "economic": ((plane.economic_line, 0.0), (plane.economic_line, _END)),
    }
    for k, (key, ends) in enumerate(at.items()):
        column = 3 + 2 * k
        sheet.write_string(0, column, text(f"donor.line.{key}"))
        for row, (x, y) in enumerate(ends, start=1):
            sheet.write_number(row, column, x)
            sheet.write_number(row, column + 1, y)
        chart.add_series(
            {
                "name": text(f"donor.line.{key}"),
                "categories": [sheet.get_name(), 1, column, 2, column],
                "values": [sheet.get_name(), 1, column + 1, 2, column + 1],
                "line": {"dash_type": "dash", "width": 1.5},
                "marker": {"type": "none"},
            }
        )
    chart.set_title({"name": text("donor.chart.title"), "name_font": {"size": 11}})
    chart.set_x_axis({"name": text("donor.chart.economic"), "min": 0, "max": _END})
    chart.set_y_axis({"name": text("donor.chart.social"), "min": 0, "max": _END})
    chart.set_size({"width": 720, "height": 480})
    chart.set_legend({"position": "bottom"})
    sheet.insert_chart(7, 0, chart, {"description": text("donor.chart.alt")})
