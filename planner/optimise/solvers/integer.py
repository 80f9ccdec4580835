"""The one place that names a solver: HiGHS, or CBC where HiGHS cannot run, both through PuLP.

PuLP calls a run that its time limit stopped "Optimal" in `status`, so only `sol_status` and the
solver's own report are read here; and no answer is believed before exact arithmetic checked it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

import numpy as np
import pulp
from pulp.apis.coin_api import pulp_cbc_path

from planner.arrays import Floats, Integers
from planner.errors import Fault, SolverError
from planner.optimise.solvers.highs import highs_name, highs_runs, new_highs
from planner.optimise.solvers.program import Model

_FEASIBLE_POINT: Final = 2
"""What HiGHS says of a point that keeps every row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SolverAnswer:
    """What the solver says; `x` is None where it found nothing."""

    x: Floats | None
    bound: float
    """The solver's own upper bound on the objective, in the model's scale."""
    infeasible: bool
    finished: bool
    """Whether it ran to the end rather than to its time limit."""


def solver_name() -> str:
    """Which solver answers here, with versions, for provenance."""
    through = f"PuLP {version('pulp')}"
    return f"{highs_name() if highs_runs() else 'CBC'}, {through}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How far a run may go."""

    seconds: float = 60.0
    gap: float = 0.0
    """Relative."""
    tolerance: float = 0.0
    """Absolute, in the model's scale."""
    nodes: int | None = None
    """Branching nodes at most: unlike seconds the same on every machine."""
    seed: int = 0
    careful: bool = False
    """Without presolve, as a second opinion."""
    stop: Callable[[float, float], bool] | None = None
    """stop(value, bound), asked often: whether to end now. Only HiGHS asks."""


class _WatchedHighs(pulp.HiGHS):  # type: ignore[misc]
    """HiGHS, begun from known values of the binaries and open to interruption: PuLP does neither."""

    start: dict[Any, float]
    stop: Callable[[float, float], bool] | None

    def createAndConfigureSolver(self, lp: Any) -> None:
        """PuLP would let HiGHS greet the terminal, and pass over options that it does not know."""
        limits = {
            "mip_rel_gap": self.gapRel,
            "mip_abs_gap": self.gapAbs,
            "threads": self.threads,
            "time_limit": float(self.timeLimit),
        }
        lp.solverModel = new_highs({**limits, **self.optionsDict})

    def callSolver(self, lp: Any) -> None:
        if self.start:
            indices = np.array([v.index for v in self.start], dtype=np.int32)
            values = np.array(list(self.start.values()), dtype=np.float64)
            lp.solverModel.setSolution(len(indices), indices, values)
        if self.stop is not None:
            self._watch(lp.solverModel, self.stop)
        super().callSolver(lp)

    def findSolutionValues(self, lp: Any) -> tuple[int, int]:
        """PuLP knows no node limit, and calls an interrupted run optimal."""
        status = lp.solverModel.getModelStatus()
        if status.name not in ("kSolutionLimit", "kInterrupt", "kObjectiveTarget"):
            found: tuple[int, int] = super().findSolutionValues(lp)
            return found
        for variable, value in zip(
            lp.variables(), lp.solverModel.getSolution().col_value, strict=False
        ):
            variable.varValue = value
        known = lp.solverModel.getInfo().primal_solution_status == _FEASIBLE_POINT
        sol_status = pulp.LpSolutionIntegerFeasible if known else pulp.LpSolutionNoSolutionFound
        return pulp.LpStatusNotSolved, sol_status

    def _watch(self, highs: Any, stop: Callable[[float, float], bool]) -> None:
        from highspy import cb  # not at the top: HiGHS may be missing

        kinds = cb.HighsCallbackType

        def asked(kind: Any, _message: str, seen: Any, answer: Any, _data: Any) -> None:
            answer.user_interrupt = stop(-seen.mip_primal_bound, -seen.mip_dual_bound)

        highs.setCallback(asked, None)
        for kind in (kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt):
            highs.startCallback(kind)


def _highs(effort: Effort, start: dict[Any, float]) -> Any:
    # Restarts of the search made HiGHS 1.15 call wrong answers optimal on small money problems,
    # and cost it twice the time on this tool's own: they stay off, and `careful` goes without
    # presolve as well, which was right wherever that was not.
    options: dict[str, Any] = {"random_seed": effort.seed, "mip_allow_restart": False}
    if effort.careful:
        options["presolve"] = "off"
    if effort.nodes is not None:
        options["mip_max_nodes"] = effort.nodes
    solver = _WatchedHighs(
        msg=False,
        timeLimit=max(effort.seconds, 0.05),
        gapRel=effort.gap,
        gapAbs=effort.tolerance,
        threads=1,
        **options,
    )
    solver.start, solver.stop = start, effort.stop
    return solver


def _cbc(effort: Effort) -> Any:
    """CBC from the system's path, or the one that PuLP 3 brings along."""
    options = [f"randomSeed {effort.seed + 1}"]
    if effort.nodes is not None:
        options.append(f"maxNodes {effort.nodes}")
    for path in (None, pulp_cbc_path):
        solver = pulp.COIN_CMD(
            path=path,
            msg=False,
            timeLimit=max(effort.seconds, 0.05),
            gapRel=effort.gap,
            gapAbs=effort.tolerance,
            options=options,
        )
        if solver.available():
            return solver
    raise SolverError([Fault(key="no_solver")])


def run(
    model: Model,
    effort: Effort | None = None,
    *,
    start: Integers | None = None,
    use_cbc: bool = False,
) -> SolverAnswer:
    """Solves the model; start: numbers of the alternatives of a known plan, to begin from."""
    effort = effort or Effort()
    with_highs = highs_runs() and not use_cbc
    known: dict[Any, float] = {}
    if start is not None:
        chosen = set(start.tolist())
        known = {v: float(a in chosen) for a, v in enumerate(model.x)}
    model.lp.solve(_highs(effort, known) if with_highs else _cbc(effort))
    found = model.lp.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    x = np.array([v.varValue for v in model.x], dtype=np.float64) if found else None
    if x is not None and not (np.isfinite(x).all() and _feasible_point(model, with_highs)):
        x = None
    finished = model.lp.sol_status == pulp.LpSolutionOptimal
    return SolverAnswer(
        x=x,
        bound=_bound(model, x, with_highs, finished),
        infeasible=model.lp.sol_status == pulp.LpSolutionInfeasible,
        finished=finished,
    )


def _feasible_point(model: Model, with_highs: bool) -> bool:
    """Whether the solver holds a point at all, rather than leftovers of an interrupted run."""
    if not with_highs:
        return True
    return bool(model.lp.solverModel.getInfo().primal_solution_status == _FEASIBLE_POINT)


def _bound(model: Model, x: Floats | None, with_highs: bool, finished: bool) -> float:
    if with_highs and model.lp.isMIP():
        return -float(model.lp.solverModel.getInfo().mip_dual_bound)
    if finished and x is not None:
        return float(pulp.value(model.lp.objective))
    return float("inf")
