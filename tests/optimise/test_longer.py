"""What the other modules claim of this room, tried for longer: pytest -m slow."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.optimise import solve
from planner.plan import problem_of
from planner.scenario import load_scenario
from tests.optimise.drawn import drawn
from tests.optimise.oracle import mismatches
from tests.places import KHARKIV

HERE = Path(__file__).parent
EXAMPLES = 1_000
SEEDS = range(1_000, 6_000)
"""Others than those of test_oracle.py."""

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "module",
    ["certify/test_check.py", "test_solve.py", "certify/test_exact.py", "test_metamorphic.py"],
)
def test_the_properties_hold_for_many_more_examples(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-n", "0", str(HERE / module)],
        env={**os.environ, "VIDNOVA_EXAMPLES": str(EXAMPLES)},
        cwd=HERE.parents[1],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_solve_finds_what_the_oracle_finds_in_many_more_problems() -> None:
    wrong = {}
    for seed in SEEDS:
        instance = drawn(seed)
        found = mismatches(instance, solve(instance.problem(), gap=0.0, seconds=20))
        if found:
            wrong[seed] = found
    assert wrong == {}


@pytest.mark.parametrize("preset", ["repair-first", "people-first", "balanced"])
def test_kharkiv_is_proven_by_few_parts_of_a_tree_and_one_integer_program(preset: str) -> None:
    """A tree alone leaves 1e-3 after thousands of parts."""
    problem = problem_of(load_scenario(KHARKIV / f"{preset}.yaml"))
    solution = solve(problem, gap=1e-4, seconds=300.0, work=1_000)
    assert solution.proven
