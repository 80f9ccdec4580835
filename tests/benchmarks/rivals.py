"""General solvers on the plain model of the same problem: PuLP with CBC and HiGHS, and HiGHS.

Each gets the rows in whole numbers without common factors, as `vidnova lp` writes them, one
thread, and a time limit that does not count the building. What it says of its answer is not
believed: the plan is checked in exact arithmetic, and its gap is taken against the bound that
the engine's prices prove.
"""

import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import highspy
import numpy as np
import pulp
from pulp.apis.coin_api import pulp_cbc_path
from scipy.sparse import coo_array, csc_array, hstack, vstack

from planner.arrays import Floats, Integers
from planner.optimise.certify.exact import exact_value, violations
from planner.optimise.certify.solution import relative_gap
from planner.optimise.solvers.program import build_model
from planner.optimise.solvers.whole import divided
from planner.problem import Problem, Rows
from planner.problem.rows.c01_one import one_of_each
from tests.benchmarks.apart import peak_megabytes
from tests.benchmarks.instances import city

GAP: Final = 1e-4
_FEASIBLE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a solver says."""

    x: Floats | None
    gap: float | None
    finished: bool
    """Whether it stopped by itself rather than at the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What a solver did."""

    name: str
    seconds: float
    """With building the model."""
    building: float
    finished: bool
    own_gap: float | None
    gap: float | None
    """Exact value of its plan against the engine's bound; None without a plan."""
    broken: int
    """Rows that its plan breaks in exact arithmetic."""
    excess: float
    """The largest of these, as a share of what the row allows."""
    megabytes: float

    @property
    def arrived(self) -> bool:
        """Whether it ended by itself with a plan that keeps the rows and is good enough."""
        return self.finished and not self.broken and self.gap is not None and self.gap <= 1.01 * GAP


def _pulp_values(model: Any) -> Floats | None:
    values = [variable.varValue for variable in model.x]
    return None if None in values else np.array(values, dtype=np.float64)


def _pulp_cbc(problem: Problem, limit: float, built: Callable[[], None]) -> Claim:
    model = build_model(problem)
    built()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "cbc.log"
        solver = pulp.COIN_CMD(
            path=pulp_cbc_path, msg=False, timeLimit=limit, gapRel=GAP, threads=1, logPath=str(log)
        )
        model.lp.solve(solver)
        words = log.read_text("utf-8", errors="replace")
    found = model.lp.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    stated = re.search(r"^Gap:\s+([0-9.eE+-]+)", words, re.MULTILINE)
    stopped = re.search(r"Result - (?:Stopped|User ctrl)|Stopped on time", words)
    finished = found and not stopped
    gap = float(stated.group(1)) if stated else GAP if finished else None
    return Claim(x=_pulp_values(model) if found else None, gap=gap, finished=finished)


def _claim(highs: Any, n: int, x: Floats | None) -> Claim:
    info = highs.getInfo()
    known = info.primal_solution_status == _FEASIBLE
    return Claim(
        x=x[:n] if known and x is not None else None,
        gap=float(info.mip_gap) if np.isfinite(info.mip_gap) else None,
        finished=highs.getModelStatus() == highspy.HighsModelStatus.kOptimal,
    )


def _pulp_highs(problem: Problem, limit: float, built: Callable[[], None]) -> Claim:
    model = build_model(problem)
    built()
    model.lp.solve(pulp.HiGHS(msg=False, timeLimit=limit, gapRel=GAP, threads=1))
    return _claim(model.lp.solverModel, len(problem.value), _pulp_values(model))


def _with_flows(rows: Rows) -> csc_array:
    """The rows' matrix with a column for every flow of money."""
    flows = np.repeat(np.arange(len(rows.arcs)), 2)
    signs = np.tile([1.0, -1.0], len(rows.arcs))
    y = coo_array((signs, (rows.arcs.ravel(), flows)), shape=(len(rows), len(rows.arcs)))
    return csc_array(hstack([rows.matrix, y], format="csc"))


def highs_model(problem: Problem) -> Any:
    """The plain model as HiGHS takes it, from arrays."""
    n, arcs, linking = len(problem.value), len(problem.linking.arcs), problem.linking
    one = one_of_each(problem.group, problem.group_names)
    single = csc_array((one.matrix.data, one.matrix.indices, one.matrix.indptr), one.matrix.shape)
    single.resize((len(one), n + arcs))
    matrix = csc_array(vstack([single, _with_flows(linking)], format="csc"))
    rhs = np.concatenate([one.rhs, linking.rhs])
    sense = np.array([*one.sense, *linking.sense], dtype=object)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = n + arcs, len(rhs)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.concatenate([problem.value, np.zeros(arcs)])
    model.col_lower_ = np.zeros(n + arcs)
    model.col_upper_ = np.concatenate([np.ones(n), np.full(arcs, highspy.kHighsInf)])
    model.row_lower_ = np.where(sense == "<=", -highspy.kHighsInf, rhs)
    model.row_upper_ = np.where(sense == ">=", highspy.kHighsInf, rhs)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data
    kinds = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [kinds[0]] * n + [kinds[1]] * arcs
    return model


def _highs_alone(problem: Problem, limit: float, built: Callable[[], None]) -> Claim:
    highs = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("time_limit", float(limit)),
        ("mip_rel_gap", GAP),
        ("threads", 1),
    ):
        highs.setOptionValue(option, value)
    highs.passModel(highs_model(problem))
    built()
    highs.run()
    return _claim(highs, len(problem.value), np.array(highs.getSolution().col_value))


RIVALS: Final = {"PuLP + CBC": _pulp_cbc, "PuLP + HiGHS": _pulp_highs, "HiGHS alone": _highs_alone}


def rounded(problem: Problem, x: Floats) -> Integers:
    """(n_groups,) the alternative with the largest x in every group."""
    largest = np.maximum.reduceat(x, problem.starts()[:-1])
    at_largest = np.flatnonzero(x >= largest[problem.group])
    _, first = np.unique(problem.group[at_largest], return_index=True)
    return np.asarray(at_largest[first])


def rival_measured(name: str, n_sites: int, seed: int, limit: float, bound: float) -> Rival:
    """One solver on one city; to be run apart. bound: what the engine's prices prove."""
    problem = city(n_sites, seed).problem
    began = time.perf_counter()
    building: list[float] = []
    claim = RIVALS[name](
        replace(problem, linking=divided(problem.linking)[0]),
        limit,
        lambda: building.append(time.perf_counter() - began),
    )
    seconds = time.perf_counter() - began
    gap, broken, excess = None, 0, 0.0
    if claim.x is not None:
        chosen = rounded(problem, claim.x)
        if np.isfinite(bound):
            gap = relative_gap(float(exact_value(problem, chosen)), bound)
        found = violations(problem, chosen)
        broken = sum(len(violation.rows) for violation in found)
        limits = [_allowed(problem.linking, v.rows + v.suppliers) for v in found]
        shares = [v.excess / most for v, most in zip(found, limits, strict=True)]
        excess = float(max(shares, default=Fraction(0)))
    return Rival(
        name=name,
        seconds=seconds,
        building=building[0],
        finished=claim.finished,
        own_gap=claim.gap,
        gap=gap,
        broken=broken,
        excess=excess,
        megabytes=peak_megabytes(),
    )


def _allowed(rows: Rows, members: tuple[int, ...]) -> Fraction:
    """What the rows allow together; 1 where that is nothing."""
    return sum((abs(Fraction(rows.rhs[r])) for r in members), Fraction(0)) or Fraction(1)
