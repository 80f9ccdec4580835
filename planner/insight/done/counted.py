"""The scenario that a plan is made again for: what was begun goes on, what is reported counts."""

from collections.abc import Sequence

from planner.insight.done.drift import Reported, as_reported, begun_of
from planner.insight.replan.begun import Begun, begun_by, going_on
from planner.insight.replan.former import Former
from planner.scenario import Loaded


def counted(loaded: Loaded, former: Former, year: int, reports: Sequence[Reported]) -> Begun:
    """year: works that the former plan began by its end go on; reports: what is done of it."""
    known = as_reported(loaded, former, reports) if reports else loaded
    return going_on(known, former, begun_by(former, year) | begun_of(former, reports))
