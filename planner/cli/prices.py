"""What a command finds out besides its plan: the price of protection, and of floors for districts."""

from collections.abc import Callable, Sequence
from typing import Final

from planner.cli.progress import ProgressLine
from planner.cli.waiting import interruptible
from planner.errors import InputError
from planner.exchange.terms_file import keep_terms, known_terms
from planner.insight.contest import Terms, contenders, terms
from planner.insight.districts import Floor, bare, floor
from planner.insight.duty import Duty, duty
from planner.plan import Plan
from planner.reading import unknown
from planner.scenario import Loaded

ALL: Final = "all"
"""Every project that can be built."""


def protection(loaded: Loaded, plan: Plan, progress: ProgressLine) -> Duty | None:
    """What its rule that monuments are protected in time costs, or would cost."""
    progress.phase("duty")
    return interruptible(
        lambda cancelled: duty(loaded, plan.solution, unwanted=cancelled), progress.stopping
    )


def terms_of(
    loaded: Loaded, plan: Plan, asked: Sequence[str], progress: ProgressLine
) -> list[Terms]:
    """On what terms projects enter, kept ones and new ones; of all that can be built for `all`.

    Raises InputError for an id that no project has.
    """
    buildable = [c.entry.id for c in contenders(plan) if c.buildable]
    known = loaded.inventory.projects.id
    strange = [
        unknown("project", name, known, file=loaded.path.name, field="--terms")
        for name in asked
        if name != ALL and name not in known
    ]
    if strange:
        raise InputError(strange)
    wanted = buildable if ALL in asked else [name for name in buildable if name in asked]
    progress.phase("terms")

    def work(cancelled: Callable[[], bool]) -> list[Terms]:
        found = []
        for project in wanted:
            told = known_terms(loaded).get(project)
            if told is None and not cancelled():
                told = terms(loaded, plan.solution, project, unwanted=cancelled)
                if told.final and not cancelled():
                    keep_terms(loaded, told)
            found += [told] if told else []
        return found

    return interruptible(work, progress.stopping)


def floors(loaded: Loaded, plan: Plan, progress: ProgressLine) -> list[Floor]:
    """What a floor would cost on each criterion on which a district goes without."""
    progress.phase("districts")

    def work(cancelled: Callable[[], bool]) -> list[Floor]:
        return [
            floor(loaded, plan.solution, entry.criterion, unwanted=cancelled)
            for entry in bare(plan)
        ]

    return interruptible(work, progress.stopping)
