"""Plans that tests take from a hand."""

from planner.insight.forcing import Hand
from planner.optimise import Solution


def solved(
    hand: Hand, start: Solution | None = None, limits: tuple[float, float] = (0.0, 10.0)
) -> Solution:
    """Its plan, which is there in time."""
    found = hand.solve(start, limits)
    assert found is not None
    return found
