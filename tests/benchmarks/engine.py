"""python -m tests.benchmarks.engine [--sites 1000 8000] [--quick] [--limit 600] [--seed 1]

The engine on drawn cities: time, passes over the data and gap, cold and after a weight moved,
beside general solvers on the plain model of the same city (up to 8,000 sites). Every figure is
measured in this run, each in a process of its own; every gap is checked in exact arithmetic.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

import numpy as np

from planner.errors import SolverError
from planner.optimise import Solution, check, solve
from planner.optimise.certify.solution import relative_gap
from planner.optimise.market.market import _markets, market_of
from planner.problem import Problem
from tests.benchmarks.apart import apart, peak_megabytes
from tests.benchmarks.instances import WEIGHTS, City, city, moved
from tests.benchmarks.rivals import GAP, RIVALS, Rival, rival_measured
from tests.benchmarks.tables import gap_words, machine, markdown, table, time_words

MOST_FOR_RIVALS: Final = 8_000
LOOKS: Final = 15
REPEATS: Final = 3
"""Solves of a city of up to MOST_FOR_RIVALS sites; the median time counts."""
RULED_SITES: Final = 1_000
RULED_SECONDS: Final = 2.0
PATIENCE: Final = 600.0
"""Seconds beyond the limit that a child process may take to build, to check and to leave."""
HEADS: Final = ("", "time", "passes", "in passes", "gap", "own gap", "memory", "× engine", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Solve:
    """One solve of the engine."""

    seconds: float
    passes: int
    gap: float
    """From the exact value and the exact bound of the prices, not from what it says."""
    told: float
    bound: float
    status: str
    sound: bool
    megabytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A city and what the engine did with it."""

    name: str
    alternatives: int
    rows: int
    nonzeros: int
    drawing: float
    """Megabytes that drawing the city took at most."""
    look: float
    """Seconds of one pass over the data."""
    cold: Solve | None
    warm: Solve | None
    megabytes: float
    """The most that everything took together, with the checks."""


class Bar:
    """How far a long solve has come, on stderr: the gap on a scale of its powers of ten."""

    WIDTH: Final = 24

    def __init__(self, name: str, limit: float) -> None:
        self.name, self.limit = name, limit
        self.began, self.told = time.monotonic(), 0.0
        self.every = 0.2 if sys.stderr.isatty() else 10.0

    def __call__(self, phase: str, bound: float, value: float, gap: float) -> None:
        """Told by the engine."""
        now = time.monotonic()
        if now - self.told < self.every:
            return
        self.told = now
        known = max(gap, 1e-12) if np.isfinite(gap) else 1.0
        done = min(1.0, max(0.0, np.log10(known) / np.log10(GAP)))
        bar = ("#" * round(done * self.WIDTH)).ljust(self.WIDTH, ".")
        line = (
            f"{self.name} [{bar}] {phase:8} value {value:12.4f}  bound {bound:12.4f}  "
            f"gap {gap:8.1e}  {now - self.began:5.0f} of {self.limit:.0f} s"
        )
        print(line, end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


def _fresh(problem: Problem) -> Problem:
    """The same problem as if never seen: nothing is remembered of its rows."""
    _markets._made.clear()
    return replace(problem, linking=replace(problem.linking))


def _solved(
    make: Callable[[], Problem], limit: float, start: Solution | None, name: str, times: int
) -> tuple[Solution, Solve] | None:
    """The median time of some solves, and the check of the last of them; None without a plan."""
    taken = []
    for _ in range(times):
        problem = make()
        began = time.perf_counter()
        bar = Bar(name, limit)
        try:
            solution = solve(problem, gap=GAP, seconds=limit, start=start, progress=bar)
        except SolverError:
            return None
        taken.append(time.perf_counter() - began)
        if taken[-1] >= limit:
            break
    megabytes = peak_megabytes()
    report = check(problem, solution)
    bound = float(report.price_bound)
    return solution, Solve(
        seconds=median(taken),
        passes=solution.passes,
        gap=relative_gap(float(report.value), bound),
        told=solution.gap,
        bound=bound,
        status=solution.status,
        sound=report.sound,
        megabytes=megabytes,
    )


def _look(problem: Problem, solution: Solution | None) -> float:
    """Median seconds of one pass: a sparse product and a segmented maximum."""
    market = market_of(problem)
    known = {} if solution is None else solution.prices
    prices = np.array([known.get(name, 0.0) for name in problem.linking.names])
    taken = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        market.look(problem.value, prices)
        taken.append(time.perf_counter() - began)
    return median(taken)


def engine_measured(n_sites: int, seed: int, limit: float, every_rule: bool) -> Figures:
    """The engine on one city; to be run apart."""
    solve(Problem.from_arrays([0, 1, 0, 1], [0, 0, 1, 1], [0, 1, 0, 1], [1]))  # loads what is lazy
    drawn = city(n_sites, seed, every_rule=every_rule)
    drawing = peak_megabytes()
    name = f"{n_sites:,} sites" + (", every rule" if every_rule else "")
    times = REPEATS if n_sites <= MOST_FOR_RIVALS and not every_rule else 1
    solved = _solved(lambda: _fresh(drawn.problem), limit, None, f"{name}, cold", times)
    cold, figures = solved or (None, None)
    warm = _warm(drawn, cold, limit, f"{name}, warm", times) if cold and not every_rule else None
    matrix = drawn.problem.linking.matrix
    return Figures(
        name=name,
        alternatives=matrix.shape[1],
        rows=matrix.shape[0] + drawn.problem.n_groups,
        nonzeros=matrix.nnz + matrix.shape[1],
        drawing=drawing,
        look=_look(drawn.problem, cold),
        cold=figures,
        warm=warm,
        megabytes=peak_megabytes(),
    )


def _warm(drawn: City, cold: Solution, limit: float, name: str, times: int) -> Solve | None:
    """After a weight moved by ten points, from the earlier solution."""
    other = drawn.at(moved(WEIGHTS))
    solved = _solved(lambda: other, limit, cold, name, times)
    return solved[1] if solved else None


def _ratio(seconds: float, figures: Figures, arrived: bool) -> str:
    """A time as a multiple of the engine's, at least so much of one that never arrived."""
    cold = figures.cold
    if cold is None or cold.status != "optimal":
        return "–"
    return f"{'' if arrived else '> '}{seconds / cold.seconds:,.2f}"


def _engine_line(name: str, figures: Figures, solved: Solve | None) -> list[str]:
    if solved is None:
        return [name, *["–"] * (len(HEADS) - 2), "no plan in time"]
    return [
        name,
        time_words(solved.seconds),
        str(solved.passes),
        f"{solved.seconds / figures.look:,.0f}",
        gap_words(solved.gap),
        gap_words(solved.told),
        f"{solved.megabytes:,.0f} MB",
        _ratio(solved.seconds, figures, solved.status == "optimal"),
        solved.status + ("" if solved.sound else ", NOT SOUND"),
    ]


def _rival_line(name: str, figures: Figures, rival: Rival | None) -> list[str]:
    if rival is None:
        return [name, *["–"] * (len(HEADS) - 2), "no answer"]
    words = "arrived" if rival.arrived else "not arrived"
    if rival.broken:
        words += f", breaks {rival.broken} rows by {rival.excess:.0e}"
    if not rival.finished:
        words += ", stopped at the limit"
    return [
        name,
        time_words(rival.seconds),
        "",
        f"{rival.seconds / figures.look:,.0f}",
        gap_words(rival.gap),
        gap_words(rival.own_gap),
        f"{rival.megabytes:,.0f} MB",
        _ratio(rival.seconds, figures, rival.arrived),
        words,
    ]


def _city_line(figures: Figures) -> str:
    return (
        f"{figures.name}: {figures.alternatives:,} alternatives, {figures.rows:,} rows, "
        f"{figures.nonzeros:,} nonzeros; one pass {time_words(figures.look)}; "
        f"{figures.drawing:,.0f} MB at most to draw it, {figures.megabytes:,.0f} MB in all"
    )


def _measure(
    n_sites: int, seed: int, limit: float, every_rule: bool = False
) -> tuple[Figures, list[list[str]]] | None:
    """All lines of one city, each measured apart."""
    seconds = RULED_SECONDS if every_rule else limit
    patience = 2 * REPEATS * limit + PATIENCE
    figures = apart(engine_measured, n_sites, seed, seconds, every_rule, seconds=patience)
    if figures is None:
        return None
    lines = [_engine_line("engine, cold", figures, figures.cold)]
    if not every_rule:
        lines.append(_engine_line("engine, one weight moved", figures, figures.warm))
    if n_sites <= MOST_FOR_RIVALS and not every_rule:
        bound = figures.cold.bound if figures.cold else np.inf
        for name in RIVALS:
            print(f"{figures.name}: {name}, up to {limit:.0f} s", file=sys.stderr, flush=True)
            given = (name, n_sites, seed, limit, bound)
            rival = apart(rival_measured, *given, seconds=limit + PATIENCE)
            lines.append(_rival_line(name, figures, rival))
    return figures, lines


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", nargs="+", type=int, default=[1_000, 8_000])
    parser.add_argument("--quick", action="store_true", help="1,000 sites, 20 s")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds of each solve")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(words)
    if arguments.quick:
        arguments.sites, arguments.limit = [1_000], 20.0
    return arguments


def _load() -> str:
    """How busy the machine was with other things before."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def main(words: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    arguments = _arguments(words)
    print("\n".join(machine()), _load(), sep="\n", flush=True)
    print(f"gap {GAP:g}, limit {arguments.limit:.0f} s, seed {arguments.seed}", flush=True)
    asked = [(n, False) for n in arguments.sites]
    if RULED_SITES in arguments.sites:
        asked.append((RULED_SITES, True))
    pasted: list[list[str]] = []
    for n_sites, every_rule in asked:
        measured = _measure(n_sites, arguments.seed, arguments.limit, every_rule)
        if measured is None:
            print(f"\n{n_sites:,} sites: no answer", flush=True)
            continue
        figures, lines = measured
        print(f"\n{_city_line(figures)}\n\n{table(HEADS, lines)}", flush=True)
        pasted += [[f"{figures.name}: {line[0]}", *line[1:]] for line in lines]
    print(f"\n{markdown(HEADS, pasted)}")


if __name__ == "__main__":
    main()
