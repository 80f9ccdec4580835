"""How far a search has come, in words and on a scale."""

from dataclasses import dataclass
from math import isfinite, log10
from typing import Final

from planner.insight.answer import at_most_percent
from planner.text import decimal, has, text

_DIGITS: Final = 2
_SAYS_NOTHING: Final = 1e6
"""Prices of rules that cannot hold together drive the bound down for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What `solve` tells its caller on the way."""

    phase: str
    bound: float
    value: float
    gap: float

    @property
    def known(self) -> bool:
        """Whether there is a plan and a bound to compare it with."""
        return isfinite(self.gap) and isfinite(self.value) and isfinite(self.bound)

    def part(self, wanted: float) -> float:
        """0 without a plan, 1 at the gap wanted; each power of ten between counts the same."""
        if not self.known:
            return 0.0
        if self.gap <= wanted:
            return 1.0
        return min(1.0, max(0.0, log10(self.gap) / log10(wanted))) if 0 < wanted < 1 else 0.0

    def words(self) -> str:
        """Phase, value, bound and gap, as far as they are known."""
        key = f"search.{self.phase}"
        phase = text(key if has(key) else "search.other")
        if self.known:
            return text(
                "search.found",
                phase=phase,
                value=decimal(self.value, _DIGITS),
                bound=decimal(self.bound, _DIGITS),
                gap=at_most_percent(self.gap),
            )
        if abs(self.bound) < _SAYS_NOTHING and not isfinite(self.value):
            bound = decimal(self.bound, _DIGITS)
            return text("search.bounded", phase=phase, bound=bound)
        return phase
