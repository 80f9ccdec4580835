"""What a worker process does about what becomes of a plan: the plan made again, phases of it.

The server never calls this, as `planner.desk.questions`.
"""

from typing import Final

from planner.desk.filed import filed
from planner.desk.solving import Stamp, Variant, loaded_of
from planner.exchange.proven import proven
from planner.insight.done.drift import Reported, as_reported, begun_of
from planner.insight.forcing import Told, Unwanted
from planner.insight.replan.begun import begun_by, going_on
from planner.insight.replan.former import Former
from planner.insight.replan.replan import Replanned, replan
from planner.insight.trade.nest import Nest, nest
from planner.optimise import Solution
from planner.plan import plan_of, solve_scenario

GAP: Final = 1e-3
SECONDS: Final = 40.0
"""How near to the best the plan of a saved scenario is to be that is only compared with."""


def replanning(
    variant: Variant,
    made: Stamp,
    start: Solution,
    former: Former | Variant,
    within: float,
    year: int,
    reports: tuple[Reported, ...] = (),
    *,
    told: Told,
    unwanted: Unwanted,
) -> Replanned:
    """See `replan`. former: the plan that there was, or the saved scenario whose plan it is; year: works
    that it began by its end go on; reports: what is done of it."""
    loaded = filed(variant, made)
    known = former if isinstance(former, Former) else _former(former, unwanted)
    if reports:
        loaded = as_reported(loaded, known, reports)
    went_on = going_on(loaded, known, begun_by(known, year) | begun_of(known, reports))
    return replan(went_on, known, within, told, unwanted, start=None if reports else start)


def _former(variant: Variant, unwanted: Unwanted) -> Former:
    """The plan of a saved scenario, at hand where it was proven before."""
    loaded = loaded_of(variant)
    solution = proven(loaded, GAP)
    if solution is None:
        solution = solve_scenario(loaded, gap=GAP, seconds=SECONDS, cancelled=unwanted)
    return Former.of(plan_of(loaded, solution))


def nesting(
    variant: Variant,
    made: Stamp,
    start: Solution,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Nest:
    """See `nest`; the phases that are known when it is no longer wanted are an answer, too."""
    return nest(filed(variant, made), start, told=told, unwanted=unwanted)
