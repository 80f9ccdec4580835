"""What a worker process does about what becomes of a plan: the plan made again, phases of it.

The server never calls this, as `planner.desk.questions`.
"""

from pathlib import Path
from typing import Final

from planner.desk.filed import filed
from planner.desk.solving import Stamp, Variant, loaded_of
from planner.domain import Names
from planner.exchange.proven import proven
from planner.insight.done.counted import counted
from planner.insight.done.drift import Reported
from planner.insight.forcing import Told, Unwanted
from planner.insight.replan.former import Former
from planner.insight.replan.replan import Replanned, replan
from planner.insight.trade.nest import Nest, nest
from planner.intake.delivered import keep_made_again
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
    known = former if isinstance(former, Former) else _former(former, unwanted)
    went_on = counted(filed(variant, made), known, year, reports)
    return replan(went_on, known, within, told, unwanted, start=None if reports else start)


def keeping(
    variant: Variant,
    made: Stamp,
    start: Solution,
    former: Former | Variant,
    year: int,
    reports: tuple[Reported, ...],
    found: Solution,
    title: Names,
    reason: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Path:
    """See `keep_made_again`: of a plan that was made again from a former one."""
    loaded = filed(variant, made)
    known = former if isinstance(former, Former) else _former(former, unwanted)
    return keep_made_again(loaded, counted(loaded, known, year, reports), found, title, reason)


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
