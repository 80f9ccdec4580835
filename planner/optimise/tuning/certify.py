"""How much the certificates take up at a time."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Certifying:
    """Sizes of the parts in which a city is added up; sums are the same whatever they are."""

    alternatives_at_once: int = 2**18
    """Alternatives that the exact bound prices at a time, two megabytes an array, so that a million
    sites need little memory. More only take more of it."""
    groups_at_once: int = 50_000
    """Groups that the rounded bound sees at a time: its margin needs the absolute uses, which at
    once would be a second copy of the matrix. More only take more memory."""


CERTIFY: Final = Certifying()
