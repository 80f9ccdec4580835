"""python -m tests.benchmarks.readers

Whether the programs that read model files find the same optimum in every file that is written:
HiGHS and CBC, which come with this tool, SCIP where pyscipopt is installed, and GLPK where glpsol
is on the path. Cities with ids, funds and districts of every kind, as .lp and as .mps.
"""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import highspy
from pulp.apis.coin_api import pulp_cbc_path

from planner.optimise import solve, write_model
from tests.optimise.strange import KINDS, strange_city

ENDINGS: Final = (".lp", ".mps")
NEAR: Final = 1e-6


def highs(path: Path) -> float:
    """The optimum that HiGHS finds in a file."""
    reader = highspy.Highs()
    reader.setOptionValue("output_flag", False)
    reader.setOptionValue("mip_rel_gap", 0.0)
    reader.setOptionValue("mip_abs_gap", 0.0)
    assert reader.readModel(str(path)) == highspy.HighsStatus.kOk
    reader.run()
    assert reader.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return abs(float(reader.getInfo().objective_function_value))


def cbc(path: Path) -> float:
    """The optimum that CBC finds."""
    answer = path.with_suffix(".answer")
    command = [pulp_cbc_path, str(path), "ratio", "0", "solve", "solution", str(answer), "quit"]
    subprocess.run(command, capture_output=True, check=True)
    first = answer.read_text("utf-8").splitlines()[0]
    assert first.startswith("Optimal"), first
    return abs(float(first.split()[-1]))


def scip(path: Path) -> float:
    """The optimum that SCIP finds."""
    from pyscipopt import Model

    model = Model()
    model.hideOutput()
    model.readProblem(str(path))
    model.optimize()
    return abs(float(model.getObjVal()))


def glpk(path: Path) -> float:
    """The optimum that GLPK finds."""
    answer = path.with_suffix(".glpk")
    form = "--lp" if path.suffix == ".lp" else "--freemps"
    command = ["glpsol", form, str(path), "-o", str(answer)]
    subprocess.run(command, capture_output=True, check=True)
    told = re.search(r"^Objective:\s+\S+ = (\S+)", answer.read_text("utf-8"), re.MULTILINE)
    assert told is not None, answer.read_text("utf-8")[:400]
    return abs(float(told[1]))


def readers() -> dict[str, Callable[[Path], float]]:
    """Those that are here."""
    found: dict[str, Callable[[Path], float]] = {"HiGHS": highs, "CBC": cbc}
    if importlib.util.find_spec("pyscipopt"):
        found["SCIP"] = scip
    if shutil.which("glpsol"):
        found["GLPK"] = glpk
    return found


def main() -> None:
    """A line for each file: the optimum, and who agrees."""
    here, wrong = readers(), 0
    print("readers:", ", ".join(here))
    for kind in KINDS:
        problem = strange_city(kind)
        value = solve(problem, gap=0.0).value
        for ending in ENDINGS:
            with TemporaryDirectory() as folder:
                path = Path(folder) / f"model{ending}"
                write_model(problem, path)
                found = {name: reader(path) for name, reader in here.items()}
            astray = {n: f for n, f in found.items() if abs(f - value) > NEAR * max(1.0, value)}
            wrong += len(astray)
            print(f"{kind + ending:16} {value:16.9f}  {astray or 'all agree'}", flush=True)
    print(f"{wrong} answers astray")


if __name__ == "__main__":
    main()
