"""python -m tests.benchmarks.oracle --instances 10000 --seed 1

solve against an oracle that tries every choice, on drawn problems with all kinds of rows, and
check against solutions that were spoilt on purpose: it must refuse each. Prints what disagrees,
with the seed that draws it again, and how often each kind of row was there.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from planner.errors import PlannerError
from planner.optimise import Solution, check, solve
from tests.optimise.drawn import drawn, revalued
from tests.optimise.oracle import Instance, mismatches

SECONDS: Final = 20.0
EVERY: Final = 1000
"""Instances between two lines of progress."""
Spoil = Callable[[Instance, Solution, random.Random], Solution | None]


def value_raised(instance: Instance, solution: Solution, draw: random.Random) -> Solution:
    """Claims to be worth more, with bounds that fit the claim."""
    more = solution.value + max(1e-6, abs(solution.price_bound)) * draw.choice((1e-9, 1e-3, 1.0))
    return replace(solution, value=more, bound=max(more, solution.bound))


def bound_lowered(instance: Instance, solution: Solution, draw: random.Random) -> Solution:
    """Claims a bound below its own value."""
    return replace(solution, bound=float(np.nextafter(solution.value, -np.inf)))


def price_bound_lowered(instance: Instance, solution: Solution, draw: random.Random) -> Solution:
    """Claims more than follows from its prices."""
    exact = check(instance.problem(), solution).price_bound
    less = float(exact) - max(float(abs(exact)), 1e-9) * draw.choice((1e-12, 1e-3))
    return replace(solution, price_bound=less, bound=min(less, solution.bound))


def price_against_its_sign(
    instance: Instance, solution: Solution, draw: random.Random
) -> Solution | None:
    """Rewards the use of what is scarce."""
    names = [row.name for row in instance.rows if row.sense == "<="]
    if not names:
        return None
    return replace(solution, prices={**solution.prices, draw.choice(names): -1e-9})


def not_a_number(instance: Instance, solution: Solution, draw: random.Random) -> Solution:
    """Has a figure that is none."""
    none = draw.choice((float("nan"), float("inf")))
    return draw.choice(
        (
            replace(solution, value=none),
            replace(solution, bound=none),
            replace(solution, price_bound=none),
        )
    )


def group_left_out(instance: Instance, solution: Solution, draw: random.Random) -> Solution:
    """Decides nothing about one group, or twice about another."""
    chosen = solution.chosen.copy()
    if len(chosen) > 1 and draw.random() < 0.5:
        chosen[0] = chosen[1]
        return replace(solution, chosen=chosen)
    return replace(solution, chosen=chosen[:-1])


def row_broken(instance: Instance, solution: Solution, draw: random.Random) -> Solution | None:
    """Another choice, with the value that it has, that does not keep every row."""
    problem = instance.problem()
    for _ in range(20):
        places = [draw.randrange(size) for size in instance.sizes]
        chosen = problem.starts()[:-1] + np.array(places, dtype=np.int64)
        if not instance.keeps_all(chosen.tolist()):
            value = float(instance.worth(chosen.tolist()))
            return replace(solution, chosen=chosen, value=value, bound=solution.price_bound)
    return None


SPOILS: Final[tuple[Spoil, ...]] = (
    value_raised,
    bound_lowered,
    price_bound_lowered,
    price_against_its_sign,
    not_a_number,
    group_left_out,
    row_broken,
)


def overlooked(instance: Instance, solution: Solution, draw: random.Random) -> list[str]:
    """The ways in which a solution can be spoilt without check seeing it; none, we hope."""
    problem, found = instance.problem(), []
    for spoil in SPOILS:
        spoilt = spoil(instance, solution, draw)
        if spoilt is not None and check(problem, spoilt).sound:
            found.append(f"check accepts a solution spoilt by {spoil.__name__}")
    return found


def attempt(seed: int, counts: Counter[str]) -> list[str]:
    """Solves the instance of a seed, cold and in every fourth case warm; returns what is wrong."""
    instance, draw = drawn(seed), random.Random(seed)
    problem = instance.problem()
    try:
        start = None
        if seed % 4 == 0:
            start = solve(revalued(instance, seed).problem(), gap=0.0, seconds=SECONDS)
            counts["warm"] += 1
        solution = solve(problem, gap=0.0, seconds=SECONDS, start=start)
    except PlannerError as error:
        return [f"{type(error).__name__}: {error}"]
    counts[solution.status] += 1
    counts[f"bound from {solution.bound_from}"] += solution.status != "infeasible"
    counts.update({row.name.split("_")[0] for row in instance.rows})
    wrong = mismatches(instance, solution)
    if solution.status != "infeasible" and not wrong:
        wrong = overlooked(instance, solution, draw)
    return wrong


def main() -> None:
    """The long run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    began, failed = time.monotonic(), 0
    for k in range(arguments.instances):
        seed = arguments.seed * 10**6 + k
        wrong = attempt(seed, counts)
        failed += bool(wrong)
        for words in wrong:
            print(f"drawn({seed}): {words}", flush=True)
        if (k + 1) % EVERY == 0:
            print(f"{k + 1} done, {failed} wrong, {time.monotonic() - began:.0f} s", flush=True)
    for name, count in sorted(counts.items()):
        print(f"{name:20} {count}")
    print(f"{arguments.instances} instances, {failed} wrong, {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
