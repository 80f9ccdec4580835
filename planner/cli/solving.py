"""A scenario file, read, and its plan: solved, or recalled where it was once proven."""

from collections.abc import Callable
from pathlib import Path

from planner.cli.options import Thoroughness
from planner.cli.progress import ProgressLine
from planner.cli.waiting import interruptible
from planner.exchange.proven import keep_proven, proven
from planner.plan import Plan, make_plan, plan_of
from planner.scenario import Loaded, load_scenario


def solved(
    path: Path, effort: Thoroughness, progress: ProgressLine, sites: str = ""
) -> tuple[Loaded, Plan]:
    """The scenario and its plan; the line tells how far the search is."""
    progress.phase("reading", file=path.name)
    loaded = load_scenario(path, sites=sites)
    progress.phase("solving", file=path.name)

    def work(cancelled: Callable[[], bool]) -> Plan:
        usual = effort.seed == 0 and not effort.anew
        known = proven(loaded, effort.gap) if usual else None
        if known is not None:
            return plan_of(loaded, known)
        plan = make_plan(
            loaded,
            gap=effort.gap,
            seconds=effort.seconds,
            seed=effort.seed,
            progress=progress.search,
            cancelled=cancelled,
        )
        if effort.seed == 0:
            keep_proven(loaded, plan.solution)
        return plan

    return loaded, interruptible(work, progress.stopping)
