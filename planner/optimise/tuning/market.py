"""How a problem is laid out for prices."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Marketing:
    """What is kept beside the rows, and which rows count as local."""

    alternatives_at_once: int = 2_000_000
    """Alternatives whose absolute uses are weighed at a time where these are not kept; more take
    more memory for a moment."""
    most_amounts: int = 20_000_000
    """Entries of the matrix up to which its absolute values are kept beside it, 8 bytes each: 160
    megabytes at most. Above, they are taken anew each time, which is slower."""
    most_groups: int = 8
    """Groups up to which a row that counts alternatives is local: its price is left to closed
    forms and linear programs. Rows of more groups are searched for a price like any other."""
    most_entries: int = 2_000
    """Entries up to which a row is read at all for being local: one with more is of many groups in
    all but strange problems, and reading it group by group takes time."""
    least_groups: int = 50
    """Groups from which a problem has local rows; in a smaller one a row of a few groups is one
    of many, and its price is searched for like any other."""


MARKET: Final = Marketing()
