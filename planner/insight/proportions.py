"""Weights with one of them moved, the others in proportion."""

from fractions import Fraction
from typing import Final

from planner.criteria import COST
from planner.scenario import Loaded

ONE: Final = Fraction(1)


def shares_at(loaded: Loaded, criterion: str, share: Fraction) -> dict[str, Fraction]:
    """All weights with one at `share`, the others in proportion; where it is all there is now,
    the others share the rest alike."""
    names = [*loaded.scenario.criteria, COST]
    weights = {c: Fraction(loaded.scenario.weights.get(c, 0)) for c in names}
    rest = sum(weights.values()) - weights[criterion]
    others = {c: w / rest if rest else Fraction(1, len(names) - 1) for c, w in weights.items()}
    return {c: share if c == criterion else (ONE - share) * w for c, w in others.items()}


def share_now(loaded: Loaded, criterion: str) -> Fraction:
    """The present share of a weight."""
    weights = loaded.scenario.weights
    return Fraction(weights.get(criterion, 0)) / Fraction(sum(weights.values()))
