"""The one place that makes HiGHS: silent, and strict about its options."""

import subprocess
import sys

import pytest

from planner.optimise.solvers.highs import highs_name, highs_runs, new_highs

SPEAKS = """
from planner.optimise.solvers.highs import new_highs
highs = new_highs({"time_limit": 1.0})
highs.addVar(0.0, 1.0)
highs.run()
import pulp
from planner.optimise.solvers.integer import Effort, run
from planner.optimise.solvers.program import build_model
from planner.problem import Problem
run(build_model(Problem.from_arrays([1.0, 0.0], [0, 0], [[1.0], [0.0]], [1.0])), Effort())
"""


def test_a_process_that_solves_prints_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", SPEAKS], capture_output=True, check=True)
    assert done.stdout == b"" and done.stderr == b""


def test_an_option_that_is_unknown_is_no_option() -> None:
    with pytest.raises(ValueError, match="mip_no_restart"):
        new_highs({"mip_no_restart": True})


def test_its_name_is_told_with_its_version() -> None:
    assert highs_runs() and highs_name().startswith("HiGHS 1.")
