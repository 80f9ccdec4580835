"""Files in and out: plans as CSV, XLSX and JSON, and synthetic cities.

What is named here is read in when it is asked for: a report on a list needs tables and the gate, and
nothing that knows a plan.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from planner.exchange.csv_file import to_csv
    from planner.exchange.gate import Released, release
    from planner.exchange.json_file import to_dict, to_json
    from planner.exchange.plan_tables import tables
    from planner.exchange.sheet import Column, Table
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
_WHERE: Final = {
    "Column": "sheet",
    "Released": "gate",
    "Table": "sheet",
    "release": "gate",
    "tables": "plan_tables",
    "to_csv": "csv_file",
    "to_dict": "json_file",
    "to_json": "json_file",
    "to_xlsx": "xlsx_file",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
