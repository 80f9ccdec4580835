"""Reading gains.csv: what projects are said to bring, by criterion, each with source and quality."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.arrays import Floats
from planner.errors import Fault
from planner.inventory.sites import SOURCE
from planner.inventory.wording import Texts, Wording, others, read_wording
from planner.reading import ColumnReader, scan_table
from planner.text import LANGUAGES, PLAIN

GAIN_QUALITIES: Final = ("reported", "stated", "illustrative", "judgement")
"""Measured or documented by somebody else; stated by the project's authors; an example; judged."""
REQUIRED: Final = ("project", "criterion", "amount", "quality", SOURCE[PLAIN])
OPTIONAL: Final = others(SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StatedGains:
    """n gains: what a project brings to a criterion once it is finished, in the criterion's unit.

    They take the place of what follows from its people and capacity, and come beside whatever
    the sites that it restores gain.
    """

    project: Texts
    criterion: Texts
    amount: Floats
    """(n,) negative where it takes something away."""
    quality: Texts
    """One of `GAIN_QUALITIES`."""
    source: Wording
    file: str
    line: tuple[int, ...]
    """Of each in its file, the header being 1."""

    def __post_init__(self) -> None:
        self.amount.setflags(write=False)

    def __len__(self) -> int:
        return len(self.project)

    @classmethod
    def none(cls) -> "StatedGains":
        """Of a city whose projects state none."""
        return cls(
            project=(),
            criterion=(),
            amount=np.zeros(0),
            quality=(),
            source={language: () for language in LANGUAGES},
            file="",
            line=(),
        )

    def of(self, project: str) -> tuple[int, ...]:
        """Rows of one project, in the order of the file."""
        return tuple(row for row, name in enumerate(self.project) if name == project)


def read_gains(
    data: bytes, label: str
) -> tuple[StatedGains | None, ColumnReader | None, list[Fault]]:
    """Gains as far as readable, the reader of their table, and every fault in it."""
    table, faults = scan_table(
        data, required=REQUIRED, optional=OPTIONAL, extra_numeric=False, label=label
    )
    faults = [fault for fault in faults if fault.key != "table_no_rows"]
    if table is None:
        return None, None, faults
    reader = ColumnReader(table)
    gains = StatedGains(
        project=reader.text("project"),
        criterion=reader.text("criterion"),
        amount=reader.numbers("amount", low=-1e9, high=1e9, blank=False),
        quality=reader.choice("quality", GAIN_QUALITIES),
        source=read_wording(reader, SOURCE),
        file=label,
        line=table.lines,
    )
    for column in ("project", "criterion", SOURCE[PLAIN]):
        for row, cell in enumerate(reader.text(column)):
            if not cell:
                reader.fault("blank", column, row)
    first: dict[tuple[str, str], int] = {}
    for row, pair in enumerate(zip(gains.project, gains.criterion, strict=True)):
        if all(pair) and first.setdefault(pair, row) != row:
            reader.fault("gain_twice", "criterion", row, {"first": table.lines[first[pair]]})
    return gains, reader, [*faults, *reader.faults]
