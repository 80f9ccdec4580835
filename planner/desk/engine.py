"""What a worker process does for a search: load, prepare, solve. The server never calls this."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from planner.desk.solving import Stamp, Variant, loaded_of, stamp
from planner.errors import Fault, SolverError
from planner.exchange.proven import keep_proven, proven
from planner.optimise import Solution, check
from planner.plan import problem_of, solve_scenario
from planner.scenario import Loaded


def answer(
    variant: Variant,
    made: Stamp,
    gap: float,
    seconds: float,
    work: int | None,
    start: Solution | None,
    *,
    told: Callable[[object], None],
    unwanted: Callable[[], bool],
) -> Solution:
    """The decisions for some settings, as the files stood at `made`.

    A worker keeps loaded scenarios and prepared problems, so that after a move of a slider only
    values and search are left to do. Of `start` only the prices are taken: after a small move its
    plan would often do, and the planner would see nothing change. What begins from nothing is looked up
    among the plans once proven, and kept there. Raises InputError, InfeasiblePlanError, and SolverError where
    no plan was found or the files are other ones by now.
    """

    def progress(phase: str, bound: float, value: float, gap: float) -> None:
        told((phase, bound, value, gap))

    loaded = loaded_of(variant)
    if stamp(Path(variant.path)) != made:
        raise SolverError([Fault(key="files_changed", file=Path(variant.path).name)])
    if start is not None:
        start = replace(start, chosen=start.chosen[:0])
    else:
        known = proven(loaded, gap)
        if known is not None:
            return known
    solution = solve_scenario(
        loaded,
        gap=gap,
        seconds=seconds,
        start=start,
        progress=progress,
        cancelled=unwanted,
        work=work,
    )
    solution = _checked(loaded, solution)
    if start is None:
        keep_proven(loaded, solution)
    return solution


def _checked(loaded: Loaded, solution: Solution) -> Solution:
    """The solution without the tree that proves it, once the tree has been added up anew: it may be
    a thousand times as large as the decisions, and the page checks these each time it draws."""
    if solution.proof is None:
        return solution
    report = check(problem_of(loaded), solution)
    if not report.sound:
        raise SolverError([Fault(key="check_failed", value=", ".join(report.faults))])
    return replace(solution, proof=None)
