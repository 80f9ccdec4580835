"""Rows of the problem by the names that drawn cities give them."""

import re
from typing import Final

from planner.problem.linking import RowId, Rule

_PATTERNS: Final = (
    (r"C2_fund_(?P<subject>.+)_(?P<year>\d+)$", "C2", "money", "given"),
    (r"C2_money_(?P<year>\d+)_(?P<subject>.+)$", "C2", "money", "spent"),
    (r"C3_crew_(?P<key>.+)_(?P<year>\d+)$", "C3", "crew", ""),
    (r"C4_displace_(?P<subject>.+)_(?P<year>\d+)$", "C4", "plot", ""),
    (r"C5_(?P<key>\d+)_(?P<subject>.+)_after_.+_(?P<year>\d+)$", "C5", "requires", ""),
    (r"C6_must_(?P<key>\d+)_(?P<subject>.+)$", "C6", "must", ""),
    (r"C6_never_(?P<key>\d+)_(?P<subject>.+)$", "C6", "never", ""),
    (r"C7_least_(?P<key>.+)$", "C7", "least", "spent"),
    (r"C7_most_(?P<key>.+)$", "C7", "most", "spent"),
    (r"C8_floor_(?P<key>\d+)_[^_]+_(?P<subject>.+)$", "C8", "floor", ""),
    (r"C9_promise_(?P<key>\d+)_(?P<subject>.+)$", "C9", "promise", ""),
    (r"C10_people_(?P<key>\d+)_(?P<subject>.+)_(?P<year>\d+)$", "C10", "people", ""),
    (r"C10_at_work_(?P<year>\d+)$", "C10", "at_work", ""),
)


def row_id(name: str) -> RowId:
    """The row that a case of Vidnova would give this name; of no rule where it gives none."""
    for pattern, row, kind, money in _PATTERNS:
        match = re.match(pattern, name)
        if match:
            found = match.groupdict()
            key = found.get("key")
            rule = Rule(row, kind, int(key) if key and key.isdecimal() else key)
            year = found.get("year")
            subject = found.get("subject") or ""
            return RowId(name, rule, subject, int(year) if year else None, money)  # type: ignore[arg-type]
    return RowId(name)
