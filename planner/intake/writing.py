"""Writing sites.csv: by the inventory's own list of columns, so that a new one needs no change here."""

import csv
import io
from collections.abc import Mapping
from typing import Final

import numpy as np

from planner.arrays import Flags
from planner.intake.values.distinct import Cells
from planner.inventory.sites import OPTIONAL, REQUIRED

COLUMNS: Final = (*REQUIRED, *(column for column in OPTIONAL if column not in REQUIRED))


def sites_csv(columns: Mapping[str, Cells], rows: Flags) -> bytes:
    """Columns of n rows, those of `rows`, as the table that the inventory reads.

    Columns that must be there and are not given are blank; others than the inventory knows, which
    an earlier table has added, follow at the end. Raises KeyError for none of either.
    """
    n = int(rows.sum())
    blank = np.full(n, "", dtype=object)
    extra = [name for name in columns if name not in COLUMNS]
    named = [name for name in COLUMNS if name in columns or name in REQUIRED]
    held = {name: columns[name][rows] if name in columns else blank for name in (*named, *extra)}
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(held)
    writer.writerows(zip(*held.values(), strict=True))
    return lines.getvalue().encode("utf-8")
