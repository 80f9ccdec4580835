"""python -m tests.benchmarks.money --instances 16000 --seed 1

Is HiGHS right about money? Small drawn problems of ten works and two budgets, in half of them
just what some of the works cost, or a kopeck less. The best is known from trying all 1,024
choices in whole kopecks. Each problem is solved as anyone would hand it over, in UAH with kopecks
as decimals, and as this tool does, in whole numbers of modest size; each with restarts of the
search and with presolve, and without. Prints how often an answer called optimal is not, and how
often it costs more than there is; the latter this tool would find out, and ask again.

`--parallel` times the Kharkiv models instead, on one thread and on two.
"""

import argparse
import itertools
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pulp

from planner.optimise.prove.core import core_of
from planner.optimise.solvers.highs import highs_name
from planner.optimise.solvers.program import build_model
from planner.plan import problem_of
from planner.problem import Problem
from planner.scenario.files.loading import load_scenario
from tests.benchmarks.apart import apart
from tests.places import KHARKIV

WORKS: Final = 10
BUDGETS: Final = 2
CHOICES: Final = np.array(list(itertools.product((0, 1), repeat=WORKS)), dtype=np.int64)
"""(1024, 10)"""
EVERY: Final = 2000
"""Instances between two tables of counts."""
FAULTS: Final = ("suboptimal", "over budget", "no answer")
PRESETS: Final = ("repair-first", "people-first", "balanced", "masterplan")
GAP: Final = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A drawn problem: which works, within two budgets."""

    points: tuple[int, ...]
    """(10,)"""
    kopecks: tuple[tuple[int, ...], ...]
    """(2, 10) what each work costs from each budget."""
    budgets: tuple[int, ...]
    """(2,) kopecks."""

    def best(self) -> int:
        """The most points within the budgets, by trying every choice in whole numbers."""
        costs = CHOICES @ np.array(self.kopecks, dtype=np.int64).T
        kept = (costs <= np.array(self.budgets, dtype=np.int64)).all(axis=1)
        return int((CHOICES @ np.array(self.points, dtype=np.int64))[kept].max())

    def judged(self, chosen: list[int], best: int) -> str:
        """What is wrong with an answer: "over budget", "suboptimal", or nothing."""
        for costs, budget in zip(self.kopecks, self.budgets, strict=True):
            if sum(costs[w] for w in chosen) > budget:
                return "over budget"
        return "suboptimal" if sum(self.points[w] for w in chosen) < best else ""


def drawn(seed: int) -> Money:
    """A problem; every second one with a budget that some choice just meets, or misses by 0.01."""
    draw = random.Random(seed)
    kopecks = tuple(
        tuple(draw.randint(10**10, 32 * 10**9) for _ in range(WORKS)) for _ in range(BUDGETS)
    )
    budgets = [draw.randint(sum(costs) // 5, sum(costs) * 4 // 5) for costs in kopecks]
    if seed % 2 == 0:
        tight = draw.randrange(BUDGETS)
        some = draw.sample(range(WORKS), draw.randint(2, WORKS - 2))
        budgets[tight] = sum(kopecks[tight][w] for w in some) - draw.randint(0, 1)
    points = tuple(draw.randint(100, 9999) for _ in range(WORKS))
    return Money(points=points, kopecks=kopecks, budgets=tuple(budgets))


def plain(money: Money) -> tuple[Any, list[Any]]:
    """The problem as it is usually written, in UAH, and the variable of each work."""
    lp = pulp.LpProblem("money", pulp.LpMaximize)
    x = [lp.add_variable(f"x{w}", 0, 1, pulp.LpBinary) for w in range(WORKS)]
    lp += pulp.lpSum(p * v for p, v in zip(money.points, x, strict=True))
    for costs, budget in zip(money.kopecks, money.budgets, strict=True):
        lp += pulp.lpSum(c / 100 * v for c, v in zip(costs, x, strict=True)) <= budget / 100
    return lp, x


def whole(money: Money) -> tuple[Any, list[Any]]:
    """The problem as the engine hands it over: whole numbers of modest size, rounded outward."""
    nothing = [[0] * BUDGETS] * WORKS
    problem = Problem.from_arrays(
        value=[*[0] * WORKS, *money.points],
        group=[*range(WORKS), *range(WORKS)],
        usage=[*nothing, *zip(*money.kopecks, strict=True)],
        capacity=money.budgets,
    )
    core = core_of(problem, np.ones(2 * WORKS, dtype=bool), "outward")
    model = build_model(core.part, value_scale=core.scale)
    return model.lp, list(model.x[1::2])


def variants() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Name, formulation and options of each way to ask."""
    for name, formulation in (("UAH", plain), ("whole numbers", whole)):
        for restarts, presolve in itertools.product((True, False), ("on", "off")):
            words = f"{name}, restarts {'on' if restarts else 'off'}, presolve {presolve}"
            yield words, formulation, {"mip_allow_restart": restarts, "presolve": presolve}


def answer(lp: Any, x: list[Any], options: dict[str, Any]) -> list[int] | None:
    """The works that HiGHS chooses through PuLP; None where it claims no optimum."""
    lp.solve(pulp.HiGHS(msg=False, gapRel=0.0, gapAbs=0.0, threads=1, **options))
    if lp.sol_status != pulp.LpSolutionOptimal:
        return None
    return [w for w, v in enumerate(x) if v.varValue > 0.5]


def count(instances: int, first: int) -> None:
    """Counts and prints how often each variant errs, and in which way."""
    wrong: Counter[tuple[str, str]] = Counter()
    began = time.monotonic()
    for k in range(instances):
        money = drawn(first + k)
        best = money.best()
        for name, formulation, options in variants():
            lp, x = formulation(money)
            chosen = answer(lp, x, options)
            fault = "no answer" if chosen is None else money.judged(chosen, best)
            if fault:
                wrong[name, fault] += 1
        if (k + 1) % EVERY == 0 or k + 1 == instances:
            show(wrong, k + 1, time.monotonic() - began)


def show(wrong: Counter[tuple[str, str]], instances: int, seconds: float) -> None:
    """Prints the counts so far."""
    print(f"{instances} instances, {seconds:.0f} s")
    for name, _, _ in variants():
        counts = "  ".join(f"{kind} {wrong[name, kind]:3}" for kind in FAULTS)
        print(f"  {name:43} {counts}", flush=True)


def reached(name: str, options: dict[str, Any], limit: float) -> tuple[float, float]:
    """(seconds, gap) of HiGHS on the whole model of a Kharkiv scenario, to the gap of `GAP`."""
    problem = problem_of(load_scenario(KHARKIV / f"{name}.yaml"))
    core = core_of(problem, np.ones(len(problem.value), dtype=bool), "outward")
    lp = build_model(core.part, value_scale=core.scale).lp
    began = time.monotonic()
    lp.solve(pulp.HiGHS(msg=False, gapRel=GAP, timeLimit=limit, **options))
    info = lp.solverModel.getInfo()
    return time.monotonic() - began, float(info.mip_gap)


def parallel(limit: float) -> None:
    """The Kharkiv models on one thread and on two, with and without restarts.

    Each in a process of its own: in one that has run on one thread HiGHS returns at once when it
    is asked for two.
    """
    for name in PRESETS:
        for restarts, threads in itertools.product((False, True), (1, 2)):
            options = {
                "threads": threads,
                "parallel": "on" if threads > 1 else "off",
                "mip_allow_restart": restarts,
            }
            found = apart(reached, name, options, limit, seconds=3 * limit + 60.0)
            seconds, gap = found or (float("nan"), float("nan"))
            print(
                f"{name:14} restarts {'on' if restarts else 'off':3}  {threads} thread(s)  "
                f"{seconds:6.1f} s  gap {gap:.1e}  load {os.getloadavg()[0]:.1f}",
                flush=True,
            )


def main() -> None:
    """The long run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=16_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parallel", action="store_true")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds of each, if parallel")
    arguments = parser.parse_args()
    print(f"{highs_name()}, PuLP {pulp.__version__}")
    if arguments.parallel:
        parallel(arguments.limit)
        return
    count(arguments.instances, arguments.seed * 10**6)


if __name__ == "__main__":
    main()
