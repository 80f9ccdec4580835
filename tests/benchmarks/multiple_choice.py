"""python -m tests.benchmarks.multiple_choice [FILE...] [--seconds 60] [--groups 5 10 ...]

Multiple-choice multidimensional knapsacks as the literature makes them, solved by this tool and,
where they are small, also as the plain model by PuLP with HiGHS and with CBC. With FILEs it reads
published instances instead, in either of two formats, all of whose numbers stand apart by blanks:

Khan, Li, Manning & Akbar (2002), also written without the numbers of the groups, or with the size
of each group in their place: groups, items of a group, resources; capacities; then for each group
its number, and for each item its value and its uses.
Hiremath & Hill (2013): many such instances one after another, each begun by its own number.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pulp
from pulp.apis.coin_api import pulp_cbc_path

from planner.optimise import check, solve
from planner.problem import Problem

SHAPES: Final = (
    (5, 5, 5),
    (10, 5, 5),
    (15, 10, 10),
    (20, 10, 10),
    (25, 10, 10),
    (30, 10, 10),
    (100, 10, 10),
    (200, 10, 10),
    (300, 10, 10),
    (400, 10, 10),
)
"""Groups, items of a group, resources, as in I01 to I13."""
SMALL: Final = 300
"""Alternatives up to which the plain model is solved too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Values by group and item, uses by group, item and resource, capacities."""

    name: str
    value: tuple[tuple[float, ...], ...]
    use: tuple[tuple[tuple[float, ...], ...], ...]
    capacity: tuple[float, ...]

    def problem(self) -> Problem:
        """The same as the planner takes it."""
        return Problem.from_arrays(
            value=[v for group in self.value for v in group],
            group=[g for g, group in enumerate(self.value) for _ in group],
            usage=np.array([use for group in self.use for use in group]),
            capacity=self.capacity,
        )


def khan(seed: int, groups: int, items: int, resources: int, correlated: bool) -> Instance:
    """Whole uses from 0 to 9; values that grow with them, or do not; half of the mean use.

    One drawn choice always fits: capacities are raised to what it uses.
    """
    draw = random.Random(seed)
    use = tuple(
        tuple(tuple(draw.randrange(10) for _ in range(resources)) for _ in range(items))
        for _ in range(groups)
    )
    prices = [draw.randint(1, 10) for _ in range(resources)]
    value = tuple(
        tuple(
            float(sum(p * u for p, u in zip(prices, item, strict=True)) * correlated)
            + draw.randrange(30 if correlated else 300)
            for item in group
        )
        for group in use
    )
    planted = [min(draw.sample(group, min(4, items)), key=sum) for group in use]
    capacity = tuple(
        max(
            round(sum(sum(item[r] for item in group) / items for group in use) / 2),
            sum(item[r] for item in planted),
        )
        for r in range(resources)
    )
    kind = "correlated" if correlated else "uncorrelated"
    name = f"{groups}x{items}x{resources} {kind}"
    return Instance(name=name, value=value, use=use, capacity=capacity)


def read(path: Path) -> list[Instance]:
    """All instances of a file, in whichever of the formats it is written."""
    numbers = [float(word) for word in path.read_text("utf-8").split()]
    for reader in (_khan_file, _unnumbered_file, _hiremath_hill_file):
        try:
            return list(reader(path.name, numbers))
        except (IndexError, ValueError):
            continue
    raise SystemExit(f"{path}: neither of the two formats")


class _Words:
    """The numbers of a file, taken from the front."""

    def __init__(self, numbers: Sequence[float]) -> None:
        self.numbers, self.place = numbers, 0

    def take(self, count: int) -> tuple[float, ...]:
        """The next `count` numbers."""
        self.place += count
        if self.place > len(self.numbers):
            raise IndexError(count)
        return tuple(self.numbers[self.place - count : self.place])

    def whole(self) -> int:
        """The next number, which has to be whole and positive."""
        (number,) = self.take(1)
        if number != int(number) or number <= 0:
            raise ValueError(number)
        return int(number)

    def ended(self) -> bool:
        return self.place == len(self.numbers)


def _one(words: _Words, name: str) -> Instance:
    """groups, items, resources; capacities; then each group after its number."""
    groups, items, resources = words.whole(), words.whole(), words.whole()
    capacity = words.take(resources)
    found = []
    for g in range(groups):
        if words.whole() != g + 1:
            raise ValueError(g)
        found.append([words.take(1 + resources) for _ in range(items)])
    return _instance(name, found, capacity)


def _instance(
    name: str, groups: Sequence[Sequence[tuple[float, ...]]], capacity: tuple[float, ...]
) -> Instance:
    return Instance(
        name=name,
        value=tuple(tuple(item[0] for item in group) for group in groups),
        use=tuple(tuple(item[1:] for item in group) for group in groups),
        capacity=capacity,
    )


def _khan_file(name: str, numbers: Sequence[float]) -> Iterator[Instance]:
    words = _Words(numbers)
    yield _one(words, name)
    if not words.ended():
        raise ValueError(name)


def _unnumbered_file(name: str, numbers: Sequence[float]) -> Iterator[Instance]:
    """groups, resources; capacities; then each group after its size."""
    words = _Words(numbers)
    groups, resources = words.whole(), words.whole()
    capacity = words.take(resources)
    found = [[words.take(1 + resources) for _ in range(words.whole())] for _ in range(groups)]
    if not words.ended():
        raise ValueError(name)
    yield _instance(name, found, capacity)


def _hiremath_hill_file(name: str, numbers: Sequence[float]) -> Iterator[Instance]:
    words = _Words(numbers)
    while not words.ended():
        number = words.whole()
        yield _one(words, f"{name} {number}")


def plain_model(instance: Instance) -> tuple[pulp.LpProblem, list[list[Any]]]:
    """The integer program as a textbook writes it."""
    model = pulp.LpProblem("multiple_choice", pulp.LpMaximize)
    x = [
        [pulp.LpVariable(f"x_{g}_{k}", cat="Binary") for k in range(len(group))]
        for g, group in enumerate(instance.value)
    ]
    cells = [(g, k) for g, group in enumerate(x) for k in range(len(group))]
    model += pulp.lpSum(instance.value[g][k] * x[g][k] for g, k in cells)
    for group in x:
        model += pulp.lpSum(group) == 1
    for r, limit in enumerate(instance.capacity):
        model += pulp.lpSum(instance.use[g][k][r] * x[g][k] for g, k in cells) <= limit
    return model, x


def plain_value(instance: Instance, solver: Any) -> float | None:
    """What a solver says the plain model is worth, None where it proved nothing in time."""
    model, _ = plain_model(instance)
    model.solve(solver)
    proved = model.sol_status == pulp.LpSolutionOptimal
    return float(pulp.value(model.objective)) if proved else None


def _others(instance: Instance, seconds: float, value: float) -> str:
    """Whether the plain model agrees."""
    solvers = {
        "HiGHS": pulp.HiGHS(msg=False, timeLimit=seconds, gapRel=0.0, threads=1),
        "CBC": pulp.COIN_CMD(path=pulp_cbc_path, msg=False, timeLimit=seconds, gapRel=0.0),
    }
    words = []
    for name, solver in solvers.items():
        found = plain_value(instance, solver)
        same = found is not None and abs(found - value) <= 1e-6 * max(1.0, abs(value))
        words.append(f"{name} {'agrees' if same else f'says {found}'}")
    return ", ".join(words)


def report(instance: Instance, seconds: float) -> None:
    """Solves one and prints a line."""
    problem = instance.problem()
    began = time.monotonic()
    solution = solve(problem, gap=0.0, seconds=seconds)
    taken = time.monotonic() - began
    sound = solution.status == "infeasible" or check(problem, solution).sound
    line = (
        f"{instance.name:28} {solution.value:12.1f} {solution.bound:12.2f} {solution.gap:9.2e} "
        f"{taken:6.1f} s  {solution.status}{'' if sound else ' NOT SOUND'}"
    )
    if len(problem.value) <= SMALL:
        line += "  " + _others(instance, seconds, solution.value)
    print(line, flush=True)


def main() -> None:
    """Drawn or published instances, one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--groups", nargs="*", type=int, help="only drawn ones of these sizes")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    instances = [instance for path in arguments.files for instance in read(path)]
    if not arguments.files:
        instances = [
            khan(arguments.seed, *shape, correlated)
            for shape in SHAPES
            for correlated in (True, False)
            if not arguments.groups or shape[0] in arguments.groups
        ]
    print(f"{'instance':28} {'value':>12} {'bound':>12} {'gap':>9} {'time':>6}")
    for instance in instances:
        report(instance, arguments.seconds)


if __name__ == "__main__":
    main()
