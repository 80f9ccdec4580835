"""Every listed fault as CSV, for whoever mends the files, who has them: a row each, in one language."""

from typing import Final

from planner.errors import PlannerError
from planner.exchange.csv_text import csv_of
from planner.exchange.gate import Gate
from planner.exchange.sheet import Cell, Form, table
from planner.text import fault_lines

_COLUMNS: Final[tuple[tuple[str, Form], ...]] = (
    ("fault_file", "text"),
    ("fault_line", "plain"),
    ("fault_field", "text"),
    ("fault_value", "text"),
    ("fault_others", "plain"),
    ("fault_key", "text"),
    ("fault_words", "text"),
)


def faults_csv(error: PlannerError) -> bytes:
    """The faults in the order found; `fault_others` counts those of the kind that are not listed."""
    rows: list[tuple[Cell, ...]] = [
        (f.file, f.row, f.field, f.value, f.others or None, f.key, line)
        for f, line in zip(error.faults, fault_lines(error), strict=True)
    ]
    return csv_of(table("faults", _COLUMNS, rows), {}, Gate("internal"))
