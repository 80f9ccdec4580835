"""Money in whole minor units: kopecks of a hryvnia, a hundred million of them in a money unit."""

from decimal import Decimal
from typing import Final

MINOR_PER_MAJOR: Final = 100
"""Kopecks in a hryvnia."""
MINOR_PER_UNIT: Final = 1_000_000 * MINOR_PER_MAJOR
"""Minor units in the scenario's money unit, a million."""


def minor(amount: Decimal | int) -> int:
    """Money units (million) as whole minor units; any smaller part is not money that exists."""
    return int(amount * MINOR_PER_UNIT)


def in_units(amount: int) -> Decimal:
    """Minor units as money units (million), exactly."""
    return Decimal(amount) / MINOR_PER_UNIT
