"""Money in whole minor units, hundredths of any currency, and the unit that amounts are stated in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, get_args

MINOR_PER_MAJOR: Final = 100
MINOR_PER_MILLION: Final = 1_000_000 * MINOR_PER_MAJOR
Unit = Literal["one", "thousand", "million", "billion"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
_SIZES: Final[dict[Unit, int]] = {"one": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Tender:
    """What a scenario states its amounts in, and a planner reads them in: thousands of euros, say."""

    currency: str
    """ISO 4217."""
    unit: Unit

    @property
    def size(self) -> int:
        """Minor units in one unit."""
        return _SIZES[self.unit] * MINOR_PER_MAJOR

    @property
    def decimals(self) -> int:
        """Decimals of an amount; what is finer does not exist."""
        return len(str(self.size)) - 1

    def minor(self, amount: Decimal | int) -> int:
        """An amount as whole minor units; any smaller part is not money that exists."""
        return int(amount * self.size)

    def amount(self, minor: int) -> Decimal:
        """Minor units as an amount, exactly."""
        return Decimal(minor) / self.size


DOLLARS: Final = Tender("USD", "million")
"""What costs of projects are stated in, in their table."""
