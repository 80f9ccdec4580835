"""Files in and out: plans as CSV, XLSX and JSON, and synthetic cities."""

from planner.exchange.csv_file import to_csv
from planner.exchange.gate import Released, release
from planner.exchange.json_file import to_dict, to_json
from planner.exchange.sheet import Column, Table
from planner.exchange.tables import tables
from planner.exchange.xlsx_file import to_xlsx

__all__ = [
    "Column",
    "Released",
    "Table",
    "release",
    "tables",
    "to_csv",
    "to_dict",
    "to_json",
    "to_xlsx",
]
