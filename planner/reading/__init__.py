"""Strict readers and writers of files, without any knowledge of what the files mean."""

from planner.reading.atomic import write_atomic
from planner.reading.columns import ColumnReader
from planner.reading.files import decode, read_bytes
from planner.reading.nearest import nearest, unknown
from planner.reading.tables import CsvTable, read_table, scan_table
from planner.reading.yaml_text import write_yaml_text
from planner.reading.yamls import Document, read_yaml, scan_yaml

__all__ = [
    "ColumnReader",
    "CsvTable",
    "Document",
    "decode",
    "nearest",
    "read_bytes",
    "read_table",
    "read_yaml",
    "scan_table",
    "scan_yaml",
    "unknown",
    "write_atomic",
    "write_yaml_text",
]
