"""What it would take for a site or project to be in the plan, or to leave it."""

from dataclasses import dataclass, replace

from planner.insight.enter.rival import Rival, rival
from planner.insight.enter.weights import Shift, weight_shift
from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.optimise import Solution
from planner.scenario import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """The smallest change of weights, and the works that come next."""

    shift: Shift
    rival: Rival | None


def entering(
    loaded: Loaded, start: Solution, subject: str, told: Told = quiet, unwanted: Unwanted = never
) -> Entering:
    """Both, from the plan in hand. Raises KeyError for an unknown id."""
    plan = replace(start, proof=None)
    nearest = rival(Hand.of(loaded), plan, subject)
    return Entering(shift=weight_shift(loaded, plan, subject, told, unwanted), rival=nearest)
