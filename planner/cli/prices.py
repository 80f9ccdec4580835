"""What a command finds out besides its plan: the price of protection, and of floors for districts."""

from collections.abc import Callable

from planner.cli.progress import ProgressLine
from planner.cli.waiting import interruptible
from planner.insight.districts import Floor, bare, floor
from planner.insight.duty import Duty, duty
from planner.plan import Plan
from planner.scenario import Loaded


def protection(loaded: Loaded, plan: Plan, progress: ProgressLine) -> Duty | None:
    """What its rule that monuments are protected in time costs, or would cost."""
    progress.phase("duty")
    return interruptible(
        lambda cancelled: duty(loaded, plan.solution, unwanted=cancelled), progress.stopping
    )


def floors(loaded: Loaded, plan: Plan, progress: ProgressLine) -> list[Floor]:
    """What a floor would cost on each criterion on which a district goes without."""
    progress.phase("districts")

    def work(cancelled: Callable[[], bool]) -> list[Floor]:
        return [
            floor(loaded, plan.solution, entry.criterion, unwanted=cancelled)
            for entry in bare(plan)
        ]

    return interruptible(work, progress.stopping)
