"""Tables as a workbook: real numbers, text that stays text, widths, filters, print set-up."""

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

import xlsxwriter

from planner.exchange.csv_text import neutral
from planner.exchange.gate.gate import Gate
from planner.exchange.sheet import Cell, Column, Form, Table

_NUMBER_FORMATS: Final[dict[Form, str]] = {
    "text": "@",
    "whole": "#,##0",
    "year": "0",
    "money": "#,##0.00",
    "points": "0.00",
    "number": "#,##0.0#",
    "percent": "0.0%",
    "plain": "General",
}
_NARROWEST, _WIDEST = 8, 60
_WRAPPED: Final = 40
_A4: Final = 9
"""Number of the paper."""
_LONGEST_FOOT: Final = 200
Drawing = Callable[[Any, Any], None]
"""What is drawn on a sheet: called with the workbook and the sheet."""


class _Sheets:
    """One open workbook and its formats."""

    def __init__(self, stream: io.BytesIO) -> None:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book: Any = xlsxwriter.Workbook(stream, {**options, "strings_to_numbers": False})
        self.header: Any = self.book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self.formats: dict[Form, Any] = {
            form: self.book.add_format({"num_format": code, "valign": "top"})
            for form, code in _NUMBER_FORMATS.items()
        }
        wrapped = {"num_format": "@", "valign": "top", "text_wrap": True}
        self.wrapped: Any = self.book.add_format(wrapped)
        self.quoted: Any = self.book.add_format({**wrapped, "quote_prefix": True})

    def add(self, table: Table, foot: str) -> Any:
        """One sheet per table: frozen header, filter, widths after the longest cell; printed on A4
        across, with the page's number at the foot."""
        sheet = self.book.add_worksheet(table.title)
        for index, column in enumerate(table.columns):
            cells = [row[index] for row in table.rows]
            sheet.set_column(index, index, _width(column, cells))
            sheet.write_string(0, index, column.title, self.header)
            number_format = self.formats[column.form]
            for number, value in enumerate(cells, start=1):
                if isinstance(value, str):
                    risky = neutral(value) != value
                    form = self.quoted if risky else self.wrapped
                    sheet.write_string(number, index, value, form)
                elif isinstance(value, bool):
                    sheet.write_boolean(number, index, value)
                elif value is not None:
                    sheet.write_number(number, index, float(value), number_format)
        sheet.freeze_panes(1, table.frozen_columns)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(_A4)
        sheet.set_footer(f"&L&8{foot.replace('&', '&&')[:_LONGEST_FOOT]}&R&8&P / &N")
        return sheet


def _width(column: Column, cells: list[Cell]) -> float:
    longest = max((len(str(value)) for value in cells if isinstance(value, str)), default=0)
    title = max((len(word) for word in column.title.split()), default=0)
    limit = _WRAPPED if column.form == "text" else _WIDEST
    return max(_NARROWEST, title + 3, min(longest + 1, limit))


def workbook(
    sheets: Iterable[Table],
    gate: Gate,
    *,
    title: str,
    subject: str,
    comments: str,
    created: str,
    foot: str = "",
    drawings: Mapping[str, Drawing] = MappingProxyType({}),
) -> bytes:
    """A sheet per table of which anything may leave by the gate.

    created: ISO date and time, which the properties state. foot: words at the foot of each printed
    page. drawings: what is drawn on the sheet of a table, by its key.
    """
    stream = io.BytesIO()
    open_book = _Sheets(stream)
    moment = datetime.fromisoformat(created)
    naive = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    open_book.book.set_properties(
        {"title": title, "subject": subject, "comments": comments, "created": naive}
    )
    for table in map(gate.table, sheets):
        if table.columns:
            sheet = open_book.add(table, foot)
            if table.key in drawings:
                drawings[table.key](open_book.book, sheet)
    open_book.book.close()
    return stream.getvalue()
