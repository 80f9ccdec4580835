"""A dictionary of fields: what the columns of an export are called, mean and hold."""

from collections.abc import Mapping
from typing import Final

from planner.exchange.csv_text import csv_of
from planner.exchange.gate import Released
from planner.exchange.listing import priority_list
from planner.exchange.sheet import Cell, Form, Table, table
from planner.exchange.stamp import stamp
from planner.text import text

_COLUMNS: Final[tuple[tuple[str, Form], ...]] = (
    ("layer", "text"),
    ("field_key", "text"),
    ("field_title", "text"),
    ("field_form", "text"),
)


def dictionary(tables: Mapping[str, Table], released: Released) -> Table:
    """A row for each column of each table, by the name that it goes by in the file."""
    rows: list[tuple[Cell, ...]] = [
        (name, column.key, column.title, text(f"export.form.{column.form}"))
        for name, held in tables.items()
        for column in held.columns
    ]
    return released.gate.table(table("map_fields", _COLUMNS, rows))


def to_fields(released: Released) -> bytes:
    """The dictionary of the list as CSV, to lie beside the list as CSV."""
    listed = released.gate.table(priority_list(released.plan))
    return csv_of(dictionary({listed.key: listed}, released), stamp(released), released.gate)
