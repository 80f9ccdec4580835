"""The full model as an .lp or .mps file, every number exact, for any other solver to check."""

from pathlib import Path

from planner.errors import Fault, InputError
from planner.optimise.model import build_model
from planner.problem.model import Problem


def write_model(problem: Problem, path: Path) -> None:
    """Writes the plain integer program; raises InputError for an unknown ending or place.

    In an .mps file PuLP prints 13 significant digits, which holds money up to 10^11 in whole
    currency units and values to a billionth of a point; an .lp file holds every digit.
    """
    model = build_model(problem, exact_numbers=True)
    writers = {".lp": model.lp.writeLP, ".mps": model.lp.writeMPS}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise InputError([Fault(key="model_ending", file=str(path), value=path.suffix)])
    try:
        writer(str(path))
    except OSError as error:
        raise InputError(
            [Fault(key="cannot_write", file=str(path), details={"why": error.strerror or ""})]
        ) from error
