"""A plan as CSV: the priority list for programs, one header row and one row per entry.

Encoding UTF-8 with a byte-order mark, so that spreadsheets show Cyrillic as it is and every
reader of `utf-8-sig` skips the mark; comma, decimal point, CRLF (RFC 4180). Headers are stable
English keys in every language, words in cells follow the language. Provenance stands in columns
that repeat on every row: no comment lines that a reader would trip over, and a row that is cut
out of the file still says which plan it comes from.
"""

from planner.exchange.csv_text import csv_of
from planner.exchange.gate.released import Released
from planner.exchange.listing import priority_list
from planner.exchange.stamp import stamp


def to_csv(released: Released, link: str = "") -> bytes:
    """The priority list with its provenance. Costs in the unit that it names, exact to the minor unit.

    link: an address that opens the plan, as one more column where there is one.
    """
    return csv_of(priority_list(released.plan), stamp(released, link), released.gate)
