"""Kharkiv under drawn weightings: when is a plan within 1e-4 of the best proven, and by whom?

    python -m tests.benchmarks.weightings [--drawn 20] [--limit 60]

The engine, HiGHS on the file of `vidnova lp`, and SCIP on it where `pyscipopt` is installed (it is
no dependency), one after the other on one thread each, with the same limit of seconds. The ten equal
buildings that once took half a minute come last.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np

from planner.errors import InputError
from planner.optimise import check, solve, write_model
from planner.optimise.solvers.highs import new_highs
from planner.plan import problem_of
from planner.problem import Problem
from planner.scenario import load_scenario, with_settings
from tests.benchmarks.tables import machine
from tests.places import KHARKIV

GAP: Final = 1e-4
FIRST: Final = 0.5
"""Seconds of processor time after which the gap of the first plans is told."""


def drawn(count: int) -> Iterator[tuple[str, Problem]]:
    """Problems of Kharkiv's base under weights drawn evenly from all shares, and the four presets."""
    loaded = load_scenario(KHARKIV / "base.yaml")
    criteria = [name for name in loaded.scenario.shares if name != "cost"]
    draw = np.random.default_rng(20)
    for k in range(count):
        shares = draw.dirichlet(np.ones(len(criteria)))
        weights = {c: Decimal(f"{100 * s:.2f}") for c, s in zip(criteria, shares, strict=True)}
        yield f"drawn {k + 1}", problem_of(with_settings(loaded, weights=weights))
    for name in ("repair-first", "people-first", "balanced", "masterplan"):
        yield name, problem_of(load_scenario(KHARKIV / f"{name}.yaml"))


def engine(problem: Problem, limit: float) -> tuple[float, float, float]:
    """(seconds, gap, gap of the plan known after FIRST seconds) of the engine."""
    began, early = time.process_time(), [np.inf]

    def told(_phase: str, bound: float, value: float, gap: float) -> None:
        if time.process_time() - began <= FIRST:
            early[0] = gap

    solution = solve(problem, gap=GAP, seconds=limit, progress=told)
    seconds = time.process_time() - began
    assert check(problem, solution).sound
    return seconds, solution.gap, early[0]


def highs(file: Path, limit: float) -> tuple[float, float]:
    """(seconds, gap) of HiGHS by its own interface."""
    solver = new_highs({"mip_rel_gap": GAP, "time_limit": limit})
    solver.readModel(str(file))
    began = time.process_time()
    solver.run()
    return time.process_time() - began, float(solver.getInfo().mip_gap)


def scip(file: Path, limit: float) -> tuple[float, float]:
    """(seconds, gap) of SCIP; nothing where it is not installed."""
    try:
        from pyscipopt import Model
    except ImportError:
        return np.nan, np.nan
    model = Model()
    model.hideOutput()
    model.readProblem(str(file))
    model.setParam("limits/gap", GAP)
    model.setParam("limits/time", limit)
    began = time.process_time()
    model.optimize()
    return time.process_time() - began, float(model.getGap())


def measured(name: str, problem: Problem, limit: float) -> tuple[float, float, float]:
    """Prints a line; the seconds of engine, HiGHS and SCIP."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.lp"
        write_model(problem, file)
        ours, theirs, other = engine(problem, limit), highs(file, limit), scip(file, limit)
    words = [f"{seconds:7.1f} s {gap:8.1e}" for seconds, gap in (ours[:2], theirs, other)]
    print(f"{name:14} {'  '.join(words)}   after {FIRST} s {ours[2]:8.1e}", flush=True)
    return ours[0], theirs[0], other[0]


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawn", type=int, default=20)
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--scenario", type=Path, help="another scenario to end with")
    asked = parser.parse_args(words)
    print("\n".join(machine()))
    print(f"{'':14} {'engine':>18}  {'HiGHS':>18}  {'SCIP':>18}")
    lines = []
    for name, problem in drawn(asked.drawn):
        lines.append(measured(name, problem, asked.limit))
    if asked.scenario is not None:
        lines.append(
            measured(asked.scenario.stem, problem_of(load_scenario(asked.scenario)), asked.limit)
        )
    table = np.array(lines)
    rival = np.nanmin(table[:, 1:], axis=1)
    print(
        f"median {np.median(table, axis=0).round(1)} s; first or equal in {np.count_nonzero(table[:, 0] <= rival + 0.05)} of {len(table)}"
    )


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        raise SystemExit(str(error)) from error
