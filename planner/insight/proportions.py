"""Weights with one of them moved, the others in proportion."""

from fractions import Fraction
from typing import Final

from planner.scenario import Loaded

ONE: Final = Fraction(1)


def shares_at(loaded: Loaded, criterion: str, share: Fraction) -> dict[str, Fraction]:
    """All weights with one at `share`, the others in proportion; where it is all there is now,
    the others share the rest alike."""
    now = loaded.scenario.exact_shares
    rest = ONE - now[criterion]
    others = {c: w / rest if rest else Fraction(1, len(now) - 1) for c, w in now.items()}
    return {c: share if c == criterion else (ONE - share) * w for c, w in others.items()}


def share_now(loaded: Loaded, criterion: str) -> Fraction:
    """The present share of a weight."""
    return loaded.scenario.exact_shares[criterion]
