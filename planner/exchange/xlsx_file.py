"""A plan as a workbook: list, key figures, losses, spending, crews, settings, provenance."""

from planner.exchange.gate.released import Released
from planner.exchange.plan_tables import tables
from planner.exchange.workbook import workbook
from planner.insight.words import scenario_name
from planner.text import text


def to_xlsx(released: Released, link: str = "") -> bytes:
    """The workbook; the same plan gives the same bytes. link: an address that opens the plan.

    Text stays text: it is written as strings only, and what looks like a formula also carries
    the quote prefix, so that it stays text when somebody edits the cell. The properties name no
    person; their date is that of the plan.
    """
    plan = released.plan
    return workbook(
        tables(released, link),
        released.gate,
        title=scenario_name(plan.scenario),
        subject=text("export.subject"),
        comments=f"sha256 {plan.provenance.decisions_sha256}",
        created=plan.provenance.created,
    )
