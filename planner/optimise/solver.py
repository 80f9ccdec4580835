"""The one place that names a solver: HiGHS, or CBC where HiGHS cannot run, both through PuLP.

PuLP calls a run that its time limit stopped "Optimal" in `status`, so only `sol_status` and the
solver's own report are read here; and no answer is believed before exact arithmetic checked it.
"""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

import numpy as np
import pulp
from numpy.typing import NDArray
from pulp.apis.coin_api import pulp_cbc_path

from planner.errors import Fault, SolverError
from planner.optimise.model import Model

_OLDEST_HIGHS: Final = (1, 15)
"""Older ones answer some problems wrongly through PuLP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the solver says; `x` is None where it found nothing."""

    x: NDArray[np.float64] | None
    bound: float
    """The solver's own upper bound on the objective, in the model's scale."""
    infeasible: bool
    finished: bool
    """Whether it ran to the end rather than to its time limit."""
    duals: NDArray[np.float64] | None
    """Of the linking rows, for a relaxed model: change of the objective per unit of the row."""


def highs_runs() -> bool:
    """Whether HiGHS can be used here, in a version that is right."""
    solver = pulp.HiGHS(msg=False)
    if not solver.available():
        return False
    major, minor = version("highspy").split(".")[:2]
    return (int(major), int(minor)) >= _OLDEST_HIGHS


def solver_name() -> str:
    """Which solver answers here, with versions, for provenance."""
    through = f"PuLP {version('pulp')}"
    return f"HiGHS {version('highspy')}, {through}" if highs_runs() else f"CBC, {through}"


class _StartedHighs(pulp.HiGHS):  # type: ignore[misc]
    """HiGHS, begun from known values of the binaries: PuLP does not hand them over itself."""

    start: dict[Any, float]

    def callSolver(self, lp: Any) -> None:
        if self.start:
            indices = np.array([v.index for v in self.start], dtype=np.int32)
            values = np.array(list(self.start.values()), dtype=np.float64)
            lp.solverModel.setSolution(len(indices), indices, values)
        super().callSolver(lp)


def _highs(seconds: float, gap: float, seed: int, careful: bool, start: dict[Any, float]) -> Any:
    # Restarts of the search made HiGHS 1.15 call wrong answers optimal on small money problems,
    # and cost it twice the time on this tool's own: they stay off, and `careful` goes without
    # presolve as well, which was right wherever that was not.
    options: dict[str, Any] = {"random_seed": seed, "mip_allow_restart": False}
    if careful:
        options["presolve"] = "off"
    solver = _StartedHighs(
        msg=False, timeLimit=seconds, gapRel=gap, gapAbs=0.0, threads=1, **options
    )
    solver.start = start
    return solver


def _cbc(seconds: float, gap: float, seed: int) -> Any:
    """CBC from the system's path, or the one that PuLP 3 brings along."""
    options = [f"randomSeed {seed + 1}"]
    for path in (None, pulp_cbc_path):
        solver = pulp.COIN_CMD(
            path=path, msg=False, timeLimit=seconds, gapRel=gap, gapAbs=0.0, options=options
        )
        if solver.available():
            return solver
    raise SolverError([Fault(key="no_solver")])


def run(
    model: Model,
    *,
    seconds: float,
    gap: float = 0.0,
    seed: int = 0,
    careful: bool = False,
    start: NDArray[np.int64] | None = None,
    use_cbc: bool = False,
) -> Answer:
    """Solves the model; `careful` goes without presolve, as a second opinion.

    start: numbers of the alternatives of a known plan, to begin from.
    """
    with_highs = highs_runs() and not use_cbc
    seconds = max(seconds, 0.05)
    known: dict[Any, float] = {}
    if start is not None:
        chosen = set(start.tolist())
        known = {v: float(a in chosen) for a, v in enumerate(model.x)}
    solver = _highs(seconds, gap, seed, careful, known) if with_highs else _cbc(seconds, gap, seed)
    model.lp.solve(solver)
    found = model.lp.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    x = np.array([v.varValue for v in model.x], dtype=np.float64) if found else None
    if x is not None and not (np.isfinite(x).all() and _feasible_point(model, with_highs)):
        x = None
    finished = model.lp.sol_status == pulp.LpSolutionOptimal
    return Answer(
        x=x,
        bound=_bound(model, x, with_highs, finished),
        infeasible=model.lp.sol_status == pulp.LpSolutionInfeasible,
        finished=finished,
        duals=_duals(model, with_highs) if finished else None,
    )


def _feasible_point(model: Model, with_highs: bool) -> bool:
    """Whether the solver holds a point at all, rather than leftovers of an interrupted run."""
    if not with_highs:
        return True
    return bool(model.lp.solverModel.getInfo().primal_solution_status == 2)


def _bound(model: Model, x: NDArray[np.float64] | None, with_highs: bool, finished: bool) -> float:
    if with_highs and model.lp.isMIP():
        return -float(model.lp.solverModel.getInfo().mip_dual_bound)
    if finished and x is not None:
        return float(pulp.value(model.lp.objective))
    return float("inf")


def _duals(model: Model, with_highs: bool) -> NDArray[np.float64] | None:
    if model.lp.isMIP():
        return None
    duals = np.array([row.pi for row in model.rows], dtype=np.float64)
    return -duals if with_highs else duals  # PuLP hands HiGHS a minimisation
